"""Verdicts: what readers say of answers on the page, from a click to the feedback book."""

from __future__ import annotations

import logging
import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import Annotated, Literal

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field

from index.errors import GuanwenError
from rag.feedback import COMMENT_LIMIT, Feedback, FeedbackBook, FeedbackError, feedback_on
from ui.conversation import Given
from ui.shelf import MOST, MOST_EXCHANGES, Shelf

_log = logging.getLogger(__name__)
_PATIENCE = 5.0
"""Seconds that a verdict waits for those before it: a database that hangs must not take every thread."""
_GONE = "服务可能重新启动过，已找不到这个回答，评价没有记下。"
_BUSY = "现在评价的人太多，请稍后再试。"
_NO_BOOK = "没有设置保存评价的地方，评价没有记下。"

OpenBook = Callable[[], FeedbackBook]
Secret = Annotated[str, Field(pattern=r"^[0-9a-f]{32}$", description="32 位十六进制的文字")]


class UnknownAnswer(GuanwenError):
    """A verdict on an answer that is no longer kept, or that belongs to somebody else."""


class VerdictIn(BaseModel):
    """A whole verdict, in place of the one before it."""

    model_config = ConfigDict(extra="forbid")
    tab: Secret
    answer: Secret
    rating: Literal["good", "bad", "none"] = Field(description="good、bad 或 none（撤回）")
    comment: str = Field("", max_length=COMMENT_LIMIT, description=f"最多 {COMMENT_LIMIT} 字的文字")


def no_book() -> FeedbackBook:
    """Stands in where nobody said where feedback is kept; FeedbackError."""
    raise FeedbackError(_NO_BOOK)


class Verdicts:
    """One record in the book for each answer that was judged; any number of threads.

    The book is opened with the first verdict, and again after a failure, so that the page works
    without it.
    """

    def __init__(self, shelf: Shelf, open_book: OpenBook) -> None:
        self._shelf = shelf
        self._open_book = open_book
        self._book: FeedbackBook | None = None
        self._kept: OrderedDict[str, int] = OrderedDict()
        self._lock = threading.Lock()

    def give(self, verdict: VerdictIn) -> None:
        """Keep, replace or withdraw a verdict. UnknownAnswer; FeedbackError."""
        given = self._found(verdict.tab, verdict.answer)
        if not self._lock.acquire(timeout=_PATIENCE):
            raise FeedbackError(_BUSY)
        try:
            self._settle(given, verdict)
        except FeedbackError as error:
            _log.error("a verdict was not kept", exc_info=error)
            raise
        finally:
            self._lock.release()

    def _found(self, tab: str, answer_id: str) -> Given:
        for each in self._shelf.find(tab):
            if each.given and each.given.id == answer_id:
                return each.given
        raise UnknownAnswer(_GONE)

    def _settle(self, given: Given, verdict: VerdictIn) -> None:
        before = self._kept.get(given.id)
        if verdict.rating == "none":
            if before is not None:
                self._opened().withdraw(before)
                del self._kept[given.id]
            return
        feedback = _feedback(given, verdict.rating, verdict.comment)
        book = self._opened()
        now = book.keep(feedback) if before is None else book.replace(before, feedback)
        self._kept[given.id] = now
        self._kept.move_to_end(given.id)
        while len(self._kept) > MOST * MOST_EXCHANGES:  # no more answers than that can be judged
            self._kept.popitem(last=False)

    def _opened(self) -> FeedbackBook:
        if self._book is None:
            self._book = self._open_book()
        return self._book


def verdict_router(verdicts: Verdicts) -> APIRouter:
    """The route that page.js sends verdicts to."""
    router = APIRouter(prefix="/guanwen")

    @router.post("/verdict")
    def verdict(request: VerdictIn) -> dict[str, object]:
        verdicts.give(request)
        return {"rating": request.rating}

    return router


def _feedback(given: Given, rating: Literal["good", "bad"], comment: str) -> Feedback:
    asked = given.question
    words = " ".join("".join(c if c.isprintable() else " " for c in comment).split())
    return feedback_on(given.answer, asked.turns, rating, documents=asked.documents, comment=words)
