"""A large index, made for measuring: documents put together anew from the paragraphs of real ones.

Each made document draws articles at random, so that no two are copies and every word keeps about
the share of the texts that it has in real ones.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import cycle
from pathlib import Path

from eval.baselines.pieces import Piece
from eval.baselines.searchers import WordSearcher
from eval.crowd import ask_together
from eval.errors import BenchError
from eval.measures.latency import percentile
from eval.processes import Cost, command_cost
from index.numerals import write_numeral
from index.read import read_file
from rag.answer import Question
from rag.assistant import Assistant

ARTICLES = 80
"""Articles in a made document: most are one chunk each."""
_PARAGRAPH = range(40, 400)
_ASKED = 100
_PEER_ASKED = 20
_SMALL = "仓库管理办法\n第一条　仓库每年检查三次。\n第二条　检查结果应当登记。\n"

Note = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class ScaleCost:
    """What a large index costs: build, update, answers, searches, and a peer's searches (seconds).

    `filtered` are searches within one document; `update` adds one small file.
    """

    chunks: int
    build: Cost
    asks: tuple[float, ...]
    searches: tuple[float, ...]
    filtered: tuple[float, ...]
    update: Cost
    peer_searches: tuple[float, ...]
    crowd: tuple[float, ...]
    crowd_errors: int


def scale_cost(chunks: int, folder: Path, *, data: Path, note: Note) -> ScaleCost:
    """Build an index of about so many chunks in `folder`, and ask it. BenchError.

    Paragraphs come from the laws under `data`. The peer is BM25Okapi of rank_bm25 over the same
    articles and the same words.
    """
    paragraphs = _paragraphs(data)
    if len(paragraphs) < ARTICLES:
        raise BenchError(f"“{data}”里没有足够的法律，作不成大索引。")
    note(f"写出约 {chunks} 个检索段的文件……")
    made = folder / "corpus"
    questions = _write_documents(made, paragraphs, -(-chunks // ARTICLES))
    note("建立大索引……")
    store = folder / "store"
    build = command_cost(["index", "build", "--corpus", str(made), "--store", str(store)])
    note("向大索引提问……")
    assistant = Assistant.open(store)
    try:
        asks = tuple(_seconds(partial(assistant.ask, q)) for q in questions)
        searches = tuple(_seconds(partial(assistant.search, q)) for q in questions)
        titles = [info.title for info in assistant.documents()]
        filtered = tuple(
            _seconds(partial(assistant.search, q, documents=(title,)))
            for q, title in zip(questions, cycle(titles), strict=False)
        )
        crowd, errors = ask_together(assistant, [Question((q,)) for q in questions])
        count = assistant.store.manifest.counts.chunks
    finally:
        assistant.close()
    note("向大索引添加一份文件……")
    small = folder / "small.txt"
    small.write_text(_SMALL, "utf-8")
    update = command_cost(
        ["index", "add", str(small), "--corpus", str(made), "--store", str(store)]
    )
    note("同行在同样的检索段上检索……")
    peer = _peer(made, questions)
    return ScaleCost(count, build, asks, searches, filtered, update, peer, crowd, errors)


def summary(values: Sequence[float]) -> tuple[float, float]:
    """p50 and p95 of some seconds."""
    return percentile(values, 50), percentile(values, 95)


def _paragraphs(data: Path) -> list[str]:
    files = sorted((data / "outlines" / "just_laws").rglob("*.md"))
    lines = [line for path in files for line in read_file(path).blocks if isinstance(line, str)]
    bare = (line.split("\u3000", 1)[-1].strip() for line in lines)
    return list(dict.fromkeys(line for line in bare if len(line) in _PARAGRAPH))


def _write_documents(folder: Path, paragraphs: Sequence[str], count: int) -> list[str]:
    """Writes the documents; returns questions, each the middle of one article of them."""
    draw = random.Random(17)
    folder.mkdir(parents=True)
    questions = []
    for number in range(1, count + 1):
        drawn = draw.sample(paragraphs, ARTICLES)
        title = f"第{write_numeral(number)}号汇编"
        articles = (f"第{write_numeral(n)}条　{text}" for n, text in enumerate(drawn, start=1))
        (folder / f"{number:05d}.txt").write_text("\n".join([title, *articles]), "utf-8")
        if number <= _ASKED:
            questions.append(f"{drawn[0][10:30]}是怎么规定的")
    return questions


def _peer(made: Path, questions: Sequence[str]) -> tuple[float, ...]:
    searcher = WordSearcher(_lines(made))
    return tuple(_seconds(partial(searcher.search, q, 10)) for q in questions[:_PEER_ASKED])


def _lines(made: Path) -> list[Piece]:
    """The articles as pieces, without the outline: the peer has none."""
    return [
        Piece(f"{path.stem}~{place}", path.stem, line, (0, len(line)))
        for path in sorted(made.iterdir())
        for place, line in enumerate(path.read_text("utf-8").split("\n"))
    ]


def _seconds(act: Callable[[], object]) -> float:
    start = time.perf_counter()
    act()
    return time.perf_counter() - start
