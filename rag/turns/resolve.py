"""Resolving the last turn of a conversation: a follow-up becomes a question that stands alone."""

from __future__ import annotations

import re

from rag.catalogue import Catalogue
from rag.question import ParsedQuestion
from rag.small_talk import answer_small_talk
from rag.sparing import Sparing
from rag.turns.previous import (
    Answerer,
    Previous,
)
from rag.turns.reading import read
from rag.turns.rewriting import Rewriter, Turn, reread
from rag.turns.settling import Resolved, settled

_SAID = re.compile(
    r"^(?:她|他|文章|报道)(?:还|又)?(?:说|表示|介绍|指出|提到|讲)(?:的|到)?(?=[^?。]{4})"
)


def resolve(
    turns: tuple[str, ...], catalogue: Catalogue, answer: Answerer, *,
    rewriter: Rewriter | None = None,
) -> str:  # fmt: skip
    """The stand-alone form of the last turn, as `converse` reads it."""
    return converse(turns, catalogue, answer, rewriter=rewriter).text


def converse(
    turns: tuple[str, ...], catalogue: Catalogue, answer: Answerer, *,
    rewriter: Rewriter | None = None,
) -> Resolved:  # fmt: skip
    """The last turn as it stands alone. `answer` drafts an answer for an earlier question.

    `rewriter` is asked for the last turn where the rules are not sure of it; for earlier turns it
    only says what it has found out before.
    """
    turns = (*(t for t in turns[:-1] if not _is_talk(t)), turns[-1])
    if _is_talk(turns[-1]):
        return Resolved(turns[-1])
    now = Resolved(turns[0])
    before: list[Previous] = []
    earlier: list[Turn] = []
    ask = answer
    for typed in turns[1:]:
        turn = _SAID.sub("", typed) or typed
        answer = Sparing(lambda text, _: ask(text))
        before.append(Previous(now.text, now.draft or ask(now.text)))
        earlier.append(Turn(turns[len(earlier)], now.text))
        reading = read(turn, before, catalogue, answer)
        now = Resolved(reading.text)
        if rewriter is not None:
            last = len(earlier) == len(turns) - 1
            said = reread(reading, turn, earlier, rewriter, catalogue, ask, ask=last)
            now = Resolved(said)
        if now.text == reading.text:
            now = settled(turn, reading, before[-1], catalogue, answer)
    return now


def _is_talk(turn: str) -> bool:
    """Thanks and greetings, which nothing later refers to."""
    return answer_small_talk(ParsedQuestion(turn), ()) is not None
