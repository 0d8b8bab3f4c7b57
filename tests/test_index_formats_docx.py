"""Word: a reader would lose a number, a box or a table that Word shows, or read what it hides."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence

import pytest
from outline_lines import headings
from word_files import STYLES, field, p, restart, run, table, tc, tr, word_file, zipped
from word_files import definition as numbering_of
from word_files import level as numbering_level
from word_files import num as numbering_list

from index.blocks import Block, Grid, Marked
from index.errors import ReadError
from index.formats.docx import read_docx
from index.outline import outline_of_blocks


def blocks(body: str, numbering: str = "", footnotes: str = "") -> Sequence[Block]:
    """The blocks of a document with this body."""
    return read_docx(word_file(body, numbering=numbering, footnotes=footnotes), "甲.docx").blocks


CHINESE = numbering_of(1, numbering_level(0, "（%1）")) + numbering_list(1, 1)


# --- headings and titles ----------------------------------------------------------------------


def test_headings_keep_the_level_of_their_style_own_or_inherited() -> None:
    styles = STYLES + (
        '<w:style w:type="paragraph" w:styleId="own"><w:name w:val="公文一级"/>'
        '<w:basedOn w:val="1"/></w:style>'
    )
    body = p("总则", style="1") + p("附则", style="own") + p("丙", more='<w:outlineLvl w:val="2"/>')
    read = read_docx(word_file(body, styles=styles), "甲.docx")
    assert read.blocks == [Marked("总则", 1), Marked("附则", 1), Marked("丙", 3)]


def test_a_paragraph_in_a_heading_style_is_text_when_it_is_long() -> None:
    sentence = "各单位要切实提高政治站位，" * 10 + "抓好落实。"
    assert blocks(p(sentence, style="1")) == [sentence]


def test_a_title_on_two_lines_is_one_title() -> None:
    read = read_docx(
        word_file(p("关于印发《规划》", style="t") + p("的通知", style="t")), "甲.docx"
    )
    assert (read.title, read.blocks) == ("关于印发《规划》的通知", ["关于印发《规划》的通知"])


def test_a_heading_broken_over_two_lines_keeps_number_and_name_apart() -> None:
    broken = run("第一章") + "<w:r><w:br/></w:r>" + run("总则")
    assert blocks(p(broken, style="1")) == [Marked("第一章 总则", 1)]


# --- what is hidden, deleted, or a field --------------------------------------------------------


def test_deleted_and_hidden_words_are_not_in_the_text() -> None:
    body = p(
        run("保留")
        + f"<w:del>{run('删').replace('w:t', 'w:delText')}</w:del><w:ins>{run('新增')}</w:ins>"
        + run("藏", "<w:vanish/>") + run("也藏", '<w:rStyle w:val="h"/>') + run("见", "<w:b/>")
    )  # fmt: skip
    read = read_docx(word_file(body), "甲.docx")
    assert read.blocks == ["保留新增见"]
    assert read.warnings == ("文件里有修订痕迹，已按接受全部修订后的文字读取。",)


def test_a_paragraph_whose_end_was_deleted_goes_on_with_the_next() -> None:
    merged = p("上半", more="<w:rPr><w:del/></w:rPr>") + p("下半。")
    assert blocks(merged) == ["上半下半。"]


def test_a_field_gives_its_result_and_a_circled_number_its_circle() -> None:
    line = run("见") + field("REF box", run("专栏2")) + field("eq \\o\\ac(○,12)", None)
    assert blocks(p(line + field("PAGE", run("7")))) == ["见专栏2⑫"]


def test_symbols_tabs_and_breaks_read_as_they_look() -> None:
    sign = '<w:r><w:sym w:font="Symbol" w:char="F0B3"/><w:t>60个</w:t><w:tab/><w:t>乙</w:t></w:r>'
    assert blocks(p(sign + "<w:r><w:br/></w:r>" + run("下"))) == ["≥60个 乙\n下"]


@pytest.mark.parametrize("ended", [True, False])
def test_contents_are_left_out_but_a_field_without_end_hides_nothing(ended: bool) -> None:
    start = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>TOC \\o</w:instrText>'
    shown = f'{start}</w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    end = p('<w:r><w:fldChar w:fldCharType="end"/></w:r>') if ended else ""
    body = p("目　录") + p(shown + run("第一章 总则 1")) + end + p("第一章 总则") + p("正文。")
    left = [] if ended else ["目　录", "第一章 总则 1"]
    assert blocks(body) == [*left, "第一章 总则", "正文。"]


def test_a_document_that_is_only_contents_keeps_them() -> None:
    assert blocks(p("目录") + p("一、甲 1", style="c1")) == ["目录", "一、甲 1"]


def test_a_text_box_is_read_once_though_it_is_written_twice() -> None:
    inside = f"<w:txbxContent>{p('专栏1 框')}{p('（一）内容')}</w:txbxContent>"
    box = (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>{inside}'
        f"</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{inside}"
        "</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert blocks(p(run("前。") + box) + p("后。")) == ["前。", "专栏1 框", "（一）内容", "后。"]


def test_a_footnote_follows_its_paragraph_and_leaves_no_mark_in_it() -> None:
    line = run("正文") + '<w:r><w:footnoteReference w:id="2"/></w:r>' + run("继续。")
    notes = f'<w:footnote w:id="2">{p("解释。")}</w:footnote>'
    assert blocks(p(line) + p("后。"), footnotes=notes) == ["正文继续。", "注1：解释。", "后。"]


def test_placeholders_of_forms_are_not_text() -> None:
    control = f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{run('点击输入')}</w:sdtContent></w:sdt>"
    assert blocks(p(run("姓名：") + control)) == ["姓名："]


# --- tables -----------------------------------------------------------------------------------


def test_merged_cells_stand_in_every_place_and_deleted_rows_in_none() -> None:
    body = table(
        tr(
            tc("指标", '<w:vMerge w:val="restart"/>'),
            tc("2025年", '<w:gridSpan w:val="2"/>'),
            more="<w:tblHeader/>",
        ),
        tr(tc(p(), "<w:vMerge/>"), "数量", "增速", more="<w:tblHeader/>"),
        tr("甲", tc(p("1") + p("个")), "3%"),
        tr("乙", "9", "9%", more="<w:del/>"),
        tr("丙", "2", more='<w:gridAfter w:val="1"/>'),
    )
    (grid,) = blocks(body)
    assert isinstance(grid, Grid)
    assert [cell.replace(" ", "") for cell in grid.header] == ["指标", "2025年数量", "2025年增速"]
    assert [row[0] for row in grid.rows] == ["甲", "丙"]
    assert grid.rows[1] == ("丙", "2", "")


def test_a_column_of_automatic_serial_numbers_shows_them() -> None:
    numbering = numbering_of(1, numbering_level(0, "%1", "decimal")) + numbering_list(1, 1)
    body = table(tr("序号", "名称"), *(tr(tc(p(num="1")), name) for name in "甲乙"))
    assert blocks(body, numbering) == [Grid(("序号", "名称"), (("1", "甲"), ("2", "乙")))]


def test_a_box_drawn_as_a_table_gives_its_items_and_the_table_in_it() -> None:
    inner = table(tr("指标", "值"), tr("甲", "1"), tr("乙", "2"))
    box = tc(p("专栏1 重点任务") + p("甲任务。", num="1") + p("乙任务。", num="1") + inner + p())
    read = blocks(p("一、总则") + p("正文。") + table(tr(box)) + p("二、附则"), CHINESE)
    assert read[2:5] == ["专栏1 重点任务", "（一）甲任务。", "（二）乙任务。"]
    assert isinstance(read[5], Grid)
    outline = outline_of_blocks(read, document_id="d")
    assert "box 专栏1 重点任务" in headings(outline)


def test_absurd_spans_end_quickly() -> None:
    wide = tc("甲", '<w:gridSpan w:val="999999999"/>')
    assert blocks(
        p("文") + table(tr(wide, "乙"), tr("丙", more='<w:gridBefore w:val="99999999"/>'))
    )


# --- files of other programs, and broken ones ----------------------------------------------------


def test_the_strict_variant_of_the_format_is_read() -> None:
    parts = {
        name: data.replace(
            b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        )
        for name, data in unzipped(word_file(p("总则", style="1") + p("正文。"))).items()
    }
    assert read_docx(zipped(parts), "甲.docx").blocks == [Marked("总则", 1), "正文。"]


def test_parts_named_with_backslashes_or_missing_are_no_matter() -> None:
    parts = unzipped(word_file(p("正文。", style="1", num="7")))
    kept = {
        n.replace("/", "\\"): d for n, d in parts.items() if not n.endswith(("rels", "styles.xml"))
    }
    assert read_docx(zipped(kept), "甲.docx").blocks == ["正文。"]


LAUGHS = '<!DOCTYPE w [<!ENTITY a "哈"><!ENTITY b "&a;&a;">]><w:document>&b;</w:document>'


@pytest.mark.parametrize(
    ("parts", "told"),
    [
        ({"word/document.xml": b"<w:document"}, "已损坏或不完整"),
        ({"word/document.xml": f'<?xml version="1.0"?>{LAUGHS}'.encode()}, "不安全的XML实体"),
        (
            {
                "word/document.xml": f'<?xml version="1.0" encoding="UTF-16"?>{LAUGHS}'.encode(
                    "utf-16"
                )
            },
            "不安全的XML实体",
        ),
    ],
)
def test_a_broken_or_hostile_body_is_refused_in_one_sentence(
    parts: dict[str, bytes], told: str
) -> None:
    with pytest.raises(ReadError, match=f"^“甲.docx”.*{told}[^。]*。$"):
        read_docx(word_file(p("甲"), parts=parts), "甲.docx")


def test_tables_nested_without_end_are_refused_and_deep_ones_keep_their_text() -> None:
    deep = p("底")
    for _ in range(30):
        deep = table(tr(tc(deep + p("层"))))
    assert "底" in str(blocks(deep))
    for _ in range(200):
        deep = table(tr(tc(deep + p("层"))))
    with pytest.raises(ReadError, match="嵌套太深"):
        blocks(deep)


def test_a_document_of_pictures_says_that_it_has_no_text() -> None:
    with pytest.raises(ReadError, match="只有图片，没有文字"):
        blocks(p("<w:r><w:drawing/></w:r>"))


def test_a_run_in_heading_with_automatic_numbers_reads_as_if_typed() -> None:
    numbering = numbering_of(1, numbering_level(0, "%1、"), numbering_level(1, "（%2）")) + "".join(
        (numbering_list(1, 1), numbering_list(2, 1, restart(1)))
    )
    body = "".join(
        p(text, num="1", level=place)
        for place, text in [(0, "总体要求"), (1, "指导思想。坚持党的领导。"), (1, "目标。实现目标。"),
                            (0, "任务"), (1, "改革。深化改革。"), (1, "开放。扩大开放。")]
    )  # fmt: skip
    outline = outline_of_blocks(blocks(body, numbering), document_id="d", title="规划")
    assert headings(outline) == [
        "chapter 一、 总体要求", "section （一） 指导思想", "section （二） 目标",
        "chapter 二、 任务", "section （一） 改革", "section （二） 开放",
    ]  # fmt: skip


def unzipped(data: bytes) -> dict[str, bytes]:
    """The parts of a zip file."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
