"""The budgets of time and memory for the documents of a store, measured."""

from __future__ import annotations

import resource
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path

from eval.asker import Asker, as_request
from eval.crowd import PEOPLE, ask_together
from eval.llm_bench import first_sentence_seconds
from eval.measures.latency import percentile
from eval.processes import command_cost, peak_bytes
from eval.questions import EvalQuestion
from eval.reading import reading_cost
from eval.scale import scale_cost, summary
from eval.table import text_table
from rag.assistant import Assistant

COLD_RUNS = 5
WARM_ASKS = 200
WARM_UP = 10

Note = Callable[[str], None]
_FORMS: dict[str, Callable[[float], str]] = {
    "s": lambda value: f"{value:.2f} 秒",
    "ms": lambda value: f"{1000 * value:.1f} 毫秒",
    "bytes": lambda value: f"{value / 1e6:.0f} MB",
    "count": lambda value: f"{value:.0f} 次",
    "times": lambda value: f"{value:.2f} 倍",
}


@dataclass(frozen=True, slots=True)
class Row:
    """A measured figure and its budget, in seconds, bytes, a count or a ratio; `form`: how shown.

    `runs`: how many measurements it is the median, a percentile, the largest or the sum of.
    """

    name: str
    value: float
    budget: float
    form: str
    runs: int = 1

    @property
    def within(self) -> bool:
        """Whether the figure keeps to its budget."""
        return self.value <= self.budget


