"""One document as every kind of file: what the tests of formats write, print and read back."""

from __future__ import annotations

import html
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from index.documents import Outline, Table

CHROMIUM = "/usr/bin/chromium"
OFFICE = shutil.which("soffice")
_FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip
STYLE = """
@page { size: A4; margin: 3.2cm 2.6cm; @bottom-center { content: "— " counter(page) " —"; } }
body { font: 16pt/1.75 "Noto Serif CJK SC", "Noto Sans CJK SC", serif; }
p { margin: 0; text-indent: 2em; text-align: justify; }
h1 { font-size: 22pt; text-align: center; } h2, h3, h4, h5, h6 { font-size: 16pt; margin: 0; }
table { border-collapse: collapse; width: 100%; } td, th { border: 1px solid; padding: 2pt; }
"""


@dataclass(frozen=True)
class Piece:
    """A paragraph of the source with the level of the heading it is (0: none), or a table."""

    text: str = ""
    level: int = 0
    table: Table | None = None


def pieces_of(outline: Outline) -> list[Piece]:
    """The document as a writer of files needs it: paragraphs, headings with levels, tables."""
    tables = {table.node_id: table for table in outline.tables}
    inside = {n.id for t in tables for n in outline.children(t)}
    found = []
    for node in outline.nodes:
        if node.id in tables:
            found.append(Piece(table=tables[node.id]))
        elif node.kind == "paragraph" and node.id not in inside:
            found.append(Piece(outline.slice(node.id), _level(outline, node.id)))
    return found


def _level(outline: Outline, leaf_id: str) -> int:
    """1 for the title, 2 and more for the line that is a whole heading, 0 for other text."""
    leaf = outline.node(leaf_id)
    above = outline.node(leaf.parent or "")
    whole = outline.slice(leaf_id)
    if leaf.span[0] == 0 and whole == outline.title:
        return 1
    heads = above.kind in ("part", "chapter", "section") and above.span[0] == leaf.span[0]
    return min(above.level + 1, 6) if heads and len(whole) <= 45 and above.title else 0


def as_text(pieces: list[Piece]) -> str:
    """Plain text, one paragraph a line, tables with bars."""
    lines = []
    for piece in pieces:
        if piece.table is None:
            lines.append(piece.text)
        else:
            cells = [piece.table.header, *(row.cells for row in piece.table.rows)]
            lines.extend(" | ".join(row) for row in cells)
    return "\n".join(lines) + "\n"


def as_markdown(pieces: list[Piece]) -> str:
    """Markdown with # headings and a pipe table."""
    parts = []
    for piece in pieces:
        if piece.table is None:
            parts.append(f"{'#' * piece.level} {piece.text}" if piece.level else piece.text)
            continue
        width = len(piece.table.header)
        rows = [piece.table.header, ("---",) * width, *(row.cells for row in piece.table.rows)]
        parts.append("\n".join("| " + " | ".join(row) + " |" for row in rows))
    return "\n\n".join(parts) + "\n"


def as_html(pieces: list[Piece], title: str) -> str:
    """A web page with navigation above the body and a share bar and comments below it."""
    body = "\n".join(_element(piece) for piece in pieces)
    return (
        f"<!DOCTYPE html><html lang=zh><head><meta charset=utf-8><title>{html.escape(title)}</title>"
        f"<style>{STYLE} @media print {{ nav, .share, footer {{ display: none }} }}</style></head>"
        "<body><nav><a href=/>首页</a> &gt; <a href=/gk>信息公开</a></nav>"
        f"<article>{body}</article>"
        "<div class=share>分享到：<a href=#>微信</a> <a href=#>微博</a></div>"
        "<footer>版权所有　网站地图</footer></body></html>"
    )


def _element(piece: Piece) -> str:
    if piece.table is None:
        tag = f"h{piece.level}" if piece.level else "p"
        return f"<{tag}>{html.escape(piece.text)}</{tag}>"
    rows = [_row(piece.table.header, "th"), *(_row(r.cells, "td") for r in piece.table.rows)]
    return f"<table>{''.join(rows)}</table>"


def _row(cells: tuple[str, ...], tag: str) -> str:
    return "<tr>" + "".join(f"<{tag}>{html.escape(c)}</{tag}>" for c in cells) + "</tr>"


def write_docx(pieces: list[Piece], path: Path) -> None:
    """A Word document with heading styles and a table."""
    from docx import Document

    document = Document()
    for piece in pieces:
        if piece.table is None and piece.level:
            document.add_heading(piece.text, min(piece.level - 1, 9))
        elif piece.table is None:
            document.add_paragraph(piece.text)
        else:
            rows = [piece.table.header, *(row.cells for row in piece.table.rows)]
            made = document.add_table(len(rows), len(rows[0]), style="Table Grid")
            for y, row in enumerate(rows):
                for x, cell in enumerate(row):
                    made.cell(y, x).text = cell
    document.save(str(path))


def print_page(page: Path, pdf: Path) -> None:
    """Prints a page to PDF with Chromium, page numbers in the margin included."""
    with tempfile.TemporaryDirectory(prefix="guanwen-test-") as profile:
        command = [
            CHROMIUM, *_FLAGS, f"--user-data-dir={profile}", "--no-pdf-header-footer",
            f"--print-to-pdf={pdf}", page.as_uri(),
        ]  # fmt: skip
        subprocess.run(command, check=True, capture_output=True, timeout=120)


def convert(path: Path, suffix: str) -> Path:
    """The file in another format, made by LibreOffice beside it."""
    with tempfile.TemporaryDirectory(prefix="guanwen-test-") as profile:
        command = [
            OFFICE or "soffice", f"-env:UserInstallation=file://{profile}", "--headless",
            "--convert-to", suffix, "--outdir", str(path.parent), str(path),
        ]  # fmt: skip
        subprocess.run(command, check=True, capture_output=True, timeout=180)
    return path.with_suffix(f".{suffix}")
