"""One conversation in the chat: what was asked, what was shown, and how the next answer streams in."""

from __future__ import annotations

import logging
import secrets
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from index.errors import GuanwenError
from rag.answer import Answer, Citation, Done, Question, Sentence
from rag.question import LENGTH_LIMIT
from ui.asking import Asking
from ui.markup import answer_html, framed, problem_html, question_html, text_html, waiting_html

_log = logging.getLogger(__name__)
BROKEN = "处理时出了问题，请稍后再试；若一直如此，请告知管理员。"
WAITING = "正在查找依据……"
STOPPED = "已停止。"
MOST_TURNS = 20
_CLIP = 200
_PACE = 0.1
"""Seconds between two states of a growing answer: a faster page is not read faster."""


@dataclass(frozen=True, slots=True)
class Given:
    """A finished answer and the question it was given to, under an id that nobody can guess."""

    id: str
    question: Question
    answer: Answer


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question and what is shown for it; `counts` tells whether later questions may refer to it.

    `given` is there once an answer, or a refusal, is whole: readers may then say what they think.
    """

    question: str
    shown: str
    counts: bool = False
    finished: bool = False
    given: Given | None = None


Conversation = tuple[Exchange, ...]


def converse(
    assistant: Asking, conversation: Conversation, typed: str, documents: Sequence[str]
) -> Iterator[Conversation]:
    """The conversation with one more exchange, again and again as its answer grows.

    An error becomes one sentence in place of the answer, and is not passed on as a turn.
    """
    typed = typed.strip()
    said = _clipped(typed)
    earlier = stopped(conversation)
    turns = [each.question for each in earlier if each.counts][-MOST_TURNS:]
    yield (*earlier, Exchange(said, waiting_html(WAITING)))
    try:
        question = Question(turns=(*turns, typed), documents=tuple(documents))
        last = time.monotonic()
        for shown, answer in _growing(assistant, question):
            if answer:
                given = Given(secrets.token_hex(16), question, answer)
                whole = Exchange(said, shown, counts=True, finished=True, given=given)
                yield (*earlier, whole)
            elif time.monotonic() - last >= _PACE:
                yield (*earlier, Exchange(said, shown, counts=True))
                last = time.monotonic()
    except GuanwenError as error:
        yield (*earlier, Exchange(said, problem_html(str(error)), finished=True))
    except Exception:  # the page must say something for whatever happens below it
        _log.exception("a question could not be answered")
        yield (*earlier, Exchange(said, problem_html(BROKEN), finished=True))


def stopped(conversation: Conversation) -> Conversation:
    """The conversation, its last answer closed if it was cut short."""
    if not conversation or conversation[-1].finished:
        return conversation
    last = conversation[-1]
    note = "" if last.counts else problem_html(STOPPED)
    return (*conversation[:-1], replace(last, shown=note or last.shown, finished=True))


def messages(conversation: Conversation) -> list[dict[str, str]]:
    """The conversation as the chat component wants it."""
    shown = []
    for each in conversation:
        shown.append({"role": "user", "content": question_html(each.question)})
        answer_id = each.given.id if each.given else ""
        framed_answer = framed(each.shown, each.finished, answer_id)
        shown.append({"role": "assistant", "content": framed_answer})
    return shown


def _clipped(question: str) -> str:
    """A question as it is kept and shown: one over the limit is refused, and not kept whole."""
    if len(question) <= LENGTH_LIMIT:
        return question
    return f"{question[:_CLIP]}……（共 {len(question)} 字）"


def _growing(assistant: Asking, question: Question) -> Iterator[tuple[str, Answer | None]]:
    """What to show, each time there is more of it, and last the whole answer."""
    text: list[str] = []
    citations: dict[int, Citation] = {}
    for event in assistant.stream(question):
        if isinstance(event, Sentence):
            text.append(event.text)
            citations.update((citation.n, citation) for citation in event.citations)
            body = text_html("".join(text), tuple(citations.values()))
            yield body, None
        elif isinstance(event, Done):
            yield answer_html(event.answer, question.text), event.answer
