"""Wrong answers of every kind: a measure that stays high for one of them measures nothing."""

from __future__ import annotations

from dataclasses import replace

from eval_fakes import OUTLINE, citation, question

from eval.judge import Judgement, judge
from eval.questions import EvalQuestion
from rag.answer import Answer, Citation

QUESTION = question("q-1", "首席专家几名？")
GOOD = ("首席专家30名。[1]", citation("首席专家30名"))


def judged(
    text: str, *citations: Citation, asked: EvalQuestion = QUESTION, status: str = "answered"
) -> Judgement:
    answer = Answer(
        "q-1", asked.turns[-1], asked.turns[-1], status, "passage", text, citations, "x", 0.01  # type: ignore[arg-type]
    )  # fmt: skip
    return judge(asked, answer, (), {"plan": OUTLINE})


def scores(verdict: Judgement) -> dict[str, float]:
    assert verdict.grounding is not None
    g = verdict.grounding
    return {
        "first": g.first, "cited": g.cited, "recall": g.recall, "precision": g.precision,
        "quotes": g.quotes, "figures": g.figures,
    }  # fmt: skip


def test_the_right_answer_is_right_by_every_measure() -> None:
    verdict = judged(*GOOD)
    assert verdict.correct
    assert not verdict.over_length
    assert set(scores(verdict).values()) == {1.0}


def test_the_right_figure_with_a_wrong_citation() -> None:
    """Correct in words, proved by nothing: the reader who looks it up finds teachers."""
    verdict = judged("首席专家30名。[1]", citation("兼职教师500名", "（二）"))
    assert verdict.correct
    found = scores(verdict)
    assert found["quotes"] == 1.0
    assert (found["first"], found["cited"]) == (0, 0)
    assert (found["recall"], found["precision"], found["figures"]) == (0, 0, 0)


def test_a_quote_altered_by_one_character() -> None:
    good = citation("首席专家30名")
    for quote in ("首席专家３0名", "首席专家31名", "首席专家30"):
        verdict = judged("首席专家30名。[1]", replace(good, quote=quote))
        assert scores(verdict)["quotes"] == 0
    moved = replace(good, span=(good.span[0] + 1, good.span[1] + 1))
    assert scores(judged("首席专家30名。[1]", moved))["quotes"] == 0


def test_an_invented_sentence_beside_the_right_one() -> None:
    text = "首席专家30名。[1]每名专家每年津贴8万元。[1]"
    found = scores(judged(text, citation("首席专家30名")))
    assert found["recall"] == 0.5
    assert found["precision"] == 0.5
    assert found["figures"] == 0.5
    bare = scores(judged("首席专家30名。[1]专家须通晓两门外语。", citation("首席专家30名")))
    assert bare["recall"] == 0.5


def test_a_citation_too_many() -> None:
    extra = replace(citation("兼职教师500名", "（二）"), n=2)
    found = scores(judged("首席专家30名。[1][2]", citation("首席专家30名"), extra))
    assert found["recall"] == 1.0
    assert found["precision"] == 0.5


def test_a_refusal_of_an_answerable_question() -> None:
    verdict = judged("文件里没有找到。", status="not_found")
    assert (verdict.correct, verdict.refused, verdict.grounding) == (False, True, None)
    assert verdict.missing == ("30名",)


def test_an_answer_to_an_unanswerable_question() -> None:
    verdict = judged(*GOOD, asked=question("q-2", "食堂几点开饭？", ""))
    assert not verdict.correct
    assert not verdict.refused


def test_a_dump_of_three_thousand_characters() -> None:
    """It holds what is asked for; nobody reads it."""
    dump = "首席专家30名。[1]" + "兼职教师500名。[2]" * 400
    verdict = judged(
        dump, citation("首席专家30名"), replace(citation("兼职教师500名", "（二）"), n=2)
    )
    assert verdict.correct
    assert verdict.over_length


def test_a_wrong_figure_and_a_forbidden_one() -> None:
    wrong = judged("首席专家130名。[1]", citation("首席专家30名"))
    assert (wrong.correct, wrong.missing) == (False, ("30名",))
    assert scores(wrong)["figures"] == 0
    asked = question("q-1", "首席专家几名？", forbidden=("500名",))
    both = judged("首席专家30名，教师500名。[1]", citation("首席专家30名"), asked=asked)
    assert (both.correct, both.forbidden) == (False, ("500名",))


def test_citing_a_number_that_is_not_there() -> None:
    found = scores(judged("首席专家30名。[7]", citation("首席专家30名")))
    assert (found["recall"], found["precision"]) == (0, 0)
