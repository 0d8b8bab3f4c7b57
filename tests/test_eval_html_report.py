"""The report page: opened on a machine without a network, failures first, hostile text harmless."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from eval_fakes import ANSWERS, SET, FakeAssistant, question

from eval.errors import RunError
from eval.html_report import page, write_page
from eval.run import run_set


def test_wrong_questions_come_first_with_answer_citations_and_gold() -> None:
    html = page(run_set(FakeAssistant(ANSWERS), SET))
    ids = re.findall(r"<code>(q-\d)</code>", html)
    assert ids == ["q-3", "q-4", "q-1", "q-2"]
    assert html.count("<details class=wrong open>") == 2
    wrong = html[html.index("q-4") : html.index("q-1</code>")]
    for shown in (
        "首席专家50名。[1]",
        "[1] 《规划》（一）：首席专家30名",
        "plan （一）",
        "30名",
        "前一问",
        "缺少",
    ):
        assert shown in wrong


def test_the_page_loads_nothing_and_runs_nothing() -> None:
    html = page(run_set(FakeAssistant(ANSWERS), SET))
    assert not re.search(r"https?://|<script|<link|<img|@import|url\(", html)
    assert "default-src 'none'" in html


def test_text_of_answers_is_shown_and_never_run() -> None:
    evil = {"首席专家几名？": ("<script>alert(1)</script>&[1]", "首席专家30名")}
    html = page(run_set(FakeAssistant(evil), [question("q-1", "首席专家几名？"), SET[1]]))
    assert "<script" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;&amp;[1]" in html


def test_every_type_has_a_bar_as_long_as_its_share() -> None:
    html = page(run_set(FakeAssistant(ANSWERS), SET))
    assert re.findall(r"<i style=\"width:([\d.]+)%", html) == ["33.3", "100.0"]


def test_it_is_written_beside_the_results(tmp_path: Path) -> None:
    run = run_set(FakeAssistant(ANSWERS), SET, tmp_path)
    assert write_page(run, tmp_path) == tmp_path / "report.html"
    with pytest.raises(RunError, match="写不进"):
        write_page(run, tmp_path / "nowhere")


def test_a_run_that_was_broken_off_says_so() -> None:
    """Its means are those of a part: nobody may take them for the set's."""
    run = run_set(FakeAssistant(ANSWERS), SET)
    assert "没有跑完" not in page(run)
    assert "没有跑完：4 题里只有 3 题" in page(replace(run, lines=run.lines[:3]))
