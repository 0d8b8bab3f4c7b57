"""One document, six kinds of files: whoever has it as PDF or Word must get the outline of the text.

A clerk is sent the plan as PDF, a colleague has it as a web page: were their outlines different,
they would quote different sections to each other.
"""

from __future__ import annotations

from difflib import SequenceMatcher
from pathlib import Path

import pytest
from format_writers import (
    OFFICE,
    as_html,
    as_markdown,
    as_text,
    convert,
    pieces_of,
    print_page,
    write_docx,
)
from outline_lines import CORPUS, assert_sound

from index.corpus import read_one
from index.documents import Outline

FILES = sorted(path.name for path in CORPUS.glob("*.txt"))
LEAST = 0.999
"""Share of the text that must be the same."""


def shape(outline: Outline) -> list[str]:
    """Everything a reader sees of an outline but the text: kinds, numbers, labels, titles, cells."""
    nodes = [
        f"{'  ' * n.level}{n.kind}|{n.number}|{n.label}|{n.title}"
        for n in outline.nodes
        if n.kind != "paragraph"
    ]
    return nodes + [" | ".join(row.cells) for table in outline.tables for row in table.rows]


def alike(a: str, b: str) -> float:
    """Share of the characters that two texts have in common, line by line, then within lines."""
    left, right = a.splitlines(keepends=True), b.splitlines(keepends=True)
    same = 0
    for kind, i, j, k, m in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        one, other = "".join(left[i:j]), "".join(right[k:m])
        if kind == "equal":
            same += len(one)
        else:
            found = SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks()
            same += sum(block.size for block in found)
    return 2 * same / (len(a) + len(b))


def assert_same(source: Outline, path: Path) -> None:
    read = read_one(path).outline
    assert_sound(read)
    assert shape(read) == shape(source)
    assert alike(source.text, read.text) >= LEAST


def named(source: Outline, folder: Path, suffix: str) -> Path:
    """A file called as the document: one copy of the plan does not say its title in its text."""
    return folder / f"{source.title}.{suffix}"


@pytest.fixture(scope="module", params=FILES)
def source(request: pytest.FixtureRequest) -> Outline:
    return read_one(CORPUS / str(request.param)).outline


def test_as_text(source: Outline, tmp_path: Path) -> None:
    path = named(source, tmp_path, "txt")
    path.write_text(as_text(pieces_of(source)), encoding="utf-8")
    assert_same(source, path)


def test_as_markdown(source: Outline, tmp_path: Path) -> None:
    path = named(source, tmp_path, "md")
    path.write_text(as_markdown(pieces_of(source)), encoding="utf-8")
    assert_same(source, path)


def test_as_a_web_page(source: Outline, tmp_path: Path) -> None:
    path = named(source, tmp_path, "html")
    path.write_text(as_html(pieces_of(source), source.title), encoding="utf-8")
    assert_same(source, path)


def test_as_a_word_document(source: Outline, tmp_path: Path) -> None:
    write_docx(pieces_of(source), named(source, tmp_path, "docx"))
    assert_same(source, named(source, tmp_path, "docx"))


@pytest.mark.browser
def test_as_a_pdf_printed_by_chromium(source: Outline, tmp_path: Path) -> None:
    page = named(source, tmp_path, "html")
    page.write_text(as_html(pieces_of(source), source.title), encoding="utf-8")
    print_page(page, named(source, tmp_path, "pdf"))
    assert_same(source, named(source, tmp_path, "pdf"))


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")
def test_as_a_pdf_printed_by_libreoffice(source: Outline, tmp_path: Path) -> None:
    write_docx(pieces_of(source), named(source, tmp_path, "docx"))
    assert_same(source, convert(named(source, tmp_path, "docx"), "pdf"))


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")
def test_as_a_word_document_saved_by_libreoffice(source: Outline, tmp_path: Path) -> None:
    written = named(source, tmp_path, "docx")
    write_docx(pieces_of(source), written)
    assert_same(source, convert(convert(written, "odt"), "docx"))
