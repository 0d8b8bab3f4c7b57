"""专栏 drawn as a frame: the text behind it is the section's, or it would be cited as the 专栏's."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx import Document as WordDocument
from format_writers import print_page
from outline_lines import assert_sound

from index.blocks import Block, Cell, FrameEnd, Grid
from index.corpus import read_one
from index.documents import Outline
from index.outline import outline_of_blocks
from index.tables.grids import table_blocks

BEFORE = "推进口岸建设，形成全面开放的新格局。"
BOX = ["专栏1 口岸工程", "（一）查验。建成智慧查验平台。", "（二）通道。开通绿色通道。"]
AFTER = "各单位按照职责抓好落实，年底前报告。"


def assert_behind(outline: Outline) -> None:
    """The last paragraph hangs at section （一）, the items in the box."""
    assert_sound(outline)
    last = next(node for node in outline.leaves() if AFTER in outline.slice(node.id))
    assert outline.address(last.id).label == "（一）"
    items = [node.label for node in outline.nodes if node.kind == "item"]
    assert items == ["专栏1（一）", "专栏1（二）"]


def web_page() -> str:
    cells = "".join(f"<p>{line}</p>" for line in BOX)
    return (
        "<html><head><meta charset=utf-8><style>body{font-size:16pt}p{margin:0;text-indent:2em}"
        "table{border-collapse:collapse;width:100%}td{border:1px solid}</style></head><body>"
        f"<h1>口岸规划</h1><p>一、总体要求</p><p>（一）建设</p><p>{BEFORE}</p>"
        f"<table><tr><td>{cells}</td></tr></table><p>{AFTER}</p><p>二、保障措施</p>"
        f"<p>{BEFORE}</p></body></html>"
    )


def test_in_a_web_page(tmp_path: Path) -> None:
    (tmp_path / "口岸规划.html").write_text(web_page(), encoding="utf-8")
    assert_behind(read_one(tmp_path / "口岸规划.html").outline)


def test_in_a_word_document(tmp_path: Path) -> None:
    document = WordDocument()
    for line in ("口岸规划", "一、总体要求", "（一）建设", BEFORE):
        document.add_paragraph(line)
    cell = document.add_table(1, 1).cell(0, 0)
    cell.text = "\n".join(BOX)
    for line in (AFTER, "二、保障措施", BEFORE):
        document.add_paragraph(line)
    document.save(str(tmp_path / "口岸规划.docx"))
    assert_behind(read_one(tmp_path / "口岸规划.docx").outline)


@pytest.mark.browser
def test_in_a_printed_page(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(web_page(), encoding="utf-8")
    print_page(tmp_path / "page.html", tmp_path / "口岸规划.pdf")
    assert_behind(read_one(tmp_path / "口岸规划.pdf").outline)


def test_a_heading_framed_alone_still_opens_its_box() -> None:
    """Some draw only the name in a frame: what follows is the 专栏."""
    blocks: list[Block] = ["一、总体要求", *table_blocks([[Cell(BOX[0])]]), *BOX[1:]]
    outline = outline_of_blocks(blocks, document_id="d", title="规划")
    assert [n.label for n in outline.nodes if n.kind == "item"] == ["专栏1（一）", "专栏1（二）"]


def test_a_box_with_a_table_ends_behind_it_even_if_a_page_cuts_it() -> None:
    rows = [["指标", "2020年", "2025年"], ["1.口岸（个）", "3", "5"], ["2.通道（条）", "1", "2"]]
    cells = [[Cell("专栏1 主要指标", columns=3)], *([Cell(c) for c in row] for row in rows)]
    made = table_blocks(cells)
    assert made[-1] == FrameEnd()
    rest = Grid(("指标", "2020年", "2025年"), (("3.仓库（座）", "7", "9"),))
    blocks: list[Block] = ["一、总体要求", "（一）建设", *made, rest, AFTER]
    outline = outline_of_blocks(blocks, document_id="d", title="规划")
    (table,) = outline.tables
    assert len(table.rows) == 3
    last = next(node for node in outline.leaves() if AFTER in outline.slice(node.id))
    assert outline.address(last.id).label == "（一）"
