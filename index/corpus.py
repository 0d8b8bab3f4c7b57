"""Corpus: a folder of files, with or without a manifest.toml, → documents, copies set apart."""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from index.copying.copies import Sketch
from index.copying.gathering import Gathering
from index.documents import Document, FileReport, Outline
from index.errors import CorpusError, ReadError
from index.file_outlines import Outlines
from index.listing import unlisted_files, unreadable_folders
from index.outline import outline_of_blocks, parse_outline
from index.read import read_file
from index.reasons import reason

MANIFEST = "manifest.toml"


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
    folder: Path,
    progress: Callable[[str], None] | None = None,
    outlines: Outlines | None = None,
    found: Gathering | None = None,
    prefix: str = "",
) -> tuple[tuple[Document, ...], tuple[FileReport, ...]]:
    """All documents of a folder in manifest order, then the other files by name.

    A file that fails is reported and the others go on. Of files with nearly equal texts one becomes
    the document, the others are copies of it (see gathering.py). `outlines` gives the outlines, by
    default all of them made anew. What another folder gave before may be `found` already: this one
    is then added to it, with `prefix` before the names of its files. CorpusError when the folder or
    manifest is wrong.
    """
    entries = read_listing(folder)
    reader = _Reader(
        folder,
        progress or (lambda name: None),
        outlines or Outlines(),
        Gathering() if found is None else found,
        prefix,
    )
    reader.take(entry.id for entry in entries)
    for entry in entries:
        reader.read_entry(entry)
    named = {name for entry in entries for name in (entry.file, *entry.copies)}
    for name in unlisted_files(folder):
        if name not in named:
            reader.read_unlisted(name)
    for name, message in unreadable_folders(folder):
        reader.found.fail(prefix + name, message)
    return reader.found.documents, tuple(reader.found.reports)


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
        plain
        if 0 < len(plain) <= 40
        else "doc-" + hashlib.sha256(name.encode("utf-8", "surrogateescape")).hexdigest()[:12]
    )


def read_listing(folder: Path) -> tuple[Entry, ...]:
    """What a corpus folder's own list names; CorpusError when the folder is not there or it is wrong."""
    if not folder.is_dir():
        raise CorpusError(f"没有找到文件夹“{folder}”。")
    return read_manifest(folder)


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
        names = Counter(name for entry in entries for name in (entry.file, *entry.copies))
        if twice := [name for name, times in names.items() if times > 1]:
            raise ValueError(f"文件“{twice[0]}”写了两次")
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
    def __init__(
        self,
        folder: Path,
        progress: Callable[[str], None],
        outlines: Outlines,
        found: Gathering,
        prefix: str,
    ) -> None:
        self.folder = folder
        self.progress = progress
        self.outlines = outlines
        self.found = found
        self._prefix = prefix
        self._ids = {document.id for document in found.documents}

    def take(self, ids: Iterable[str]) -> None:
        """Give these ids to no file that no manifest names."""
        self._ids.update(ids)

    def read_entry(self, entry: Entry) -> None:
        """A document of the manifest, then the copies that it names.

        Where its file cannot be read, the first of the copies that can stands in for it.
        """
        names = (entry.file, *entry.copies)
        for place, name in enumerate(names):
            document = self._document(replace(entry, file=name))
            if document is None:
                continue
            number = len(self.found.documents)
            notes, own = self._notes(name), self._sketch(name)
            if self.found.add(document, notes, pinned=True, own=own):
                for copy in names[place + 1 :]:
                    self._read_copy(number, copy)
            return

    def read_unlisted(self, name: str) -> None:
        """A file that no manifest names."""
        document = self._document(Entry(self._free_id(name), name))
        if document is not None:
            self.found.add(document, self._notes(name), own=self._sketch(name))

    def _read_copy(self, number: int, name: str) -> None:
        outline = self._outline(name, "copy", "")
        if outline is not None:
            self.found.add_copy(number, self._prefix + name, outline, self._notes(name))

    def _document(self, entry: Entry) -> Document | None:
        outline = self._outline(entry.file, entry.id, entry.title)
        if outline is None:
            return None
        self._ids.add(entry.id)
        return Document(
            entry.id,
            outline.title,
            outline,
            issuer=entry.issuer,
            author=entry.author,
            date=entry.date,
            source=entry.source,
            file=self._prefix + entry.file,
        )

    def _free_id(self, name: str) -> str:
        """An id of the file's name; with its ending where another file of that name came first."""
        path = PurePosixPath(name)
        for base in (path.with_suffix("").as_posix(), name, f"{name}\n"):
            own_id = document_id(base)
            if own_id not in self._ids:
                break
        return own_id

    def _outline(self, name: str, document_id: str, title: str) -> Outline | None:
        shown = name.encode("utf-8", "replace").decode("utf-8")
        self.progress(shown)
        try:
            if shown != name:
                raise ReadError(f"文件名“{shown}”不是UTF-8文字，请先改名。")
            return self.outlines.outline(self.folder / name, document_id=document_id, title=title)
        except ReadError as error:
            self.found.fail(self._prefix + shown, str(error))
        except (ArithmeticError, LookupError, RecursionError, ValueError, TypeError) as error:
            # One file that our reading cannot cope with must not keep people from the others.
            kind = type(error).__name__
            self.found.fail(
                self._prefix + shown, f"“{shown}”无法分析（{kind}），请把它另存为别的格式再试。"
            )
        return None

    def _notes(self, name: str) -> tuple[str, ...]:
        return self.outlines.seen[self.folder / name].warnings

    def _sketch(self, name: str) -> Sketch:
        return self.outlines.sketch(self.folder / name)
