"""The large index of the bench: were it made or asked wrongly, its figures would mean nothing."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

import eval.bench
from eval.bench import scale_rows
from eval.errors import BenchError
from eval.processes import Cost
from eval.scale import ScaleCost, scale_cost

CHARACTERS = "海关总署税收查验通关监管口岸目标规划登记检查仓库港口货物企业"


def _laws(data: Path, paragraphs: int) -> Path:
    folder = data / "outlines" / "just_laws"
    folder.mkdir(parents=True)
    draw = random.Random(5)
    lines = [
        f"第{n}条\u3000{''.join(draw.choices(CHARACTERS, k=60))}。"
        for n in range(1, paragraphs + 1)
    ]
    (folder / "law.md").write_text("\n\n".join(lines), "utf-8")
    return data


@pytest.mark.chroma
@pytest.mark.model
def test_a_small_large_index_is_built_asked_filtered_and_updated(tmp_path: Path) -> None:
    pytest.importorskip("rank_bm25")
    told: list[str] = []
    data = _laws(tmp_path / "data", 120)
    (tmp_path / "work").mkdir()
    cost = scale_cost(160, tmp_path / "work", data=data, note=told.append)
    assert cost.chunks >= 160
    assert len(cost.asks) == len(cost.searches) == len(cost.filtered) == 2
    assert cost.crowd_errors == 0
    assert min(cost.build.seconds, cost.update.seconds, *cost.asks, *cost.filtered) > 0
    assert any("添加" in line for line in told)


def test_too_few_laws_are_said_to_be_too_few(tmp_path: Path) -> None:
    with pytest.raises(BenchError, match="没有足够的法律"):
        scale_cost(160, tmp_path, data=_laws(tmp_path, 3), note=lambda _text: None)


def test_filtered_searches_are_told_as_a_ratio(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    took, once = Cost(10.0, 1000), (0.010, 0.010)
    made = ScaleCost(150_000, took, (0.05,), once, (0.004, 0.006), took, (0.1,), (0.2,), 0)
    monkeypatch.setattr(eval.bench, "scale_cost", lambda *_, **__: made)
    rows = {row.name: row for row in scale_rows(150_000, tmp_path, lambda _text: None)}
    ratio = rows["限定一份文件的检索用时是不限定的"]
    assert ratio.value == pytest.approx(0.4)
    assert (ratio.form, ratio.within) == ("times", True)
    assert rows["向150000 段的索引添加一份小文件"].value == 10.0
