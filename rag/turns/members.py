"""Members: what the answer before listed, and the one of it that a turn means by its place in the
list, by its degree or by a word of its own (“中间那个”, “低的那一级”, “绿色的那种”)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.folding import fold
from index.outlining.labels import ordinal_of
from rag.catalogue import Catalogue
from rag.draft import Statement
from rag.fillers import without_fillers
from rag.forms.enumerations import rows
from rag.turns.counterparts import tokens
from rag.turns.previous import Previous, is_near, nth_point, words_of

_UNIT = "个|种|类|型|级|项|条|期|道|档|支|步|方面|部分|阶段|环节|次|份|款|点|家|层|队"
_THAT = rf"的?(?:那|这)一?(?:{_UNIT})?(?:的|的话)?"
_NTH = re.compile(rf"(?:那|再)?第([一二三四五六七八九十])(?:{_UNIT}|个词)(?!第)")
_FIRST = re.compile(rf"(?:头|首|打头的?|排?第一)(?:那|的)?一?(?:{_UNIT})(?:的|里)?")
_LAST = re.compile(rf"(?:最后|末尾|末了|最末|压轴|收尾)的?(?:那|这)?一?(?:{_UNIT})(?:的|里)?")
_MIDDLE = re.compile(rf"(?:中间|当中|居中|正中)(?:{_THAT}|的?(?:{_UNIT})?)")
_NEXT = re.compile(
    r"(?:再?下|往后|接下来)(?:面)?的?(?:那|这)?一?(?:个?阶段|步|期|级|档|层|环节|类|型)"
)
_BEFORE = re.compile(r"(?:再?上|往前)(?:面)?的?(?:那|这)?一?(?:个?阶段|步|期|级|档|层|环节|类|型)")
_DEGREE = re.compile(
    rf"最?(?P<way>[高低大小多少长短])(?:的(?:那|这)?一?(?:{_UNIT})?|(?:那|这)一?(?:{_UNIT}))(?:的)?"
)
_OWN = re.compile(rf"(?P<word>[^,，。?？的]{{1,8}}?){_THAT}")
_ENDS = re.compile(
    rf"^(?:那么?|而|至于|还有|说到|再说)*(?P<word>[^,，。?？]{{1,10}}?)(?:的|{_THAT})?(?:呢)?[?？。]*$"
)
_LEVELS = "特甲一二三四五乙丙"
_HOW_MANY = re.compile(
    r"(?P<head>[\u4e00-\u9fff]{2,10}?)(?:一共|总共|共|要|都|被)?(?:分|设|有)(?:成|为|了)?(?:几|多少|哪几?)个?级"
)
_LIST_ASKED = re.compile(
    r"哪些|哪[几两二三四五六七八九十]|[几两二三四五六七八九十](?:个|种|类|型|级|项|条|期|道|档|支|步|大|维|方|块|点)|包括|分[为成]|什么"
)
"""What asks for several things: the answer is a list of them."""
_NUMBER = re.compile(r"^[（(]?[一二三四五六七八九十\d]+[)）]?[、.是．]?\s*|^[—\-·]+")
_SHORT, _TINY = 26, 4
"""Characters up to which a member is called by its own words, and up to which it may need the word
for what all of them are (绿色 口岸)."""
LAST_TURNS = 3
"""Turns back to which a list is looked for."""
_FIGURE = re.compile(r"\d+(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Chosen:
    """The member that a turn means, in words that can be asked about, and what the turn asks of it."""

    name: str
    rest: str


def chosen_member(turn: str, before: Sequence[Previous], catalogue: Catalogue) -> Chosen | None:
    """The member of the list told last that a turn chooses by place, degree or word; None for
    others, and where the list does not say which one is meant."""
    for previous in reversed(before[-LAST_TURNS:]):
        if _LAST.match(turn) and _heads(previous, catalogue):
            return None
        for names in (_levels(previous, catalogue), labels_of(previous)):
            found = next(iter(_chosen(turn, names, before[-1])), None) if len(names) > 1 else None
            if found is not None:
                at, rest = found
                rest = re.sub(r"^[的，,、 ]+", "", rest)
                return Chosen(_asked_as(names[at], at, previous, catalogue), rest)
    return None


def labels_of(previous: Previous) -> tuple[str, ...]:
    """The members that the answer before has, in order: its points, or a list in its text."""
    if not previous.draft.found:
        return ()
    points = _points(previous)
    if len(points) > 1 and not is_near(previous.draft):
        return tuple(_NUMBER.sub("", s.text).strip(" ；;。，,") for s in points)
    said = [s.text for s in previous.draft.statements if s.form == "sentence" and s.evidence]
    return _listed(said[0]) if said and _LIST_ASKED.search(previous.question) else ()


def _points(previous: Previous) -> list[Statement]:
    return [s for s in previous.draft.statements if s.form == "item" and s.evidence]


def _asked_as(label: str, at: int, previous: Previous, catalogue: Catalogue) -> str:
    """A member in words to ask about: the part that it is the head of, else what it says."""
    points = _points(previous)
    name = label.split("：")[0]
    if len(points) > at and not _alone(points[at], points, catalogue):
        named = [nth_point(previous, n + 1, catalogue) for n in range(len(points))]
        if named.count(named[at]) == 1:
            return named[at]
    return _full(name, previous, catalogue)


def _heads(previous: Previous, catalogue: Catalogue) -> bool:
    """Whether the points told are heads of parts, which have numbers of their own."""
    points = _points(previous)
    return bool(points) and not any(_alone(p, points, catalogue) for p in points)


def _alone(point: Statement, points: Sequence[Statement], catalogue: Catalogue) -> bool:
    """Whether a point is a piece of a sentence, or all that its part says: no head of a part."""
    place = point.evidence[0]
    start, end = catalogue.outline(place.document_id).node(place.node_id).span
    shared = sum(p.evidence[0].node_id == place.node_id for p in points) > 1
    return shared or end - start <= len(point.text) + 8


def _listed(text: str) -> tuple[str, ...]:
    quoted = re.search(r"[“\"](?![一二三四五六七八九十]+、)([^”\"]*、[^”\"]*)[”\"]", text)
    if quoted:
        return tuple(quoted[1].split("、"))
    lists = rows(text, (0, len(text)))
    if len(lists) != 1:
        return ()
    names = tuple(text[a:b].strip(' “”"。；') for a, b in lists[0].members)
    return names if all(0 < len(n) <= _SHORT for n in names) else ()


def _levels(previous: Previous, catalogue: Catalogue) -> tuple[str, ...]:
    """“一级……”, “二级……”: what a question for the levels of something asks for, the highest first."""
    asked = _HOW_MANY.search(fold(without_fillers(previous.question)))
    if asked is None:
        return ()
    head = "".join(t.text for t in tokens(asked["head"])[-3:])
    texts = [catalogue.folded(info.id) for info in catalogue.infos]
    named = (f"{n}级{head}" for n in _LEVELS)
    return tuple(name for name in named if any(name in text for text in texts))


def _chosen(turn: str, names: Sequence[str], last: Previous) -> Iterator[tuple[int, str]]:
    """Which member is meant, with what the turn says beside the words that choose it."""
    size = len(names)
    if found := _OWN.match(turn):
        holding = _holding(found["word"], names)
        if len(holding) == 1:
            yield holding[0], turn[found.end() :]
    nth = _NTH.match(turn)
    ordinal = ordinal_of(f"第{nth[1]}条") if nth else None
    if nth and ordinal and ordinal <= size and len(turn) > nth.end() + 2:
        yield ordinal - 1, turn[nth.end() :]
    if found := _MIDDLE.match(turn):
        if size % 2:
            yield size // 2, turn[found.end() :]
        return
    for pattern, step in ((_NEXT, 1), (_BEFORE, -1)):
        now = _told_last(names, last.question)
        if (found := pattern.match(turn)) and now >= 0 and 0 <= now + step < size:
            yield now + step, turn[found.end() :]
    if found := _FIRST.match(turn):
        yield 0, turn[found.end() :]
    if found := _LAST.match(turn):
        yield size - 1, turn[found.end() :]
    if (found := _DEGREE.match(turn)) and (place := _by_degree(found["way"], names)) is not None:
        yield place, turn[found.end() :]
    if found := _ENDS.match(turn):
        holding = _holding(found["word"], names)
        if len(holding) == 1:
            yield holding[0], ""


def _told_last(names: Sequence[str], question: str) -> int:
    """The member that a question names last; -1 for none."""
    places = [question.rfind(_begins(name)) for name in names]
    return places.index(max(places)) if max(places) >= 0 else -1


def _begins(name: str) -> str:
    return re.split(r"[（(：]", name)[0]


def _holding(word: str, names: Sequence[str]) -> list[int]:
    said = fold(word.strip('“”"'))
    return [i for i, name in enumerate(names) if said and said in fold(name)]


def _by_degree(way: str, names: Sequence[str]) -> int | None:
    """The highest or lowest: levels are counted from the highest, figures by their size."""
    levels = [_LEVELS.find(n[0]) for n in names if "级" in n[1:2]]
    numbers = [f[0] for n in names if len(f := _FIGURE.findall(n)) == 1]
    least = way in "低小少短"
    if len(levels) == len(names):
        return levels.index(max(levels) if least else min(levels))
    if len(numbers) != len(names):
        return None
    values = [float(n) for n in numbers]
    return values.index(min(values) if least else max(values))


def _full(name: str, previous: Previous, catalogue: Catalogue) -> str:
    """A short member with the word for what all of them are, where documents put the two together."""
    if len(name) > _TINY:
        return _begins(name)
    heads = [t.text for t in tokens(words_of(previous.question)) if len(t.text) > 1]
    texts = [catalogue.folded(info.id) for info in catalogue.infos]
    joined = (f"{name}{head}" for head in reversed(heads))
    return next((j for j in joined if any(fold(j) in text for text in texts)), name)
