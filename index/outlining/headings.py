"""Headings: what the form of a numbered line allows, and the title in it."""

from __future__ import annotations

import re

from index.folding import fold
from index.outlining.numbering import DECIMAL, NAMED, Numbered, ends_sentence, parse_numeral

TITLE_LIMIT = 50
"""Longest title, in characters, that a run-in heading may have."""
_LONGEST = 60
"""Longest line, in characters, that is a heading of a chapter, a box or an annex as a whole."""
# “第三章所列任务”, “第二十条的规定”, “第三章和第四章”: what follows a number that is only named
_REFERENCE = re.compile(r"的|所[列称述指定]|[和及至与或、]\s*第|第[^\s　，。]{1,6}[款项]")
_LOOSE_REFERENCE = re.compile(
    r"有关|规定|提出|确定|明确|中(?![华央国小外介级共])|以外|要求|至|[,，、]|第?[一二三四五六七八九十]+[款项]"
)
_WEAK = re.compile(r"有关|规定|提出|确定|明确|要求")
# “（三）项所列情形”, “（一）、（二）两项”, “（二）至（四）项”
_BRACKET_REFERENCE = re.compile(
    r"[项款目条](?:[所规中的、，,和及或]|任务|措施|情形|内容|行为|条件|$)|所[列述称]|至\s*[（(第]|[、和及或与]\s*[（(第]"
)
# “二、三级”, “一、二线城市”
_NUMERALS = re.compile(r"([零一二三四五六七八九十]+)(?:、|[级类线期次产季者号]|$)")
_BOX_REFERENCE = re.compile(r"[和、与及的中第所至或]|内容|列明|明确")
_ROUND_TITLE = re.compile(
    r"[（(](?![零一二三四五六七八九十百]+[）)])([\u4e00-\u9fff、]{2,20})[）)]\s*\S"
)
_LEADERS = re.compile(
    r"(?:[.…·‥⋯\-_]\s*){3,}\s*[\dⅠ-Ⅻ]{0,4}\s*$|[…‥⋯]+\s*[\dⅠ-Ⅻ]{0,4}\s*$|\t+\s*\d{1,4}\s*$"
)
"""Dotted leaders and the page number of a table of contents."""


_LEADER_ENDS = frozenset("0123456789.…·‥⋯-_ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ")


def is_plausible(line: str, numbered: Numbered) -> bool:
    """Whether the form of the line allows a heading at all (cross-references do not)."""
    rest = line[numbered.rest : numbered.rest + 80].strip()
    style = numbered.style
    if style in NAMED:
        return _named_plausible(rest, numbered, len(line) - numbered.rest)
    if style == "box":
        whole = len(line) - numbered.rest <= _LONGEST and not re.search(r"[。；]", rest)
        return whole and not _BOX_REFERENCE.match(rest)
    if style in ("cn_bracket", "digit_bracket", "digit_close"):
        return bool(rest) and not _BRACKET_REFERENCE.match(rest)
    if style == "cn_comma":
        return not _counts_on(rest, numbered.ordinal)
    if style == "annex":
        return len(line) - numbered.rest <= _LONGEST and not re.search(r"[。；]", rest)
    if style in DECIMAL or style == "digit_plain":
        return style in DECIMAL or (bool(rest) and _is_plain_title(rest))
    return bool(rest)


def _counts_on(rest: str, ordinal: int) -> bool:
    """Whether a larger numeral follows at once: “一、二线城市”, but not “二、一线岗位”."""
    found = _NUMERALS.match(rest)
    return found is not None and (parse_numeral(found[1]) or 0) > ordinal


def _named_plausible(rest: str, numbered: Numbered, length: int) -> bool:
    if _REFERENCE.match(rest):
        return False
    if not numbered.spaced and _LOOSE_REFERENCE.match(rest):
        return False
    if numbered.style == "article":
        return bool(rest) or length == 0
    return length <= _LONGEST and not ends_sentence(rest) and (numbered.spaced or "，" not in rest)


def _is_plain_title(rest: str) -> bool:
    return len(rest) <= 30 and not re.search(r"[，。；：、]", rest)


def is_weak(line: str, numbered: Numbered) -> bool:
    """Whether a line that names its level counts as a heading only where its number is the next.

    “第三条国家保护…” without a space may be a sentence; so may “第三章 规定…”.
    """
    if numbered.style not in NAMED:
        return False
    rest = line[numbered.rest : numbered.rest + 8].strip()
    if numbered.style == "article" and rest.startswith(("【", "（", "(", "[")):
        return False
    return not numbered.spaced or bool(_WEAK.match(rest))


def is_heading_like(line: str, numbered: Numbered) -> bool:
    """Whether the line looks like a heading even where its number is out of sequence."""
    return numbered.style in NAMED or bool(run_in_title(line[numbered.rest :].strip()))


def run_in_title(rest: str, *, colon: bool = False) -> str:
    """The title at the head of a numbered line: its first sentence when short, or the whole line.

    With `colon` a title may end at a colon (“近期（2014—2015年）：总结…”). Empty when the line is
    a list item rather than a heading.
    """
    if colon:
        head = re.match(r"[^。:：;；]{2,30}(?=[:：])", rest)
        if head:
            return widen(head[0])
    end = rest.find("。", 0, TITLE_LIMIT + 1)
    if end == -1:
        whole = len(rest) <= TITLE_LIMIT and not ends_sentence(rest)
        return widen(without_leaders(rest)) if whole else ""
    return widen(rest[:end]) if ";" not in fold(rest[:end]) else ""


def without_leaders(title: str) -> str:
    """A title without the dotted leaders and the page number of a table of contents."""
    return _LEADERS.sub("", title).strip() if title[-1:] in _LEADER_ENDS else title.strip()


def has_leaders(line: str) -> bool:
    """Whether a line ends in dotted leaders or a page number behind a tab."""
    return line[-1:] in _LEADER_ENDS and bool(_LEADERS.search(line[-80:]))


def heading_title(rest: str) -> str:
    """The title of a heading that is a line of its own: “总　则” → “总则”."""
    whole = widen(without_leaders(rest).rstrip("。|"))
    return re.sub(r"(?<=[\u4e00-\u9fff])[\s\u3000]+(?=[\u4e00-\u9fff])", "", whole)


def bracketed_title(rest: str) -> str:
    """The title in 【】 or （） at the head of an article; empty when there is none."""
    found = re.match(r"[【\[]([^】\]]{2,30})[】\]]", rest) or _ROUND_TITLE.match(rest)
    return found[1] if found else ""


_WIDE = {ord(narrow): wide for narrow, wide in zip("();?", "（）；？", strict=True)}
_COMMA = re.compile(r"(?<=[\u4e00-\u9fff”）》]),|,(?=[\u4e00-\u9fff“（《])")
_COLON = re.compile(r"(?<=[\u4e00-\u9fff”）》]):|:(?=[\u4e00-\u9fff“（《])")


def widen(text: str) -> str:
    """Half-width brackets, commas and colons beside Chinese characters made full width."""
    wide = text.translate(_WIDE)
    if "," in wide:
        wide = _COMMA.sub("，", wide)
    if ":" in wide:
        wide = _COLON.sub("：", wide)
    return wide.strip()
