"""If these fail, text is lost to search, or a passage is cited under a heading it is not in."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from index_fakes import PLAN, document

from index.chunk import chunk_document
from index.documents import Document, Node, Outline, Table, TableRow
from index.tokens import count_tokens

LINES = st.sampled_from(
    [
        "一、总体要求", "二、主要任务", "三、组织实施", "（一）指导思想。", "（二）基本原则。",
        "（三）深化应用。坚持依法行政，推进改革。", "第一章 总则", "第一条 为了管理，制定本法。",
        "第二条 本法适用于海关。", "专栏1 工程", "1.甲", "2.乙", "——坚持人民至上。", "", "  ",
        "无标点的长句" * 30, "到2025年，互认国家达到60个以上。" * 12, "Hello, world! <|im_start|>",
        "表😀情", "名称|数量", "甲|1", "乙|2",
    ]
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(LINES, min_size=1, max_size=25), st.integers(min_value=20, max_value=120))
def test_chunks_and_the_white_space_between_them_are_the_text(lines: list[str], limit: int) -> None:
    made = document("\n".join(lines))
    text, at = made.outline.text, 0
    chunks = chunk_document(made, limit=limit)
    for chunk in chunks:
        start, end = chunk.span
        assert chunk.text == text[start:end]
        assert chunk.text.strip() == chunk.text != ""
        assert not text[at:start].strip()
        at = end
        assert chunk.tokens == count_tokens(chunk.text) <= limit
        node = made.outline.node(chunk.node_id)
        assert node.span[0] <= start
        assert end <= node.span[1]
    assert not text[at:].strip()
    assert len({chunk.id for chunk in chunks}) == len(chunks)


def test_no_chunk_reaches_from_one_section_into_the_next() -> None:
    texts = [chunk.text for chunk in chunk_document(document(PLAN))]
    assert "（一）指导思想。\n坚持依法行政。到2025年，互认国家达到60个以上。" in texts
    assert not any("指导思想" in text and "基本原则" in text for text in texts)


def test_short_points_stay_with_the_section_they_explain() -> None:
    texts = [chunk.text for chunk in chunk_document(document(PLAN))]
    assert "（二）基本原则。\n——坚持人民至上。\n——坚持科学治关。" in texts


def test_short_numbered_items_stay_and_long_ones_are_found_alone() -> None:
    short = document("一、任务\n1.扩大开放。\n2.改进服务。\n3.加强监管。")
    assert [c.text.count("\n") for c in chunk_document(short)] == [3]
    sentence = "完善口岸监管制度，提高通关效率，保障国家安全，促进贸易便利，建设现代化海关。" * 3
    long = document(
        f"一、任务\n1.扩大开放。{sentence}\n2.改进服务。{sentence}\n3.加强监管。{sentence}"
    )
    assert [c.text[:2] for c in chunk_document(long)] == ["一、", "1.", "2.", "3."]


def test_a_long_section_is_cut_at_sentence_ends_into_pieces_of_like_size() -> None:
    sentence = "完善口岸监管制度，提高通关效率，保障国家安全。"
    made = document("一、任务\n" + sentence * 40)
    chunks = chunk_document(made, limit=200)
    assert len(chunks) > 2
    assert all(chunk.text.endswith("。") for chunk in chunks)
    assert min(c.tokens for c in chunks) > max(c.tokens for c in chunks) / 2


def test_a_row_is_a_chunk_of_its_own_that_names_its_columns() -> None:
    made = _table_document()
    row = chunk_document(made)[-1]
    assert row.text == "AEO互认国家|42|60"
    assert row.node_id == "t.3"
    assert row.embedding_text == (
        "测试规划 > 专栏1 主要指标 > 1.AEO互认国家\n指标：AEO互认国家 2020年：42 2025年：60"
    )


def test_the_embedding_text_begins_with_title_and_headings() -> None:
    chunk = next(c for c in chunk_document(document(PLAN)) if "智慧海关" in c.text)
    assert chunk.embedding_text.startswith(
        "测试规划 > 二、主要任务 > （三）深化大数据应用\n（三）深化大数据应用。\n建设"
    )


def test_the_same_text_gives_the_same_ids() -> None:
    first, again = chunk_document(document(PLAN)), chunk_document(document(PLAN))
    assert [c.id for c in first] == [c.id for c in again]
    assert first[0].id.startswith("doc")


@pytest.mark.parametrize("text", ["", " \n \n"])
def test_a_text_of_nothing_has_no_chunks(text: str) -> None:
    root = Node("doc", None, "document", 0, "", "", "", (0, len(text)))
    assert chunk_document(Document("doc", "空", Outline("空", text, (root,)))) == ()


def _table_document() -> Document:
    text = "专栏1 主要指标\n指标|2020年|2025年\nAEO互认国家|42|60\n"
    head, header = 9, 24
    nodes = (
        Node("t", None, "document", 0, "", "", "", (0, len(text))),
        Node("t.1", "t", "box", 1, "专栏1", "专栏1", "主要指标", (0, len(text))),
        Node("t.1.1", "t.1", "paragraph", 2, "", "", "", (0, head)),
        Node("t.2", "t.1", "table", 2, "", "", "", (head, len(text))),
        Node("t.2.1", "t.2", "paragraph", 3, "", "", "", (head, header)),
        Node("t.3", "t.2", "row", 3, "1.", "专栏1 第1项", "AEO互认国家", (header, len(text))),
    )
    row = TableRow("t.3", ("AEO互认国家", "42", "60"), ((24, 31), (32, 34), (35, 37)))
    table = Table("t.2", ("指标", "2020年", "2025年"), (row,))
    return Document("t", "测试规划", Outline("测试规划", text, nodes, (table,)))
