"""Reading a glossary file: entries, and one Chinese sentence for each line that is none."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from index.folding import fold
from rag.errors import AskError

SIZE_LIMIT = 5 * 1024 * 1024
"""Largest glossary file that is read, in bytes."""
LONGEST = 60
"""Longest alternative, in characters."""
_TAB = "\x1f"
_MARKS = "\"'《》 "
"""Marks around an alternative that say nothing of it."""


class GlossaryError(AskError):
    """A glossary file cannot be read at all."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line: ways of saying and ways of writing, folded; `both` when it holds either way."""

    said: tuple[str, ...]
    written: tuple[str, ...]
    both: bool = False


def read_glossary(path: Path) -> tuple[tuple[Entry, ...], tuple[str, ...]]:
    """The entries of a file in its order, and a sentence for each line that was passed over.

    GlossaryError when the file cannot be read, is no UTF-8 text or larger than SIZE_LIMIT.
    """
    entries: list[Entry] = []
    problems: list[str] = []
    for number, line in enumerate(_text(path).split("\n"), start=1):
        bare = line.strip("\r \ufeff")
        if not bare.strip() or bare.startswith("#"):
            continue
        try:
            entries.append(_entry(bare))
        except ValueError as error:
            problems.append(f"术语表“{path.name}”第{number}行没有采用：{error}。")
    return tuple(entries), tuple(problems)


def _text(path: Path) -> str:
    """The whole file, folded: once for all lines is much quicker than line by line."""
    try:
        if path.stat().st_size > SIZE_LIMIT:
            raise GlossaryError(f"术语表“{path}”超过{SIZE_LIMIT // 2**20} MB，请拆小后再用。")
        return _folded(path.read_text(encoding="utf-8"))
    except UnicodeDecodeError as error:
        raise GlossaryError(f"术语表“{path}”不是UTF-8文本，请另存为UTF-8后再用。") from error
    except OSError as error:
        raise GlossaryError(f"无法读取术语表“{path}”，请检查路径和权限。") from error


def _folded(text: str) -> str:
    """The folded text with its tabs as they were: they part the columns."""
    return fold(text.replace("\t", _TAB)).replace(_TAB, "\t")


def _entry(line: str) -> Entry:
    """The entry of a folded line; ValueError with what is wrong with it, in Chinese."""
    columns = line.split("\t")
    if len(columns) not in (2, 3):
        raise ValueError("应当有用制表符分开的两列或三列")
    remark = columns[2].strip() if len(columns) == 3 else ""
    if remark not in ("", "both"):
        raise ValueError("第三列只能写both")
    said, written = _alternatives(columns[0]), _alternatives(columns[1])
    if not said or not written:
        raise ValueError("两列都要有内容")
    return Entry(said, written, remark == "both")


def _alternatives(column: str) -> tuple[str, ...]:
    """The alternatives of a column, without the marks around them."""
    found = tuple(bare for piece in column.split("|") if (bare := piece.strip(_MARKS)))
    if len(column) > LONGEST and (long := [each for each in found if len(each) > LONGEST]):
        raise ValueError(f"“{long[0][:12]}……”超过{LONGEST}个字")
    return found
