"""If these fail, a row of a table is lost, cited by the wrong number, or its figure has no name."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from outline_lines import assert_sound

from index.blocks import Block, Cell, FrameEnd, Grid
from index.chunk import chunk_document
from index.documents import Document, Fact, Node
from index.facts import find_facts
from index.outline import outline_of_blocks
from index.tables.cut_tables import join_cut_tables
from index.tables.grids import grid_of, table_blocks
from index.tables.merged_cells import MOST_COLUMNS
from index.tables.plain_tables import read_grid
from index.tokens import count_tokens


def table(*rows: list[str | Cell]) -> list[Block]:
    return table_blocks([[c if isinstance(c, Cell) else Cell(c) for c in row] for row in rows])


def document(blocks: list[Block]) -> Document:
    outline = outline_of_blocks(blocks, document_id="d", title="规划")
    assert_sound(outline)
    return Document("d", "规划", outline)


def cells_of(blocks: list[Block]) -> dict[tuple[str, str], Fact]:
    made = document(["一、目标", *blocks])
    facts = [f for f in find_facts(made) if f.cell]
    assert all(made.outline.text[slice(*f.span)] == f.value for f in facts)
    return {(f.subject, f.measure): f for f in facts}


MERGED = table(
    [Cell("类别", 2), Cell("指标", 2), Cell("目标值", 1, 2), Cell("属性", 2)],
    ["2025年", "2030年"],
    [Cell("贸易安全", 3), "监测点数量（个）", "≥60", "80", "预期性"],
    ["合格率（%）", ">99", "—", "约束性"],
    ["布控率", "4%左右", "3%", "预期性"],
    ["通关便利", "用时（小时）", "<3", "2—3", "预期性"],
)


# --- form -------------------------------------------------------------------------------------


def test_a_header_of_two_rows_is_one_with_both_names() -> None:
    (grid,) = MERGED
    assert isinstance(grid, Grid)
    assert grid.header == ("类别", "指标", "目标值 2025年", "目标值 2030年", "属性")
    assert grid.rows[1] == ("贸易安全", "合格率（%）", ">99", "—", "约束性")


def test_a_header_without_merged_cells_is_joined_by_its_gaps() -> None:
    rows = [["指标", "目标值", "", "属性"], ["", "2025年", "2030年", ""], ["甲", "1", "2", "预期性"], ["乙", "3", "4", ""]]  # fmt: skip
    assert grid_of(rows).header == ("指标", "目标值 2025年", "目标值 2030年", "属性")


def test_header_cells_that_a_file_marks_are_the_header_even_if_they_hold_figures() -> None:
    heads: list[str | Cell] = [Cell(text, header=True) for text in ("级别", "1", "2")]
    (grid,) = table(heads, ["甲", "5", "6"], ["乙", "7", "8"])
    assert isinstance(grid, Grid)
    assert grid.header == ("级别", "1", "2")


def test_a_table_that_begins_with_figures_has_no_header() -> None:
    (grid,) = table(["甲", "12", "20"], ["乙", "30", "40"])
    assert isinstance(grid, Grid)
    assert grid.header == ("", "", "")
    assert len(grid.rows) == 2


def test_title_unit_and_notes_inside_a_table_are_lines_around_it() -> None:
    blocks = table(
        [Cell("表2 主要指标", 1, 3)],
        [Cell("单位：亿元", 1, 3)],
        ["指标", "2020年", "2025年"],
        ["总额", "3", "5"],
        [Cell("注：[ ]内为累计数。", 1, 3)],
    )
    assert blocks[:2] == ["表2 主要指标", "单位：亿元"]
    assert blocks[3:] == ["注：[ ]内为累计数。"]
    assert isinstance(blocks[2], Grid)


@pytest.mark.parametrize(
    ("rows", "lines"),
    [
        ([["专栏3 工程\n（一）甲。\n（二）乙。"]], ["专栏3 工程", "（一）甲。", "（二）乙。"]),
        ([["甲", "乙"]], ["甲", "乙"]),
        ([[Cell("专栏4 工程", 1, 2)], [Cell("推进建设。", 1, 2)]], ["专栏4 工程", "推进建设。"]),
        ([["标题", ""], ["内容。", ""]], ["标题", "内容。"]),
        ([["", ""], ["", ""]], []),
        ([], []),
    ],
)
def test_a_table_that_only_frames_text_is_its_lines(
    rows: list[list[str | Cell]], lines: list[str]
) -> None:
    blocks = table(*rows)
    assert [block for block in blocks if block != FrameEnd()] == lines
    assert (FrameEnd() in blocks) == any("专栏" in line for line in lines)


def test_a_line_across_the_table_is_the_category_of_the_rows_below() -> None:
    made = document([
        "一、目标",
        *table(
            ["指标", "2020年", "2025年"],
            [Cell("一、安全类", 1, 3)],
            ["1.甲", "1", "2"],
            ["2.乙", "3", "4"],
            [Cell("二、便利类", 1, 3)],
            ["3.丙", "5", "6"],
        ),
    ])  # fmt: skip
    (found,) = made.outline.tables
    assert [row.category for row in found.rows] == ["一、安全类", "一、安全类", "二、便利类"]
    assert "\n二、便利类\n" in made.outline.text
    assert {f.category for f in find_facts(made) if f.subject == "丙"} == {"二、便利类"}


def test_a_category_that_only_the_first_row_of_a_group_names_holds_for_all() -> None:
    grid = grid_of(
        [["类别", "指标", "2025"], ["安全", "甲", "1"], ["", "乙", "3"], ["便利", "丙", "5"]]
    )
    assert [row[0] for row in grid.rows] == ["安全", "安全", "便利"]


def test_a_cell_broken_by_a_narrow_column_is_one_line() -> None:
    (grid,) = table(
        ["指标名称", "说明"], ["国际卫生\n港口岸", "1.甲\n2.乙"], ["乙", "Hello\nworld"]
    )
    assert isinstance(grid, Grid)
    assert grid.rows == (("国际卫生港口岸", "1.甲 2.乙"), ("乙", "Hello world"))


def test_narrow_columns_that_no_cell_begins_in_are_left_out() -> None:
    """Word draws one visible column as several, with cells that cover them."""
    (grid,) = table([Cell("指标", 1, 2), Cell("2025年", 1, 3)], [Cell("甲", 1, 2), Cell("5", 1, 3)], [Cell("乙", 1, 2), Cell("6", 1, 3)])  # fmt: skip
    assert grid == Grid(("指标", "2025年"), (("甲", "5"), ("乙", "6")))


def test_a_table_of_a_hostile_page_is_bounded() -> None:
    wide: list[str | Cell] = [Cell("x", 1, 65534), Cell("y", 65534, 1)]
    assert table(wide, ["a"]) == ["x", "y", "a"]
    assert len(table([str(n) for n in range(MOST_COLUMNS + 1)], ["a"])) == MOST_COLUMNS + 2


def test_bars_inside_a_cell_of_plain_text_are_kept() -> None:
    grid, after = read_grid(["指标 | 2020年 | 2025年", r"甲\|乙 | 1 | 2"], 0)
    assert after == 2
    assert grid == Grid(("指标", "2020年", "2025年"), (("甲|乙", "1", "2"),))


_cells = st.builds(
    Cell,
    st.sampled_from(
        ["", "甲", "2025年", "12", "≥60", "一、安全类", "注：无。", "长句。" * 9, "a\nb", "|"]
    ),
    st.integers(1, 4),
    st.integers(1, 4),
    st.booleans(),
)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.lists(_cells, max_size=5), max_size=7))
def test_no_cell_of_any_table_is_lost(rows: list[list[Cell]]) -> None:
    blocks = table_blocks(rows)
    text = "".join("".join(written_in(blocks)).split())
    for cell in (cell for row in rows for cell in row):
        assert all("".join(line.split()) in text for line in cell.text.split("\n"))
    made = document(["一、目标", *blocks])
    for fact in find_facts(made):
        assert made.outline.text[slice(*fact.span)] == fact.value


def written_in(blocks: list[Block]) -> list[str]:
    grids = [block for block in blocks if isinstance(block, Grid)]
    cells = [cell for grid in grids for row in (grid.header, *grid.rows) for cell in row]
    return [*cells, *(block for block in blocks if isinstance(block, str))]


# --- addresses --------------------------------------------------------------------------------


def test_rows_are_numbered_within_their_table_whatever_their_category() -> None:
    made = document(["一、目标", "专栏1 主要指标", *MERGED])
    (found,) = made.outline.tables
    nodes = [made.outline.node(row.node_id) for row in found.rows]
    assert [n.label for n in nodes] == [f"专栏1 第{n}项" for n in (1, 2, 3, 4)]
    assert nodes[1].title == "合格率（%）"
    assert [row.category for row in found.rows] == ["贸易安全"] * 3 + ["通关便利"]


def test_a_column_of_numbers_numbers_the_rows() -> None:
    made = document(
        [
            "一、目标",
            "专栏1 指标",
            *table(["序号", "指标", "2025"], ["5", "甲", "1"], ["6", "乙", "2"]),
        ]
    )
    nodes = [n for n in made.outline.nodes if n.kind == "row"]
    assert [(n.label, n.title) for n in nodes] == [("专栏1 第5项", "甲"), ("专栏1 第6项", "乙")]


def test_two_tables_in_one_box_have_rows_of_different_labels() -> None:
    one = table(["指标", "2025年"], ["甲", "1"], ["乙", "2"])
    made = document(["一、目标", "专栏1 指标", *one, "另一张表如下。", *one])
    labels = [n.label for n in made.outline.nodes if n.kind == "row"]
    assert len({*labels}) == 4


# --- figures ----------------------------------------------------------------------------------


def test_every_cell_has_its_unit_year_category_and_attribute() -> None:
    cells = cells_of(MERGED)
    points = cells["监测点数量", "目标值 2025年"]
    assert (points.number, points.bound, points.unit, points.year) == (60, "at_least", "个", 2025)
    assert (points.category, points.attribute) == ("贸易安全", "预期性")
    assert cells["合格率", "目标值 2025年"].bound == "more_than"
    assert ("合格率", "目标值 2030年") not in cells
    assert (cells["布控率", "目标值 2025年"].unit, cells["布控率", "目标值 2025年"].bound) == (
        "%",
        "about",
    )
    hours = cells["用时", "目标值 2030年"]
    assert (hours.number, hours.upper, hours.unit, hours.category) == (2, 3, "小时", "通关便利")


@pytest.mark.parametrize(
    ("blocks", "unit"),
    [
        (["表1 投资", "单位：亿元", *table(["项目", "2025年"], ["甲", "12"], ["乙", "3"])], "亿元"),
        (table(["项目", "2025年（万吨）"], ["甲", "12"], ["乙", "3"]), "万吨"),
        (table(["项目", "单位", "2025年"], ["甲", "公里", "12"], ["乙", "个", "3"]), "公里"),
        (table(["项目", "2025年"], ["甲（平方米）", "12"], ["乙", "3"]), "平方米"),
        (table(["项目", "2025年"], ["甲", "12套"], ["乙", "3"]), "套"),
        (table(["项目（类）", "2025年"], ["甲（含乙）", "12"], ["丙", "3"]), ""),
    ],
)  # fmt: skip
def test_a_unit_is_found_wherever_it_stands(blocks: list[Block], unit: str) -> None:
    facts = [f for f in cells_of(blocks).values() if f.value.startswith("12")]
    assert [f.unit for f in facts] == [unit]


@pytest.mark.parametrize(
    ("head", "year"),
    [
        ("2020", 2020), ("2020年", 2020), ("2025年目标值", 2025), ("十三五末", 2020), ("“十四五”末", 2025),
        ("二〇二五年", 2025), ("累计", None), ("2021—2025年累计", None), ("年均", None), ("目标", None),
    ],
)  # fmt: skip
def test_a_column_names_its_year(head: str, year: int | None) -> None:
    cells = cells_of(table(["指标", head, "备注"], ["甲", "12", "按年"], ["乙", "13", ""]))
    assert cells["甲", head].year == year


def test_years_that_run_down_the_rows() -> None:
    cells = cells_of(
        table(
            ["年份", "总额（亿元）", "增速（%）"], ["2019年", "100", "2.1"], ["2020年", "120", "—"]
        )
    )
    total = cells["总额", "2020年"]
    assert (total.number, total.unit, total.year) == (120, "亿元", 2020)
    assert (cells["增速", "2019年"].number, cells["增速", "2019年"].unit) == (2.1, "%")


@pytest.mark.parametrize(
    ("cell", "number", "upper", "bound"),
    [
        ("42", 42, None, "exact"), ("１００", 100, None, "exact"), ("3,500", 3500, None, "exact"),
        ("≥60", 60, None, "at_least"), ("＞90", 90, None, "more_than"), ("<3.5", 3.5, None, "less_than"),
        ("[10]", 10, None, "exact"), ("〔12〕", 12, None, "exact"), ("-5.2", -5.2, None, "exact"),
        ("+8", 8, None, "exact"), ("约20", 20, None, "about"), ("60以上", 60, None, "at_least"),
        ("5—6", 5, 6, "range"), ("6%～6.5%", 6, 6.5, "range"), ("1.2万", 12_000, None, "exact"),
        ("百分之六十", 60, None, "exact"), ("不少于三十个", 30, None, "at_least"), ("5.5左右", 5.5, None, "about"),
    ],
)  # fmt: skip
def test_cells_as_plans_write_them(
    cell: str, number: float, upper: float | None, bound: str
) -> None:
    fact = cells_of(table(["指标", "2025年"], ["甲", cell], ["乙", "1"]))["甲", "2025年"]
    assert (fact.number, fact.upper, fact.bound, fact.value) == (number, upper, bound, cell)


@pytest.mark.parametrize(
    "cell", ["—", "-", "/", "……", "持平", "2025年底前", "见附件3", "待定", "H2018"]
)
def test_cells_that_hold_no_figure(cell: str) -> None:
    assert ("甲", "2025年") not in cells_of(table(["指标", "2025年"], ["甲", cell], ["乙", "1"]))


# --- cut by a page ----------------------------------------------------------------------------

HEAD = ("序号", "名称", "数")
FIRST = Grid(HEAD, (("1", "甲", "5"), ("2", "乙", "6")))


@pytest.mark.parametrize(
    ("between", "second"),
    [
        ([], Grid(HEAD, (("3", "丙", "7"),))),
        ([""], Grid(("", "", ""), (("3", "丙", "7"),))),
        (["续表"], Grid(HEAD, (("3", "丙", "7"),))),
        ([], Grid(("3", "丙", "7"), ())),
    ],
)
def test_a_table_cut_by_a_page_is_one(between: list[str], second: Grid) -> None:
    joined = join_cut_tables([FIRST, *between, second, "文字"])
    assert joined == [Grid(HEAD, (*FIRST.rows, ("3", "丙", "7"))), "文字"]


@pytest.mark.parametrize(
    "between_and_second",
    [
        [Grid(("项目", "单位", "说明"), (("甲", "个", "无"),))],
        [Grid(("序号", "名称"), (("3", "丙"),))],
        ["表2 其他", Grid(HEAD, (("1", "丁", "8"),))],
    ],
)
def test_two_tables_stay_two(between_and_second: list[Block]) -> None:
    assert join_cut_tables([FIRST, *between_and_second]) == [FIRST, *between_and_second]


def test_a_row_that_a_page_cut_is_made_whole() -> None:
    first = Grid(("项目", "内容", "时间"), (("甲", "推进", "2025"),))
    second = Grid(("", "", ""), (("", "建设", ""), ("乙", "完善", "2026")))
    (whole,) = join_cut_tables([first, second])
    assert isinstance(whole, Grid)
    assert whole.rows == (("甲", "推进建设", "2025"), ("乙", "完善", "2026"))


def test_a_group_that_a_page_cut_keeps_its_category_and_sections_keep_their_place() -> None:
    first = Grid(("类别", "指标", "值"), (("安全", "甲", "1"),))
    second = Grid(
        ("", "", ""), (("", "乙", "2"), ("二、便利类", "", ""), ("便利", "丙", "3")), (1,)
    )
    (whole,) = join_cut_tables([first, second])
    assert isinstance(whole, Grid)
    assert whole.rows[1] == ("安全", "乙", "2")
    assert whole.sections == (2,)


# --- chunks -----------------------------------------------------------------------------------


def test_a_row_is_searched_with_caption_category_and_columns() -> None:
    rows = table(["指标", "2025年"], [Cell("一、安全类", 1, 2)], ["甲", "12"], ["乙", "3"])
    chunks = chunk_document(document(["一、目标", "单位：亿元", *rows]))
    texts = [c.embedding_text for c in chunks if c.text == "甲 | 12"]
    assert texts == ["规划 > 一、目标 > 甲\n单位：亿元 一、安全类 指标：甲 2025年：12"]


def test_each_piece_of_an_overlong_row_repeats_its_header_and_name() -> None:
    long = "完善监管制度，提高通关效率。" * 40
    made = document(
        [
            "一、目标",
            *table(["任务", "内容", "时限"], ["甲", long, "2025年"], ["乙", "短", "2026年"]),
        ]
    )
    pieces = [
        c for c in chunk_document(made, limit=100) if made.outline.node(c.node_id).title == "甲"
    ]
    assert len(pieces) > 3
    for piece in pieces:
        body = piece.embedding_text.split("\n", 1)[1]
        assert body.startswith("任务：甲")
        assert piece.tokens == count_tokens(piece.text) <= 100
    assert all("内容：" in piece.embedding_text for piece in pieces[:-1])


_grids = st.lists(
    st.tuples(*[st.sampled_from(["", "甲", "12", "≥60", "建设。" * 30, "长" * 90, "a|b"])] * 3),
    min_size=1, max_size=6,
).map(lambda rows: Grid(("指标", "2020年", "说明"), tuple(rows)))  # fmt: skip
_lines = st.sampled_from(
    [
        "一、总则",
        "（一）目标。",
        "专栏1 指标",
        "表1 指标",
        "单位：亿元",
        "推进建设。" * 20,
        "无标点" * 60,
    ]
)


@settings(max_examples=80, deadline=None)
@given(st.lists(_lines | _grids, min_size=1, max_size=10), st.integers(20, 120))
def test_chunks_of_any_document_with_tables_rebuild_its_text(
    blocks: list[Block], limit: int
) -> None:
    made = document(["规划", *blocks])
    text, at = made.outline.text, 0
    for chunk in chunk_document(made, limit=limit):
        assert not text[at : chunk.span[0]].strip()
        assert chunk.text == text[slice(*chunk.span)]
        assert count_tokens(chunk.text) <= limit
        assert chunk.embedding_text.startswith("规划")
        owners = {made.outline.address(leaf.id).id for leaf in _leaves(made, chunk.span)}
        assert len(owners) == 1 or all(
            made.outline.node(o).kind == "item" for o in owners - {chunk.node_id}
        )
        at = chunk.span[1]
    assert not text[at:].strip()


def _leaves(made: Document, span: tuple[int, int]) -> list[Node]:
    return [n for n in made.outline.leaves() if n.span[0] < span[1] and span[0] < n.span[1]]


def test_a_total_whose_name_stands_in_another_column_keeps_its_name() -> None:
    blocks = table(["序号", "名称", "数量（个）"], ["1", "甲", "3"], ["合计", "", "3"])
    rows = [node for node in document(["一、目标", *blocks]).outline.nodes if node.kind == "row"]
    assert [(node.title, node.label) for node in rows] == [
        ("甲", "一、 第1项"),
        ("合计", "一、 合计"),
    ]
