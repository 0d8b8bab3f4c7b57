"""Real laws and a real plan, stripped of their marks: the headings must be found again.

Whoever loads a law asks by article number; a heading lost or invented sends them to a wrong one.
The texts are public data outside the repository: set GUANWEN_DATA to the folder that holds them.
`guanwen eval outlines --data DIR` prints the same measures.
"""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path

import pytest

from eval.headings import plain_text
from eval.outlines import OutlineScores, measure_outlines
from index.outline import parse_outline

DATA = os.environ.get("GUANWEN_DATA", "")

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not DATA, reason="set GUANWEN_DATA to the folder of public data"),
]


@lru_cache(maxsize=1)
def measured() -> OutlineScores:
    return measure_outlines(Path(DATA))


@pytest.mark.parametrize("form", ["plain", "marked"])
def test_headings_of_laws_are_found_again(form: str) -> None:
    laws = measured().plain if form == "plain" else measured().marked
    assert laws.files >= 300
    assert laws.headings.f1 >= 0.999, laws.missed[:10]
    assert laws.articles.f1 >= 0.999, laws.missed[:10]


def test_every_document_is_rebuilt_from_its_leaves() -> None:
    assert measured().documents >= 700
    assert measured().unsound == ()


def test_the_rural_plan_has_its_11_chapters_and_34_sections() -> None:
    (path,) = (Path(DATA) / "outlines").glob("乡村全面振兴规划*.md")
    outline = parse_outline(plain_text(path.read_text(encoding="utf-8")), document_id="rural")
    chapters = [n.number for n in outline.nodes if n.kind == "chapter"]
    sections = [n.number for n in outline.nodes if n.kind == "section"]
    assert len(chapters) == 11
    assert chapters[0] == "一、"
    assert chapters[-1] == "十一、"
    assert len(sections) == 34
    assert sections[-1] == "（三十四）"
