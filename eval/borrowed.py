"""Sets whose documents are not ours to keep: the files are named here and read from a given folder.

`<set>.files.txt` beside the set lists them, one path a line, below the folder of public data; a
title may follow behind a tab, for a file that is a part of a document and does not tell its name.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from eval.errors import SetError
from index.corpus import MANIFEST
from index.reasons import reason

FOLDER = "outlines"
"""Where in the folder of public data the documents of a set stand."""


@dataclass(frozen=True, slots=True)
class Borrowed:
    """A file below the folder of public data, and its title where it does not give one itself."""

    path: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """A folder of documents and the folder in which their index is to be made."""

    corpus: Path
    store: Path


def files_of(set_file: Path) -> tuple[Borrowed, ...]:
    """The documents that a set borrows, in order; () when it borrows none."""
    listed = set_file.with_suffix(".files.txt")
    if not listed.is_file():
        return ()
    lines = listed.read_text(encoding="utf-8").splitlines()
    parts = (line.partition("\t") for line in lines if line.strip())
    return tuple(Borrowed(path, title.strip()) for path, _, title in parts)


@contextmanager
def gathered(files: tuple[Borrowed, ...], data: Path) -> Iterator[Place]:
    """The files in a folder of their own, with an empty store beside it, for as long as it is open.

    SetError names a file that is not there.
    """
    with tempfile.TemporaryDirectory(prefix="guanwen-") as folder:
        corpus = Path(folder, "corpus")
        corpus.mkdir()
        entries = []
        for number, file in enumerate(files, start=1):
            source = data / FOLDER / file.path
            name = f"{number:02d}{source.suffix}"
            try:
                shutil.copyfile(source, corpus / name)
            except OSError as error:
                raise SetError(f"评测集要用的文件“{source}”读不出来：{reason(error)}。") from error
            title = f'title = "{file.title}"\n' if file.title else ""
            entries.append(f'[[document]]\nid = "file-{number:02d}"\nfile = "{name}"\n{title}')
        (corpus / MANIFEST).write_text("\n".join(entries), encoding="utf-8")
        yield Place(corpus, Path(folder, "store"))
