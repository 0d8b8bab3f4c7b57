"""The manifest of a store: what it was made from, with which model, and how much is in it."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TypeVar

from index.errors import StoreError

FORMAT = 5
"""Raised whenever a store written before could no longer be read."""

MANIFEST_FILE = "manifest.json"

_Kind = TypeVar("_Kind", str, int)


@dataclass(frozen=True, slots=True)
class StoreCounts:
    """How much a store holds."""

    documents: int
    nodes: int
    chunks: int
    facts: int
    words: int


@dataclass(frozen=True, slots=True)
class Part:
    """A file of a generation as the build left it: its path in the folder, its bytes, its SHA-256.

    For Chroma's own database, which grows whenever it is opened, `size` is the least it may have
    and `sha256` stands for its contents.
    """

    file: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class FileRecord:
    """What became of one file of the corpus when the index was made of it.

    `outcome` is read, copy or failed; `message` says why or of what; `sha256` is "" when the bytes
    could not be read; `since` is when the index first held the file (ISO 8601). `given` is the
    title that the corpus gives it, `title` the one its outline got; `notes` are the warnings of
    reading, `warnings` those and the outline's.
    """

    file: str
    outcome: str
    message: str
    document_id: str
    sha256: str
    size: int
    since: str
    given: str = ""
    title: str = ""
    notes: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StoreManifest:
    """What a generation of a store was made from.

    `files` are the file names of the corpus with their SHA-256, `corpus_hash` one hash over all;
    `probe` is the beginning of the model's vector for a fixed sentence: equal names with other
    weights are told apart by it. `built` is local time, ISO 8601. `parts` are the other files of
    the generation (none for a store in memory). `records` say what became of every file of the
    corpus, `listing` is the SHA-256 of its own list of files ("" when it has none); `program` is
    the version of what made the index; `deleted` counts the vectors that were taken out of the
    HNSW index since it was made from nothing; `collection` is where a Chroma server keeps the
    vectors, "" when the generation's own folder does.
    """

    format: int
    generation: str
    built: str
    corpus_hash: str
    files: tuple[tuple[str, str], ...]
    model: str
    dimension: int
    probe: tuple[float, ...]
    tokenizer: str
    counts: StoreCounts
    parts: tuple[Part, ...] = ()
    records: tuple[FileRecord, ...] = ()
    listing: str = ""
    program: str = ""
    deleted: int = 0
    collection: str = ""


def write_manifest(folder: Path, manifest: StoreManifest) -> None:
    """Write the manifest into a generation: the last file of a build, the mark of a whole one."""
    text = json.dumps(asdict(manifest), ensure_ascii=False, indent=2) + "\n"
    (folder / MANIFEST_FILE).write_text(text, encoding="utf-8")


def read_manifest(folder: Path) -> StoreManifest:
    """The manifest of a generation; StoreError when it is missing, broken or of another shape."""
    path = folder / MANIFEST_FILE
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        return _from_json(content)
    except (OSError, ValueError, TypeError, KeyError, RecursionError) as error:
        raise StoreError(
            f"索引清单 {path} 缺失或损坏，请运行 guanwen index build 重建。"
        ) from error


def _from_json(content: object) -> StoreManifest:
    if not isinstance(content, dict):
        raise TypeError("manifest")
    if content["format"] != FORMAT:
        # The other fields may have another meaning: only the number can be relied on.
        return _of_other_format(content["format"])
    parts = tuple(_part(each) for each in _list(content["parts"]))
    if not parts:  # a manifest that vouches for nothing would let any damage pass
        raise ValueError("parts")
    return StoreManifest(
        format=FORMAT,
        generation=_is(str, content["generation"]),
        built=_is(str, content["built"]),
        corpus_hash=_is(str, content["corpus_hash"]),
        files=tuple(_pair(each) for each in _list(content["files"])),
        model=_is(str, content["model"]),
        dimension=_is(int, content["dimension"]),
        probe=tuple(_number(each) for each in _list(content["probe"])),
        tokenizer=_is(str, content["tokenizer"]),
        counts=_counts(content["counts"]),
        parts=parts,
        records=tuple(_record(each) for each in _list(content["records"])),
        listing=_is(str, content["listing"]),
        program=_is(str, content["program"]),
        deleted=_is(int, content["deleted"]),
        collection=_is(str, content["collection"]),
    )


def _of_other_format(number: object) -> StoreManifest:
    number = _is(int, number)
    return StoreManifest(number, "", "", "", (), "", 0, (), "", StoreCounts(0, 0, 0, 0, 0))


def _counts(value: object) -> StoreCounts:
    if not isinstance(value, dict):
        raise TypeError("counts")
    return StoreCounts(**{str(name): _is(int, number) for name, number in value.items()})


def _part(value: object) -> Part:
    if not isinstance(value, dict):
        raise TypeError("part")
    file, size, digest = value["file"], value["size"], value["sha256"]
    return Part(_is(str, file), _is(int, size), _is(str, digest))


def _record(value: object) -> FileRecord:
    if not isinstance(value, dict):
        raise TypeError("record")
    return FileRecord(
        file=_is(str, value["file"]),
        outcome=_is(str, value["outcome"]),
        message=_is(str, value["message"]),
        document_id=_is(str, value["document_id"]),
        sha256=_is(str, value["sha256"]),
        size=_is(int, value["size"]),
        since=_is(str, value["since"]),
        given=_is(str, value["given"]),
        title=_is(str, value["title"]),
        notes=tuple(_is(str, each) for each in _list(value["notes"])),
        warnings=tuple(_is(str, each) for each in _list(value["warnings"])),
    )


def _pair(value: object) -> tuple[str, str]:
    name, digest = _list(value)
    return _is(str, name), _is(str, digest)


def _list(value: object) -> list[object]:
    if not isinstance(value, list):
        raise TypeError("list")
    return value


def _number(value: object) -> float:
    if not isinstance(value, int | float) or isinstance(value, bool):
        raise TypeError("number")
    return float(value)


def _is(kind: type[_Kind], value: object) -> _Kind:
    if not isinstance(value, kind) or isinstance(value, bool):
        raise TypeError(kind.__name__)
    return value
