"""Folding: one comparable form of a text, of the same length, so that spans stay true."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_LOOK_ALIKES = {
    "〇": "零", "˃": ">", "˂": "<", "＜": "<", "＞": ">", "≧": "≥", "≦": "≤", "－": "-", "–": "-",
    "‐": "-", "‑": "-", "−": "-", "～": "~", "〜": "~", "“": '"', "”": '"', "„": '"', "「": '"',
    "」": '"', "『": '"', "』": '"', "‘": "'", "’": "'", "〔": "(", "〕": ")", "【": "[", "】": "]",
    "﹪": "%", "·": "·", "•": "·", "・": "·", "\u00a0": " ", "\u3000": " ", "\t": " ",
}  # fmt: skip


@lru_cache(maxsize=1)
def _simplified() -> dict[int, str]:
    """Traditional → Simplified, one character for one, from OpenCC's dictionary."""
    import opencc  # type: ignore[import-untyped,unused-ignore]

    characters = [chr(point) for point in range(0x4E00, 0xA000)]
    converted = opencc.OpenCC("t2s").convert("\n".join(characters)).split("\n")
    return {ord(a): b for a, b in zip(characters, converted, strict=True) if len(b) == 1 and a != b}


@lru_cache(maxsize=1)
def _table() -> dict[int, str]:
    table: dict[int, str] = {}
    for point in [*range(0x20, 0x3000), *range(0x3000, 0x3100), *range(0xFF00, 0xFFF0)]:
        character = chr(point)
        plain = unicodedata.normalize("NFKC", character).lower()
        if len(plain) == 1 and plain != character:
            table[point] = plain
    table.update(_simplified())
    for look_alike, plain in _LOOK_ALIKES.items():
        table[ord(look_alike)] = plain
    # ⾞ → 車 → 车: folding twice must change nothing
    return {point: table.get(ord(plain), plain) for point, plain in table.items()}


def fold(text: str) -> str:
    """Lower case, half width, Simplified, plain quotes and dashes; `len(fold(t)) == len(t)` always."""
    return text.translate(_table())
