"""Corpus: a folder of files, with or without a manifest.toml, → documents, copies set apart."""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from index.copies import SAME, likeness, pieces
from index.documents import Document, FileReport
from index.errors import CorpusError, ReadError
from index.outline import outline_of_blocks, parse_outline
from index.read import SUFFIXES, Source, read_file
from index.reasons import reason

MANIFEST = "manifest.toml"
_SKIPPED = ("README", "LICENSE")


@dataclass(frozen=True, slots=True)
class Entry:
    """What the manifest says of one document; an empty field is not known."""

    id: str
    file: str
    title: str = ""
    issuer: str = ""
    author: str = ""
    date: str = ""
    source: str = ""
    copies: tuple[str, ...] = ()


def read_corpus(
    folder: Path, progress: Callable[[str], None] | None = None
) -> tuple[tuple[Document, ...], tuple[FileReport, ...]]:
    """All documents of a folder in manifest order, then the other files by name.

    A file that fails is reported and the others go on. A file whose text nearly equals that of an
    earlier one becomes a copy of that document. CorpusError when the folder or manifest is wrong.
    """
    if not folder.is_dir():
        raise CorpusError(f"没有找到文件夹“{folder}”。")
    reader = _Reader(folder, progress or (lambda name: None))
    entries = read_manifest(folder)
    for entry in entries:
        reader.read_entry(entry)
    named = {name for entry in entries for name in (entry.file, *entry.copies)}
    for name in unlisted_files(folder):
        if name not in named:
            reader.read_entry(Entry(document_id(Path(name).stem), name))
    return tuple(reader.documents), tuple(reader.reports)


def unlisted_files(folder: Path) -> tuple[str, ...]:
    """Names of the files that a build reads without a manifest naming them; CorpusError."""
    try:
        return tuple(
            path.name
            for path in sorted(folder.iterdir())
            if path.is_file()
            and path.suffix.lower() in SUFFIXES
            and not path.stem.upper().startswith(_SKIPPED)
        )
    except OSError as error:
        raise CorpusError(f"无法读取文件夹“{folder}”：{reason(error)}。") from error


def read_one(path: Path) -> Document:
    """One file as a document; a manifest beside it that names the file gives id and title."""
    source = read_file(path)
    entries = [e for e in read_manifest(path.parent) if path.name in (e.file, *e.copies)]
    known = entries[0] if entries else Entry(document_id(path.stem), path.name)
    title = known.title or source.title
    outline = outline_of_blocks(source.blocks, document_id=known.id, title=title)
    if not outline.title:
        outline = outline_of_blocks(source.blocks, document_id=known.id, title=path.stem)
    return Document(known.id, outline.title, outline, file=path.name)


def read_inline(title: str, text: str) -> Document:
    """A document from a text given with a request; ReadError when there is nothing in it."""
    own_id = document_id(f"{title}\n{text}")
    outline = parse_outline(text, document_id=own_id, title=title, verbatim=True)
    if not outline.text:
        raise ReadError(f"给出的文件“{title}”里没有文字。")
    return Document(own_id, outline.title or title, outline)


def document_id(name: str) -> str:
    """A stable ASCII id from a name: the name itself where it is plain ASCII, else a hash of it."""
    plain = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") if name.isascii() else ""
    return (
        plain if 0 < len(plain) <= 40 else "doc-" + hashlib.sha256(name.encode()).hexdigest()[:12]
    )


def read_manifest(folder: Path) -> tuple[Entry, ...]:
    """The entries of manifest.toml, () when there is none; CorpusError when it is wrong."""
    path = folder / MANIFEST
    if not path.exists():
        return ()
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        listed = data.get("document", [])
        if not isinstance(listed, list) or not all(isinstance(raw, dict) for raw in listed):
            raise ValueError("文件清单应当写成一个个[[document]]")
        entries = tuple(_entry(raw) for raw in listed)
        if len({entry.id for entry in entries}) < len(entries):
            raise ValueError("有两个文件的id相同")
        return entries
    except OSError as error:
        raise CorpusError(f"无法读取“{path}”：{reason(error)}。") from error
    except tomllib.TOMLDecodeError as error:
        place = _place(str(error))
        raise CorpusError(f"“{path}”有错误：{place}不是正确的TOML。") from error
    except UnicodeDecodeError as error:
        raise CorpusError(f"“{path}”有错误：它不是UTF-8文字。") from error
    except ValueError as error:
        raise CorpusError(f"“{path}”有错误：{error}。") from error


