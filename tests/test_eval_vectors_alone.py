"""Vectors alone on our questions: if it fails, an embedding is chosen by the wrong figures."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from eval.questions import EvalQuestion
from eval.vectors_alone import Found, asked, found_by, record, spots
from index.corpus import read_inline

TEXT = "某某规划\n一、口岸建设\n口岸通关时间进一步压缩。\n二、队伍建设\n干部培训每年举行两次。\n"


class ByFirstTopic:
    """An embedder that knows two topics."""

    name, dimension = "topics", 2

    def encode_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        rows = [["口岸" in text or "通关" in text, "干部" in text] for text in texts]
        return np.array(rows, dtype=np.float32)

    encode_passages = encode_queries


def question(number: int, kind: str, text: str, label: str) -> EvalQuestion:
    return EvalQuestion.model_validate(
        {
            "id": f"made-{number}", "type": kind, "turns": [text], "max_chars": 100,
            "gold": {"mode": "all", "sections": [{"document": "某某规划", "label": label}]},
            "required": [["甲"]], "answerable": True,
        }
    )  # fmt: skip


def test_a_question_counts_as_found_where_its_section_comes_first() -> None:
    document = read_inline("某某规划", TEXT)
    places = spots([document])
    assert any("口岸" in place.embedding_text for place in places)
    right = question(1, "paraphrase", "通关要多久", "一、")
    found = found_by(ByFirstTopic(), places, [right])
    assert found.paraphrase_success_5 == found.all_success_5 == 1.0
    assert found.all_mrr == 1.0
    nowhere = question(2, "paraphrase", "通关要多久", "九、")
    assert found_by(ByFirstTopic(), places, [nowhere]) == Found(0.0, 0.0, 0.0)


def test_without_everyday_questions_no_figure_is_made_up() -> None:
    places = spots([read_inline("某某规划", TEXT)])
    with pytest.raises(ValueError, match="everyday"):
        found_by(ByFirstTopic(), places, [question(1, "figures", "通关", "一、")])


def test_test_questions_and_follow_ups_are_never_asked() -> None:
    made = [question(number, "paraphrase", "通关要多久", "一、") for number in range(40)]
    chosen = asked(made)
    assert 0 < len(chosen) < len(made)
    assert all(q.split == "dev" for q in chosen)
    later = chosen[0].model_copy(update={"turns": ("先问", "再问")})
    assert asked([later]) == []


def test_figures_go_into_the_line_of_their_own_trial(tmp_path: Path) -> None:
    table = tmp_path / "trials.jsonl"
    lines = [{"name": name, "figures": {"stsb_dev": 0.5}} for name in ("one", "two")]
    table.write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
    record("two", Found(0.25, 0.5, 0.123456), table)
    one, two = (json.loads(line) for line in table.read_text("utf-8").splitlines())
    assert one["figures"] == {"stsb_dev": 0.5}
    assert two["figures"]["all_mrr"] == 0.1235
    assert two["figures"]["paraphrase_success_5"] == 0.25
