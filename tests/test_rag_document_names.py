"""A document that is named must be found among thousands, and none that is not."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from index.documents import DocumentInfo
from rag.document_names import SHARED, Names, bare, names_of

_TEXTS = st.text("海关法条例关税规划进出口0（）“”", max_size=14)


def _infos(titles: list[str]) -> tuple[DocumentInfo, ...]:
    return tuple(DocumentInfo(f"d{at}", title) for at, title in enumerate(titles))


@given(st.lists(_TEXTS, max_size=6), _TEXTS)
def test_every_title_that_shares_enough_with_a_text_is_given_in_order(
    titles: list[str], asked: str
) -> None:
    said = bare(asked)
    expected = [
        f"d{at}"
        for at, title in enumerate(map(bare, titles))
        if title
        and any(
            title[start : start + min(SHARED, len(title))] in said
            for start in range(max(1, len(title) - SHARED + 1))
        )
    ]
    assert [name.id for name in Names(_infos(titles)).sharing(said)] == expected


def test_a_law_is_known_by_what_stands_before_its_form_word() -> None:
    names = Names(_infos(["中华人民共和国海关法", "关税条例（试行）", "关税法"]))
    assert [name.id for name in names.ending("法")] == ["d0", "d2"]
    assert [(name.id, stem) for name, stem in names.stems("法", "按海关")] == [
        ("d0", "海关"),
        ("d2", "关税"),
    ]
    assert list(names.stems("条例", "进口")) == []


def test_the_titles_of_the_same_documents_are_taken_apart_once() -> None:
    infos = _infos(["海关法"])
    assert names_of(infos) is names_of(infos)
    assert names_of(_infos(["海关法"])) is not names_of(infos)
