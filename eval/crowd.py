"""A crowd: many people asking one question each at the same moment."""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import cycle, islice

from eval.asker import Asker
from rag.answer import Question

PEOPLE = 50


def ask_together(
    assistant: Asker, questions: Sequence[Question], people: int = PEOPLE
) -> tuple[tuple[float, ...], int]:
    """Seconds that each person waited, and how many got an error instead of an answer.

    Every person has a thread; all begin at once; questions are taken again when there are too few.
    """
    together = threading.Barrier(people)

    def one(question: Question) -> tuple[float, bool]:
        together.wait()
        start = time.perf_counter()
        try:
            assistant.ask(question)
        except Exception:  # whatever goes wrong in a thread is one person without an answer
            return time.perf_counter() - start, True
        return time.perf_counter() - start, False

    with ThreadPoolExecutor(people) as pool:
        outcomes = list(pool.map(one, islice(cycle(questions), people)))
    return tuple(seconds for seconds, _ in outcomes), sum(wrong for _, wrong in outcomes)
