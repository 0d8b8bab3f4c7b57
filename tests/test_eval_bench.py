"""The bench: were a figure measured wrongly, a slow release would look fast."""

from __future__ import annotations

import sys
import threading
import time

import pytest
from eval_fakes import ANSWERS, SET, FakeAssistant

from eval import bench as bench_module
from eval.bench import PEOPLE, Row, bench, bench_json, bench_table, crowd_rows, warm_rows
from eval.errors import BenchError
from eval.processes import Cost, command_cost, peak_bytes
from rag.answer import Answer, Question

GOOD = [q for q in SET if q.id != "q-3"]


def test_a_row_is_within_its_budget_or_not() -> None:
    assert Row("甲", 2.0, 2.0, "s").within
    assert not Row("甲", 2.01, 2.0, "s").within
    table = bench_table([Row("冷启动", 1.5, 2.0, "s", 5), Row("p99", 0.1, 0.08, "ms")])
    assert table.splitlines()[2].split() == ["冷启动", "1.50", "秒", "2.00", "秒", "是", "5"]
    assert table.splitlines()[3].split() == ["p99", "100.0", "毫秒", "80.0", "毫秒", "否", "1"]
    assert bench_json([Row("p99", 0.1, 0.08, "ms", 200)]) == [
        {"name": "p99", "value": 0.1, "budget": 0.08, "unit": "s", "within": False, "runs": 200}
    ]


def test_fifty_people_really_ask_at_once_and_errors_are_counted() -> None:
    class Crowd(FakeAssistant):
        inside = most = 0
        lock = threading.Lock()

        def ask(self, question: Question) -> Answer:
            with self.lock:
                self.inside += 1
                self.most = max(self.most, self.inside)
            time.sleep(0.05)
            with self.lock:
                self.inside -= 1
            return super().ask(question)

    assistant = Crowd(ANSWERS)
    slow, errors = crowd_rows(assistant, SET)
    assert len(assistant.asked) == PEOPLE
    assert assistant.most > PEOPLE / 2
    assert slow.value >= 0.05
    assert (slow.runs, errors.runs) == (PEOPLE, PEOPLE)
    assert errors.value == sum(n % len(SET) == 2 for n in range(PEOPLE))
    assert not errors.within


def test_warm_percentiles_are_over_at_least_two_hundred_asks() -> None:
    assistant = FakeAssistant(ANSWERS)
    p50, p99 = warm_rows(assistant, GOOD)
    assert len(assistant.asked) >= 200 + len(GOOD)
    assert p50.runs == p99.runs == len(assistant.asked) - len(GOOD)
    assert 0 < p50.value <= p99.value


def test_every_budget_is_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    commands: list[list[str]] = []

    def cost(arguments: list[str]) -> Cost:
        commands.append(arguments)
        return Cost(float(len(commands)), 1000)

    monkeypatch.setattr(bench_module, "command_cost", cost)
    rows = {row.name: row for row in bench(FakeAssistant(ANSWERS), GOOD)}
    assert len(rows) == 9
    assert rows["冷启动提问（中位数）"].value == 1.5
    assert rows["从零建立索引"].value == 3
    assert (rows["冷启动提问（中位数）"].runs, rows["从零建立索引"].runs) == (2, 1)
    assert [command[0] for command in commands] == ["ask", "ask", "index"]


def test_a_command_that_fails_is_an_error_and_not_a_fast_one() -> None:
    with pytest.raises(BenchError, match="guanwen no-such-command 失败"):
        command_cost(["no-such-command"])


def test_memory_is_told_in_bytes() -> None:
    assert peak_bytes(1000) == (1000 if sys.platform == "darwin" else 1_024_000)
