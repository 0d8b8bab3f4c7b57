"""Remarks of a check: a person must learn in which figure two files of one document differ.

Differences are information: were they errors, a check in a script would fail for ever.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from index_fakes import PLAN, PairEmbedder

from index.build import build_store
from index.check import check_store
from index.remarks import copy_lines, copy_remarks, near_equal, remark_json
from ui import cli

pytestmark = pytest.mark.chroma

LONG = PLAN.replace(
    "专栏1", "".join(f"第{n}类口岸设在第{n * n}个地点，各有规定。\n" for n in range(60)) + "专栏1"
)
COPY = LONG.replace("达到60个", "达到80个").replace("，", ",")


@pytest.fixture
def store(tmp_path: Path) -> Path:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "a.txt").write_text(LONG, encoding="utf-8")
    (corpus / "b.txt").write_text(COPY, encoding="utf-8")
    draft = LONG.replace("测试规划", "测试规划（征求意见稿）", 1)
    (corpus / "c.txt").write_text(draft, encoding="utf-8")
    build_store(corpus, tmp_path / "store", PairEmbedder())
    return tmp_path / "store"


def test_each_difference_is_one_line_with_its_place(store: Path) -> None:
    assert check_store(store, store.parent / "corpus", PairEmbedder()) == ()
    (remark,) = copy_remarks(store)
    head, *lines = copy_lines(remark)
    assert head.startswith("《测试规划》的副本 b.txt：与正本有")
    assert "仅排版不同" in head
    assert lines == [
        "《测试规划》（一）：正本“年，互认国家达到60个以上。”，"
        "副本 b.txt“年，互认国家达到80个以上。”。"
    ]


def test_the_json_holds_exact_places(store: Path) -> None:
    (remark,) = copy_remarks(store)
    found = json.loads(json.dumps(remark_json(remark), ensure_ascii=False))
    assert (found["file"], found["copy"]) == ("a.txt", "b.txt")
    assert found["wording"][0]["span"][0] > 0


def test_a_version_that_stays_a_document_of_its_own_is_noted(store: Path) -> None:
    (note,) = near_equal(store)
    assert note.startswith("c.txt 与《测试规划》")
    assert "征求意见稿" in note


def test_the_command_tells_them_and_succeeds(
    store: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("index.embedding.open_embedder", lambda *_, **__: PairEmbedder())
    words = ["index", "check", "--store", str(store), "--corpus", str(store.parent / "corpus")]
    assert cli.main(words) == 0
    assert "副本 b.txt" in capsys.readouterr().out
    assert cli.main([*words, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["ok"], told["problems"], len(told["differences"])) == (True, [], 1)
