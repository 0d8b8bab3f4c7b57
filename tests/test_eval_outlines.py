"""The measure of outlines: were it too kind, headings would be lost and nobody would see it."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from eval import bench
from eval.errors import DataError
from eval.headings import Score, marked_headings, plain_text, scores
from eval.outlines import is_sound, measure_outlines
from eval.outlines_report import outlines_json, outlines_table
from eval.reading import ReadingCost, reading_cost
from index.outline import parse_outline
from ui import cli

LAW = """---
sidebar: auto
---

# 某某法

## 第一章　总则

**第一条**　为了规范管理，制定本法。

**第二条**　本法自公布之日起施行。

## 第二章　附则（试行）

**第三条**　本法由国务院负责解释。
"""
PLAN = "# 某某规划\n\n## 一、总则\n\n### （一）目标\n\n做好工作。\n\n## 二、保障\n\n### （二）组织\n\n抓好落实。\n"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    laws = tmp_path / "outlines" / "just_laws" / "a"
    laws.mkdir(parents=True)
    (laws / "README.md").write_text(LAW, encoding="utf-8")
    (tmp_path / "outlines" / "规划.md").write_text(PLAN, encoding="utf-8")
    (tmp_path / "text").mkdir()
    (tmp_path / "text" / "gov_reports_no_linebreaks.txt").write_text(
        "2020\t各位代表：　　一、去年工作回顾　　去年一、二月做了很多。　　二、今年任务　　继续做好。\n"
        "1954\t没有编号的报告，说了很多话。\n",
        encoding="utf-8",
    )
    return tmp_path


def test_the_headings_that_the_marks_give() -> None:
    assert list(marked_headings(LAW)) == [
        "第一章总则", "第一条", "第二条", "第二章附则(试行)", "第三条",
    ]  # fmt: skip
    assert "#" not in plain_text(LAW)
    assert "**" not in plain_text(LAW)
    assert "sidebar" not in plain_text(LAW)


def test_a_lost_and_an_invented_heading_both_lower_the_score() -> None:
    """By hand: 4 there, 4 found, 3 both: precision and recall 3/4."""
    there = Counter(["第一章总则", "第一条", "第二条", "第三条"])
    found = Counter(["第一章总则", "第一条", "第二条", "第二条"])
    headings, articles = scores(there, found)
    assert headings == Score(1, 1, 1)
    assert articles == Score(3, 3, 2)
    assert articles.f1 == pytest.approx(2 / 3)
    assert Score(0, 0, 0).f1 == 1.0
    assert Score(2, 0, 0).f1 == 0.0
    assert headings + articles == Score(4, 4, 3)


def test_all_of_the_data_is_measured(data: Path) -> None:
    found = measure_outlines(data)
    assert (found.plain.files, found.plain.headings, found.plain.articles) == (
        1, Score(2, 2, 2), Score(3, 3, 3),
    )  # fmt: skip
    assert found.marked.articles == Score(3, 3, 3)
    assert (found.plans[0].chapters, found.plans[0].sections) == (Score(2, 2, 2), Score(2, 2, 2))
    assert [(run.name, run.there, run.clear) for run in found.reports] == [
        ("2020", 2, True),
        ("1954", 0, False),
    ]
    assert (found.documents, found.unsound) == (5, ())


def test_what_is_missed_is_named(data: Path) -> None:
    path = data / "outlines" / "just_laws" / "a" / "README.md"
    path.write_text(LAW + "\n**第三十条**的规定适用于本法。\n", encoding="utf-8")
    table = outlines_table(measure_outlines(data))
    assert "a/README.md　没有找到：第三十条" in table


def test_the_table_and_the_json_say_the_same(data: Path) -> None:
    found = measure_outlines(data)
    told = json.loads(json.dumps(outlines_json(found)))
    assert told["laws"]["articles"] == {"there": 3, "found": 3, "both": 3, "f1": 1.0}
    assert "没有换行的报告 2 份：1 份里的一、二、……各出现一次" in outlines_table(found)


def test_an_outline_whose_spans_are_off_is_not_sound() -> None:
    outline = parse_outline(plain_text(LAW), document_id="a")
    assert is_sound(outline)
    assert not is_sound(replace(outline, text=outline.text[:-1]))
    first, second, *rest = outline.nodes
    moved = replace(second, span=(second.span[0] + 1, second.span[1]))
    assert not is_sound(replace(outline, nodes=(first, moved, *rest)))


def test_a_folder_without_the_data_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="just_laws"):
        measure_outlines(tmp_path)
    with pytest.raises(DataError, match="just_laws"):
        reading_cost(tmp_path)


def test_the_command_prints_the_table_or_json(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["eval", "outlines", "--data", str(data)]) == 0
    assert "编/章/节" in capsys.readouterr().out
    assert cli.main(["eval", "outlines", "--data", str(data), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["documents"] == 5
    assert cli.main(["eval", "outlines"]) == 2
    assert cli.main(["eval", "outlines", "--data", str(data / "text")]) == 1


def test_the_bench_tells_speed_memory_and_the_ratio_to_the_peer(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """150 documents a second are 1/150 s for each."""
    cost = ReadingCost(3000, 0.004, 0.0002, 90_000_000, 10_000_000)
    monkeypatch.setattr(bench, "reading_cost", lambda _data: cost)
    speed, ratio, peak, growth = bench.reading_rows(Path("data"))
    assert (speed.value, speed.within, speed.runs) == (0.004, True, 3000)
    assert ratio.value == pytest.approx(20)
    assert (peak.value, growth.value) == (90_000_000, 10_000_000)
    slow = replace(cost, seconds=0.007)
    monkeypatch.setattr(bench, "reading_cost", lambda _data: slow)
    assert not bench.reading_rows(Path("data"))[0].within


def test_reading_is_measured_in_a_process_of_its_own(data: Path) -> None:
    cost = reading_cost(data, 3)
    assert cost.documents == 3
    assert cost.peer_seconds > 0
    assert cost.seconds > 0
    assert 0 <= cost.growth < cost.peak
