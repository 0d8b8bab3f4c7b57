"""A cited section as HTML: where it comes from, its path, its whole text with the quote marked."""

from __future__ import annotations

from collections.abc import Iterator

from index.documents import DocumentInfo, Node, Outline, Span, Table, TableRow, is_address
from ui.markup import escaped

_WHOLE = ("part", "chapter", "section", "article", "box")


def source_html(info: DocumentInfo, outline: Outline, span: Span) -> str:
    """The section that holds `span`, with that piece in <mark>. ValueError for a span outside."""
    start, end = span
    if not 0 <= start < end <= len(outline.text):
        raise ValueError(f"span {span} is not within 0 and {len(outline.text)}")
    node = section_of(outline, span)
    return (
        f'<article class="gw-section">{_masthead(info)}{_path(outline, node)}'
        f'<div class="gw-text">{"".join(_rendered(outline, node, span))}</div></article>'
    )


def section_of(outline: Outline, span: Span) -> Node:
    """The innermost section, article or box that holds all of a span."""
    holding = [
        node
        for node in outline.ancestors(outline.at(span[0]).id)
        if node.span[0] <= span[0] and span[1] <= node.span[1]
    ]
    whole = [node for node in holding if node.kind in _WHOLE]
    return whole[-1] if whole else holding[0] if holding else outline.root


def origin(info: DocumentInfo) -> str:
    """Issuer or author, source and date of a document, those that are known, as plain text."""
    known = (
        ("发布", info.issuer),
        ("作者", info.author),
        ("来源", info.source),
        ("日期", info.date),
    )
    return "　".join(f"{name}：{value}" for name, value in known if value)


def _masthead(info: DocumentInfo) -> str:
    about = origin(info)
    line = f'<p class="gw-origin">{escaped(about)}</p>' if about else ""
    return f'<h3 class="gw-title">{escaped(info.title)}</h3>{line}'


def _path(outline: Outline, node: Node) -> str:
    steps = "".join(f"<li>{escaped(step)}</li>" for step in outline.heading_path(node.id))
    return f'<nav aria-label="所在位置"><ol class="gw-path">{steps}</ol></nav>' if steps else ""


def _rendered(outline: Outline, node: Node, span: Span) -> Iterator[str]:
    """The parts of a node in reading order."""
    tables = {table.node_id: table for table in outline.tables}
    if node.id in tables:
        yield _table(outline, tables[node.id], span)
        return
    children = outline.children(node.id)
    if not children:
        yield _paragraph(outline, node, span)
        return
    box = node.kind == "box"
    if box:
        yield '<section class="gw-box">'
    for child in children:
        yield from _rendered(outline, child, span)
    if box:
        yield "</section>"


def _paragraph(outline: Outline, leaf: Node, span: Span) -> str:
    words = marked(outline.text, leaf.span, span)
    if not words:
        return ""
    return f'<p class="gw-heading">{words}</p>' if _is_heading(outline, leaf) else f"<p>{words}</p>"


def _is_heading(outline: Outline, leaf: Node) -> bool:
    """Whether a leaf is the line that carries the title of its node, and nothing more."""
    owner = outline.node(leaf.parent) if leaf.parent else leaf
    if not is_address(owner) or not owner.title or leaf.span[0] != owner.span[0]:
        return False
    return len(outline.slice(leaf.id).strip()) <= len(owner.number) + len(owner.title) + 4


def _table(outline: Outline, table: Table, span: Span) -> str:
    """A table with the lines of its caption above it and its lines across (“一、安全类”) in place."""
    known = {row.node_id: row for row in table.rows}
    above, rows = [], []
    for child in outline.children(table.node_id):
        if child.id in known:
            rows.append(_row(outline, known[child.id], span))
        elif any(table.header) and outline.slice(child.id) == " | ".join(table.header):
            continue
        elif _stands_above(outline, table, child):
            above.append(_paragraph(outline, child, span))
        else:
            words = marked(outline.text, child.span, span)
            rows.append(f'<tr><th scope="rowgroup" colspan="{len(table.header)}">{words}</th></tr>')
    head = "".join(f'<th scope="col">{escaped(cell)}</th>' for cell in table.header)
    head = f"<thead><tr>{head}</tr></thead>" if any(table.header) else ""
    body = f"<tbody>{''.join(rows)}</tbody>"
    return f'{"".join(above)}<div class="gw-table"><table>{head}{body}</table></div>'


def _row(outline: Outline, row: TableRow, span: Span) -> str:
    start, end = outline.node(row.node_id).span
    css = ' class="gw-row"' if start < span[1] and span[0] < end else ""
    cells = "".join(f"<td>{marked(outline.text, place, span)}</td>" for place in row.spans)
    return f"<tr{css}>{cells}</tr>"


def _stands_above(outline: Outline, table: Table, line: Node) -> bool:
    """Whether a line of a table belongs to its caption."""
    return bool(table.caption) and outline.slice(line.id).strip() in table.caption


def marked(text: str, piece: Span, span: Span) -> str:
    """A piece of the text, escaped, with what it shares with `span` in <mark>."""
    start, end = piece
    end = start + len(text[start:end].rstrip("\n"))
    low, high = max(start, span[0]), min(end, span[1])
    if low >= high:
        return escaped(text[start:end])
    return (
        f"{escaped(text[start:low])}<mark>{escaped(text[low:high])}</mark>{escaped(text[high:end])}"
    )
