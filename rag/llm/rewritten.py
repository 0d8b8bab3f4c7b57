"""Whether a question that a model has written may be asked: nothing in it may be invented.

Its words, figures, years and numbers of parts stand in the turns before or in the present one, and
all those of the present one are kept. It asks what one of them asks, denies what they deny, and
stands alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from index.folding import fold
from index.numerals import NUMERAL, parse_numeral
from rag.asking import Want
from rag.catalogue import Catalogue
from rag.llm.orders import speaks_to_a_model
from rag.llm.plain import URL, plain
from rag.question import ParsedQuestion
from rag.small_talk import answer_small_talk
from rag.structure.addresses import find_addresses
from rag.turns.dependence import LEAD, MORE, PRONOUN, TOGETHER, is_dependent
from rag.turns.rewriting import Turn

LONGEST = 200
"""Most characters of a question that is used."""
_MORE = 40
"""So many characters may a rewrite have beyond the turn and the longest question before."""
_LABEL = re.compile(r"^(?:(?:改写|独立|完整)(?:后)?的?)?(?:问题|问句|一问)?(?:是|为)?\s*[:：]\s*")
_QUOTES = (("“", "”"), ('"', '"'), ("「", "」"), ("‘", "’"), ("『", "』"))
_BROKEN = re.compile(r"[。；;!！\n\r<>{}|]|[?？](?=.)")
"""More than one sentence, or no sentence at all."""
_ASKING = frozenset(
    "多少 哪些 什么 怎么 怎样 如何 具体 内容 情况 分别 各自 目标值 数值 一共 总共 共有 提出 规定 要求 "
    "展开 详细 说明 介绍 以及 比较 相比".split()
)
"""Words of asking that a rewrite may add."""
_NEUTRAL: frozenset[Want] = frozenset({"plain", "define", "list", "how"})
"""Kinds of asking that say no more than “tell of it”."""
_EMPTY = re.compile(r"说说|讲讲|再说|继续|这个|那个|这些|那些|问题|意思")
_IDIOM = re.compile(r"(是不是|有没有|有木有|能不能|可不可以|要不要|会不会|对不对|是否|除了)")
_DENIES = re.compile(r"[不没未非无莫勿]|除外")
_EXTREME = re.compile(r"最[多少高低大小早晚长短快慢新]|首[个次批]")
_NUMBERS = re.compile(
    rf"\d+(?:\.\d+)?|(?<=第){NUMERAL}+|{NUMERAL}{{2,}}|{NUMERAL}(?=[个条章节项款点编篇倍成年月日名人份])"
)

_COUNTERS = "第年月日个条章节项款点"


def question_in(reply: str) -> str:
    """The question that a reply consists of, without a label before it and quotes around it."""
    text = _LABEL.sub("", reply.strip()).strip()
    for left, right in _QUOTES:
        if len(text) > 2 and text.startswith(left) and text.endswith(right):
            inner = text[1:-1]
            text = inner if left not in inner and right not in inner else text
    return re.sub(r"[。.]$", "", text)


def fault_in(question: str, turn: str, before: Sequence[Turn], catalogue: Catalogue) -> str:
    """Why a rewritten question may not be asked; "" for one that may.

    `turn` is the present turn, `before` are the earlier ones. The reason holds no word of the model.
    """
    return next(_faults(question, turn, before, catalogue), "")


def _faults(
    question: str, turn: str, before: Sequence[Turn], catalogue: Catalogue
) -> Iterator[str]:
    if _is_no_question(question, turn, before):
        yield "不是一个问题"
        return
    said = [turn, *(text for each in before for text in {each.typed, each.standalone})]
    if _numbers(question) - _numbers(" ".join(said)) or _parts(question) - _parts(*said):
        yield "有上文没有的数字或编号"
    if _numbers(turn) - _numbers(question) or _parts(turn) - _parts(question):
        yield "丢了这一问的数字或编号"
    if not _years_fit(question, turn, before):
        yield "换了年份"
    if _invented(question, "\n".join(said), catalogue):
        yield "有上文没有的词"
    if _lost(turn, question, catalogue):
        yield "丢了这一问的词"
    if not _asks_the_same(question, turn, said):
        yield "换了所问的事"
    if is_dependent(question, catalogue):
        yield "仍要看上文"


def _is_no_question(question: str, turn: str, before: Sequence[Turn]) -> bool:
    longest = max((len(each.standalone) for each in before), default=0)
    if not re.search(r"\w", question) or len(question) > min(LONGEST, longest + len(turn) + _MORE):
        return True
    if _BROKEN.search(question) or plain(question) != question or URL.search(question):
        return True
    talk = answer_small_talk(ParsedQuestion(question), ()) is not None
    return talk or speaks_to_a_model(question)


def _numbers(text: str) -> set[float]:
    """All figures and ordinals of a text, as numbers; a lone 一 is none (一共, 哪一章)."""
    found = set[float]()
    for match in _NUMBERS.finditer(fold(text)):
        value = parse_numeral(match[0]) if "." not in match[0] else float(match[0])
        if value is not None and (match[0] != "一" or match.string[match.start() - 1] == "第"):
            found.add(float(value))
    return found


def _parts(*texts: str) -> set[tuple[str, int]]:
    return {(a.level, a.ordinal) for text in texts for a in find_addresses(fold(text))}


def _years_fit(question: str, turn: str, before: Sequence[Turn]) -> bool:
    """The turn's own years and no others; without one, those of the last question that has some.

    A turn that puts several things together may speak of any year before.
    """
    years = set(ParsedQuestion(question).years)
    own = set(ParsedQuestion(turn).years)
    if TOGETHER.search(fold(turn)):
        return True
    if own:
        return years == own
    last = next((y for t in reversed(before) if (y := ParsedQuestion(t.standalone).years)), ())
    return years <= set(last)


def _invented(question: str, said: str, catalogue: Catalogue) -> bool:
    """Whether a content word stands neither in what was said nor, for it, in the glossary."""
    known = fold(said)
    meant = "\n".join(w for s in catalogue.glossary.find(known) for w in s.written)
    allowed = f"{known}\n{fold(meant)}"
    words = _words(question, catalogue)
    return any(word not in allowed and word not in _ASKING for word in words)


def _lost(turn: str, question: str, catalogue: Catalogue) -> bool:
    """Whether a content word of the turn is gone and nothing that the glossary has for it is there."""
    folded = fold(question)
    bare = _EMPTY.sub(" ", PRONOUN.sub(" ", TOGETHER.sub(" ", LEAD.sub("", fold(turn)))))
    for word in _words(MORE.sub(" ", bare), catalogue):
        written = catalogue.glossary.written(word)
        if word not in folded and not any(fold(w) in folded for w in written):
            return True
    return False


def _words(text: str, catalogue: Catalogue) -> list[str]:
    """Content words without numbers, which are compared as numbers."""
    learned = catalogue.learned_in(fold(text))
    words = ParsedQuestion(text, (), learned).terms
    return [w for w in words if _NUMBERS.sub("", w).strip(_COUNTERS)]


def _asks_the_same(question: str, turn: str, said: Sequence[str]) -> bool:
    """Nothing is asked, denied or made extreme that was not before, and what the turn asks stays."""
    wants = ParsedQuestion(question).wants
    wanted = {want for text in said for want in ParsedQuestion(text).wants}
    own = ParsedQuestion(turn).wants - {"check"}
    if wants - wanted - _NEUTRAL or own - wants - _NEUTRAL:
        return False
    whole = " ".join(said)
    for pattern in (_DENIES, _EXTREME):
        here, there, mine = (set(pattern.findall(_plainly(t))) for t in (question, whole, turn))
        if here - there or mine - here:
            return False
    return True


def _plainly(text: str) -> str:
    return _IDIOM.sub(" ", fold(text))
