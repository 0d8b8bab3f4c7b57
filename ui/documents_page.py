"""The page 文件: every document with where it comes from, what it holds, and its outline."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from urllib.parse import quote

from index.documents import DocumentInfo, Kind, Node, Outline, heading, is_address
from ui.asking import Asking
from ui.markup import escaped, source_href
from ui.sources import origin

MOST = 200
_ODD = 10
"""Warnings on the numbering that are shown of one document."""
_COUNTED: tuple[tuple[Kind, str], ...] = (
    ("part", "编"),
    ("chapter", "部分"),
    ("section", "节"),
    ("article", "条"),
    ("box", "专栏"),
    ("row", "表格行"),
)


def documents_html(assistant: Asking) -> str:
    """The list of documents; outlines are fetched when they are opened."""
    infos = assistant.documents()
    if not infos:
        return '<p class="gw-empty">库里还没有文件。</p>'
    cards = "".join(_card(info, assistant.outline(info.id)) for info in infos[:MOST])
    more = f"，这里列出前 {MOST} 份" if len(infos) > MOST else ""
    return (
        f'<p class="gw-count">共 {len(infos)} 份文件{more}。</p><div class="gw-cards">{cards}</div>'
    )


def outline_html(document_id: str, outline: Outline) -> str:
    """The headings of a document as nested lists, each a link to its text; what is odd comes first."""
    odd = "".join(f"<li>{escaped(w.message)}</li>" for w in outline.warnings[:_ODD])
    if len(outline.warnings) > _ODD:
        odd += f"<li>另有 {len(outline.warnings) - _ODD} 处，见 guanwen index outline。</li>"
    told = f'<div class="gw-odd"><p>编号有疑问的地方：</p><ul>{odd}</ul></div>' if odd else ""
    levels = _level(document_id, outline, _shown(outline, outline.root))
    return f'<div class="gw-outline">{told}{levels}</div>'


def counts(outline: Outline) -> str:
    """How many parts a document has, kind by kind: “10 部分　52 节　20 专栏”."""
    found = Counter(node.kind for node in outline.nodes if is_address(node))
    chapters = [node.number for node in outline.nodes if node.kind == "chapter"]
    names = {"chapter": "章"} if chapters and all(n.endswith("章") for n in chapters) else {}
    return "　".join(
        f"{found[kind]} {names.get(kind, name)}" for kind, name in _COUNTED if found[kind]
    )


def _card(info: DocumentInfo, outline: Outline) -> str:
    about = "".join(f"<p>{escaped(line)}</p>" for line in (origin(info), counts(outline)) if line)
    copies = f"<p>另有 {len(info.copies)} 份相同文件，已并为一份。</p>" if info.copies else ""
    address = escaped(f"guanwen/outline?document={quote(info.id, safe='')}")
    return (
        f'<article class="gw-card"><h3>{escaped(info.title)}</h3>'
        f'<div class="gw-about">{about}{copies}</div>'
        f'<details data-outline="{address}"><summary>展开目录</summary>'
        '<div class="gw-fetched">正在读取目录……</div></details></article>'
    )


def _shown(outline: Outline, node: Node) -> Sequence[Node]:
    """Headings directly below a node, looking through parts that have none of their own."""
    found: list[Node] = []
    for child in outline.children(node.id):
        if is_address(child) and (child.title or child.kind == "article"):
            found.append(child)
        elif child.kind != "paragraph":
            found.extend(_shown(outline, child))
    return found


def _level(document_id: str, outline: Outline, nodes: Sequence[Node]) -> str:
    rows = "".join(
        f'<li class="gw-{node.kind}{"" if node.title else " gw-bare"}">'
        f'<a class="gw-place" href="{source_href(document_id, _title_span(node, outline))}">'
        f"{escaped(heading(node))}</a>"
        f"{_below(document_id, outline, node)}</li>"
        for node in nodes
    )
    return f"<ul>{rows}</ul>" if rows else ""


def _below(document_id: str, outline: Outline, node: Node) -> str:
    """The headings below a node; below an article without one there is nothing to turn to."""
    if node.kind == "article" and not node.title:
        return ""
    return _level(document_id, outline, _shown(outline, node))


def _title_span(node: Node, outline: Outline) -> tuple[int, int]:
    """The first line of a node."""
    start, end = node.span
    line = outline.text.find("\n", start, end)
    return start, line if line > start else end
