"""Markdown: bytes → marked headings, lines and tables; front matter and bold marks removed."""

from __future__ import annotations

import re

from index.blocks import Block, Marked, Reading
from index.formats.text import decode

_HEADING = re.compile(r"(#{1,6})\s+(.+)")


def read_markdown(data: bytes, name: str) -> Reading:
    """The blocks of a Markdown file; ReadError when the bytes are no text."""
    return plain_markdown(decode(data, name))


def plain_markdown(text: str) -> Reading:
    """Title and blocks of a Markdown document: front matter, # marks and bold marks removed."""
    text = re.sub(r"\A---\n.*?\n---\n", "", text.replace("\r\n", "\n"), flags=re.S)
    text = re.sub(r"(\*\*|__)(.+?)\1", r"\2", text)
    blocks = [_block(line) for line in text.split("\n")]
    titles = [b.text for b in blocks if isinstance(b, Marked) and b.level == 1]
    return Reading(blocks, titles[0] if titles else "")


def _block(line: str) -> Block:
    found = _HEADING.match(line)
    return Marked(found[2].strip(), len(found[1])) if found else line
