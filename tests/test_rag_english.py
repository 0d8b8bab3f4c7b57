"""If these fail, a question in English gets no answer, or an answer to another question."""

from __future__ import annotations

import pytest

from rag.english import in_chinese, is_english
from rag.foreign_words import replace_foreign
from rag.glossary.glossary import Glossary
from rag.glossary.reading import Entry

GLOSSARY = Glossary([
    Entry(("target", "goal"), ("目标",)),
    Entry(("mutual recognition",), ("互认",)),
    Entry(("shipping company",), ("航运公司", "船东")),
    Entry(("berth",), ("泊位",)),
    Entry(("plan",), ("规划",)),
    Entry(("feature",), ("特点",)),
])  # fmt: skip
HELD = {"互认", "船东", "泊位", "规划", "特点", "目标", "aso", "5g"}


def chinese(text: str) -> str:
    return in_chinese(text, GLOSSARY, HELD.__contains__)


@pytest.mark.parametrize(
    ("english", "expected"),
    [
        ("What was the goal for ASO berths in 2030?", "2030年ASO泊位目标是什么？"),
        ("how many berths by 2030", "到2030年泊位有多少个？"),
        ("list features of 5G berths", "5G泊位特点有哪些？"),
        ("When was the plan published?", "规划published是什么时候？"),
        ("What does ASO stand for?", "ASO是什么意思？"),
        ("What is article 35 about?", "第35条是什么？"),
        ("list the goals in box two", "专栏二目标有哪些？"),
        ("who are the shipping companies", "船东是谁？"),
    ],
)
def test_an_english_question_is_put_into_chinese(english: str, expected: str) -> None:
    assert is_english(english)
    assert chinese(english) == expected


@pytest.mark.parametrize("text", ["ASO", "ASO RHP", "ASO是什么", "泊位 target", "2030", "?!", ""])
def test_codes_and_chinese_are_no_english(text: str) -> None:
    assert not is_english(text)


def test_a_word_that_the_glossary_lacks_stays_to_be_refused() -> None:
    assert "unicorns" in chinese("how many unicorns by 2030")


def test_the_first_translation_that_the_documents_hold_is_taken() -> None:
    assert chinese("shipping company target") == "船东目标是多少？"


def test_english_words_in_a_chinese_question_are_replaced() -> None:
    text, changes = replace_foreign(
        "ASO mutual recognition 的 target 和 5G", GLOSSARY, HELD.__contains__
    )
    assert text == "ASO 互认 的 目标 和 5G"
    assert [(c.said, c.meant) for c in changes] == [
        ("mutual recognition", "互认"),
        ("target", "目标"),
    ]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("ASO 泊位 how many", "ASO 泊位 多少"),
        ("what是船东", "什么是船东"),
        ("3 kinds of 泊位", "3 kinds 泊位"),
        ("泊位 is 5G 吗，thx", "泊位 5G 吗，"),
        ("whole有几头", "whole有几头"),
    ],
)
def test_words_of_asking_and_grammar_do_not_stand_as_names(text: str, meant: str) -> None:
    assert replace_foreign(text, GLOSSARY, HELD.__contains__)[0] == meant


def test_unknown_words_in_a_chinese_question_stay() -> None:
    assert replace_foreign("unicorn有几头", GLOSSARY, HELD.__contains__) == ("unicorn有几头", ())
