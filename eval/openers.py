"""What the command line gives to the commands of eval: how things are opened, settings applied."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass

from eval.asker import Asker
from index.embedding import Embedder
from rag.feedback import FeedbackBook
from rag.llm.settings import LlmSettings


@dataclass(frozen=True, slots=True)
class Openers:
    """Each takes the parsed arguments; the store is built when there is none yet."""

    assistant: Callable[[argparse.Namespace], AbstractContextManager[Asker]]
    feedback: Callable[[argparse.Namespace], AbstractContextManager[FeedbackBook]]
    embedder: Callable[[argparse.Namespace], Embedder]
    llm: Callable[[argparse.Namespace], LlmSettings | None]