def bench(
    assistant: Asker,
    questions: Sequence[EvalQuestion],
    store: Path | None = None,
    corpus: Path | None = None,
    note: Note | None = None,
    data: Path | None = None,
    chunks: int = 0,
) -> tuple[Row, ...]:
    """Measure every budget in turn; `note` is told what is being measured.

    `store` is the folder that `assistant` was opened on; without it and without `corpus` the
    measured commands take those of the settings. `data` is the folder of public data: with it the
    reading of 3,000 laws is measured too; with `chunks` an index of so many
    chunks, made of them. Questions that
    bring their own texts are left out. BenchError when a command fails.
    """
    say = note or (lambda text: None)
    asked = [question for question in questions if not question.texts]
    say("冷启动提问……")
    rows = list(cold_rows(asked, store))
    say("热进程提问……")
    rows += warm_rows(assistant, asked)
    say(f"{PEOPLE}人同时提问……")
    rows += crowd_rows(assistant, asked)
    memory = peak_bytes(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
    if isinstance(assistant, Assistant):
        say("语言模型的首句……")
        rows += first_sentence_rows(assistant, asked)
    say("从零建立索引……")
    rows += build_rows(corpus)
    if data is not None:
        say("读取法律……")
        rows += reading_rows(data)
    if chunks and data is not None:
        rows += scale_rows(chunks, data, say)
    return (*rows, Row("热进程内存峰值", memory, 1.5e9, "bytes"))


def cold_rows(questions: Sequence[EvalQuestion], store: Path | None) -> tuple[Row, ...]:
    """`guanwen ask` in fresh processes: the median time, the largest memory."""
    command = ["--json", *(["--store", str(store.resolve())] if store else [])]
    single = [q.turns[0] for q in questions if len(q.turns) == 1][:COLD_RUNS]
    costs = [command_cost(["ask", text, *command]) for text in single]
    return (
        Row(
            "冷启动提问（中位数）",
            statistics.median(c.seconds for c in costs),
            2.0,
            "s",
            len(costs),
        ),
        Row("冷启动提问内存峰值", max(c.memory for c in costs), 1.5e9, "bytes", len(costs)),
    )


def warm_rows(assistant: Asker, questions: Sequence[EvalQuestion]) -> tuple[Row, ...]:
    """Answers in this process: p50 and p99 over at least 200 asks, none of which warmed it up."""
    for question in questions[:WARM_UP]:
        assistant.ask(as_request(question))
    rest = questions[WARM_UP:] or questions
    seconds = [
        _seconds_of(assistant, question)
        for question in islice(cycle(rest), max(WARM_ASKS, len(rest)))
    ]
    return (
        Row("热进程提问 p50", percentile(seconds, 50), 0.020, "ms", len(seconds)),
        Row("热进程提问 p99", percentile(seconds, 99), 0.080, "ms", len(seconds)),
    )


def crowd_rows(assistant: Asker, questions: Sequence[EvalQuestion]) -> tuple[Row, ...]:
    """Fifty people asking one question each at the same moment: p95 and the number of errors."""
    seconds, errors = ask_together(assistant, [as_request(question) for question in questions])
    return (
        Row(f"{PEOPLE}人同时提问 p95", percentile(seconds, 95), 2.0, "s", PEOPLE),
        Row(f"{PEOPLE}人同时提问出错", errors, 0, "count", PEOPLE),
    )


def first_sentence_rows(assistant: Assistant, questions: Sequence[EvalQuestion]) -> tuple[Row, ...]:
    """Until the first verified sentence, with a model's server on this machine that answers at once."""
    seconds = first_sentence_seconds(assistant, questions)
    if not seconds:
        return ()
    half, most = percentile(seconds, 50), percentile(seconds, 95)
    return (
        Row("语言模型首句 p50（模型本身不计）", half, 0.1, "ms", len(seconds)),
        Row("语言模型首句 p95（模型本身不计）", most, 0.4, "ms", len(seconds)),
    )


def build_rows(corpus: Path | None) -> tuple[Row, ...]:
    """`guanwen index build` into an empty folder, in a fresh process."""
    with tempfile.TemporaryDirectory() as folder:
        source = ["--corpus", str(corpus.resolve())] if corpus else []
        cost = command_cost(["index", "build", "--store", f"{folder}/store", *source])
    return (
        Row("从零建立索引", cost.seconds, 5.0, "s"),
        Row("建立索引内存峰值", cost.memory, 1.5e9, "bytes"),
    )


def reading_rows(data: Path) -> tuple[Row, ...]:
    """Reading and outlining 3,000 laws on one core: at least 150 a second, memory that stays."""
    cost = reading_cost(data)
    many = cost.documents
    return (
        Row("读取并分析一份法律（单核）", cost.seconds, 1 / 150, "ms", many),
        Row("同上，是正则切分用时的", cost.seconds / cost.peer_seconds, 100, "times", many),
        Row("读取法律内存峰值", cost.peak, 0.3e9, "bytes", many),
        Row("其中读过 50 份后增加", cost.growth, 0.1e9, "bytes", many),
    )


def scale_rows(chunks: int, data: Path, say: Note) -> tuple[Row, ...]:
    """A large index: build, memory, answers and searches, the latter beside a peer's."""
    with tempfile.TemporaryDirectory(prefix="guanwen-") as folder:
        cost = scale_cost(chunks, Path(folder), data=data, note=say)
    (ask50, ask95), (search50, search95) = summary(cost.asks), summary(cost.searches)
    filtered50, _ = summary(cost.filtered)
    peer = percentile(cost.peer_searches, 50)
    size = f"{cost.chunks} 段"
    return (
        Row(f"建立{size}的索引", cost.build.seconds, 5 + 600 * cost.chunks / 150_000, "s"),
        Row(f"建立{size}的内存峰值", cost.build.memory, 1.5e9, "bytes"),
        Row(f"{size}提问 p50", ask50, 0.080, "ms", len(cost.asks)),
        Row(f"{size}提问 p95", ask95, 0.320, "ms", len(cost.asks)),
        Row(f"{size}检索 p50", search50, 0.080, "ms", len(cost.searches)),
        Row(f"{size}检索 p95", search95, 0.320, "ms", len(cost.searches)),
        Row(
            "限定一份文件的检索用时是不限定的",
            filtered50 / search50,
            2.0,
            "times",
            len(cost.filtered),
        ),
        Row(f"向{size}的索引添加一份小文件", cost.update.seconds, 30.0, "s"),
        Row(f"{size}{PEOPLE}人同时提问 p95", percentile(cost.crowd, 95), 2.0, "s", PEOPLE),
        Row(f"{size}{PEOPLE}人同时提问出错", cost.crowd_errors, 0, "count", PEOPLE),
        Row("检索用时是 rank_bm25 的", search50 / peer, 1.0, "times", len(cost.peer_searches)),
    )


def bench_table(rows: Sequence[Row]) -> str:
    """The rows for people: figure, budget, within or not, over how many measurements."""
    head = ("项目", "实测", "预算", "达标", "测量次数")
    return text_table(
        [
            head,
            *(
                (
                    row.name,
                    _shown(row, row.value),
                    _shown(row, row.budget),
                    _verdict(row),
                    str(row.runs),
                )
                for row in rows
            ),
        ]
    )


def bench_json(rows: Sequence[Row]) -> list[dict[str, object]]:
    """The rows for programs: seconds, bytes or counts."""
    return [
        {
            "name": row.name,
            "value": round(row.value, 6),
            "budget": row.budget,
            "unit": {"ms": "s"}.get(row.form, row.form),
            "within": row.within,
            "runs": row.runs,
        }
        for row in rows
    ]


def _seconds_of(assistant: Asker, question: EvalQuestion) -> float:
    start = time.perf_counter()
    assistant.ask(as_request(question))
    return time.perf_counter() - start


def _shown(row: Row, value: float) -> str:
    return _FORMS[row.form](value)


def _verdict(row: Row) -> str:
    return "是" if row.within else "否"
