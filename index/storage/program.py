"""Which program makes an index: one hash that changes whenever the same file could give another."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from importlib import metadata
from pathlib import Path

_LIBRARIES = (
    "jieba", "lxml", "opencc", "pdfplumber", "pypdfium2", "tiktoken",
)  # fmt: skip
_APART = ("model", "training")  # the model has a name of its own in the manifest


@lru_cache(maxsize=1)
def program_version() -> str:
    """16 hexadecimal digits over the sources of index and the versions of what it reads with.

    Not a number that somebody raises: a change that is forgotten would mix two parsers in one index.
    """
    here = Path(__file__).parent.parent
    digest = hashlib.sha256()
    for path in sorted(here.rglob("*.py")):
        inside = path.relative_to(here)
        if inside.parts[0] not in _APART:
            digest.update(inside.as_posix().encode() + b"\0" + path.read_bytes())
    for name in _LIBRARIES:
        digest.update(f"{name} {_version(name)}\n".encode())
    return digest.hexdigest()[:16]


def _version(library: str) -> str:
    try:
        return metadata.version(library)
    except metadata.PackageNotFoundError:
        return ""
