"""White space of pages: which of it ends a line, stands in one, or is nothing at all."""

from __future__ import annotations

import re

LINE_END = "\v"
"""Stands for <br> and for the line ends of <pre> in the raw text of a line."""
_WIDE = r"\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef‘’“”—…·〇"
_SOURCE_BREAK = re.compile(rf"(?<=[{_WIDE}])[ \t\r\f]*\n[ \t\r\n\f]*(?=[{_WIDE}])")
_SPACES = re.compile(r"[ \t\r\n\f]+")
_GAPS = re.compile(r"[ \xa0]{2,}|\xa0")
_INDENT = re.compile(r"(?<=[。！？；：”）])(?:\u3000{2,}|[ ]?(?:\xa0[ ]?){4,})(?=[^\s])")


def paragraphs_of(raw: str) -> list[str]:
    """The lines of raw text: source line ends mean nothing, <br> and an indent in mid-line do.

    A line end of the source between two Chinese characters is no space; an indent of two
    ideographic spaces (or four no-break ones) after a sentence begins a paragraph.
    """
    if not raw or raw.isspace():
        return []
    text = _SPACES.sub(" ", _SOURCE_BREAK.sub("", raw)) if "\n" in raw else _SPACES.sub(" ", raw)
    if "\u3000\u3000" in text or "\xa0" in text:
        text = _INDENT.sub(LINE_END, text)
    lines = (_GAPS.sub(" ", line).strip(" \u3000\u200b\ufeff") for line in text.split(LINE_END))
    return [line for line in lines if line]
