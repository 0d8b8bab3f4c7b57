"""Encodings: bytes of Chinese text → characters, and what had to be assumed or mended for it.

The order: byte order mark, strict UTF-8, the encoding that the file declares, GB18030 with UTF-8
lines among its own, then whatever fits best of those that Chinese text is found in. GB18030 takes
nearly any bytes, so what it gives must look like Chinese (index/formats/fitness.py).
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.errors import ReadError
from index.formats.fitness import FIT, fitness
from index.formats.kinds import kind_of

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
_ALIASES = {
    "gb2312": "gb18030", "gbk": "gb18030", "gb_2312-80": "gb18030", "x-gbk": "gb18030",
    "cp936": "gb18030", "chinese": "gb18030", "big5": "big5hkscs", "x-x-big5": "big5hkscs",
    "cn-big5": "big5hkscs", "cp950": "big5hkscs", "big5-hkscs": "big5hkscs",
}  # fmt: skip
_NAMES = {
    "gb18030": "GB18030", "big5hkscs": "Big5", "utf-16-le": "UTF-16", "utf-16-be": "UTF-16",
    "utf-32-le": "UTF-32", "utf-32-be": "UTF-32", "shift_jis": "Shift-JIS", "utf-8": "UTF-8",
}  # fmt: skip
_DECLARED = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,30})""", re.I)
_XML_DECLARED = re.compile(rb"""\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{2,30})""", re.I)
_UTF8_RUN = re.compile(rb"(?:[\xe3-\xe9\xef][\x80-\xbf]{2}){2}")
_CANDIDATES = ("big5hkscs", "utf-16-le", "utf-16-be", "shift_jis")
_FEW_BYTES = 64
_SURE = 0.97
_REPAIRABLE = 0.01
"""Largest share of characters that may be broken in a text that is still read."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """The characters of some bytes, the encoding's name, and Chinese sentences on what was mended."""

    text: str
    encoding: str
    warnings: tuple[str, ...] = ()


def decode_bytes(data: bytes, name: str) -> Decoded:
    """The text of some bytes; ReadError when they are no text in a known encoding."""
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _by_mark(data[len(bom) :], encoding, name)
    if b"\x00" in data:
        return _with_zeros(data, name)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _without_mark(data, name)
    return _of_two_bytes(data) or Decoded(text, "UTF-8")


def _of_two_bytes(data: bytes) -> Decoded | None:
    """A few words in GB18030 that are, by chance, UTF-8 of two bytes a letter: 一, 约, 目录."""
    if len(data) > _FEW_BYTES or data.isascii() or max(data) >= 0xE0:
        return None
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        return None
    hanzi = sum(c > "\u2fff" for c in text)
    return Decoded(text, "GB18030") if hanzi * 2 >= len(text) and fitness(text) == 1.0 else None


def _by_mark(data: bytes, encoding: str, name: str) -> Decoded:
    found = _mended(data, encoding)
    if found is None:
        label = _NAMES[encoding]
        raise ReadError(f"“{name}”的文字已损坏（{label}编码），请重新保存或换一份文件。")
    return found


def _mended(data: bytes, encoding: str) -> Decoded | None:
    """The text, broken characters replaced and told; None when too many are broken."""
    label = _NAMES.get(encoding, encoding)
    try:
        return Decoded(data.decode(encoding), label)
    except UnicodeDecodeError:
        text = data.decode(encoding, "replace")
    broken = text.count("\ufffd")
    if broken > max(_REPAIRABLE * len(text), 0) or len(text) < 100:
        return None
    lines = [n for n, line in enumerate(text.split("\n"), 1) if "\ufffd" in line]
    return Decoded(text, label, (_broken_warning(lines),))


def _broken_warning(lines: Sequence[int]) -> str:
    return f"{_places(lines)}有损坏的文字，已用“\ufffd”代替。"


def _places(lines: Sequence[int]) -> str:
    """“第3、5行”; of many lines the first ten and how many they are."""
    listed = "、".join(map(str, lines[:10]))
    return f"第{listed}行" if len(lines) <= 10 else f"第{listed}等{len(lines)}行"


