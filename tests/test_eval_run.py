"""A run: were a line lost or a mean wrong, two systems could not be compared."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from eval_fakes import ANSWERS, SET, TEXT, FakeAssistant, question

from eval.errors import RunError
from eval.judge import Judgement
from eval.questions import TYPE_NAMES
from eval.report import reasons, wrong_list
from eval.run import run_set
from eval.summary import Summary
from eval.table import COLUMNS, summary_table, text_table, width
from index.documents import Outline
from rag.answer import Answer, Question


def summary() -> Summary:
    return run_set(FakeAssistant(ANSWERS), SET).summary


def test_every_question_is_asked_once_with_its_turns_and_without_its_gold() -> None:
    assistant = FakeAssistant(ANSWERS)
    run = run_set(assistant, SET)
    assert [line.question.id for line in run.lines] == ["q-1", "q-2", "q-3", "q-4"]
    assert assistant.asked[3] == Question(("前一问", "首席专家几个？"), id="q-4")
    assert [line.judgement.correct for line in run.lines] == [True, True, False, False]


def test_means_worked_by_hand() -> None:
    """Right, rightly refused, an error, a wrong figure: the error counts as 0 everywhere."""
    means = summary().overall
    assert (means.questions, means.correct, means.refused) == (4, 0.5, 0.25)
    assert [means.success1, means.success5] == pytest.approx([0, 2 / 3])
    assert means.mrr == pytest.approx(1 / 3)
    assert means.first == means.cited == pytest.approx(2 / 3)
    assert means.citation_recall == means.citation_precision == pytest.approx(1 / 3)
    assert means.quotes == pytest.approx(2 / 3)
    assert means.figures == pytest.approx(1 / 3)
    assert summary().errors == 1
    assert (summary().refusal.precision, summary().refusal.false_refusals) == (1, 0)


def test_a_refusal_of_an_answerable_question_costs_correctness_and_citing() -> None:
    means = run_set(FakeAssistant({}), SET[:1]).summary.overall
    assert (means.correct, means.first, means.cited, means.refused) == (0, 0, 0, 1)


def test_an_unanswerable_question_that_is_answered_is_wrong() -> None:
    answers = {"食堂几点开饭？": ("首席专家30名。[1]", "首席专家30名")}
    assert run_set(FakeAssistant(answers), SET[1:2]).summary.overall.correct == 0


def test_the_folder_holds_manifest_lines_and_summary(tmp_path: Path) -> None:
    """Someone who compares two runs needs each answer and what it was an answer of."""
    out = tmp_path / "runs" / "one"
    seen: list[tuple[int, int]] = []

    def progress(done: int, total: int) -> None:
        assert (out / "manifest.json").exists()
        assert len((out / "results.jsonl").read_text("utf-8").splitlines()) == done
        assert not (out / "summary.json").exists()
        seen.append((done, total))

    run_set(FakeAssistant(ANSWERS), SET, out, progress, settings=[("set", "mine")])
    lines = [json.loads(line) for line in (out / "results.jsonl").read_text("utf-8").splitlines()]
    manifest = json.loads((out / "manifest.json").read_text("utf-8"))
    assert seen == [(1, 4), (2, 4), (3, 4), (4, 4)]
    assert [line["id"] for line in lines] == ["q-1", "q-2", "q-3", "q-4"]
    assert lines[0]["answer"]["citations"][0]["quote"] == "首席专家30名"
    assert [hit["id"] for hit in lines[0]["evidence"]] == ["c1", "c2"]
    assert lines[2]["error"] == "这一问出错了。"
    assert "answer" not in lines[2]
    assert manifest["corpus_hash"] == "c0ffee"
    assert (manifest["model"], manifest["settings"]) == ("static", {"set": "mine"})
    assert json.loads((out / "summary.json").read_text("utf-8"))["overall"]["correct"] == 0.5


def test_a_run_is_never_written_over_another(tmp_path: Path) -> None:
    run_set(FakeAssistant(ANSWERS), SET[:1], tmp_path)
    before = (tmp_path / "results.jsonl").read_text("utf-8")
    with pytest.raises(RunError, match="已有一次评测"):
        run_set(FakeAssistant({}), SET[:1], tmp_path)
    assert (tmp_path / "results.jsonl").read_text("utf-8") == before


def test_the_manifest_tells_one_set_from_another() -> None:
    first = run_set(FakeAssistant({}), SET[:1]).manifest
    again = run_set(FakeAssistant({}), SET[:1]).manifest
    other = run_set(FakeAssistant({}), SET[1:2]).manifest
    assert first.questions_hash == again.questions_hash != other.questions_hash
    assert first.code_hash == again.code_hash


def test_a_text_given_with_a_question_is_quoted_from_itself() -> None:
    """Its quotes are checked against the given text: the store has never seen it."""
    given = question("q-5", "首席专家几名？", texts=({"title": "规划", "text": TEXT},))
    line = run_set(OwnTextAssistant(ANSWERS), [given]).lines[0]
    assert line.hits == ()
    assert line.judgement.ranking is None
    assert line.judgement.grounding is not None
    assert line.judgement.grounding.quotes == 1


class WithoutOutlines(FakeAssistant):
    """Has lost the documents that it cites."""

    def outline(self, document_id: str) -> Outline:
        raise KeyError(document_id)


class OwnTextAssistant(FakeAssistant):
    """Cites the text that came with the question, under the id that reading it gives."""

    def ask(self, question: Question) -> Answer:
        from index.corpus import read_inline

        answer = super().ask(question)
        document = read_inline(question.texts[0].title, question.texts[0].text)
        start = document.outline.text.index("首席专家30名")
        cited = replace(
            answer.citations[0], document_id=document.id, span=(start, start + len("首席专家30名"))
        )
        return replace(answer, citations=(cited,))


def test_a_crash_at_one_question_does_not_lose_the_others() -> None:
    """A fault of ours shows as one wrong answer with its reason, after the rest was asked."""
    without_outline = question("q-6", "首席专家几名？")
    assistant = WithoutOutlines(ANSWERS)
    run = run_set(assistant, [without_outline, SET[2]])
    assert [line.judgement.error for line in run.lines] == [
        "程序内部错误（KeyError: 'plan'）",
        "这一问出错了。",
    ]


def test_the_table_lines_up_and_names_each_type() -> None:
    table = summary_table(summary())
    rows = table.split("\n\n")[0].splitlines()
    assert [row.split()[0] for row in rows[2:]] == ["正文数字", "无关问题", "全部"]
    assert len({width(row) for row in rows}) == 1
    assert "误拒率 0.0%" in table
    assert "出错：1题" in table


def test_a_table_is_as_wide_as_its_widest_cells() -> None:
    assert text_table([("甲", "值"), ("乙丙", "1")]) == "甲    值\n--------\n乙丙   1"


def test_the_table_fits_a_terminal_whatever_the_types_and_means() -> None:
    """A line that wraps cannot be read as a table."""
    means = summary().overall
    full = replace(means, **dict.fromkeys(["correct", "refused", "over_length", "mrr"], 1.0))
    table = summary_table(replace(summary(), by_type=tuple((kind, full) for kind in TYPE_NAMES)))
    assert max(width(line) for line in table.splitlines()) <= 120
    assert len(table.splitlines()[0].split()) == len(COLUMNS) + 1


def test_the_refusals_column_is_not_called_as_the_line_on_refusal() -> None:
    head, line = summary_table(summary()).splitlines()[0], summary_table(summary()).split("\n\n")[1]
    assert "拒答" in line
    assert "拒答" not in head


def test_many_wrong_questions_are_cut_and_counted() -> None:
    questions = [question(f"q-{n}", "首席专家几个？") for n in range(30)]
    lines = run_set(
        FakeAssistant({"首席专家几个？": ("长" * 100, "首席专家30名")}), questions
    ).lines
    shown = wrong_list(lines)
    assert shown.count("答：") == 20
    assert "另有 10 题" in shown
    assert f"答：{'长' * 59}…\n" in shown
    assert wrong_list(run_set(FakeAssistant(ANSWERS), SET[:2]).lines) == "没有答错的题。"


@pytest.mark.parametrize(
    "changes, told",
    [
        ({"error": "坏了。"}, "出错：坏了。"),
        ({"refused": True, "missing": ("3名",)}, "文件里有答案，却没有回答；应有：3名"),
        ({"answerable": False}, "文件里没有答案，却作了回答"),
        ({"missing": ("3名", "4名")}, "缺少：3名、4名"),
        ({"missing": ("3名",), "forbidden": ("5名",)}, "缺少：3名；不该说：5名"),
    ],
)
def test_what_was_wrong_is_said_in_one_sentence(changes: dict[str, object], told: str) -> None:
    wrong = Judgement("q", "figures", True, False, False, False, (), (), None, None)
    assert reasons(replace(wrong, **changes)) == told  # type: ignore[arg-type]
