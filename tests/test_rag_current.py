"""If these fail, a page that is open during a rebuild fails, or answers from the old texts for ever."""

from __future__ import annotations

import gc
import logging
import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from index_fakes import PairEmbedder

from index.build import build_store
from index.storage.generations import current_generation
from rag.assistant import Assistant

pytestmark = pytest.mark.chroma

ASKED = "仓库每年检查不少于多少次？"


def _write(corpus: Path, times: int) -> None:
    text = f"仓库管理规划\n一、安全检查\n（一）检查次数。\n仓库每年检查不少于{times}次。\n"
    (corpus / "plan.txt").write_text(text, encoding="utf-8")


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    _write(folder, 3)
    return folder


@pytest.fixture
def store(tmp_path: Path, corpus: Path) -> Path:
    build_store(corpus, tmp_path / "store", PairEmbedder())
    return tmp_path / "store"


@pytest.fixture
def assistant(store: Path) -> Iterator[Assistant]:
    with closing(Assistant.open(store, embedder=PairEmbedder())) as opened:
        yield opened


def _rebuild(corpus: Path, store: Path, times: int) -> None:
    _write(corpus, times)
    build_store(corpus, store, PairEmbedder())


def test_the_next_question_after_a_build_is_answered_from_it(
    assistant: Assistant, corpus: Path, store: Path
) -> None:
    assert "不少于3次" in assistant.ask(ASKED).answer
    _rebuild(corpus, store, 7)
    assert "不少于7次" in assistant.ask(ASKED).answer
    assert "不少于7次" in assistant.search("仓库检查", 3)[0].text
    (corpus / "new.txt").write_text("新办法\n第一条 试行。", encoding="utf-8")
    build_store(corpus, store, PairEmbedder())
    assert len(assistant.documents()) == 2
    assert "试行" in assistant.outline("new").text
    assert {info.id for info in assistant.store.documents()} == {"new", "plan"}


def test_a_store_made_again_from_nothing_is_noticed_too(
    assistant: Assistant, corpus: Path, store: Path, tmp_path: Path
) -> None:
    assistant.search("仓库检查")
    shutil.rmtree(store)
    assert "不少于3次" in assistant.ask(ASKED).answer  # what is open goes on
    _rebuild(corpus, tmp_path / "made elsewhere", 9)
    (tmp_path / "made elsewhere").rename(store)
    assert current_generation(store).name == "000001"
    assert "不少于9次" in assistant.ask(ASKED).answer


def test_what_a_reader_holds_works_on_through_many_builds(
    assistant: Assistant, corpus: Path, store: Path
) -> None:
    held = assistant.store  # its Chroma is not open yet
    for times in range(4, 8):
        _rebuild(corpus, store, times)
        assert f"不少于{times}次" in assistant.ask(ASKED).answer
    assert held is not assistant.store
    [(name, _), *_] = held.search_vectors("仓库每年检查", 1)
    assert "仓库" in held.chunk(name).text + held.outline("plan").text
    assert "不少于3次" in held.outline("plan").text


@pytest.mark.parametrize("harm", ["damaged", "another model"])
def test_an_index_that_cannot_be_opened_is_told_once_and_the_old_one_answers(
    assistant: Assistant, corpus: Path, store: Path, harm: str, caplog: pytest.LogCaptureFixture
) -> None:
    _write(corpus, 8)
    build_store(corpus, store, PairEmbedder("other" if harm == "another model" else "pairs"))
    if harm == "damaged":
        (current_generation(store) / "guanwen.sqlite").write_bytes(b"")
    with caplog.at_level(logging.WARNING):
        for _ in range(3):
            assert "不少于3次" in assistant.ask(ASKED).answer
    assert [record.levelname for record in caplog.records] == ["WARNING"]
    assert "继续使用原来的一份" in caplog.text
    build_store(corpus, store, PairEmbedder(), full=True)
    assert "不少于8次" in assistant.ask(ASKED).answer


def test_people_who_ask_during_builds_get_answers_and_only_whole_ones(
    assistant: Assistant, corpus: Path, store: Path
) -> None:
    answers: list[str] = []
    done = threading.Event()

    def ask() -> None:
        while not done.is_set():
            answers.append(assistant.ask(ASKED).answer)

    def guarded() -> None:
        try:
            ask()
        except Exception as error:
            answers.append(f"failed: {error!r}")

    people = [threading.Thread(target=guarded) for _ in range(4)]
    for person in people:
        person.start()
    for times in range(4, 9):
        _rebuild(corpus, store, times)
    done.set()
    for person in people:
        person.join()
    assert len(answers) > 10
    assert not [a for a in answers if not any(f"不少于{n}次" in a for n in range(3, 9))]
    assert "不少于8次" in assistant.ask(ASKED).answer


def test_a_hundred_generations_leave_no_file_open(
    assistant: Assistant, corpus: Path, store: Path
) -> None:
    def opened() -> int:
        gc.collect()  # Chroma itself makes cycles
        return len(os.listdir("/proc/self/fd"))

    folder = current_generation(store)
    for _ in range(3):
        assistant.ask(ASKED)
    before = 0
    for number in range(2, 102):
        # What a build leaves, without its work: the readers cannot tell the difference.
        name = f"{number:06d}"
        shutil.copytree(folder, store / "generations" / name)
        manifest = store / "generations" / name / "manifest.json"
        text = manifest.read_text("utf-8").replace(
            '"generation": "000001"', f'"generation": "{name}"'
        )
        manifest.write_text(text, "utf-8")
        (store / "CURRENT.new").write_text(name, "utf-8")
        os.replace(store / "CURRENT.new", store / "CURRENT")
        assert assistant.ask("检查次数").answer
        assert assistant.store.search_vectors("仓库检查", 1)
        assert assistant.store.manifest.generation == name
        if number == 12:
            before = opened()
    assert opened() <= before + 3
