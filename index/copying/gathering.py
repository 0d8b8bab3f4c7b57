"""Gathering: documents as they are read, one after another → each document once, its copies kept.

Of near-equal files the one whose reading went best is the text that people see; a manifest may
name it instead. Held are the documents and a small sketch of each, not what they were read from.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from index.copying.copies import (
    SAME,
    Profile,
    Relatives,
    Sketch,
    kinship,
    likeness,
    pieces,
    profile_of,
    sketch,
)
from index.documents import Document, FileReport, Outline, is_address

Quality = tuple[int, bool, int]


@dataclass(slots=True)
class _Kept:
    """A document and how well it was read; `pinned` when a manifest names the file."""

    document: Document
    quality: Quality
    pinned: bool


class Gathering:
    """The documents found so far and what became of each file, in the order of reading."""

    def __init__(self) -> None:
        self._kept: list[_Kept] = []
        self._relatives = Relatives()
        self.reports: list[FileReport] = []

    @property
    def documents(self) -> tuple[Document, ...]:
        """Each document once, in the order in which its first file was read."""
        return tuple(kept.document for kept in self._kept)

    def fail(self, file: str, message: str) -> None:
        """A file that cannot be taken in."""
        self.reports.append(FileReport(file, "failed", message))

    def add(
        self,
        document: Document,
        notes: Sequence[str] = (),
        *,
        pinned: bool = False,
        own: Sketch | None = None,
    ) -> bool:
        """Take in a document that was read; False when it became a copy of one already there.

        `notes` are the warnings of reading; a document that a manifest names (`pinned`) is shown
        even where a copy of it was read better. `own` is the document's sketch where it is known.
        """
        if own is None:
            own = sketch(pieces(document.outline.text))
        remark = ""
        for number in self._relatives.candidates(own):
            found = kinship(_profile(self._kept[number].document), _profile(document))
            if found.kind == "copy" and not (pinned and self._kept[number].pinned):
                self._join(number, document, notes, pinned=pinned)
                return False
            if found.kind != "apart" and not remark:
                remark = _remark(self._kept[number].document, found.kind, found.why)
        self._relatives.add(own)
        kept = _Kept(document, _quality(document.outline, notes), pinned)
        self._kept.append(kept)
        self.reports.append(_read_report(document, notes, remark))
        return True

    def add_copy(self, number: int, file: str, outline: Outline, notes: Sequence[str]) -> None:
        """A file that a manifest names as a copy; failed when its text is another."""
        document = self._kept[number].document
        same = likeness(pieces(document.outline.text), pieces(outline.text))
        if same < SAME:
            self.fail(
                file, f"清单说它是《{document.title}》的副本，但文字只有{same:.0%}相同，未采用。"
            )
            return
        self._keep_copy(number, file, outline, notes)

    def _join(self, number: int, document: Document, notes: Sequence[str], *, pinned: bool) -> None:
        """A near-equal file: a copy, or the better text, which the one before is now a copy of."""
        kept = self._kept[number]
        quality = _quality(document.outline, notes)
        better = pinned or (not kept.pinned and quality > kept.quality)
        if not better:
            self._keep_copy(number, document.file, document.outline, notes)
            return
        before = kept.document
        shown = replace(document, copies=(before.file, *before.copies))
        if _is_unnamed(document) and not _is_unnamed(before):
            shown = _entitled(shown, before.title)
        self._kept[number] = _Kept(shown, quality, pinned)
        self.reports.append(_read_report(shown, notes, ""))
        for i, report in enumerate(self.reports[:-1]):
            if report.document_id == before.id:
                message = f"《{shown.title}》的另一份"
                self.reports[i] = replace(
                    report, outcome="copy", message=message, document_id=shown.id
                )

    def _keep_copy(self, number: int, file: str, outline: Outline, notes: Sequence[str]) -> None:
        kept = self._kept[number]
        document = kept.document
        if _is_unnamed(document) and outline.title and outline.title != Path(file).stem:
            document = _entitled(document, outline.title)
        kept.document = replace(document, copies=(*document.copies, file))
        message = f"《{document.title}》的另一份"
        warnings = _warnings(outline, notes)
        self.reports.append(FileReport(file, "copy", message, document.id, warnings))


def _profile(document: Document) -> Profile:
    title = "" if _is_unnamed(document) else document.title
    return profile_of(document.outline, title=title, date=document.date)


def _is_unnamed(document: Document) -> bool:
    """Whether the title is no more than the name of the file."""
    return document.title == Path(document.file).stem


def _entitled(document: Document, title: str) -> Document:
    root = replace(document.outline.root, title=title, label=title)
    nodes = (root, *document.outline.nodes[1:])
    return replace(
        document, title=title, outline=replace(document.outline, title=title, nodes=nodes)
    )


def _quality(outline: Outline, notes: Sequence[str]) -> Quality:
    """How well a file was read: headings and rows found, less what is wrong; a title; the length.

    A heading that is missed or a gap in the numbers costs more than a longer text is worth, for a
    longer text may owe its length to the page around it.
    """
    found = sum(is_address(node) for node in outline.nodes)
    wrong = len(outline.warnings) + len(notes)
    return (found - 3 * wrong, bool(outline.title), len(outline.text))


def _read_report(document: Document, notes: Sequence[str], remark: str) -> FileReport:
    warnings = _warnings(document.outline, notes)
    return FileReport(document.file, "read", remark, document.id, warnings)


def _warnings(outline: Outline, notes: Sequence[str]) -> tuple[str, ...]:
    return (*notes, *(warning.message for warning in outline.warnings))


def _remark(other: Document, kind: str, why: str) -> str:
    if kind == "version":
        return f"与《{other.title}》（{other.file}）几乎相同，但{why}，作为另一份文件收入。"
    return f"与《{other.title}》（{other.file}）有重复的内容：{why}，作为另一份文件收入。"
