"""Kind of change: a figure that a thing reaches, or by how much it rises or falls."""

from __future__ import annotations

import re
from collections.abc import Iterable

from index.documents import Change

_RISING = "增长 增加 增收 增 提高 提升 上升 上涨 上浮 上调 涨 升 扩大 加快 递增 净增 攀升 高出 延长 提速 扩容 扩增 增幅达 增幅为 翻".split()
_FALLING = "下降 降低 减少 压缩 缩短 压减 削减 缩减 精简 回落 下滑 下调 下浮 收窄 节约 节省 减 降 降幅达 降幅为 减幅达 减幅为 低 压降 缩小".split()
_REACHED = "提高 提升 增加 增长 上升 扩大 上涨 增 升 涨 下降 降低 减少 压缩 缩短 压减 降 减 恢复 回落 上调 下调 拓展 延长 扩展 发展 缩减 精简 跃升 扩 攀升 缩小 压降 收窄".split()
_DEGREE = r"(?:了|超过?|约|近|将近|不少于|不低于|不超过|至少|达到?|[将近]?一?|幅度?达?|也)?"


def longest_first(words: Iterable[str]) -> str:
    """A pattern of any of the words, the longest that fits."""
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


_RISE = re.compile(rf"(?:{longest_first(_RISING)}){_DEGREE}\s*$")
_FALL = re.compile(rf"(?:{longest_first(_FALLING)}){_DEGREE}\s*$")
_REACH = re.compile(
    rf"(?:{longest_first(_REACHED)})(?:到了?|至|为|成)\s*(?:(?:(?:19|20)\d{{2}}|[一二][零一二三四五六七八九]{{3}})年底?的?|(?:现在|目前|当前)的?)?(?:约|近|超过?)?\s*$"
    r"|(?:百分点|%)(?:后?[，,])?[到至]\s*$"
)
_FROM = re.compile(r"(?:由|从)[^,。;:、由从]{0,12}?\s*(?:约|近|不足|不到)?\s*$")
_GOES_ON = re.compile(
    r"[^。;]{0,16}?(?:到了?|至|为|成)\s*(?:(?:现在|目前|当前)的?)?(?:约|近|超过?|不少于|不低于|≥|>)?\s*[\d零一二三四五六七八九十百千两几数]"
)


def change_of(folded: str, start: int, end: int, *, doubling: bool) -> Change:
    """What the figure at `start`…`end` of a folded text says of a change.

    "rise" and "fall": by how much (提高5个百分点, 压缩一半, 翻两番); "from" and "to": the levels
    before and after it (由42个增加到60个); "" for a figure that is no part of a change.
    """
    before = folded[max(0, start - 16) : start]
    if doubling:
        return "rise"
    if _REACH.search(before):
        return "to"
    if _FROM.search(before) and _GOES_ON.match(folded, end, min(len(folded), end + 24)):
        return "from"
    if _FALL.search(before):
        return "fall"
    return "rise" if _RISE.search(before) else ""