def _with_zeros(data: bytes, name: str) -> Decoded:
    """UTF-16 without a mark, a text with stray zero bytes, or no text at all."""
    for encoding in ("utf-16-le", "utf-16-be"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text and fitness(text) >= FIT:
            return _assumed(text, encoding)
    if data.count(0) > len(data) // 20 or len(data) - data.count(0) == 0:
        kind = kind_of(data)
        really = f"，其实是{kind.name}" if kind and kind.suffix != ".txt" else ""
        raise ReadError(f"“{name}”不是文本文件{really}，请换成有文字的文件。")
    kept = decode_bytes(data.replace(b"\x00", b""), name)
    warning = "文件里夹有空字节，已去掉。"
    return Decoded(kept.text, kept.encoding, (warning, *kept.warnings))


def _assumed(text: str, encoding: str) -> Decoded:
    label = _NAMES.get(encoding, encoding)
    return Decoded(text, label, (f"文件没有标明文字编码，按{label}读取，请核对文字是否正确。",))


def _without_mark(data: bytes, name: str) -> Decoded:
    """Bytes that are no strict UTF-8."""
    found = _by_declaration(data) or _by_lines(data) or _by_gb18030(data) or _best_fit(data)
    if found is None:
        raise ReadError(f"“{name}”的文字编码无法识别，请另存为UTF-8后再试。")
    return found


def declared_encoding(data: bytes) -> str:
    """The Python name of the encoding that a page or an XML file declares, "" without one."""
    found = _XML_DECLARED.match(data[:1024]) or _DECLARED.search(data[:65536])
    if not found:
        return ""
    said = found[1].decode("ascii").lower()
    try:
        return _ALIASES.get(said) or codecs.lookup(said).name
    except LookupError:
        return ""


def _by_declaration(data: bytes) -> Decoded | None:
    encoding = declared_encoding(data)
    if encoding in ("", "utf-8") or encoding.startswith(("utf-16", "utf-32")):
        return None  # strict UTF-8 has failed; a page whose tags could be read is no UTF-16
    if encoding == "gb18030" and _UTF8_RUN.search(data):
        return None  # perhaps both: line by line
    try:
        text = data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        found = _mended(data, encoding) if encoding in _NAMES else None
        return found if found and fitness(found.text) >= FIT else None
    return Decoded(text, _NAMES.get(encoding, encoding)) if fitness(text) >= FIT else None


def _by_lines(data: bytes) -> Decoded | None:
    """A text whose lines are in UTF-8 and in GB18030; None when no line is in UTF-8."""
    if not _UTF8_RUN.search(data):
        return None
    lines: list[str] = []
    told: dict[str, list[int]] = {"utf-8": [], "gb18030": [], "broken": []}
    for number, line in enumerate(data.split(b"\n"), 1):
        text, how = _line(line)
        lines.append(text)
        if how:
            told[how].append(number)
    text = "\n".join(lines)
    if not told["utf-8"] or text.count("\ufffd") > _REPAIRABLE * len(text) or fitness(text) < FIT:
        return None
    return Decoded(text, "UTF-8", tuple(_line_warnings(told)))


def _line(line: bytes) -> tuple[str, str]:
    """A line's text and how it was read: "" for ASCII, else "utf-8", "gb18030" or "broken"."""
    if line.isascii():
        return line.decode("ascii"), ""
    try:
        return line.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        pass
    try:
        text = line.decode("gb18030")
    except UnicodeDecodeError:
        text = ""
    fit = fitness(text) if text else 0.0
    if fit >= _SURE or (fit >= FIT and not _UTF8_RUN.search(line)):
        return text, "gb18030"
    return line.decode("utf-8", "replace"), "broken"


def _line_warnings(told: dict[str, list[int]]) -> list[str]:
    warnings = []
    if told["gb18030"]:
        names = (("gb18030", "GB18030"), ("utf-8", "UTF-8"))
        (few, few_name), (_, other) = sorted(
            ((told[key], label) for key, label in names), key=lambda pair: len(pair[0])
        )
        warnings.append(
            f"文件里有两种文字编码：{_places(few)}是{few_name}，其余是{other}，已分别读取。"
        )
    if told["broken"]:
        warnings.append(_broken_warning(told["broken"]))
    return warnings


def _by_gb18030(data: bytes) -> Decoded | None:
    found = _mended(data, "gb18030")
    return found if found and fitness(found.text) >= FIT else None


def _best_fit(data: bytes) -> Decoded | None:
    """The text in the encoding that gives the most usual characters, None when none gives many."""
    best, best_fit = None, FIT
    for encoding in _CANDIDATES:
        found = _mended(data, encoding)
        if found is None or (fit := fitness(found.text)) < best_fit:
            continue
        best, best_fit = _assumed(found.text, encoding), fit
        best = Decoded(best.text, best.encoding, (*best.warnings, *found.warnings))
    return best
