"""Sentences: an answer quotes whole ones; a span that is off by one shows half a word."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from index.sentences import clause_spans, sentence_spans


def sentences(text: str) -> list[str]:
    return [text[a:b] for a, b in sentence_spans(text)]


def test_closing_quotes_stay_with_their_sentence() -> None:
    text = "他说：“会好的。”任务完成！（见附件。）真的吗？？"
    assert sentences(text) == ["他说：“会好的。”", "任务完成！", "（见附件。）", "真的吗？？"]


def test_lines_end_sentences_and_decimals_do_not() -> None:
    assert sentences("一、总则\n达到99.98%；达到0.4%。\n\n 目标 ") == [
        "一、总则",
        "达到99.98%；达到0.4%。",
        "目标",
    ]


def test_only_the_asked_part_is_cut() -> None:
    text = "甲甲。乙乙。丙丙。"
    assert [text[a:b] for a, b in sentence_spans(text, (3, 6))] == ["乙乙。"]


def test_semicolons_set_clauses_apart() -> None:
    text = "达到80%；达到90%;其他。"
    assert [text[a:b] for a, b in clause_spans(text, (0, len(text)))] == [
        "达到80%；",
        "达到90%;",
        "其他。",
    ]


@settings(max_examples=200, deadline=None)
@given(st.text("甲乙1.。！？!?；;”）) \n\u3000", max_size=60))
def test_nothing_but_space_is_lost(text: str) -> None:
    spans = list(sentence_spans(text))
    assert all(a < b for a, b in spans)
    assert all(first[1] <= second[0] for first, second in pairwise(spans))
    assert "".join("".join(text[a:b] for a, b in spans).split()) == "".join(text.split())
