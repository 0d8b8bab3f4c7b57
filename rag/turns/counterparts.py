"""The piece of the question before that a turn puts something else in place of: 进口 ↔ 出口."""

from __future__ import annotations

import re
from dataclasses import dataclass

from index.dictionary import dictionary
from index.documents import Span
from index.folding import fold
from rag.substance import kind_of

_TOKEN = re.compile(
    r"“[^”]*”|\"[^\"]*\"|《[^》]*》|[A-Za-z][A-Za-z0-9\-]*|[\u4e00-\u9fff]+|[^\u4e00-\u9fff“”\"《》]"
)
_QUOTED = re.compile(r"[“\"][^”\"]+[”\"]")
_NTH = re.compile(r"第[一二三四五六七八九十\d]+(?P<unit>[\u4e00-\u9fff])")
_STAGE = re.compile(r"(?:近|中|远|前|后|初|末|[一二三四])期(?![间限望货])")
"""A stage of a plan: 近期, 中期, 远期."""
_PREPOSITIONS = "对 对于 向 在 给 跟 由 从 按 为".split()
_PHRASE = ("n", "j", "a", "b", "l", "i", "s", "z")
"""Kinds of words that a noun phrase is made of, beside verbs that are used as nouns (vn)."""
_JOINS = ("的", "或者", "或", "和", "、", "与", "及", "其他")
_MODIFIERS = ("b", "d", "f", "t", "a")
_GRAMMAR = ("r", "p", "c", "u", "d", "m", "y", "f")
WIDER = 3
"""Characters of a word of one more than another one (进出口, 出口)."""
PARTIES = frozenset("个人 单位 公民 法人 企业 组织 自然人 机构".split())
"""Whom a rule is for, one or the other."""
KINDS = frozenset("约束性 预期性".split())
"""What an indicator is, one or the other."""
AFTER = 16
"""Most characters behind a word that are compared with what stands behind another one."""
_PLACE = ("ns", "nt", "nr")


