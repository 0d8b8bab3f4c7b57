"""Negated claims: “不是20个吧” is right where there are not 20, “不属于约束性，对吗” where the kind is another."""

from __future__ import annotations

import re

_DENIES = re.compile(
    r"(?:(?<![是算])不(?:是|算|为|叫)|(?<!属)不属于?|不归(?!属)|不列(?:为|入|在)|不作为|并?非(?!常)|(?<!有)没有?|未(?:必是|列为))"
    r"(?:[是为属于归作算列在入到了的有设被只仅才]|一个|什么|真的?)*[\"']?$"
)
_EXPECTS = re.compile(r"[^,]*?(?<![对是])[吗么嘛][?!。]*$")
"""“不是约束性的吗” expects a yes to the thing itself, “不是约束性的，对吗” one to the denial."""
_SURELY = re.compile(r"难道|岂不|岂非|莫非|何尝|不就是|可不是")


def is_denied(folded: str, at: int) -> bool:
    """Whether what stands at a place of a folded question is said not to be so."""
    return bool(_DENIES.search(folded[:at]))


def opening(folded: str, at: int, *, right: bool) -> str:
    """“是的，” or “不对，” to a claim of what stands at a place of a folded question; `right` tells whether
    it is so. "" where the wording denies it and yet expects a yes: either word could be misread."""
    if not is_denied(folded, at):
        return "是的，" if right else "不对，"
    if _SURELY.search(folded[:at]) or _EXPECTS.fullmatch(folded[at:]):
        return ""
    return "不对，" if right else "是的，"
