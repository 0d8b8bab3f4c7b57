"""One conversation in the chat: what was asked, what was shown, and how the next answer streams in."""

from __future__ import annotations

import logging
import secrets
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from index.errors import GuanwenError
from rag.answer import (
    Answer,
    Citation,
    Done,
    Question,
    Resolved,
    Restarted,
    Retrieved,
    Sentence,
    Waiting,
)
from rag.question import LENGTH_LIMIT
from ui.asking import Asking
from ui.markup import (
    answer_html,
    framed,
    notice_html,
    problem_html,
    question_html,
    text_html,
    understood_html,
    waiting_html,
)

_log = logging.getLogger(__name__)
BROKEN = "处理时出了问题，请稍后再试；若一直如此，请告知管理员。"
WAITING = "正在查找依据……"
WRITING = "依据已找到，正在等语言模型写回答……"
STOPPED = "已停止。"
CUT_SHORT = "已停止，回答没有写完。"
MOST_TURNS = 20
_CLIP = 200
_PACE = 0.1
"""Seconds between two states of a growing answer: a faster page is not read faster."""
_PULSE = 1.0
"""Seconds after which a state is given although nothing is new: only then can it be stopped."""


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
        before, last = waiting_html(WAITING), time.monotonic()
        for grown in _growing(assistant, question):
            if grown.answer:
                given = Given(secrets.token_hex(16), question, grown.answer)
                whole = Exchange(said, grown.shown, counts=True, finished=True, given=given)
                yield (*earlier, whole)
            elif time.monotonic() - last >= (_PACE if grown.shown != before else _PULSE):
                yield (*earlier, Exchange(said, grown.shown, counts=grown.begun))
                before, last = grown.shown, time.monotonic()
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
    shown = last.shown + notice_html(CUT_SHORT) if last.counts else problem_html(STOPPED)
    return (*conversation[:-1], replace(last, shown=shown, finished=True))


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


@dataclass(frozen=True, slots=True)
class _Grown:
    """What to show of an answer; `begun` when a sentence of it is there, `answer` when all is."""

    shown: str
    begun: bool = False
    answer: Answer | None = None


def _growing(assistant: Asking, question: Question) -> Iterator[_Grown]:
    """What to show, each time there is more of it or a model is waited for; last the whole answer."""
    text: list[str] = []
    citations: dict[int, Citation] = {}
    head, words = "", WAITING
    for event in assistant.stream(question):
        if isinstance(event, Resolved):
            head = understood_html(event.question, question.text)
        elif isinstance(event, Retrieved):
            words = WRITING
        elif isinstance(event, Sentence):
            text.append(event.text)
            citations.update((citation.n, citation) for citation in event.citations)
        elif isinstance(event, Restarted):
            text, citations = [], {}
            head += notice_html(event.reason)
        elif isinstance(event, Done):
            yield _Grown(answer_html(event.answer, question.text), True, event.answer)
        if isinstance(event, Sentence | Waiting | Restarted):
            body = text_html("".join(text), tuple(citations.values()))
            yield _Grown(head + (body or waiting_html(words)), bool(text))
