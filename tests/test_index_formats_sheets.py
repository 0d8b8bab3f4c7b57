"""Excel and CSV: a figure would be lost, or differ from what the cell shows."""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from collections.abc import Callable, Sequence
from typing import Any

import openpyxl
import pytest
from outline_lines import CORPUS
from word_files import zipped

from index.blocks import Grid, Marked, Reading
from index.corpus import read_one
from index.errors import ReadError
from index.formats import sheets, xlsx
from index.formats.separated import read_separated
from index.formats.xlsx import read_xlsx
from index.formats.xlsx_numbers import shown_number
from index.outline import outline_of_blocks


def workbook(fill: Callable[[Any], None]) -> bytes:
    """A workbook; `fill` gets it."""
    made = openpyxl.Workbook()
    fill(made)
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def rows(*lines: Sequence[object]) -> Reading:
    """What is read of a sheet of these rows."""

    def fill(made: Any) -> None:
        for line in lines:
            made.active.append(list(line))

    return read_xlsx(workbook(fill), "表.xlsx")


def edited(data: bytes, part: str, old: bytes, new: bytes) -> bytes:
    """A workbook with a piece of one part replaced."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    assert old in parts[part]
    parts[part] = parts[part].replace(old, new)
    return zipped(parts)


SHEET = "xl/worksheets/sheet1.xml"


def test_the_indicator_table_of_the_plan_gives_its_seven_rows() -> None:
    plan = read_one(CORPUS / "001_9d526fd28d09da4d.txt").outline
    (source,) = plan.tables
    lines = [source.header, *(row.cells for row in source.rows)]
    title = "专栏1 “十四五”海关发展主要指标"
    quoted = [",".join(f'"{cell}"' for cell in line) for line in lines]
    comma = "\n".join([title, *quoted]).encode("gb18030")
    for reading in (rows([title], *lines), read_separated(comma, "表.csv")):
        outline = outline_of_blocks(reading.blocks, document_id="d")
        (table,) = outline.tables
        assert table.header == source.header
        assert [row.cells for row in table.rows] == [row.cells for row in source.rows]
        assert outline.text.startswith(title)


def test_title_unit_notes_and_empty_rows_around_tables() -> None:
    read = rows(
        ["2024年进出口统计表"], [None, None, "单位：亿元"], ["指标", "2023年", "2024年"],
        ["进口", 17.99, 18.39], ["出口", 23.77, 25.45], ["注：海关统计口径。"], [], [],
        ["口岸", "数量"], ["甲", 3], ["乙", 4],
    )  # fmt: skip
    assert read.blocks == [
        "2024年进出口统计表", "单位：亿元",
        Grid(("指标", "2023年", "2024年"), (("进口", "17.99", "18.39"), ("出口", "23.77", "25.45"))),
        "注：海关统计口径。",
        Grid(("口岸", "数量"), (("甲", "3"), ("乙", "4"))),
    ]  # fmt: skip


def test_labels_above_a_table_are_no_header() -> None:
    read = rows(["填报单位：广州海关", None, "单位：个"], ["指标", "值", "备注"], ["甲", 1, "无"])
    assert read.blocks[0] == "填报单位：广州海关  单位：个"
    assert isinstance(read.blocks[1], Grid)
    assert read.blocks[1].header == ("指标", "值", "备注")


def test_a_header_of_two_rows_with_merged_cells_names_every_column() -> None:
    def fill(made: Any) -> None:
        sheet = made.active
        for line in (
            ["指标", "2024年"],
            [None, "数值", "增速"],
            ["进口", 18.39, "2.3%"],
            ["出口", 25.45, "7.1%"],
        ):
            sheet.append(line)
        sheet.merge_cells("A1:A2")
        sheet.merge_cells("B1:C1")

    (grid,) = read_xlsx(workbook(fill), "表.xlsx").blocks
    assert isinstance(grid, Grid)
    assert [cell.replace(" ", "") for cell in grid.header] == ["指标", "2024年数值", "2024年增速"]
    assert grid.rows == (("进口", "18.39", "2.3%"), ("出口", "25.45", "7.1%"))


def test_several_sheets_are_sections_and_hidden_ones_are_left_out_aloud() -> None:
    def fill(made: Any) -> None:
        made.active.title = "进口"
        for name in ("进口", "出口", "草稿", "空"):
            sheet = made[name] if name == "进口" else made.create_sheet(name)
            if name != "空":
                sheet.append(["项", "值"])
                sheet.append([name, 1])
        made["草稿"].sheet_state = "hidden"

    read = read_xlsx(workbook(fill), "统计.xlsx")
    assert [b for b in read.blocks if not isinstance(b, Grid)] == [
        "统计", Marked("进口", 1), Marked("出口", 1),
    ]  # fmt: skip
    assert read.title == "统计"
    assert read.warnings == ("隐藏的工作表没有读取：草稿。",)


def test_a_single_sheet_gives_its_name_only_when_a_person_chose_it() -> None:
    for name, first in (("主要指标", "主要指标"), ("Sheet1", None), ("工作表1", None)):

        def fill(made: Any, name: str = name) -> None:
            made.active.title = name
            made.active.append(["项", "值"])
            made.active.append(["甲", 1])

        blocks = read_xlsx(workbook(fill), "表.xlsx").blocks
        assert (blocks[0] == first) == (first is not None)
        assert len(blocks) == 1 + (first is not None)


def test_hidden_rows_and_columns_are_left_out_aloud() -> None:
    def fill(made: Any) -> None:
        sheet = made.active
        for line in (["项", "内部", "值"], ["甲", "x", 1], ["隐", "x", 2], ["乙", "x", 3]):
            sheet.append(line)
        sheet.column_dimensions["B"].hidden = True
        sheet.row_dimensions[3].hidden = True

    read = read_xlsx(workbook(fill), "表.xlsx")
    assert read.blocks == [Grid(("项", "值"), (("甲", "1"), ("乙", "3")))]
    assert read.warnings == ("隐藏的行和列没有读取：“Sheet”的1行、“Sheet”的1列。",)


def test_formulas_without_a_result_and_errors_are_told() -> None:
    read = rows(["项", "值"], ["甲", "=SUM(A1:A2)"], ["乙", "#N/A"])
    assert [w[:9] for w in read.warnings] == ["有1个公式没有保存", "有1个单元格是错误"]
    data = workbook(lambda made: made.active.append(["合计", "=1+1"]))
    saved = edited(data, SHEET, b"<v></v>", b"<v>2</v>")
    assert read_xlsx(saved, "表.xlsx").blocks == ["合计 2"]


def test_dates_booleans_and_line_breaks_as_shown() -> None:
    read = rows(["日期", "是否", "说明"], [datetime.date(2025, 11, 21), True, "一\n二"])
    (grid,) = read.blocks
    assert isinstance(grid, Grid)
    assert grid.rows[0][:2] == ("2025-11-21", "TRUE")


def test_a_million_formatted_empty_rows_cost_nothing_but_their_bytes() -> None:
    data = workbook(lambda made: [made.active.append(line) for line in (["项", "值"], ["甲", 1])])
    empty = b"".join(b'<row r="%d"><c r="A%d" s="1"/></row>' % (n, n) for n in range(3, 100_000))
    read = read_xlsx(edited(data, SHEET, b"</sheetData>", empty + b"</sheetData>"), "表.xlsx")
    assert read.blocks == [Grid(("项", "值"), (("甲", "1"),))]


def test_merged_ranges_over_the_whole_sheet_end() -> None:
    data = workbook(lambda made: [made.active.append(line) for line in (["项", "值"], ["甲", 1])])
    merged = b"</sheetData><mergeCells>%s</mergeCells>" % (
        b'<mergeCell ref="A3:XFD1048576"/>' * 2000
    )
    read = read_xlsx(edited(data, SHEET, b"</sheetData>", merged), "表.xlsx")
    assert read.blocks == [Grid(("项", "值"), (("甲", "1"),))]


def test_too_many_cells_are_refused_with_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx, "CELL_LIMIT", 10_000)
    with pytest.raises(ReadError, match=r"“表.xlsx”的表格超过1万个单元格，请拆分"):
        rows(*([1] * 101 for _ in range(100)))


def test_cells_without_places_follow_one_another() -> None:
    data = workbook(lambda made: made.active.append(["x"]))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    bare = b"".join(
        b'<row><c t="inlineStr"><is><t>%s</t></is></c><c><v>%d</v></c></row>' % (name.encode(), n)
        for n, name in enumerate(("甲", "乙"))
    )
    parts[SHEET] = re.sub(
        rb"<sheetData>.*</sheetData>", b"<sheetData>%s</sheetData>" % bare, parts[SHEET]
    )
    (grid,) = read_xlsx(zipped(parts), "表.xlsx").blocks
    assert isinstance(grid, Grid)
    assert grid.rows[-1] == ("乙", "1")


def test_a_broken_workbook_is_told_in_one_sentence() -> None:
    for part in (SHEET, "xl/workbook.xml", "xl/styles.xml"):
        data = edited(workbook(lambda made: made.active.append(["甲"])), part, b"<", b"<<")
        with pytest.raises(ReadError, match=r"^“表.xlsx”已损坏或不完整[^。]*。$"):
            read_xlsx(data, "表.xlsx")


@pytest.mark.parametrize(
    ("raw", "code", "text"),
    [
        ("0.6", "0%", "60%"), ("0.615", "0.0%", "61.5%"), ("42.0", "General", "42"),
        ("0.30000000000000004", "General", "0.3"), ("1234567.891", "#,##0.00", "1,234,567.89"),
        ("45982", "yyyy年m月d日", "2025年11月21日"), ("45982.5", "yyyy-mm-dd h:mm", "2025-11-21 12:00"),
        ("45982", '[$-804]yyyy"年"m"月"d"日";@', "2025年11月21日"),
        ("45982", '[DBNum1][$-804]yyyy"年"m"月"d"日"', "二○二五年十一月二十一日"),
        ("45982", "[$-F800]dddd, mmmm dd, yyyy", "2025年11月21日"),
        ("0.75", "h:mm AM/PM", "6:00 PM"), ("1.5", "[h]:mm", "36:00"), ("59", "m/d", "2/28"),
        ("-5", "0;(0)", "(5)"), ("-5", "0", "-5"), ("0", '0;-0;"—"', "—"), ("-0.001", "0.00", "0.00"),
        ("60", '0"个"', "60个"), ("1", '"≥"0', "≥1"), ("12345678", '0.0,,"百万"', "12.3百万"),
        ("202501", '0000"年"00"月"', "2025年01月"), ("0.5", "# ?/?", "0.5"), ("7", "[DBNum1]General", "七"),
        ("95", '[>=90]"优";[>=60]"良";"差"', "优"), ("10", '[>=90]"优";[>=60]"良";"差"', "差"),
        ("1.005", "0.00", "1.01"), ("88", "0.##", "88"), ("12", "[$¥-804]#,##0.00", "¥12.00"),
        ("0", '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', "-"),
        ("1", "0.00E+00", "1.00E+00"), ("-1", "yyyy-mm-dd", "-1"), ("1e400", "0", "1e400"),
        ("nan", "0", "nan"), ("甲", "0", "甲"), ("5", ";;;", ""), ("5", "", "5"),
    ],
)  # fmt: skip
def test_a_number_reads_as_its_cell_shows_it(raw: str, code: str, text: str) -> None:
    assert shown_number(raw, code) == text


def test_days_count_from_1904_where_the_workbook_says_so() -> None:
    assert shown_number("0", "yyyy-mm-dd", from_1904=True) == "1904-01-01"


# --- separated values ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "text", "cells"),
    [
        ("分号.csv", '甲;乙\n1;"2;3"\n', ("1", "2;3")),
        ("制表.tsv", "甲\t乙\n1\t2\n", ("1", "2")),
        ("竖线.csv", "甲|乙\n1|2", ("1", "2")),
        ("提示.csv", "sep=;\n甲;乙\n1;2,5\n", ("1", "2,5")),
        ("引号.csv", '甲,乙\n"一,""二""",3\n', ('一,"二"', "3")),
        ("没有闭合.csv", '甲,乙\n"一,3\n', ("一", "3")),
        ("防改.csv", '编号,名称\n="0012",甲\n', ("0012", "甲")),
        ("标记.csv", "\ufeff甲,乙\r\n1,2\r\n", ("1", "2")),
        ("不齐.csv", "甲,乙,丙\n1,2\n", ("1", "2", "")),
    ],
)
def test_separators_quotes_and_ragged_rows(name: str, text: str, cells: tuple[str, ...]) -> None:
    (grid,) = read_separated(text.encode(), name).blocks
    assert isinstance(grid, Grid)
    assert grid.rows[0][: len(cells)] == cells[: len(grid.rows[0])]


def test_sentences_in_a_csv_file_stay_sentences() -> None:
    text = "关于加强工作的通知，请各单位落实。\n第二行，也是文字。\n"
    assert read_separated(text.encode(), "文.csv").blocks == text.splitlines()


def test_a_quote_that_is_never_closed_loses_no_row() -> None:
    text = '甲,乙\n"' + "一,二\n" * 3000
    (grid,) = read_separated(text.encode(), "表.csv").blocks
    assert isinstance(grid, Grid)
    assert len(grid.rows) == 3000


def test_one_endless_cell_and_too_many_cells_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ReadError, match="文字过长"):
        read_separated(("字" * 200_000).encode(), "表.csv")
    monkeypatch.setattr("index.formats.separated.CELL_LIMIT", 10_000)
    with pytest.raises(ReadError, match="超过1万个单元格"):
        read_separated(b"1,2\n" * 5001, "表.csv")


def test_an_empty_sheet_has_no_blocks() -> None:
    assert sheets.workbook_blocks([sheets.Sheet()], "") == []
    assert read_separated(b"\n\n,,,\n", "空.csv").blocks == []
