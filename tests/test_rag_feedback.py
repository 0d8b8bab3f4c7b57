"""Feedback: a reader's verdict that was given must be there when the evaluators come for it."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from eval.draft import drafts, write_drafts
from eval.errors import EvalError
from eval.questions import load_set
from rag.answer import Answer, Citation
from rag.feedback import COMMENT_LIMIT, FeedbackBook, FeedbackError, feedback_on

CITED = Citation(1, "规划", "plan", "（一）", ("一、人才", "（一）"), "首席专家30名", (3, 10))
ANSWER = Answer(
    "", "几名？", "首席专家几名？", "answered", "passage", "首席专家30名。[1]", (CITED,), "x", 0.01
)


def test_what_is_kept_comes_back_after_a_restart(tmp_path: Path) -> None:
    book = FeedbackBook.in_folder(tmp_path / "store")
    first = book.keep(
        feedback_on(ANSWER, ("前", "几名？"), "bad", comment="'); DROP TABLE x;--\n不对")
    )
    book.keep(feedback_on(ANSWER, ("几名？",), "good", documents=("规划",)))
    book.close()
    again = FeedbackBook.in_folder(tmp_path / "store")
    (bad,) = again.all("bad")
    assert (bad.id, bad.turns, bad.comment) == (
        first,
        ("前", "几名？"),
        "'); DROP TABLE x;--\n不对",
    )
    assert bad.answer["citations"][0]["quote"] == "首席专家30名"  # type: ignore[index]
    assert [each.rating for each in again.all()] == ["bad", "good"]
    again.withdraw(first)
    assert [each.documents for each in again.all()] == [("规划",)]


def test_a_verdict_is_replaced_in_its_place_or_kept_anew_when_it_is_gone(tmp_path: Path) -> None:
    book = FeedbackBook.in_folder(tmp_path)
    first, other = (book.keep(feedback_on(ANSWER, (q,), "good")) for q in ("甲", "乙"))
    assert book.replace(first, feedback_on(ANSWER, ("甲",), "bad", comment="错")) == first
    assert [(each.id, each.rating, each.comment) for each in book.all()] == [
        (first, "bad", "错"),
        (other, "good", ""),
    ]
    book.withdraw(first)  # an evaluator cleared it away
    anew = book.replace(first, feedback_on(ANSWER, ("甲",), "bad"))
    assert {each.id: each.turns for each in book.all()} == {other: ("乙",), anew: ("甲",)}


def test_many_readers_at_once_lose_nothing(tmp_path: Path) -> None:
    book = FeedbackBook.in_folder(tmp_path)
    with ThreadPoolExecutor(8) as pool:
        ids = list(
            pool.map(lambda n: book.keep(feedback_on(ANSWER, (f"问{n}",), "bad")), range(60))
        )
    assert len(set(ids)) == 60
    assert {each.turns[0] for each in book.all()} == {f"问{n}" for n in range(60)}


def test_an_endless_remark_is_cut() -> None:
    assert (
        len(feedback_on(ANSWER, ("几名？",), "bad", comment="长" * 9_999).comment) == COMMENT_LIMIT
    )


@pytest.mark.parametrize(
    "url", ["nonsense", "postgresql://x:port/y", "sqlite:////没有的/文件夹/x.sqlite", "other://x/y"]
)
def test_a_database_that_cannot_be_opened_is_told_in_one_sentence(url: str) -> None:
    with pytest.raises(FeedbackError, match=r"打不开，请检查设置。$"):
        FeedbackBook(url)


def test_a_damaged_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "feedback.sqlite").write_bytes(b"not a database" * 100)
    with pytest.raises(FeedbackError, match="打不开"):
        FeedbackBook.in_folder(tmp_path)


def test_bad_answers_become_drafts_that_no_run_takes_for_questions(tmp_path: Path) -> None:
    """A draft whose required content nobody wrote would count every answer as right."""
    given = [
        feedback_on(ANSWER, ("几名？",), "bad"),
        feedback_on(ANSWER, ("别的？",), "good"),
        feedback_on(ANSWER, ("几名？",), "bad", comment="应是50名"),
        feedback_on(ANSWER, ("前", "后"), "bad", documents=("规划",)),
    ]
    path = tmp_path / "drafts.jsonl"
    assert write_drafts(given, path) == 2
    one, other = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    assert one["turns"] == ["几名？"]
    assert "应是50名" in one["note"]
    assert one["gold"]["sections"] == [{"document": "plan", "label": "（一）"}]
    assert (other["type"], other["documents"]) == ("follow_up", ["规划"])
    with pytest.raises(EvalError, match="required"):
        load_set(path)
    with pytest.raises(EvalError, match="已经存在"):
        write_drafts(given, path)


def test_a_finished_draft_is_a_question_of_a_set(tmp_path: Path) -> None:
    (draft,) = drafts([feedback_on(ANSWER, ("几名？",), "bad")])
    draft["required"] = [["50名"]]
    path = tmp_path / "set.jsonl"
    path.write_text(json.dumps(draft, ensure_ascii=False) + "\n", encoding="utf-8")
    assert load_set(path)[0].required == (("50名",),)
