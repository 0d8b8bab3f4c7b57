"""Answers written by a chat model: verified while they stream, mended once, else the extract."""

from __future__ import annotations

import logging
import time
from collections.abc import Generator, Sequence
from contextlib import closing
from dataclasses import dataclass

from rag.answer import Restarted, Sentence, Waiting
from rag.catalogue import Catalogue
from rag.compose import compose
from rag.composer import Piece, Writing, Written, in_sentences
from rag.draft import Draft
from rag.errors import ModelServerError
from rag.llm.client import BEAT, Prompt, reply_pieces
from rag.llm.desk import Desk
from rag.llm.ground import ground_of
from rag.llm.prompt import asking_again, evidence_for, mending, prompt_for
from rag.llm.settings import LlmSettings

_LOG = logging.getLogger(__name__)
REPLY_LIMIT = 40_000
"""Most characters of a reply that are read, thinking included."""
UNAVAILABLE = "语言模型暂时不可用，以下是原文摘录。"
UNSUPPORTED = "语言模型的回答没有通过核对，以下是原文摘录。"
UNKNOWING = "语言模型认为材料没有直接写明，以下是原文摘录。"
PARTLY = "语言模型的回答有{count}句没有通过核对，未显示。"
UNFINISHED = "语言模型没有把回答写完，只显示已核对的部分。"
_THOUGHTS = "刚才显示的是语言模型的思考过程。"
_WRITTEN = ("passage", "compare")
"""Routes whose answers are written anew; those of the others are exact already."""


@dataclass(frozen=True, slots=True)
class ModelComposer:
    """Writes answers to passage questions with a chat model; the other routes are exact already."""

    settings: LlmSettings

    def write(
        self, question: str, draft: Draft, limits: Sequence[str], catalogue: Catalogue
    ) -> Writing:
        """The supported sentences of the model, or the extract with a notice that says why.

        Nothing is given before it is verified. Closing the generator ends the model's work.
        """
        text, citations = compose(draft, catalogue)
        notice = ""
        if draft.found and draft.route in _WRITTEN and not _is_table(draft):
            tokens = self.settings.evidence_tokens
            evidence = evidence_for(question, draft, limits, catalogue, tokens=tokens)
            desk = Desk([ground_of(place, catalogue) for place in evidence], catalogue)
            prompt = prompt_for(question, evidence, catalogue)
            try:
                notice = (yield from self._answered(prompt, desk)) if evidence else ""
                if desk.text:
                    return Written(desk.text, desk.citations, self.settings.model, notice)
            except ModelServerError as error:
                _LOG.warning("语言模型没有给出回答：%s", error)
                notice = UNAVAILABLE
            if desk.text:
                yield Restarted(notice)
        yield from in_sentences(text, citations)
        return Written(text, citations, notice=notice)

    def _answered(self, prompt: Prompt, desk: Desk) -> Generator[Piece, None, str]:
        """The sentences that pass, of two replies at most; the value is a notice for the reader."""
        deadline = time.monotonic() + self.settings.timeout
        whole = yield from self._read(prompt, desk, deadline)
        notice = "" if whole else UNFINISHED
        faults = tuple(desk.faults)
        knows = bool(desk.text or faults or not desk.unknown)
        if knows and not desk.is_full and (faults or not desk.text):
            mended = yield from self._mended(prompt, desk, deadline)
            lost = len(faults) - mended
            notice = PARTLY.format(count=lost) if lost > 0 else notice
        if not desk.text:
            notice = UNKNOWING if desk.unknown else UNSUPPORTED
        return notice

    def _mended(self, prompt: Prompt, desk: Desk, deadline: float) -> Generator[Piece, None, int]:
        """The one request to mend what failed; the value is how many sentences it brought."""
        count = 0
        request = asking_again(prompt, desk.reply)
        if desk.faults:
            request = mending(prompt, desk.reply, desk.faults)
        desk.begin()
        try:
            reading = self._read(request, desk, deadline)
            for piece in reading:
                count += isinstance(piece, Sentence)
                yield piece
        except ModelServerError as error:
            if not desk.text:
                raise
            _LOG.warning("语言模型没有改写未通过核对的句子：%s", error)
        return count

    def _read(self, prompt: Prompt, desk: Desk, deadline: float) -> Generator[Piece, None, bool]:
        """One reply; the value is whether it was read to its end."""
        waited = time.monotonic()
        limit, settings = REPLY_LIMIT, self.settings
        with closing(reply_pieces(settings, prompt, limit=limit, deadline=deadline)) as pieces:
            while not desk.is_full:
                try:
                    piece = next(pieces)
                except StopIteration as end:
                    yield from desk.finish(whole=end.value)
                    return bool(end.value)
                for sentence in desk.take(piece):
                    yield sentence or Restarted(_THOUGHTS)
                    waited = time.monotonic()
                if time.monotonic() - waited >= BEAT:
                    yield Waiting()
                    waited = time.monotonic()
        return False


def _is_table(draft: Draft) -> bool:
    """Whether the draft sets documents side by side, each cell with its citation: exact already."""
    return any(statement.form == "table" for statement in draft.statements)