def _modifies(word: str) -> bool:
    return kind_of(word).startswith(_MODIFIERS)


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a question, or a quotation as a whole, and where it stands."""

    text: str
    span: Span

    @property
    def nominal(self) -> bool:
        """Whether it can be a part of a noun phrase."""
        kind = kind_of(fold(self.text))
        quoted = self.text[0] in '“"' or (self.text.isascii() and self.text[0].isalpha())
        return (
            quoted or self.text in "的或者和、与及其他" or kind == "vn" or kind.startswith(_PHRASE)
        )


def tokens(text: str) -> list[Token]:
    """The words of a text in order; a quotation is one word."""
    found = []
    for match in _TOKEN.finditer(text):
        at = match.start()
        han = "\u4e00" <= match[0][0] <= "\u9fff"
        for word in dictionary().segment(match[0]) if han else [match[0]]:
            found.append(Token(word, (at, at + len(word))))
            at += len(word)
    return found


def replaced(body: str, question: str, text: str = "") -> str:
    """The question with `body` in place of its counterpart; "" where it has none. `text` is what
    both may stand in, folded: words that stand before the same word there are counterparts."""
    if not body or (body in question and not _wider(body, question)):
        return ""
    for case in dict.fromkeys((body, body.split("的")[0])):
        if beside := _beside_same(case, question, text):
            return f"{question[: beside[0]]}{case}{question[beside[1] :]}"
    span = (
        _ordinal(body, question) or _wider(body, question) or _quotation(body, question) or _after_preposition(body, question)
        or _same_head(body, question) or _alike(body, question)
    )  # fmt: skip
    return f"{question[: span[0]]}{body}{question[span[1] :]}" if span else ""


def _beside_same(body: str, question: str, text: str) -> Span | None:
    """行政 for 刑事 in 刑事执法, 医疗 for 教育 in 乡村教育: what stands beside the same words in a text;
    of several, that with most of them."""
    said, words = fold(body), tokens(question)
    found: list[tuple[int, Span]] = []
    for at, word in enumerate(words if said and said in text else ()):
        before = words[at - 1] if at else None
        if not _speaks(word):
            continue
        start, end = word.span
        behind = fold(question[end : end + AFTER])
        shared = (n for n in range(len(behind), 1, -1) if f"{said}{behind[:n]}" in text)
        size = next(shared, 0)
        if size and _named(behind[:size]):
            found.append((size + 1, (_phrase_start(words, at, body), end)))
        elif before and _speaks(before) and f"{fold(before.text)}{said}" in text:
            found.append((len(before.text), (start, end)))
    return max(found, key=lambda f: f[0])[1] if found else None


def _speaks(word: Token) -> bool:
    """Whether a word can name a case: no mark, number or word of grammar."""
    kind = kind_of(fold(word.text))
    return len(word.text) > 1 and word.text not in _JOINS and not kind.startswith(_GRAMMAR)


def _named(text: str) -> bool:
    """Whether what follows a word names something: 执法, not 是多少."""
    first = next((t for t in tokens(text.removeprefix("的"))), None)
    return first is not None and len(first.text) > 1 and first.nominal


def _phrase_start(words: list[Token], at: int, body: str) -> int:
    """Where the phrase begins that a word ends: all of it for a phrase, else the word alone."""
    while (
        len(tokens(body)) > 1 and at and words[at - 1].nominal and words[at - 1].text not in _JOINS
    ):
        at -= 1
    return words[at].span[0]


def _wider(body: str, question: str) -> Span | None:
    """进出口 for 出口: a word that the other one, with one character more, ends with."""
    nouns = (t for t in tokens(question) if t.nominal and len(t.text) > 1)
    for token in nouns:
        start, end = token.span
        if token.text.endswith(body[1:]) and len(body) == WIDER and not token.text.endswith(body):
            return end - len(body[1:]), end
        if token.text[1:] == body and len(token.text) == WIDER:
            return start, end
    return None


def _ordinal(body: str, question: str) -> Span | None:
    """第二步 for 第一步."""
    own = _NTH.fullmatch(body)
    same = (m for m in _NTH.finditer(question) if own and m["unit"] == own["unit"])
    return next((m.span() for m in same), None)


def actor(question: str) -> int:
    """Where the noun ends that a question begins with, before what it does: 劳动者|可以解除合同的情形; 0
    where it begins with something else or holds no verb behind it."""
    words = tokens(question)
    first = next((i for i, t in enumerate(words) if not t.nominal), 0)
    follows = first and kind_of(fold(words[first].text)).startswith(("v", "d", "c"))
    return words[first].span[0] if follows else 0


def object_of(question: str, asked: int) -> Span | None:
    """The noun phrase that a question ends with, behind what it asks to be done with it: 怎么支持|
    试验区; None where something else stands there."""
    words = [t for t in tokens(question.rstrip("?？。")) if t.span[0] >= asked]
    verb = bool(words) and kind_of(fold(words[0].text)).startswith("v")
    marks = any(not t.text.isalnum() and t.text[0] not in '“"《' for t in words)
    if len(words) < 2 or not verb or marks or not words[-1].nominal:
        return None
    return words[1].span[0], words[-1].span[1]


def goes_along(turn: str, question: str) -> str:
    """“第二步由谁做” after a question about the first step of something: “……第二步由谁做”."""
    own = _NTH.match(turn)
    same = [m for m in _NTH.finditer(question) if own and m["unit"] == own["unit"]]
    if _STAGE.match(turn):
        same = list(_STAGE.finditer(question))
    before = question[: same[0].start()] if same else ""
    return f"{before}{turn}" if before else ""


def _quotation(body: str, question: str) -> Span | None:
    """One quotation for the only other one."""
    found = list(_QUOTED.finditer(question))
    return found[0].span() if _QUOTED.fullmatch(body) and len(found) == 1 else None


def _after_preposition(body: str, question: str) -> Span | None:
    """对法人 for 对公民: the phrase behind the same preposition."""
    words = tokens(question)
    lead = next((p for p in _PREPOSITIONS if body.startswith(p) and len(body) > len(p) + 1), "")
    at = next((i for i, t in enumerate(words) if lead and t.text == lead), None)
    if at is None:
        return None
    end = at + 1
    while end < len(words) and words[end].nominal:
        joins = words[end].text in _JOINS
        end += 1
        if not joins and (end == len(words) or words[end].text not in _JOINS):
            break
    return (words[at].span[0], words[end - 1].span[1]) if end > at + 1 else None


def _same_head(body: str, question: str) -> Span | None:
    """人身自由 for 信仰自由: the phrase that ends in the same noun."""
    own, words = tokens(body), tokens(question)
    if len(own) < 2 or len(own[-1].text) < 2:
        return None
    at = next((i for i, t in enumerate(words) if t.text == own[-1].text), None)
    if at is None or at == 0:
        return None
    start = at
    while start > 0 and words[start - 1].nominal and words[start - 1].text != "的":
        start -= 1
    return (words[start].span[0], words[at].span[1]) if start < at else None


def _alike(body: str, question: str) -> Span | None:
    """出口 for 进口, 西藏 for 上海: a whole word of the same length, or a place for a place."""
    words = tokens(question)
    if len(tokens(body)) == 1 and kind_of(body).startswith(_MODIFIERS):
        same = (t.span for t in words if len(t.text) == len(body) and _modifies(t.text))
        return next(same, None)
    if body in PARTIES:
        return next((t.span for t in words if t.text in PARTIES), None)
    starts = {t.span[0] for t in words}
    ends = {t.span[1] for t in words}
    if kind_of(body).startswith(_PLACE):
        named = (t.span for t in words if kind_of(t.text).startswith(_PLACE))
        return next(named, None)
    for start in sorted(starts) if 2 <= len(body) <= 4 else ():
        piece = question[start : start + len(body)]
        shared = sum(a == b for a, b in zip(piece, body, strict=False))
        heads = piece[-1:] == body[-1]  # “进口” for “出口”: the same noun
        if start + len(body) in ends and heads and 2 * shared >= len(body):
            return (start, start + len(body))
        if start + len(body) in ends and len(body) == 3 and piece[-1] == body[-1]:
            return (start, start + len(body))
    return None
