"""Plain text: bytes → lines."""

from __future__ import annotations

from index.blocks import Reading
from index.formats.encodings import decode_bytes


def read_text(data: bytes, name: str) -> Reading:
    """The lines of a text file; ReadError when the bytes are no text."""
    decoded = decode_bytes(data, name)
    return Reading(decoded.text.splitlines(), warnings=decoded.warnings)


def decode(data: bytes, name: str) -> str:
    """The text of some bytes; ReadError when they are no text in a known encoding."""
    return decode_bytes(data, name).text
