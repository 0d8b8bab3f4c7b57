"""Tables of contents: recognised and left out, so that no heading stands twice."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.blocks import Block, line_of
from index.folding import fold
from index.numbering import match_number

_FIRST = 12
"""A table of contents begins within the first blocks of a document."""
_LEAST = 3
"""Fewest lines that make one; a line “目录” before them makes one line enough."""
_TITLE = re.compile(r"目\s*[录次]")


def drop_contents(blocks: Sequence[Block]) -> list[Block]:
    """The blocks without a table of contents: a run of headings that all come again later."""
    keys = [_contents_key(line_of(b)) for b in blocks]
    last = {key: i for i, key in enumerate(keys) if key}
    start = 0
    while start < min(len(keys), _FIRST):
        end = start
        while end < len(keys) and keys[end] and last[keys[end]] > end:
            end += 1
        run_keys = set(keys[start:end])
        titled = start > 0 and _is_title(blocks[start - 1])
        least = 1 if titled else _LEAST
        if end - start >= least and all(last[key] >= end for key in run_keys):
            return list(blocks[: start - titled]) + list(blocks[end:])
        start += 1
    return list(blocks)


def _contents_key(line: str) -> str:
    numbered = match_number(line)
    if numbered is None or numbered.style == "dash" or len(line) > 60:
        return ""
    bare = re.sub(r"[\s.…·\-]*\d*$", "", fold(line[numbered.rest :])).strip("。 ")
    return f"{numbered.number}{bare}"


def _is_title(block: Block) -> bool:
    return bool(_TITLE.fullmatch(line_of(block).strip()))
