"""PDF files: without these a reader loses sentences at page ends or finds page numbers in them."""

from __future__ import annotations

import threading

import pytest
from pdf_files import FONT, LEFT, SENTENCE, WIDTH, paragraph, pdf, wrapped
from reportlab.pdfgen.canvas import Canvas

from index.blocks import Marked, Reading
from index.formats.pdf import read_pdf

LONG = SENTENCE * 20
LINES = list(wrapped(LONG))
A_PAGE = 22


def read(data: bytes) -> Reading:
    return read_pdf(data, "文件.pdf")


def long_page(canvas: Canvas, page: int) -> None:
    """One paragraph that runs over all pages, each with furniture."""
    y = 740.0
    for inset, line in LINES[page * A_PAGE : (page + 1) * A_PAGE]:
        canvas.drawString(LEFT + 12 * inset, y, line)
        y -= 20


@pytest.mark.parametrize(
    "written",
    [
        "- {} -",
        "— {} —",
        "{}",
        "第{}页 共2页",
        "{}/2",
        "Page {} of 2",
        "－{}－",
        "· {} ·",
        "第 {} 页",
    ],
)
def test_a_page_number_does_not_stand_in_the_middle_of_a_sentence(written: str) -> None:
    def draw(canvas: Canvas, page: int) -> None:
        long_page(canvas, page)
        canvas.drawCentredString(WIDTH / 2, 40, written.format(page + 1))

    assert read(pdf(draw, 2)).blocks == ["".join(line for _, line in LINES[: 2 * A_PAGE])]


def test_running_headers_go_on_left_and_right_pages_and_where_the_chapter_changes() -> None:
    def draw(canvas: Canvas, page: int) -> None:
        canvas.setFont(FONT, 9)
        canvas.drawString(LEFT, 800, ["文件汇编", f"第{'一二三'[page // 4]}编"][page % 2])
        canvas.drawString(LEFT if page % 2 else 450, 40, str(page + 11))
        paragraph(canvas, f"（{'一二三四五六七八九十'[page]}）" + SENTENCE, 700)

    blocks = read(pdf(draw, 10)).blocks
    assert blocks == [f"（{number}）{SENTENCE}" for number in "一二三四五六七八九十"]


def test_a_first_sentence_that_comes_on_every_page_is_no_header() -> None:
    """A form whose pages are alike, or a phrase that is said again, must not vanish."""
    blocks = read(pdf(lambda canvas, page: paragraph(canvas, SENTENCE, 780) and None, 3)).blocks
    assert blocks == [SENTENCE] * 3


def test_numbers_that_are_text_stay() -> None:
    def draw(canvas: Canvas, page: int) -> None:
        paragraph(canvas, SENTENCE, 700)
        canvas.drawString(LEFT, 400, "2025")

    assert read(pdf(draw)).blocks == [SENTENCE, "2025"]


def test_paragraphs_are_told_by_their_indent_though_the_line_before_is_full() -> None:
    full = SENTENCE[:31] + "。"
    more = (SENTENCE * 2)[:65] + "。"

    def draw(canvas: Canvas, page: int) -> None:
        y = 700.0
        for text in (full, more, full, SENTENCE):
            y = paragraph(canvas, text, y)

    assert read(pdf(draw)).blocks == [full, more, full, SENTENCE]


def test_a_title_over_two_lines_is_one_and_a_larger_line_is_a_heading() -> None:
    def draw(canvas: Canvas, page: int) -> None:
        canvas.setFont(FONT, 22)
        canvas.drawCentredString(WIDTH / 2, 780, "关于印发统一数据平台")
        canvas.drawCentredString(WIDTH / 2, 745, "建设方案的通知")
        y = paragraph(canvas, SENTENCE * 2, 690)
        canvas.setFont(FONT, 16)
        canvas.drawString(LEFT, y - 10, "工作目标")
        paragraph(canvas, SENTENCE, y - 40)

    reading = read(pdf(draw))
    title = "关于印发统一数据平台建设方案的通知"
    assert reading.title == title
    assert reading.blocks == [title, SENTENCE * 2, Marked("工作目标", 1), SENTENCE]


def test_two_columns_are_read_one_after_the_other() -> None:
    def draw(canvas: Canvas, page: int) -> None:
        paragraph(canvas, "左" + SENTENCE * 4, 740, x=60, size=10, width=22)
        paragraph(canvas, "右" + SENTENCE * 4, 736, x=305, size=10, width=22)

    assert read(pdf(draw)).blocks == ["左" + SENTENCE * 4, "右" + SENTENCE * 4]


