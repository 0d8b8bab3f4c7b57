"""Files of a corpus folder that a build passes over: told, so that nobody waits for them."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from index.corpus import MANIFEST
from index.documents import FileReport
from index.lexicon import GLOSSARY
from index.read import SUFFIXES


def skipped_files(corpus: Path, known: Collection[str]) -> tuple[FileReport, ...]:
    """A report for each plain file of the folder that is not among those known, by name.

    Hidden files and the folder's own list are not worth a word.
    """
    try:
        paths = [path for path in sorted(corpus.iterdir()) if path.is_file()]
    except OSError:
        return ()
    return tuple(
        FileReport(path.name, "skipped", _why(path))
        for path in paths
        if path.name not in known and path.name != MANIFEST and not path.name.startswith(".")
    )


def _why(path: Path) -> str:
    if path.name == GLOSSARY:
        return "术语表，用来理解问题，不作为语料"
    if path.suffix.lower() in SUFFIXES:
        return "说明文件，不作为语料"
    return f"不支持的类型 {path.suffix}" if path.suffix else "没有扩展名，看不出类型"
