"""Tables of PDF files: without these a figure is found in the wrong column, or a row not at all."""

from __future__ import annotations

from pdf_files import LEFT, SENTENCE, WIDTH, paragraph, pdf, row, wrapped
from reportlab.pdfgen.canvas import Canvas

from index.blocks import FrameEnd, Grid
from index.formats.pdf import read_pdf

HEADER = ["指标", "2020年", "2025年"]
WIDTHS = [200.0, 100.0, 100.0]
ROWS = [[f"{n}.平台数量", str(n), str(n * 2)] for n in range(1, 13)]


def grids(data: bytes) -> list[Grid]:
    return [b for b in read_pdf(data, "表.pdf").blocks if isinstance(b, Grid)]


def cells(grid: Grid) -> list[list[str]]:
    return [list(grid.header), *map(list, grid.rows)]


def test_a_table_cut_by_the_page_end_is_one_and_its_header_stands_once() -> None:
    def draw(canvas: Canvas, page: int) -> None:
        y = 700.0 if page else 280.0
        if not page:
            paragraph(canvas, SENTENCE, 700)
        for line in [HEADER, *(ROWS[6:] if page else ROWS[:6])]:
            y = row(canvas, line, y, WIDTHS)
        if page:
            paragraph(canvas, "表后的话。" + SENTENCE, y - 20)
        canvas.drawCentredString(WIDTH / 2, 40, f"— {page + 1} —")

    data = pdf(draw, 2)
    assert [cells(grid) for grid in grids(data)] == [[HEADER, *ROWS]]
    assert read_pdf(data, "表.pdf").blocks[-1] == "表后的话。" + SENTENCE


def test_two_tables_with_text_between_stay_two() -> None:
    def draw(canvas: Canvas, page: int) -> None:
        y = row(canvas, HEADER, 700, WIDTHS)
        y = row(canvas, ROWS[0], y, WIDTHS)
        y = paragraph(canvas, SENTENCE, y - 10)
        y = row(canvas, HEADER, y - 30, WIDTHS)
        row(canvas, ROWS[1], y, WIDTHS)

    assert [cells(grid) for grid in grids(pdf(draw))] == [[HEADER, ROWS[0]], [HEADER, ROWS[1]]]


def test_a_row_that_the_page_end_cut_is_one_row() -> None:
    text = SENTENCE + SENTENCE
    lines = [line for _, line in wrapped(text, width=15, indent=0)]

    def draw(canvas: Canvas, page: int) -> None:
        part = lines[4:] if page else lines[:4]
        top = 700.0 if page else 200.0
        if not page:
            row(canvas, ["任务", "说明"], top, [100, 190])
        canvas.rect(LEFT, top - 20 * len(part) - 10, 100, 20 * len(part) + 10)
        canvas.rect(LEFT + 100, top - 20 * len(part) - 10, 190, 20 * len(part) + 10)
        if not page:
            canvas.drawString(LEFT + 5, top - 20, "平台")
        for place, line in enumerate(part):
            canvas.drawString(LEFT + 105, top - 20 - 20 * place, line)

    assert [cells(grid) for grid in grids(pdf(draw, 2))] == [[["任务", "说明"], ["平台", text]]]


def test_words_wrapped_in_a_narrow_cell_are_joined() -> None:
    def draw(canvas: Canvas, page: int) -> None:
        for x, lines in ((LEFT, ["国际合", "作机制", "数量"]), (LEFT + 46, ["2020", "年"])):
            canvas.rect(x, 600, 46, 70)
            for place, line in enumerate(lines):
                canvas.drawString(x + 4, 650 - 18 * place, line)
        canvas.rect(LEFT, 576, 46, 24)
        canvas.rect(LEFT + 46, 576, 46, 24)
        canvas.drawString(LEFT + 4, 584, "甲")
        canvas.drawString(LEFT + 50, 584, "53")

    assert [cells(g) for g in grids(pdf(draw))] == [[["国际合作机制数量", "2020年"], ["甲", "53"]]]


def test_a_framed_box_over_two_pages_is_text_whose_sentences_are_whole() -> None:
    body = "（一）实施" + SENTENCE * 6
    lines = list(wrapped(body))

    def draw(canvas: Canvas, page: int) -> None:
        y = 760.0
        if not page:
            canvas.drawCentredString(LEFT + 204, y, "专栏1　重点工程")
        for inset, line in lines[7:] if page else lines[:7]:
            y -= 20
            canvas.drawString(LEFT + 12 * inset, y, line)
        canvas.rect(LEFT - 8, y - 10, 424, 790 - y)
        if page:
            paragraph(canvas, "框外的话。" + SENTENCE, y - 60)

    blocks = read_pdf(pdf(draw, 2), "框.pdf").blocks
    assert [str(b).replace("\u3000", " ") for b in blocks] == [
        "专栏1 重点工程",
        body,
        str(FrameEnd()),
        "框外的话。" + SENTENCE,
    ]


def test_an_underline_or_a_footnote_rule_makes_no_table() -> None:
    def draw(canvas: Canvas, page: int) -> None:
        paragraph(canvas, SENTENCE, 700)
        canvas.line(LEFT, 690, LEFT + 200, 690)
        canvas.line(LEFT, 120, LEFT + 100, 120)
        canvas.rect(20, 20, WIDTH - 40, 800)

    assert read_pdf(pdf(draw), "线.pdf").blocks == [SENTENCE]


def test_squared_paper_does_not_stop_the_reading() -> None:
    def draw(canvas: Canvas, page: int) -> None:
        for step in range(1, 115):
            canvas.line(step * 5, 0, step * 5, 800)
            canvas.line(0, step * 7, 590, step * 7)
        paragraph(canvas, SENTENCE, 700)

    assert read_pdf(pdf(draw), "图.pdf").blocks == [SENTENCE]
