"""Substance: how much a word says of what is asked for, from the general dictionary alone.

A noun says most; a verb of every day, a number, a measure word or a word of grammar says little,
however rare it is in the documents.
"""

from __future__ import annotations

import re
from functools import lru_cache

from index.dictionary import dictionary

_BY_KIND = {
    "n": 1.0, "j": 1.0, "l": 0.8, "i": 0.5, "vn": 0.8, "an": 0.8, "v": 0.5, "a": 0.4, "ad": 0.3,
    "b": 0.5, "t": 0.4, "s": 0.4, "q": 0.3, "f": 0.1, "m": 0.05, "g": 0.5, "x": 0.5,
}  # fmt: skip
"""By jieba's mark, the longest that fits: names are kinds of n; all the rest is grammar."""
_GRAMMAR = 0.05
_UNKNOWN = 0.2
"""What the dictionary lacks: mostly characters that only happen to stand together."""
_COUNTED = re.compile(
    r"[第头前后]?[一二三四五六七八九十百千万两几\d]+[个项条名人种类次些样句点型门道份家天日年月章节级]?.?"
)
_LIGHT = frozenset(
    "至少 起码 最少 最多 最低 最高 最短 最长 最大 最小 最早 最晚 最迟 大约 大概 左右 上下 以上 以下 以内 以外 之内 "
    "之外 之前 之后 之间 以前 以后 期间 同时 当时 形容 描述 叙述 说明 分成 分为 叫做 称为 算作 给出 列出 写明 "
    "回答 指出 改为 除了 觉得 打算 准备 开始 继续 进行 实行 得到 受到 属于 涉及 有关 相关 一样 怎样 这样 那样".split()
)
"""Words of degree, of place in time and of speaking that the dictionary takes for others."""
_NO_PLACE = re.compile("[回出来去进归离到].|.[里上下边旁外内]|超市|门市|本部|总部")
"""What the dictionary marks as a place and is the name of none."""
_COMMON, _RARE = 7.0, 12.0
"""−ln of how likely a word is in general: the most usual nouns, and words that name a subject."""


@lru_cache(maxsize=20_000)
def substance(word: str) -> float:
    """How much of the subject a folded word carries, in (0, 1]."""
    if word.isascii():
        return 0.3 if word.isdigit() else 1.0
    kind = kind_of(word)
    if word in _LIGHT:
        return 2 * _GRAMMAR
    if not kind:
        return _GRAMMAR if _COUNTED.fullmatch(word) else _UNKNOWN
    likely = dictionary().weight(word) or -_RARE
    rarity = min(1.0, max(0.2, (-likely - _COMMON) / (_RARE - _COMMON)))
    return max(_GRAMMAR, _of_kind(kind) * rarity)


def kind_of(word: str) -> str:
    """The part of speech in jieba's marks; "" for a word that its dictionary lacks."""
    return dictionary().kind(word)


def is_noun(word: str) -> bool:
    """Whether a word names a thing, a person or a place."""
    return word.isascii() or kind_of(word).startswith(("n", "j"))


def is_place(word: str) -> bool:
    """Whether a word names a place or a body: 回国 and 河里, marked as names too, do not."""
    return (
        len(word) > 1 and kind_of(word).startswith(("ns", "nt")) and not _NO_PLACE.fullmatch(word)
    )


def _of_kind(kind: str) -> float:
    return _BY_KIND.get(kind[:2], _BY_KIND.get(kind[:1], _GRAMMAR))
