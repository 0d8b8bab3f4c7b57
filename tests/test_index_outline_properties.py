"""Any document that a person may write comes back whole, however the file shows it.

A heading lost here is a section that nobody can ask for; one invented sends a reader to a wrong
place; a page number left in a sentence is quoted as if the document said it.
"""

from __future__ import annotations

import re

from hypothesis import HealthCheck, given, settings
from outline_documents import Look, Made, documents, looks, shown
from outline_lines import assert_sound

from index.documents import Outline
from index.outline import parse_outline

_SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large]


def found_headings(outline: Outline) -> list[tuple[int, str, str]]:
    """Depth, number and title of every numbered node but the rows of tables."""
    return [
        (n.level, n.number, "" if n.kind == "article" else n.title)
        for n in outline.nodes
        if n.number and n.kind not in ("row", "table")
    ]


def bare(text: str) -> str:
    """A text without white space and with wide brackets, to be compared."""
    return re.sub(r"[\s|]+", "", text).replace("(", "（").replace(")", "）")


@settings(max_examples=150, deadline=None, suppress_health_check=_SLOW)
@given(documents())
def test_a_clean_document_gives_its_headings(made: Made) -> None:
    outline = parse_outline(shown(made, Look()), document_id="d")
    assert found_headings(outline) == made.headings()
    assert outline.title == made.title
    assert outline.warnings == ()
    assert_sound(outline)


@settings(max_examples=200, deadline=None, suppress_health_check=_SLOW)
@given(documents(), looks)
def test_a_wrapped_and_paged_document_gives_the_same_headings(made: Made, look: Look) -> None:
    outline = parse_outline(shown(made, look), document_id="d")
    assert found_headings(outline) == made.headings()
    assert_sound(outline)


@settings(max_examples=100, deadline=None, suppress_health_check=_SLOW)
@given(documents(), looks)
def test_no_word_is_lost_and_none_of_the_page_is_left(made: Made, look: Look) -> None:
    outline = parse_outline(shown(made, look), document_id="d")
    assert bare(outline.text) == bare("".join(text for _, text in made.lines()))


@settings(max_examples=100, deadline=None, suppress_health_check=_SLOW)
@given(documents(), looks)
def test_reading_the_canonical_text_again_changes_nothing(made: Made, look: Look) -> None:
    """Else a document exported and indexed again would get other ids and other chunks."""
    once = parse_outline(shown(made, look), document_id="d")
    again = parse_outline(once.text, document_id="d")
    assert again.text == once.text
    assert again.nodes == once.nodes
