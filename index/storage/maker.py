"""What made a store: format, model, tokenizer and program, written into it and asked for again."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import numpy as np

from index.embedding import Embedder
from index.errors import StoreMismatch
from index.storage.manifest import FORMAT, Part, StoreCounts, StoreManifest
from index.storage.program import program_version
from index.tokens import TOKENIZER_NAME

_PROBE = "海关总署关于深化改革的意见：到2025年，互认国家不少于60个。"
_REBUILD = "请运行 guanwen index build 重建索引。"


def describe(
    generation: str,
    files: Sequence[tuple[str, str]],
    embedder: Embedder,
    counts: StoreCounts,
    *,
    parts: Sequence[Part] = (),
    collection: str = "",
) -> StoreManifest:
    """The manifest of a store that was just made from these files (name, SHA-256)."""
    return StoreManifest(
        format=FORMAT,
        generation=generation,
        built=datetime.now().astimezone().isoformat(timespec="seconds"),
        corpus_hash=corpus_hash(files),
        files=tuple(files),
        model=embedder.name,
        dimension=embedder.dimension,
        probe=_probe(embedder),
        tokenizer=TOKENIZER_NAME,
        counts=counts,
        parts=tuple(parts),
        program=program_version(),
        collection=collection,
    )


def corpus_hash(files: Sequence[tuple[str, str]]) -> str:
    """One SHA-256 over the names and hashes of the files of a corpus."""
    listed = "".join(f"{digest}  {name}\n" for name, digest in sorted(files))
    return hashlib.sha256(listed.encode("utf-8")).hexdigest()


def _probe(embedder: Embedder) -> tuple[float, ...]:
    row = embedder.encode_passages([_PROBE])[0]
    return tuple(round(float(value), 5) for value in row[:8])


def require_maker(folder: Path, manifest: StoreManifest, embedder: Embedder) -> None:
    """StoreMismatch when the store was made with another format, model or tokenizer."""
    if manifest.format != FORMAT:
        raise StoreMismatch(
            f"索引 {folder} 的格式是第{manifest.format}版，本程序使用第{FORMAT}版，{_REBUILD}"
        )
    if (manifest.model, manifest.dimension) != (embedder.name, embedder.dimension):
        raise StoreMismatch(
            f"索引 {folder} 由模型 {manifest.model}（{manifest.dimension}维）建立，"
            f"当前模型是 {embedder.name}（{embedder.dimension}维），{_REBUILD}"
        )
    if manifest.tokenizer != TOKENIZER_NAME:
        raise StoreMismatch(
            f"索引 {folder} 的检索段按词表 {manifest.tokenizer} 计长，"
            f"本程序使用词表 {TOKENIZER_NAME}，{_REBUILD}"
        )
    probe = _probe(embedder)
    if len(manifest.probe) != len(probe) or not np.allclose(manifest.probe, probe, atol=1e-3):
        raise StoreMismatch(
            f"索引 {folder} 由另一份模型 {manifest.model} 建立，"
            f"当前的 {embedder.name} 权重与它不同，{_REBUILD}"
        )
