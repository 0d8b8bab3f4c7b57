"""Markdown inside a line: links, images, emphasis, code, escapes and tags → plain text."""

from __future__ import annotations

import html
import re

LINE_END = "\v"
"""Stands for <br> in a line."""
_ASCII = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"
_HIDE = {ord(mark): 0xFDD0 + place for place, mark in enumerate(_ASCII)}
_SHOW = {hidden: mark for mark, hidden in _HIDE.items()}
"""The 32 marks of ASCII stand as the 32 noncharacters of Unicode while they are not to be read."""
_ANY = re.compile(r"[\\`*_\[<&~!]")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_MOST_TICKS = 1000
_CODE = re.compile(r"(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)")
_TARGET = (
    r"\((?:<[^<>\n]*>|(?:[^\s()]|\([^\s()]*\))*)(?:\s+(?:\"[^\"]*\"|'[^']*'|\([^()]*\)))?\s*\)"
)
_IMAGE = re.compile(rf"!\[([^\[\]]*)\](?:{_TARGET}|\[[^\[\]]*\])")
_LINK = re.compile(rf"(?<!!)\[([^\[\]]*)\](?:{_TARGET}|\[([^\[\]]+)\])")
_NOTE = re.compile(r"\[\^([^\[\]\s]+)\]")
_AUTO = re.compile(r"<((?:https?|ftp|mailto):[^<>\s]+|[\w.+-]+@[\w-]+\.[\w.-]+)>", re.A)
_BREAK = re.compile(r"<br\s*/?>", re.I)
_TAG = re.compile(
    r"<!--.*?-->|</?(?:a|abbr|b|bdi|bdo|big|center|cite|code|del|dfn|div|em|font|i|img|ins|kbd|label|main|mark|nobr|o:p|p|q"
    r"|rp|rt|ruby|s|samp|section|small|span|strike|strong|sub|sup|tt|u|var|wbr)(?:\s[^<>]*)?/?>",
    re.I,
)
_STRONG = re.compile(r"\*\*+")
_STAR = re.compile(r"(?<![0-9A-Za-z*])\*(?![\s*])([^*\n]+?)(?<![\s*])\*(?![0-9A-Za-z*])")
_UNDERSCORES = re.compile(r"(?<!_)__(?=[^\s_])([^\n]*?[^\s_])__(?!_)")
_UNDERSCORE = re.compile(r"(?<![\w_])_(?![\s_])([^_\n]+?)(?<![\s_])_(?![\w_])")
_STRUCK = re.compile(r"~~(?=\S)(.+?)(?<=\S)~~")
_FILE_NAME = re.compile(r"(?:image|img|图片|截图|\S+\.(?:png|jpe?g|gif|webp|svg|bmp))?\s*\d*", re.I)


def plain_text(line: str) -> str:
    """The text of a line as Markdown shows it, in LINE_END for each <br>."""
    if not _ANY.search(line):
        return line
    hidden = "\\" in line or "`" in line
    if "\\" in line:
        line = _ESCAPE.sub(lambda m: m[1].translate(_HIDE), line)
    if 0 < line.count("`") < _MOST_TICKS:
        line = _CODE.sub(lambda m: _inside(m[2]).translate(_HIDE), line)
    if "[" in line:
        line = _linked(line)
    if "<" in line:
        line = _TAG.sub("", _BREAK.sub(LINE_END, _AUTO.sub(r"\1", line)))
    if "&" in line:
        line = html.unescape(line)
    shown = _unmarked(line)
    return shown.translate(_SHOW) if hidden else shown


def _inside(code: str) -> str:
    """`` ` `` around code may be set off by one space."""
    bare = code.strip()
    return code[1:-1] if bare and code[0] == code[-1] == " " else code


def _linked(line: str) -> str:
    line = _IMAGE.sub(lambda m: "" if _FILE_NAME.fullmatch(m[1].strip()) else m[1], line)
    line = _LINK.sub(_link_text, line)
    return _NOTE.sub(r"[\1]", line)


def _link_text(found: re.Match[str]) -> str:
    """A link's text; two brackets side by side, as in 国发[2025][1], are only brackets."""
    if found[2] is not None and re.fullmatch(r"[\d\s.,-]*", found[1] + found[2]):
        return found[0]
    return found[1]


def _unmarked(line: str) -> str:
    """Without the marks of emphasis; stars and underscores that mark nothing stay."""
    if "~~" in line:
        line = _STRUCK.sub(r"\1", line)
    if "*" in line:
        line = _STAR.sub(r"\1", _STRONG.sub("", line))
    if "__" in line:
        line = _UNDERSCORES.sub(_unless_blank, line)
    if "_" in line:
        line = _UNDERSCORE.sub(r"\1", line)
    return line


def _unless_blank(found: re.Match[str]) -> str:
    """`__甲__` without its marks, but not the blanks of a form: 第__条第__款."""
    before, after = found.string[: found.start()][-1:], found.string[found.end() :][:1]
    inside_words = before.isalnum() and after.isalnum()
    return found[0] if inside_words else found[1]
