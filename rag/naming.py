"""Names of documents in a question: titles, pieces of titles, nicknames such as “改革方案”.

A nickname is a form word (规划, 方案, 法 …) with words of the title before it, in their order.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.documents import DocumentInfo, Span
from rag.document_names import SHARED, WITHIN, Name, Names, bare, in_pieces, names_of

FORMS = r"规划纲要|规划|总体方案|方案|纲要|条例|办法|细则|规定|意见|决定|通知|报告|法"
_PRESS = re.compile(
    rf"(?:这|那|该)?篇?(?:新闻)?(?:文章|报道|新闻(?![+＋舆宣传工人界媒处司科办发])|通讯稿|发布会|采访){WITHIN}?"
)
_AFTER = re.compile(rf"{WITHIN}?")
_ORDINAL_PLAN = re.compile(
    r"[\"']?(十[一二三四五六七八九]五)[\"']?(?:时期)?(?!(?:收官|收尾|结束|完成|期?末|期满|到期|以来|期间|头一?年|起步|开局|[前后])[^,]{0,4}?[时后前之,年里的])(?=[\u4e00-\u9fff]{0,6}(?:规划|计划|纲要))"
)
_FIVE_YEARS = re.compile(r"第[一二三四五六七八九十]+个五年(?=规划|计划)")
_MANY = re.compile(r"(?:两|几|各|这些|三)(?:个|份|部)?$")
_REFERS = re.compile(r"^(?:里|中|要|提出|规定|目标|说|对|的(?:目标|要求)|是?怎|,|第|\()")
_ADDRESS = re.compile(
    r"^的?(?:第[\d一二三四五六七八九十百]+[编章节条]|\([一二三四五六七八九十\d]+\))"
)
_WINDOW = 14
_LAW = re.compile(r"条例|办法|法(?![律规治院官定])")
_STANDS_ALONE = re.compile(r"(?:^|[^\u4e00-\u9fff]|[在从和与跟按照据个份本该的是看对于到把给])$")
_NAME = re.compile(r"[\u4e00-\u9fff]$")


@dataclass(frozen=True, slots=True)
class Mention:
    """A place in the folded question that names documents; none when it names one we do not have.

    A `weak` mention (a bare “规划里”) counts only when nothing else names a document.
    """

    documents: tuple[str, ...]
    span: Span
    weak: bool = False


def find_mentions(folded: str, infos: Sequence[DocumentInfo]) -> list[Mention]:
    """All mentions of documents in a folded question, in reading order of their kinds."""
    names = names_of(infos)
    found = [
        *_quoted(folded, names), *_pieces(folded, names), *_called(folded, names),
        *_press(folded, infos),
    ]  # fmt: skip
    taken = [m.span for m in found]
    for form in re.finditer(FORMS, folded):
        if not any(a <= form.start() < b for a, b in taken):
            found.extend(_nickname(folded, form, names))
    return found


def _quoted(folded: str, names: Names) -> list[Mention]:
    found = []
    for match in re.finditer(r"《([^《》]+)》", folded):
        name = bare(match[1])
        fits = [n.id for n in names.every if name and n.bare == name] or [
            n.id for n in names.every if name and name in n.bare
        ]
        foreign = _ADDRESS.match(folded[match.end() :]) and len(names.every) > 1
        if fits or foreign:
            found.append(Mention(tuple(fits), _with_tail(folded, match.span())))
    return found


def _pieces(folded: str, names: Names) -> list[Mention]:
    """Whole titles and long pieces of titles that stand in no other title."""
    kept = [(c, at) for at, c in enumerate(folded) if c.isalnum()]
    asked = "".join(c for c, _ in kept)
    found = []
    for name in names.sharing(asked):
        size, place = _longest(name.bare, asked)
        if size < min(SHARED, len(name.bare)) or size == 0:
            continue
        piece = asked[place : place + size]
        if any(piece in other.bare for other in names.every if other.id != name.id):
            continue
        span = (kept[place][1], kept[place + size - 1][1] + 1)
        found.append(Mention((name.id,), _with_tail(folded, span)))
    return found


def _called(folded: str, names: Names) -> list[Mention]:
    """Laws by their usual names: 刑法, 宪法, and names cut short: 刑诉法, 环保法."""
    found: list[Mention] = []
    for form in _LAW.finditer(folded):
        window = folded[max(0, form.start() - _WINDOW) : form.start()]
        fits: dict[int, list[str]] = {}
        for name, stem in names.stems(form[0], window):
            size = _usual(window, stem)
            if size:
                fits.setdefault(size, []).append(name.id)
        if fits and len(fits[max(fits)]) == 1:
            span = (form.start() - max(fits), form.end())
            found.append(Mention(tuple(fits[max(fits)]), _with_tail(folded, span)))
    return found


def _usual(window: str, stem: str) -> int:
    """How many characters before a form word are the usual name of a law, whole or cut short."""
    if window.endswith(stem):
        return len(stem)
    for size in range(min(6, len(stem)), 1, -1):
        piece = window[-size:]
        if len(piece) == size and piece[0] == stem[0] and _in_order(piece, stem):
            return size
    return 0


def _in_order(piece: str, stem: str) -> bool:
    rest = iter(stem)
    return all(character in rest for character in piece)


def _longest(title: str, asked: str) -> tuple[int, int]:
    """Length and place in `asked` of the longest piece of the title that stands there."""
    best = (0, 0)
    for start in range(len(title)):
        size = best[0] + 1
        while start + size <= len(title) and title[start : start + size] in asked:
            best = (size, asked.index(title[start : start + size]))
            size += 1
    return best


def _press(folded: str, infos: Sequence[DocumentInfo]) -> list[Mention]:
    articles = tuple(i.id for i in infos if i.author)
    found = _PRESS.search(folded)
    return [Mention(articles, found.span())] if found and articles else []


def _nickname(folded: str, form: re.Match[str], names: Names) -> list[Mention]:
    """What a form word with the words before it names."""
    word = form[0]
    window = folded[max(0, form.start() - _WINDOW) : form.start()]
    foreign = _foreign(folded, form, names)
    if foreign:
        return [foreign]
    same = names.ending(word)
    said = bare(window).removesuffix("的")
    scored = [(_nicked(said, n.short.removesuffix(word)), n) for n in same]
    most = max((size for size, _ in scored), default=0)
    if most >= 2:
        fits = tuple(n.id for size, n in scored if size == most)
        if len(fits) == 1 or most >= 4:
            start = form.start() - _stretch(window, most)
            return [Mention(fits, _with_tail(folded, (start, form.end())))]
    return _loosely(folded, form, window, same, several=len(names.every) > 1)


def _loosely(
    folded: str, form: re.Match[str], window: str, same: Sequence[Name], *, several: bool
) -> list[Mention]:
    """“两个规划”, “规划里”, or a law that we do not have."""
    many = _MANY.search(window)
    if many and len(same) > 1:
        return [Mention(tuple(i.id for i in same), (form.start() - len(many[0]), form.end()))]
    if len(same) == 1 and len(form[0]) > 1:
        return [Mention((same[0].id,), _with_tail(folded, form.span()))]
    refers = bool(_REFERS.match(folded[form.end() :]))
    if same and refers and (_STANDS_ALONE.search(window) or _nicked_any(window, same, form[0])):
        return [Mention((same[0].id,), _with_tail(folded, form.span()), weak=True)]
    if several and _NAME.search(window) and _ADDRESS.match(folded[form.end() :]):
        return [Mention((), form.span())]
    return []


def _foreign(folded: str, form: re.Match[str], names: Names) -> Mention | None:
    """“十五五”规划 where no title holds it: a plan that we do not have."""
    for pattern in (_ORDINAL_PLAN, _FIVE_YEARS):
        for found in pattern.finditer(folded, 0, form.end()):
            name = found[1] if pattern is _ORDINAL_PLAN else found[0]
            beside = found.end() <= form.start() <= found.end() + 6
            if beside and name not in names.joined and len(names.every) > 1:
                return Mention((), (found.start(), form.end()))
    return None


def _nicked_any(window: str, names: Sequence[Name], form: str) -> bool:
    """Whether the words before a form word come from some title, though from several alike."""
    said = bare(window).removesuffix("的")
    return any(_nicked(said, n.short.removesuffix(form)) >= 2 for n in names)


def _nicked(words: str, title: str) -> int:
    """How many of the last characters of some words come from a title, in pieces of two or more."""
    if words[-2:] not in title:
        return 0
    best = 0
    for size in range(2, len(words) + 1):
        if in_pieces(words[-size:], title):
            best = size
    return best


def _stretch(window: str, size: int) -> int:
    """How many characters of the window, quotes counted, its last `size` word characters take."""
    taken = 0
    for stretch, character in enumerate(reversed(window), start=1):
        taken += bool(re.match(r"\w", character)) and not (taken == 0 and character == "的")
        if taken == size:
            more = len(window) - stretch
            return stretch + (1 if more and window[more - 1] in "\"'" else 0)
    return len(window)


def _with_tail(folded: str, span: Span) -> Span:
    """The span with a 里 or 中 behind it."""
    tail = _AFTER.match(folded, span[1])
    return (span[0], tail.end() if tail else span[1])
