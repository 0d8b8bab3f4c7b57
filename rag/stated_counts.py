"""Bounds of a number that a question states: “不止15个”, “最多两个”, “5个以上”."""

from __future__ import annotations

from collections.abc import Mapping

COUNT = r"(?P<n>\d{1,3}|(?![一二两三四五六七八九]{2})[一二两三四五六七八九十百]{1,4})"
"""A number of things, in a pattern; 两三个 is none."""
_LEAST, _MORE = (
    r"至少|起码|最少|不少于|不低于|不下",
    r"(?<![没会])(?<!没有)超过|多于|大于|不止|不只|不光|不仅仅?",
)
_MOST, _LESS = (
    r"至多|最多|顶多|不超过|没有?超过|不会超过|不多于|不大于",
    r"不到|不足|少于|小于|低于",
)
BOUND = rf"(?:(?P<least>{_LEAST})|(?P<most>{_MOST})|(?P<more>{_MORE})|(?P<less>{_LESS}))?(?:了|有)?"
"""The words that bound a number, in a pattern, before it."""
CHECKED = r"(?=[,、?。!]|对|是|吧|吗|么|没错|正确|不是|真|$)"
"""What follows a number that is stated to be checked, in a pattern."""
ENDLESS = 10_000
"""What “at least” reaches up to."""
_STARTS = ("least", "most", "more", "less", "n")


def limits(said: Mapping[str, str | None], number: int) -> tuple[int, int]:
    """The least and the most that bear out a number stated with the words of BOUND, or with `from` or
    `to` behind it (5个以上, 5个以内)."""
    if said["least"] or said["more"] or said.get("from"):
        return number + bool(said["more"]), ENDLESS
    if said["most"] or said["less"] or said.get("to"):
        return 0, number - bool(said["less"])
    return number, number


def first_group(said: Mapping[str, str | None]) -> str:
    """The group of a match with which what is stated begins: the bound, or the number."""
    return next(group for group in _STARTS if said[group])
