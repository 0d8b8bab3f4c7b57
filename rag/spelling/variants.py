"""Words written or said otherwise in other regions: 报导, 计画, 几多, 边个, in the words of documents.

They are no slips: each has one usual counterpart, and is replaced before slips are looked for. A word
that the documents hold stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from index.folding import fold
from rag.spelling.mend import Change

_WRITTEN = (
    "报导 报道 计画 计划 规画 规划 部份 部分 身分 身份 其它 其他 做为 作为 合做 合作 帐户 账户 帐号 账号 "
    "资讯 信息 讯息 信息 网路 网络 软体 软件 硬体 硬件 程式 程序 透过 通过 连络 联络 人材 人才 订做 定做 限止 限制"
)
_SPOKEN = (
    "几多 多少 边个 谁 边度 哪里 边啲 哪些 边几个 哪几个 点解 为什么 乜嘢 什么 咩嘢 什么 系咪 是不是 唔系 不是 有冇 有没有 冇 没有 "
    "神马 什么 肿么 怎么 木有 没有 囗 口 嘅 的 喺 在 咗 了 佢 它 呢个 这个 嗰个 那个 几时 什么时候 幾多 多少 点样 怎样 系咩 是什么 系乜 是什么"
)
_USUAL = dict(zip(*[iter(f"{_WRITTEN} {_SPOKEN}".split())] * 2, strict=True))
_THAT = re.compile(
    r"(?:在|是|属于|归)那(?=(?:一?个?(?:专栏|章|节|条|部分|项|年|部门|单位)|[里儿家])[^,，。;；]{0,4}$)"
)
_ASKS = re.compile(r"什么|啥|多少|几|哪|谁|怎|何|吗|呢|吧|么")
"""“写在那一章”: 哪, where nothing else asks."""
_ANY = re.compile("|".join(sorted(_USUAL, key=len, reverse=True)))


def in_usual_words(text: str, stands: Callable[[str], bool]) -> tuple[str, tuple[Change, ...]]:
    """The text with regional words replaced, and what was changed, in order.

    `stands` tells whether the documents hold a folded word: one that they hold stays. A text whose
    folded form has another length is left alone.
    """
    folded = fold(text)
    if len(folded) != len(text):
        return text, ()
    pieces: list[str] = []
    changes: list[Change] = []
    at = 0
    for found in _ANY.finditer(folded):
        if len(found[0]) > 1 and stands(found[0]):
            continue
        pieces += text[at : found.start()], _USUAL[found[0]]
        changes.append(Change(text[slice(*found.span())], _USUAL[found[0]]))
        at = found.end()
    usual = "".join(pieces) + text[at:]
    that = None if _ASKS.search(usual) else _THAT.search(usual.rstrip("?？ "))
    if that is not None:
        usual = f"{usual[: that.end() - 1]}哪{usual[that.end() :]}"
        changes.append(Change("那", "哪"))
    return usual, tuple(changes)