def _place(message: str) -> str:
    """Where tomllib found the error, of its English message."""
    found = re.search(r"line (\d+), column (\d+)", message)
    return f"第{found[1]}行第{found[2]}个字处" if found else ""


def _entry(raw: dict[str, object]) -> Entry:
    known = {"id", "file", "title", "issuer", "author", "date", "source", "copies"}
    unknown = set(raw) - known
    if unknown:
        raise ValueError(f"不认识的字段{'、'.join(sorted(unknown))}")
    if not {"id", "file"} <= set(raw):
        raise ValueError("每个[[document]]都要有id和file")
    copies = raw.pop("copies", [])
    if not isinstance(copies, list) or not all(
        isinstance(v, str) for v in [*raw.values(), *copies]
    ):
        raise ValueError("字段的值应当是文字，copies应当是文件名的列表")
    return Entry(copies=tuple(copies), **{key: str(value) for key, value in raw.items()})


class _Reader:
    def __init__(self, folder: Path, progress: Callable[[str], None]) -> None:
        self.folder = folder
        self.progress = progress
        self.documents: list[Document] = []
        self.reports: list[FileReport] = []
        self._pieces: list[frozenset[int]] = []

    def read_entry(self, entry: Entry) -> None:
        source = self._read(entry.file)
        if source is None:
            return
        title = entry.title or source.title
        outline = outline_of_blocks(source.blocks, document_id=entry.id, title=title)
        if not outline.text:
            self.reports.append(FileReport(entry.file, "failed", f"“{entry.file}”里没有文字。"))
            return
        if not outline.title:
            outline = outline_of_blocks(
                source.blocks, document_id=entry.id, title=Path(entry.file).stem
            )
        found = pieces(outline.text)
        twin = self._twin(found)
        if twin is not None:
            self._add_copy(twin, entry.file, better_title=outline.title)
            return
        self.documents.append(
            Document(
                entry.id,
                outline.title,
                outline,
                issuer=entry.issuer,
                author=entry.author,
                date=entry.date,
                source=entry.source,
                file=entry.file,
            )
        )
        self._pieces.append(found)
        self.reports.append(FileReport(entry.file, "read", "", entry.id, outline.warnings))
        for name in entry.copies:
            self._read_copy(len(self.documents) - 1, name)

    def _read_copy(self, place: int, name: str) -> None:
        source = self._read(name)
        if source is None:
            return
        outline = outline_of_blocks(source.blocks, document_id="copy", title="")
        same = likeness(pieces(outline.text), self._pieces[place])
        if same < SAME:
            document = self.documents[place]
            message = f"清单说它是《{document.title}》的副本，但文字只有{same:.0%}相同，未采用。"
            self.reports.append(FileReport(name, "failed", message))
            return
        self._add_copy(place, name)

    def _add_copy(self, place: int, name: str, better_title: str = "") -> None:
        document = self.documents[place]
        if document.title == Path(document.file).stem and better_title:
            root = replace(document.outline.root, title=better_title, label=better_title)
            outline = replace(
                document.outline, title=better_title, nodes=(root, *document.outline.nodes[1:])
            )
            document = replace(document, title=better_title, outline=outline)
        self.documents[place] = replace(document, copies=(*document.copies, name))
        self.reports.append(FileReport(name, "copy", f"《{document.title}》的另一份", document.id))

    def _twin(self, found: frozenset[int]) -> int | None:
        best = max(
            range(len(self._pieces)), key=lambda i: likeness(found, self._pieces[i]), default=None
        )
        return best if best is not None and likeness(found, self._pieces[best]) >= SAME else None

    def _read(self, name: str) -> Source | None:
        self.progress(name)
        try:
            return read_file(self.folder / name)
        except ReadError as error:
            self.reports.append(FileReport(name, "failed", str(error)))
            return None
