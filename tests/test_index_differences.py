"""Differences: a figure that a copy has otherwise must be told, with its place; layout must not.

A person decides by this list which of two files to trust; a difference that is missed, or lost
among a thousand line breaks, is a wrong figure quoted.
"""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from outline_lines import CORPUS

from index.copying.alignment import Run, common_runs
from index.copying.differences import Comparison, compare, words_of
from index.corpus import read_one
from index.outline import parse_outline

PLAN = (
    "某某规划\n一、总则\n（一）目标。\n到2025年，互认国家（地区）达到60个，合作项目3-5个。\n"
    "（二）原则。\n坚持统筹兼顾、突出重点，分步推进各项工作任务落到实处。\n"
    "专栏1 重点工程\n（一）大数据工程。建设大数据平台，汇聚各类数据资源，形成数据湖。\n"
    "（二）实验室工程。优化实验室布局，建设中心实验室，引领专业发展方向。\n"
    "二、保障措施\n（三）组织领导。\n各单位要结合实际抓好落实，确保各项任务按期完成。\n"
)


def compared(copy: str, document: str = PLAN) -> Comparison:
    return compare(parse_outline(document, document_id="a"), parse_outline(copy, document_id="b"))


def test_a_changed_figure_is_told_whole_with_its_place() -> None:
    (one,) = compared(PLAN.replace("60个", "80个")).wording
    assert (one.label, one.text, one.copy) == ("（一）", "60", "80")
    assert one.before.endswith("达到")
    assert one.after.startswith("个")
    assert parse_outline(PLAN, document_id="a").text[slice(*one.span)] == "60"


def test_signs_of_figures_are_wording() -> None:
    (one,) = compared(PLAN.replace("3-5个", "35个")).wording
    assert (one.text, one.copy) == ("3-5", "35")
    (sign,) = compared(PLAN.replace("达到60", "达到≥60")).wording
    assert "≥" in sign.copy


def test_line_ends_width_and_bars_are_layout_and_stops_are_punctuation() -> None:
    narrow = PLAN.replace("，", ",").replace("（", "(").replace("）", ")").replace("2025", " 2025 ")
    found = compared(narrow)
    assert found.wording == found.lacking == found.extra == ()
    assert found.punctuation == 0
    assert found.layout > 5
    other = compared(PLAN.replace("统筹兼顾、突出", "统筹兼顾，突出"))
    assert (other.wording, other.punctuation, other.layout) == ((), 1, 0)


def test_a_range_is_one_whatever_its_dash() -> None:
    assert compared(PLAN.replace("3-5个", "3～5个")).wording == ()
    assert compared(PLAN.replace("3-5个", "3—5个")).wording == ()


def test_a_lost_passage_begins_where_its_line_does() -> None:
    lost = PLAN.replace(
        "（二）实验室工程。优化实验室布局，建设中心实验室，引领专业发展方向。\n", ""
    )
    (one,) = compared(lost).wording
    assert one.copy == ""
    assert one.text.strip("（").startswith("二）实验室工程")
    assert one.label == "专栏1（二）"
    (other,) = compared(PLAN, lost).wording
    assert (other.text, other.label) == ("", "专栏1（二）")


def test_a_heading_that_is_no_heading_in_the_copy_is_told() -> None:
    joined = PLAN.replace("完成。\n", "完成。").replace(
        "方向。\n二、保障措施\n", "方向。二、保障措施\n"
    )
    found = compared(joined)
    assert found.wording == ()
    assert found.lacking == ("二、",)


def test_a_box_that_stands_elsewhere_is_no_other_wording() -> None:
    start, end = PLAN.index("专栏1"), PLAN.index("二、保障")
    moved = PLAN[:start] + PLAN[end:] + PLAN[start:end]
    found = compared(moved)
    assert found.wording == ()
    assert found.layout >= 1
    (one,) = compared(moved.replace("数据湖", "数据池")).wording
    assert (one.text, one.copy) == ("湖", "池")


def test_a_title_that_one_file_has_outside_its_text_is_no_difference() -> None:
    bare = PLAN.removeprefix("某某规划\n")
    named = parse_outline(bare, document_id="a", title="某某规划")
    assert compare(named, parse_outline(PLAN, document_id="b")).wording == ()
    assert compare(parse_outline(PLAN, document_id="b"), named).wording == ()


def test_the_two_copies_of_the_plan_differ_in_layout_alone() -> None:
    """Compared by hand and with difflib: half-width commas, brackets and semicolons, line ends."""
    found = compare(*(read_one(path).outline for path in sorted(CORPUS.glob("00*.txt"))[:2]))
    assert found.wording == found.lacking == found.extra == ()
    assert found.punctuation == 0
    assert 1300 < found.layout < 1500


def test_an_empty_text_differs_by_all_of_the_other() -> None:
    empty = parse_outline("", document_id="a")
    plan = parse_outline(PLAN, document_id="b")
    assert len(compare(empty, plan).wording) == len(compare(plan, empty).wording) == 1
    assert compare(empty, empty) == Comparison((), (), (), 0, 0)


TEXTS = st.text("甲乙丙丁戊2025.，。\n ", max_size=120)


@settings(max_examples=200, deadline=None)
@given(TEXTS, TEXTS)
def test_runs_are_common_in_order_and_apart(a: str, b: str) -> None:
    end = end_other = 0
    for run in common_runs(a, b):
        assert run.size > 0
        assert (run.start, run.other) >= (end, end_other)
        assert a[run.start : run.start + run.size] == b[run.other : run.other + run.size]
        end, end_other = run.start + run.size, run.other + run.size


@settings(max_examples=200, deadline=None)
@given(TEXTS, TEXTS)
def test_what_is_told_and_what_is_common_make_up_both_texts(a: str, b: str) -> None:
    """No character of either side may be left out of the list."""
    one, two = parse_outline(a, document_id="a"), parse_outline(b, document_id="b")
    wording = compare(one, two).wording
    for outline, spans in ((one, [d.span for d in wording]), (two, [d.copy_span for d in wording])):
        assert all(0 <= start <= end <= len(outline.text) for start, end in spans)
    rest = [
        _without(one.text, [d.span for d in wording]),
        _without(two.text, [d.copy_span for d in wording]),
    ]
    if not any(
        len(words_of(d.text).folded) >= 20 or len(words_of(d.copy).folded) >= 20 for d in wording
    ):
        assert _solid(rest[0]) == _solid(rest[1])


def _without(text: str, spans: list[tuple[int, int]]) -> str:
    kept, at = "", 0
    for start, end in sorted(spans):
        kept, at = kept + text[at:start], end
    return kept + text[at:]


def _solid(text: str) -> str:
    return "".join(c for c in text if c.isalnum())


def test_a_text_that_holds_itself_twice_is_aligned_once() -> None:
    once = "".join(chr(0x4E00 + 7 * n) for n in range(400))
    (run,) = common_runs(once, "题" + once + once)
    assert run in (Run(0, 1, 400), Run(0, 401, 400))


def test_long_texts_are_compared_in_nearly_linear_time() -> None:
    """Ten times quadratic difflib would never end on these."""
    many = "".join(chr(0x4E00 + n * 7919 % 20000) for n in range(200_000))
    other = many[:70_000] + "改" + many[70_001:]
    assert sum(run.size for run in common_runs(many, other)) == 199_999
    assert sum(run.size for run in common_runs("甲" * 50_000, "甲" * 40_000)) == 40_000
