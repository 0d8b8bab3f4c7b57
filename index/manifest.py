"""The manifest of a store: what it was made from, with which model, and how much is in it."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from index.errors import StoreError

FORMAT = 1
"""Raised whenever a store written before could no longer be read."""

MANIFEST_FILE = "manifest.json"


@dataclass(frozen=True, slots=True)
class StoreCounts:
    """How much a store holds."""

    documents: int
    nodes: int
    chunks: int
    facts: int
    words: int


@dataclass(frozen=True, slots=True)
class StoreManifest:
    """What a generation of a store was made from.

    `files` are the file names of the corpus with their SHA-256, `corpus_hash` one hash over all;
    `probe` is the beginning of the model's vector for a fixed sentence: equal names with other
    weights are told apart by it. `built` is local time, ISO 8601.
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
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise StoreError(
            f"索引清单 {path} 缺失或损坏，请运行 guanwen index build 重建。"
        ) from error


def _from_json(content: dict[str, object]) -> StoreManifest:
    if content["format"] != FORMAT:
        # The other fields may have another meaning: only the number can be relied on.
        return _of_other_format(content["format"])
    fields: dict[str, object] = dict(content)
    fields["files"] = tuple((name, digest) for name, digest in _pairs(content["files"]))
    fields["probe"] = tuple(float(value) for value in _list(content["probe"]))
    fields["counts"] = StoreCounts(**_dictionary(content["counts"]))
    return StoreManifest(**fields)  # type: ignore[arg-type]


def _of_other_format(number: object) -> StoreManifest:
    if not isinstance(number, int):
        raise TypeError("format")
    return StoreManifest(number, "", "", "", (), "", 0, (), "", StoreCounts(0, 0, 0, 0, 0))


def _list(value: object) -> list[float]:
    if not isinstance(value, list):
        raise TypeError("list")
    return value


def _pairs(value: object) -> list[tuple[str, str]]:
    if not isinstance(value, list):
        raise TypeError("pairs")
    return [(str(name), str(digest)) for name, digest in value]


def _dictionary(value: object) -> dict[str, int]:
    if not isinstance(value, dict):
        raise TypeError("dictionary")
    return {str(name): int(number) for name, number in value.items()}
