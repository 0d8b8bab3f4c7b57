"""Outlines of files: made of what a file holds, or taken over from an index that has it already."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from index.copying.copies import Sketch, pieces, sketch
from index.documents import Outline
from index.errors import ReadError
from index.outline import outline_of_blocks
from index.read import read_bytes, read_file


@dataclass(frozen=True, slots=True)
class Request:
    """What an outline is asked of: a file's name and bytes, and the title that is given for it."""

    file: str
    sha256: str
    title: str


@dataclass(frozen=True, slots=True)
class FileOutline:
    """The outline of one file with what it was made of.

    `warnings` are the sentences of reading, those of the outline are its own; `sketch` is the sample
    of its text by which copies are found, once it was asked for.
    """

    request: Request
    outline: Outline
    warnings: tuple[str, ...] = ()
    sketch: Sketch | None = None


class Known(Protocol):
    """An index that may have the outline of a file already."""

    def outline(self, request: Request, document_id: str) -> FileOutline | None:
        """What was made of a file, under this document id; None when it is not there."""


class Outlines:
    """Gives the outlines of files and remembers what they were made of."""

    def __init__(self, known: Known | None = None) -> None:
        self._known = known
        self.seen: dict[Path, FileOutline] = {}

    def outline(self, path: Path, *, document_id: str, title: str) -> Outline:
        """The outline of a file; without a title of its own it is called by the file's name.

        ReadError when the file cannot be read as a document.
        """
        found = self._kept(path, document_id, title) or self._made(path, document_id, title)
        self.seen[path] = found
        return found.outline

    def _kept(self, path: Path, document_id: str, title: str) -> FileOutline | None:
        if self._known is None:
            return None
        digest = hashlib.sha256(read_bytes(path)).hexdigest()
        request = Request(path.name, digest, title)
        return self._known.outline(request, document_id)

    def sketch(self, path: Path) -> Sketch:
        """The sketch of a file whose outline was given."""
        found = self.seen[path]
        own = found.sketch
        if own is None:
            own = sketch(pieces(found.outline.text))
            self.seen[path] = replace(found, sketch=own)
        return own

    def _made(self, path: Path, document_id: str, title: str) -> FileOutline:
        source = read_file(path)
        outline = outline_of_blocks(
            source.blocks, document_id=document_id, title=title or source.title
        )
        if not outline.text:
            raise ReadError(f"“{path.name}”里没有文字。")
        if not outline.title:
            outline = outline_of_blocks(source.blocks, document_id=document_id, title=path.stem)
        request = Request(path.name, source.sha256, title)
        return FileOutline(request, outline, source.warnings)


def renamed(outline: Outline, document_id: str) -> Outline:
    """The same outline under another document id: the ids of all its parts begin with that."""
    old = outline.root.id.rpartition("#")[0]
    if old == document_id:
        return outline

    def of(node_id: str) -> str:
        return document_id + node_id.removeprefix(old)

    return replace(
        outline,
        nodes=tuple(
            replace(node, id=of(node.id), parent=node.parent and of(node.parent))
            for node in outline.nodes
        ),
        tables=tuple(
            replace(
                table,
                node_id=of(table.node_id),
                rows=tuple(replace(row, node_id=of(row.node_id)) for row in table.rows),
            )
            for table in outline.tables
        ),
        warnings=tuple(replace(each, node_id=of(each.node_id)) for each in outline.warnings),
    )
