"""A model's sentence as plain text: no markup, no links, no images, no hidden characters."""

from __future__ import annotations

import re

_HIDDEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]")
_IMAGE = re.compile(r"!?\[([^\[\]]*)\]\((?!#)[^()]*\)")
_TAG = re.compile(r"</?[A-Za-z!][^<>]{0,500}>|<!--.{0,500}?-->")
_EMPHASIS = re.compile(r"\*\*|__|~~|`+|(?<!\w)\*(?=\S)|(?<=\S)\*(?!\w)")
_HEAD = re.compile(r"^\s*(?:#{1,6}\s+|>\s*)+")
BULLET = re.compile(r"^(?:[-*•·+]|\d{1,2}[.、)）])\s+|^[•·]\s*|^\d{1,2}[.、)）](?!\d)\s*")
URL = re.compile(r"(?:https?|ftp|javascript|data|file|mailto)\s*:|www\.|[\w.-]+@[\w-]+\.\w", re.I)
"""Something that leads out of the answer."""


def plain(sentence: str) -> str:
    """The words of a sentence: emphasis, headings, tags and images gone, links by their words."""
    text = _HIDDEN.sub("", sentence)
    text = _IMAGE.sub(_words_of_link, text)
    text = _TAG.sub("", text)
    bullet = "- " if re.match(r"\s*[-*•·+]\s+", text) else ""
    text = _EMPHASIS.sub("", _HEAD.sub("", text)) if not bullet else _EMPHASIS.sub(
        "", re.sub(r"^\s*[-*•·+]\s+", "", text)
    )  # fmt: skip
    return (bullet + text.strip()).strip()


def _words_of_link(found: re.Match[str]) -> str:
    """An image is dropped; a link keeps its words, and one whose words are a number stays a mark."""
    if found[0].startswith("!"):
        return ""
    return f"[{found[1]}]" if found[1].strip().isdigit() else found[1]
