"""What the commands share: settings with the options over them, the store built when missing."""

from __future__ import annotations

import argparse
import gc
import json
import logging
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import GuanwenError, StoreBusy, StoreMissing
from ui.columns import printable

if TYPE_CHECKING:
    from index.building import BuildReport
    from index.embedding import Embedder
    from rag.assistant import Assistant
    from rag.feedback import FeedbackBook
    from ui.settings import Settings


_WAIT = 120.0
"""Seconds to wait for another process that is making the first index."""
_PAUSE = 0.3


class CommandError(GuanwenError):
    """A command cannot be carried out as it was given."""


def print_json(value: object) -> None:
    """Write a value to stdout as JSON."""
    print(json.dumps(value, ensure_ascii=False, indent=2))


def note(text: str) -> None:
    """Tell a person what is going on, on stderr: stdout is for results."""
    print("\n".join(map(printable, text.split("\n"))), file=sys.stderr, flush=True)


def settings_of(args: argparse.Namespace) -> Settings:
    """Settings from the environment, with --store and --corpus over them."""
    from pydantic import ValidationError

    from ui.settings import Settings

    given = {
        name: Path(value)
        for name in ("store", "corpus")
        if (value := getattr(args, name, None)) is not None
    }
    try:
        return Settings().model_copy(update=given)
    except ValidationError as error:
        names = "、".join(f"GUANWEN_{each['loc'][0]}".upper() for each in error.errors())
        raise CommandError(f"环境变量 {names} 的值不对，请改正或去掉它。") from error


def build(settings: Settings, embedder: Embedder, *, full: bool = False) -> BuildReport:
    """Bring the store up to date, with a progress bar when stderr is a terminal."""
    from index.build import build_store

    with building() as progress:
        return build_store(
            settings.corpus, settings.store, embedder,
            progress=progress, full=full, server=settings.vector_server(),
        )  # fmt: skip


def tell_failures(report: BuildReport) -> None:
    """A line on stderr for each file that was not taken in."""
    for file in report.files:
        if file.outcome == "failed":
            note(f"未收入 {file.file}：{file.message}")


def ensure_store(settings: Settings, embedder: Embedder) -> None:
    """Build the store when there is none yet, saying so; another process may be at it already.

    StoreBusy when that one is not done after two minutes.
    """
    from index.storage.generations import is_building

    until = time.monotonic() + _WAIT
    told = False
    while not _has_store(settings.store):
        if not is_building(settings.store):
            if _has_store(settings.store) or _built_first(settings, embedder):
                return
            continue
        if time.monotonic() > until:
            raise StoreBusy(f"另一个进程正在建立索引 {settings.store}，请稍后再试。")
        if not told:
            note("另一个进程正在建立索引，等它完成（最多两分钟）……")
            told = True
        time.sleep(_PAUSE)


def open_model(settings: Settings) -> Embedder:
    """The embedding model that the settings name; ModelError when it is not on this machine."""
    # What the library says of a model it does not find is English; ours says it after that.
    for library in ("sentence_transformers", "transformers", "huggingface_hub"):
        logging.getLogger(library).setLevel(logging.CRITICAL)
    return settings.embedder()


def _has_store(store: Path) -> bool:
    from index.storage.generations import current_generation

    try:
        current_generation(store)
    except StoreMissing:
        return False
    return True


def _built_first(settings: Settings, embedder: Embedder) -> bool:
    """Build the first index; False when another process began a moment earlier."""
    note(f"还没有索引，正在用 {settings.corpus} 里的文件建立……")
    try:
        report = build(settings, embedder)
    except StoreBusy:
        return False
    tell_failures(report)
    note(f"索引已建立：{report.manifest.counts.documents} 份文件，{report.seconds:.1f} 秒。")
    return True


@contextmanager
def short_run() -> Iterator[None]:
    """For a process that answers once: without garbage collection, imports take 0.3 s less."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


@contextmanager
def opened_feedback(args: argparse.Namespace) -> Iterator[FeedbackBook]:
    """What readers said of answers, open for reading."""
    book = settings_of(args).feedback_book()
    try:
        yield book
    finally:
        book.close()


@contextmanager
def opened_assistant(args: argparse.Namespace) -> Iterator[Assistant]:
    """The assistant over the store, which is built first when there is none."""
    from rag.assistant import Assistant

    settings = settings_of(args)
    embedder = open_model(settings)
    ensure_store(settings, embedder)
    assistant = Assistant.open(
        settings.store, embedder=embedder, llm=settings.llm_settings(),
        reranker=settings.rerank_settings(), server=settings.vector_server(),
        glossaries=settings.glossaries(),
    )  # fmt: skip
    for problem in assistant.glossary_problems:
        note(problem)
    try:
        yield assistant
    finally:
        assistant.close()


@contextmanager
def building() -> Iterator[Callable[[str, int, int], None] | None]:
    """What a build tells its progress to: a bar on stderr when that is a terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    from tqdm import tqdm

    with tqdm(desc="准备", unit="份", leave=False) as bar:

        def show(stage: str, done: int, total: int) -> None:
            bar.set_description_str(stage, refresh=False)
            bar.total = total or None
            bar.n = done
            bar.refresh()

        yield show
