"""Kinds of claims: what a question states and a text may state otherwise, each found by its form."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from index.documents import Span
from index.words import content_words
from rag.substance import kind_of

Kind = Literal["date", "code", "name", "list", "body", "place"]

_DATE = re.compile(
    r"(?:(?:19|20)\d{2}年)?(?:\d{1,2}|[一二三四五六七八九十]{1,3})月(?:\d{1,2}|[一二三四五六七八九十]{1,3})[日号]|(?:19|20)\d{2}年?(?![\d%])"
)
_CODE = re.compile(r"(?<![a-z\d])(?:[a-z]{1,8}-?\d{1,5}[a-z]?|\d{1,2}[a-z]{1,3})(?![a-z\d])")
_NAME = re.compile(r"[\"']([^\"'\s]{2,14})[\"']")
_LIST = re.compile(
    r"(?:[a-z\d\u4e00-\u9fff]{1,8}、){1,}[a-z\d\u4e00-\u9fff]{1,8}?(?:等?[两三四五六七八九十\d]+(?:个|大|种|项|类|级|条|点)+|(?=[?,。等吗吧]|$))"
)
_TAG = re.compile(
    r"(?:这?(?:[两三四五六七八九十]|\d+)[个项种类])?(?:对不对|是不是|对|是|没错|没记错|正确|准确)$"
)
"""What asks whether a list is right, behind its last member."""
_LEAD = re.compile(r"^[^、]*(?:分成|分为|包括|包含|成|是|有|为|即|叫)(?=[^、])")
_BODY = re.compile(
    r"(?:[\u4e00-\u9fff]{1,8}?)(?:总署|总局|委员会|办公室|领导小组|小组|部门|学院|大学|银行|法院|检察院|公安机关|人民政府|研究所|协会|联合会|[中分]心|(?<=[改健资教])委(?!员)|(?<=[\u4e00-\u9fff])[部局厅署司院](?![门分署长级位下队]))"
)
_BEFORE_BODY = re.compile(r".*(?:[由向找归是被给在到跟让报为的]|经(?!济))(?=..)")
"""What stands before the name of a body in its clause: 加入国籍由, 材料报."""
_PLACE_END = re.compile(r".{2}(?:国家|地区|省|市|自治[区州县])$")


_ASKED_FOR = re.compile("哪|什么|啥|几家|谁")
"""A body that is asked for is none that is stated."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A piece of a folded text that could be otherwise: its kind, the words and their place."""

    kind: Kind
    text: str
    span: Span


def claims_in(folded: str) -> Iterator[Claim]:
    """The claims of a folded text, kind by kind."""
    patterns: tuple[tuple[Kind, re.Pattern[str]], ...] = (
        ("date", _DATE), ("code", _CODE), ("name", _NAME), ("list", _LIST), ("body", _BODY),
    )  # fmt: skip
    for kind, pattern in patterns:
        for found in pattern.finditer(folded):
            start, end = found.span(1 if kind == "name" else 0)
            if kind == "list":
                if lead := _LEAD.match(found[0]):
                    start += lead.end()
                end -= len(found[0]) - len(_TAG.sub("", found[0]))
            if kind == "body" and (lead := _BEFORE_BODY.match(found[0])):
                start += lead.end()
            if kind == "body" and _ASKED_FOR.search(folded[start:end]):
                continue
            yield Claim(kind, folded[start:end], (start, end))
    yield from _places(folded)


def _places(folded: str) -> Iterator[Claim]:
    at = 0
    for word in content_words(folded):
        at = folded.find(word, at)
        if at >= 0 and _is_place(word):
            yield Claim("place", word, (at, at + len(word)))


def _is_place(word: str) -> bool:
    named = kind_of(word).startswith("ns") or bool(_PLACE_END.search(word))
    return named and word not in ("中国", "全国")
