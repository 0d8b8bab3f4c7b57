"""The outlines of the five corpus files, kept as they were checked by eye against the files.

A heading that goes missing here is a section that nobody can ask for or cite.
After a wanted change: GUANWEN_UPDATE_GOLDEN=1 pytest tests/test_index_golden.py, then read the diff.
"""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest
from outline_lines import CORPUS, assert_sound

from index.documents import Outline
from index.outline import outline_of_blocks
from index.read import read_file

GOLDEN = Path(__file__).parent / "golden"
UPDATE = bool(os.environ.get("GUANWEN_UPDATE_GOLDEN"))
FILES = {
    "plan-14-5": "000_16fa098ddcaed805.txt",
    "plan-14-5-web": "001_9d526fd28d09da4d.txt",
    "modern-customs-2006": "002_9b9f1621588e036b.txt",
    "reform-2014": "003_8e590bbeab76871b.txt",
    "article-2025": "004_c790667355faaade.txt",
}


def outline_of(name: str) -> Outline:
    return outline_of_blocks(read_file(CORPUS / FILES[name]).blocks, document_id=name)


def nodes_of(outline: Outline) -> list[list[object]]:
    return [
        [n.kind, n.level, n.number, n.label, n.title]
        for n in outline.nodes
        if n.kind != "paragraph"
    ]


def tables_of(outline: Outline) -> list[list[list[str]]]:
    return [[list(t.header), *(list(row.cells) for row in t.rows)] for t in outline.tables]


def as_lines(outline: Outline) -> str:
    """The golden file: JSON with one node or row a line, so that a diff names the section."""

    def listed(values: list[object]) -> str:
        return ",\n".join("  " + json.dumps(v, ensure_ascii=False) for v in values)

    rows: list[object] = [row for table in tables_of(outline) for row in table]
    return (
        f'{{"nodes": [\n{listed(list(nodes_of(outline)))}\n],\n"rows": [\n{listed(rows)}\n],\n'
        f'"warnings": {json.dumps([w.message for w in outline.warnings], ensure_ascii=False)}}}\n'
    )


@pytest.mark.parametrize("name", FILES)
def test_outline_is_the_one_that_was_checked_by_eye(name: str) -> None:
    outline = outline_of(name)
    path = GOLDEN / f"{name}.json"
    if UPDATE:
        path.write_text(as_lines(outline), encoding="utf-8")
    golden = json.loads(path.read_text(encoding="utf-8"))
    assert nodes_of(outline) == golden["nodes"]
    assert [row for table in tables_of(outline) for row in table] == golden["rows"]
    assert [w.message for w in outline.warnings] == golden["warnings"] == []
    assert_sound(outline)


def test_golden_files_are_not_being_rewritten() -> None:
    """With the switch on every outline agrees with itself and the tests above say nothing."""
    assert not UPDATE, "GUANWEN_UPDATE_GOLDEN is set: unset it and run again"


@pytest.mark.parametrize("name", ["plan-14-5", "plan-14-5-web"])
def test_the_plan_is_whole(name: str) -> None:
    outline = outline_of(name)
    kinds = {k: [n for n in outline.nodes if n.kind == k] for k in ("chapter", "section", "box")}
    assert [n.number for n in kinds["chapter"]] == [f"{c}、" for c in "一二三四五六七八九十"]
    assert len(kinds["section"]) == 52
    assert kinds["section"][-1].number == "（五十二）"
    assert [n.number for n in kinds["box"]] == [f"专栏{i}" for i in range(1, 21)]
    assert all(n.title for nodes in kinds.values() for n in nodes)
    (table,) = outline.tables
    assert table.header == ("指标", "2020年", "2025年", "年均", "属性")
    assert len(table.rows) == 7


def test_headings_agree_with_the_plans_own_table_of_contents() -> None:
    """The web copy carries a table of contents: a second opinion that no parser wrote."""
    lines = (CORPUS / FILES["plan-14-5-web"]).read_text(encoding="utf-8").splitlines()
    contents = lines[1:63]
    assert contents[0].startswith("一、")
    assert contents[-1].startswith("(五十二)")
    for name in ("plan-14-5", "plan-14-5-web"):
        found = [
            f"{n.number}{n.title}"
            for n in outline_of(name).nodes
            if n.kind in ("chapter", "section")
        ]
        assert [f.replace("（", "(").replace("）", ")") for f in found] == contents


def test_every_item_of_every_box_is_there() -> None:
    """Counted in the PDF copy, where each item begins a line of its own."""
    counts: dict[str, int] = {}
    box = ""
    for line in (CORPUS / FILES["plan-14-5"]).read_text(encoding="utf-8").splitlines():
        if found := re.match(r"\s*专栏 (\d+) ", line):
            box, counts[f"专栏{found[1]}"] = f"专栏{found[1]}", 0
        elif box and (found := re.match(r"\s*（([一二三四五六])）", line)):
            if "一二三四五六".index(found[1]) == counts[box]:
                counts[box] += 1
            else:
                box = ""
        elif re.match(r"\s*（[一二三四五六七八九十]{2,}）|\s*[一二三四五六七八九十]+、", line):
            box = ""
    for name in ("plan-14-5", "plan-14-5-web"):
        outline = outline_of(name)
        found_items = {
            n.number: sum(child.kind == "item" for child in outline.children(n.id))
            for n in outline.nodes
            if n.kind == "box"
        }
        assert found_items == counts
        assert sum(counts.values()) == 77


def test_both_copies_of_the_plan_give_one_outline() -> None:
    """The reader sees the plan once; whichever file it was read from, the addresses are the same."""
    pdf, web = outline_of("plan-14-5"), outline_of("plan-14-5-web")
    assert nodes_of(pdf)[1:] == nodes_of(web)[1:]
    halved = [
        [[c.replace("（", "(").replace("）", ")") for c in r] for r in t] for t in tables_of(pdf)
    ]
    assert halved == tables_of(web)


def test_the_articles_site_is_left_outside() -> None:
    """Navigation and comment box would be quoted to a reader as if 曹雅丽 had written them."""
    text = outline_of("article-2025").text
    assert text.startswith("守国门促发展 “十四五”海关现代化迈上新台阶\n")
    assert not re.search("首页|分享到|评论|沙发|热门文章", text)
    assert "25大类964项" in text


@pytest.mark.parametrize("name", FILES)
def test_no_paragraph_of_the_corpus_stops_in_mid_sentence(name: str) -> None:
    """A sentence cut by a page end cannot be quoted whole."""
    outline = outline_of(name)
    tables = {t.node_id for t in outline.tables}
    for leaf in outline.leaves():
        text = outline.slice(leaf.id)
        if leaf.kind == "paragraph" and leaf.parent not in tables and len(text) > 40:
            labelled = "发表时间" in text
            assert labelled or text.endswith(("。", "：", "”", "?", "；")), text[-30:]
