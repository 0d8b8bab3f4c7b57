"""rag: question → route → evidence → answer with citations; quiz.

from rag import Assistant, InlineText, Question

`Assistant` opens a store and answers; `Question` is a question with earlier turns, chosen documents
or texts to ask about; the rest is what comes back. Nothing is loaded before it is used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rag.answer import Answer as Answer
    from rag.answer import Citation as Citation
    from rag.answer import Done as Done
    from rag.answer import Event as Event
    from rag.answer import InlineText as InlineText
    from rag.answer import Question as Question
    from rag.answer import Sentence as Sentence
    from rag.assistant import Assistant as Assistant
    from rag.errors import AskError as AskError
    from rag.llm.settings import LlmSettings as LlmSettings
    from rag.timings import StageTimings as StageTimings

_HOMES = {
    "Answer": "rag.answer",
    "AskError": "rag.errors",
    "Assistant": "rag.assistant",
    "Citation": "rag.answer",
    "Done": "rag.answer",
    "Event": "rag.answer",
    "InlineText": "rag.answer",
    "LlmSettings": "rag.llm.settings",
    "Question": "rag.answer",
    "Sentence": "rag.answer",
    "StageTimings": "rag.timings",
}
"""The module in which each public name is at home."""


def __getattr__(name: str) -> object:
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted([*globals(), *_HOMES])
