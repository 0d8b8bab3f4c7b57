"""Words of other regions: without them a question is refused for a word that everybody there uses."""

from __future__ import annotations

import pytest

from rag.spelling.variants import in_usual_words


def _held(word: str) -> bool:
    return word == "资讯"


@pytest.mark.parametrize(
    ("text", "usual"),
    [
        ("泊位有几多个", "泊位有多少个"),
        ("呢个计画边个负责", "这个计划谁负责"),
        ("報導裏嘅泊位", "报道裏的泊位"),
        ("航运资讯有冇公布", "航运资讯有没有公布"),
        ("泊位有多少个", "泊位有多少个"),
        ("灯塔是神马", "灯塔是什么"),
        ("航道维护写在那一章", "航道维护写在哪一章"),
        ("引航员归那个部门管?", "引航员归哪个部门管?"),
        ("写在那一章的泊位有多少", "写在那一章的泊位有多少"),
        ("船厂在那里", "船厂在哪里"),
    ],
)
def test_a_regional_word_is_read_as_the_usual_one(text: str, usual: str) -> None:
    assert in_usual_words(text, _held)[0] == usual


def test_the_reader_is_told_what_was_changed() -> None:
    _, changes = in_usual_words("报导有几多篇", _held)
    assert [(c.said, c.meant) for c in changes] == [("报导", "报道"), ("几多", "多少")]
