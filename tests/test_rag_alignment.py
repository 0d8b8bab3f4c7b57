"""Alignment and substance: what counts as missing decides between an answer and a refusal."""

from __future__ import annotations

import pytest
from rag_fakes import asked, catalogue_of

from rag.alignment import AlignedWord, align
from rag.evidence.answer_types import asked_but_absent, counted, longest_list
from rag.evidence.sufficiency import Sentence, Sufficiency
from rag.question import ParsedQuestion
from rag.substance import is_noun, substance
from rag.terms import subject_terms

CATALOGUE = catalogue_of()


@pytest.mark.parametrize("light", ["之内", "起码", "最短", "才能", "一节", "大约", "除了", "五个"])
def test_words_of_grammar_and_degree_carry_no_subject(light: str) -> None:
    """They stand in no document either, and once refused good answers."""
    assert substance(light) < 0.35
    assert substance("滞纳金") == 1.0


def test_codes_are_subjects_and_bare_numbers_hardly() -> None:
    assert substance("h2018") == 1.0
    assert substance("12") < 0.5
    assert is_noun("网址")
    assert not is_noun("起来")


def test_a_word_is_met_by_itself_its_synonym_or_another_form() -> None:
    assert AlignedWord("登记", 1.0).met("办理登记") == 1.0
    assert 0.5 < AlignedWord("交税", 1.0, ("缴税",)).met("按时缴税") < 1.0
    assert 0.5 < AlignedWord("环评", 1.0).met("环境影响评价文件") < 1.0
    assert 0.5 < AlignedWord("聋哑", 1.0).met("聋、哑的人") < 1.0
    assert 0.5 < AlignedWord("案子", 1.0, spoken=True).met("与案件有关") < 1.0
    assert 0.5 < AlignedWord("言论自由", 1.0).met("言论、出版的自由") < 1.0
    assert AlignedWord("环评", 1.0).met("环境。评价") == 0.0


def test_a_thing_that_no_document_knows_is_strange_and_a_light_word_is_not() -> None:
    question = ParsedQuestion("船舶登记的网址起码要几个")
    aligned = align(question, subject_terms(question), CATALOGUE)
    near = "船舶所有人应当在三十日内办理登记"
    assert aligned.strange(near) == ("网址",)
    assert 0.0 < aligned.share(near) < 1.0


def judged(text: str, sentence: str) -> tuple[bool, tuple[str, ...], str]:
    """The verdict on a sentence of the made-up documents."""
    question, _ = asked(text, CATALOGUE)
    for info in CATALOGUE.infos:
        outline = CATALOGUE.outline(info.id)
        start = outline.text.find(sentence)
        if start >= 0:
            node = outline.address(outline.at(start).id)
            place = Sentence(
                info.id, node.id, (start, start + len(sentence)), 0.5, 0.8, 2.0, lambda: 2.0, 0.3
            )
            verdict = Sufficiency(CATALOGUE).judge(question, subject_terms(question), place)
            return verdict.enough, verdict.missing, verdict.asked
    raise AssertionError(sentence)


def test_the_sentence_asked_for_is_enough_in_other_words_too() -> None:
    assert judged("船舶所有人起码要在多少天之内办理登记", "船舶所有人应当在三十日内办理登记。")[0]
    assert judged("疏港铁路要建几条", "建设疏港铁路3条，形成公铁水联运网络。")[0]


def test_something_close_but_absent_is_refused_with_its_name() -> None:
    """A telephone number, a year, a place: the documents speak of the subject but not of that."""
    sentence = "建设疏港铁路3条，形成公铁水联运网络。"
    assert judged("疏港铁路的网址是什么", sentence)[1:] in ((("网址",), ""), ((), "所问的网址"))
    assert judged("2019年疏港铁路建设几条", sentence)[1] == ("2019年",)
    assert judged("疏港铁路热线95306怎么打", sentence)[1][0] in ("95306", "热线")
    assert judged("疏港铁路建在哪个省", sentence)[2] == "所问的地点"


def test_things_asked_for_by_number_must_be_that_many() -> None:
    question = ParsedQuestion("“四强”具体是哪四强")
    assert counted(question) == 4
    assert asked_but_absent(question, "深化“四强”支部建设", 0) == "所问的4项"
    assert asked_but_absent(question, "政治强、组织强、作风强、业务强", 0) == ""
    assert asked_but_absent(question, "四强如下", 4) == ""
    assert counted(ParsedQuestion("哪一年")) == 0


def test_the_longest_list_is_counted_by_its_members() -> None:
    assert longest_list("甲、乙和丙，丁") == 3
    assert longest_list("一是学习；二是检查；三是整改；四是总结") == 4