@pytest.mark.parametrize("flagged", [True, False])
def test_a_page_written_sideways_is_read_as_one_looks_at_it(flagged: bool) -> None:
    def draw(canvas: Canvas, page: int) -> None:
        if flagged:
            canvas.setPageRotation(90)
        canvas.translate(WIDTH, 0)
        canvas.rotate(90)
        y = paragraph(canvas, "一、横排的页面", 500)
        paragraph(canvas, SENTENCE * 2, y, width=40)

    assert read(pdf(draw)).blocks == ["一、横排的页面", SENTENCE * 2]


def test_a_footnote_stands_behind_the_paragraph_that_the_page_end_cut() -> None:
    def draw(canvas: Canvas, page: int) -> None:
        long_page(canvas, page)
        canvas.setFont(FONT, 9)
        canvas.drawString(LEFT, 150, f"注{page + 1}：见有关的文件")

    body = "".join(line for _, line in LINES[: 2 * A_PAGE])
    assert read(pdf(draw, 2)).blocks == [body, "注1：见有关的文件", "注2：见有关的文件"]


def test_a_watermark_across_the_pages_is_not_read() -> None:
    def draw(canvas: Canvas, page: int) -> None:
        paragraph(canvas, f"第{page + 1}页的" + SENTENCE, 700)
        canvas.translate(200, 300)
        canvas.rotate(45)
        canvas.drawString(0, 0, "内部资料")

    assert read(pdf(draw, 2)).blocks == [f"第{n}页的{SENTENCE}" for n in (1, 2)]


def test_bold_that_is_drawn_three_times_is_read_once() -> None:
    def draw(canvas: Canvas, page: int) -> None:
        for step in range(3):
            canvas.drawString(LEFT + step * 0.3, 700, "一、人人都要知道")
        paragraph(canvas, SENTENCE, 660)

    assert read(pdf(draw)).blocks == ["一、人人都要知道", SENTENCE]


def test_lines_of_a_table_of_contents_are_not_run_together() -> None:
    titles = ["一、总体要求", "（一）指导思想", "二、主要任务"]

    def draw(canvas: Canvas, page: int) -> None:
        for place, title in enumerate(titles):
            canvas.drawString(LEFT, 700 - 20 * place, title + "." * 80)
            canvas.drawRightString(LEFT + 400, 700 - 20 * place, str(place + 1))

    blocks = read(pdf(draw)).blocks
    assert [str(block).split(".")[0] for block in blocks] == titles


def test_english_words_keep_their_spaces_and_lose_the_hyphen_of_the_line_end() -> None:
    lines = ["Customs is respon-", "sible for all of the", "goods: AEO-", "MRA too."]

    def draw(canvas: Canvas, page: int) -> None:
        canvas.setFont("Courier", 12)
        for place, line in enumerate(lines * 4):
            canvas.drawString(LEFT, 700 - 14 * place, line.ljust(21, "x"))

    text = " ".join(str(block) for block in read(pdf(draw)).blocks)
    assert "of the" in text


def test_many_threads_may_read_at_once() -> None:
    """Two people add files at the same moment: pdfium itself would crash the process."""
    data = pdf(long_page, 2)
    found: list[Reading] = []
    threads = [threading.Thread(target=lambda: found.append(read(data))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({str(reading.blocks) for reading in found}) == 1
    assert len(found) == 8


def test_short_lines_that_end_together_by_chance_are_no_margin() -> None:
    lines = ["一、财务管理（四十分）", "（一）预算执行（二十分）", "（二）决算编制（二十分）", "三、资产管理和其他事项（六十分）", "整改台账由办公室负责登记和报送"]  # fmt: skip

    def draw(canvas: Canvas, page: int) -> None:
        for place, line in enumerate(lines):
            canvas.drawString(LEFT, 740 - 20 * place, line)

    assert read(pdf(draw)).blocks == lines


@pytest.mark.parametrize("date", ["11/21/26, 11:59 PM", "2026/11/21 23:59", "2026/11/21 下午11:59"])
def test_what_a_browser_prints_around_a_page_is_no_text(date: str) -> None:
    def draw(canvas: Canvas, page: int) -> None:
        canvas.drawString(30, 815, date)
        canvas.drawString(280, 815, "关于开展检查的通知")
        paragraph(canvas, SENTENCE * 3, 700)
        canvas.drawString(30, 20, "https://www.gov.cn/zhengce/content.htm")
        canvas.drawString(540, 20, "1/1")

    assert read(pdf(draw)).blocks == [SENTENCE * 3]
