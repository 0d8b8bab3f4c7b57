"""If these fail, a build takes minutes for one changed sentence, or holds other things than a full one."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from index_fakes import PLAN, PairEmbedder

import index.file_outlines
import index.storage.passing
import index.storage.previous
import index.storage.program
from index.build import add_documents, build_store, remove_documents
from index.check import check_store
from index.storage.chroma import ChromaVectors
from index.storage.database import open_database
from index.storage.generations import current_generation
from index.storage.rows import ROWS_FILE, Rows
from index.store import Store
from index.words import terms

pytestmark = pytest.mark.chroma

RULES = "仓库管理办法\n" + "\n".join(
    f"第{number}条 仓库应当按照第{number}种方式登记，每年不少于{i}次。"
    for i, number in enumerate("一二三四五六七八九", start=1)
)
NOTICE = "关于节约用水的通知\n一、提高认识\n各单位要重视节水。\n二、加强管理\n用水量下降5%以上。\n"
TABLES = ("documents", "nodes", "tables", "rows", "facts", "chunks", "words", "copies", "sketches")


class Counting(PairEmbedder):
    """Remembers the texts that it had to embed."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []

    def encode_passages(self, texts):
        self.texts.extend(texts)
        return super().encode_passages(texts)


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "a-plan.txt").write_text(PLAN, encoding="utf-8")
    (folder / "b-rules.txt").write_text(RULES, encoding="utf-8")
    (folder / "c-notice.txt").write_text(NOTICE, encoding="utf-8")
    return folder


@pytest.fixture
def store(tmp_path: Path, corpus: Path) -> Path:
    build_store(corpus, tmp_path / "store", PairEmbedder())
    return tmp_path / "store"


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Names of the files that were read and outlined."""
    names: list[str] = []

    def reading(path: Path):
        names.append(path.name)
        return read(path)

    read = index.file_outlines.read_file
    monkeypatch.setattr(index.file_outlines, "read_file", reading)
    return names


def _assert_same(store: Path, afresh: Path) -> None:
    mine, theirs = _contents(store), _contents(afresh)
    vectors, other_vectors = mine.pop("vectors"), theirs.pop("vectors")
    assert mine == theirs
    # Chroma brings a vector to length 1 when it is put in, one taken over once more: to the last bit.
    np.testing.assert_allclose(vectors, other_vectors, atol=1e-6)


def _contents(store: Path) -> dict[str, Any]:
    """All that a store holds: its tables, its vectors by id, what two searches find."""
    generation = current_generation(store)
    with closing(open_database(generation / "guanwen.sqlite")) as connection:
        held: dict[str, Any] = {
            table: connection.execute(f'SELECT * FROM "{table}" ORDER BY 1, 2, 3').fetchall()
            for table in TABLES
        }
        ids = [row[0] for row in connection.execute("SELECT id FROM chunks ORDER BY position")]
    with closing(ChromaVectors.open(generation / "chroma")) as vectors:
        assert len(vectors) == len(ids) == len(set(ids))
        found = vectors._collection.get(ids, include=["embeddings"])
        by_id = dict(zip(found["ids"], found["embeddings"], strict=True))
        held["vectors"] = np.array([by_id[each] for each in ids])
    rows = Rows(generation / ROWS_FILE, len(ids), PairEmbedder().dimension)
    np.testing.assert_allclose(rows.take(range(len(ids))), held["vectors"], atol=1e-6)
    with closing(Store.open(store, PairEmbedder())) as opened:
        held["files"] = opened.manifest.files
        held["counts"] = opened.manifest.counts
        held["words"] = (held["words"], opened.search_words(terms("仓库登记用水"), 30))
        found = opened.search_vectors("仓库登记", 30)
        held["near"] = [(name, round(score, 5)) for name, score in found]
    return held


def _paragraph(corpus: Path) -> None:
    text = RULES.replace("第五条 仓库", "第五条 港口的仓库")
    (corpus / "b-rules.txt").write_text(text, encoding="utf-8")


def _new_in_the_middle(corpus: Path) -> None:
    (corpus / "b-new.txt").write_text("新办法\n第一条 港口不少于3个。\n", encoding="utf-8")


def _renamed(corpus: Path) -> None:
    (corpus / "b-rules.txt").rename(corpus / "z-rules.txt")


def _gone(corpus: Path) -> None:
    (corpus / "a-plan.txt").unlink()


def _copied(corpus: Path) -> None:
    shutil.copyfile(corpus / "b-rules.txt", corpus / "z-again.txt")


def _described(corpus: Path) -> None:
    (corpus / "manifest.toml").write_text(
        '[[document]]\nid = "rules"\nfile = "b-rules.txt"\ntitle = "办法（试行）"\nissuer = "某局"\n',
        encoding="utf-8",
    )


def _longer_title(corpus: Path) -> None:
    text = NOTICE.replace("关于节约用水的通知", "关于进一步节约用水的通知")
    (corpus / "c-notice.txt").write_text(text, encoding="utf-8")


def _swapped(corpus: Path) -> None:
    rules, notice = corpus / "b-rules.txt", corpus / "c-notice.txt"
    rules.rename(corpus / "x")
    notice.rename(rules)
    (corpus / "x").rename(notice)


def _most_of_it(corpus: Path) -> None:
    _gone(corpus)
    text = RULES.replace("仓库", "码头").replace("登记", "备案")
    (corpus / "b-rules.txt").write_text(text, encoding="utf-8")


CHANGES = [
    _paragraph, _new_in_the_middle, _renamed, _gone, _copied, _described, _longer_title, _swapped,
    _most_of_it,
]  # fmt: skip


@pytest.mark.parametrize("change", CHANGES)
def test_an_update_holds_exactly_what_a_full_build_holds(
    tmp_path: Path, corpus: Path, store: Path, change: Callable[[Path], None]
) -> None:
    change(corpus)
    assert build_store(corpus, store, PairEmbedder()).changed
    build_store(corpus, tmp_path / "afresh", PairEmbedder())
    _assert_same(store, tmp_path / "afresh")
    assert check_store(store, corpus, PairEmbedder()) == ()


def test_many_updates_in_a_row_hold_what_a_full_build_holds(
    tmp_path: Path, corpus: Path, store: Path
) -> None:
    for change in (_paragraph, _new_in_the_middle, _described, _longer_title, _copied, _gone):
        change(corpus)
        build_store(corpus, store, PairEmbedder())
    build_store(corpus, tmp_path / "afresh", PairEmbedder())
    _assert_same(store, tmp_path / "afresh")


def test_a_paragraph_costs_its_document_and_its_own_vector(
    corpus: Path, store: Path, parsed: list[str]
) -> None:
    _paragraph(corpus)
    embedder = Counting()
    report = build_store(corpus, store, embedder)
    assert parsed == ["b-rules.txt"]
    assert [text for text in embedder.texts if "港口的仓库" in text]
    assert len([text for text in embedder.texts if "仓库" in text]) == 1
    outcomes = {file.file: file.outcome for file in report.files}
    assert outcomes["b-rules.txt"] == "read"
    assert outcomes["a-plan.txt"] == outcomes["c-notice.txt"] == "unchanged"


def test_a_renamed_file_is_neither_read_nor_embedded_again(
    corpus: Path, store: Path, parsed: list[str]
) -> None:
    _renamed(corpus)
    embedder = Counting()
    build_store(corpus, store, embedder)
    assert parsed == []
    assert not [text for text in embedder.texts if "仓库" in text]
    with closing(Store.open(store, PairEmbedder())) as opened:
        assert [info.file for info in opened.documents()][-1] == "z-rules.txt"


def test_when_nothing_changed_no_generation_is_made(
    corpus: Path, store: Path, parsed: list[str]
) -> None:
    (corpus / "a-plan.txt").touch()
    (corpus / "empty.txt").write_bytes(b"")
    assert build_store(corpus, store, PairEmbedder()).changed
    generation = current_generation(store)
    parsed.clear()
    report = build_store(corpus, store, PairEmbedder())
    assert (report.changed, parsed, current_generation(store)) == (False, [], generation)
    outcomes = {file.file: file.outcome for file in report.files}
    assert outcomes.pop("empty.txt") == "failed"
    assert set(outcomes.values()) == {"unchanged"}


def test_a_file_added_twice_changes_nothing_and_says_so(
    corpus: Path, store: Path, tmp_path: Path
) -> None:
    extra, again = tmp_path / "办法.txt", tmp_path / "另一个名字.txt"
    for path in (extra, again):
        path.write_text("稽查办法\n第一条 制定本办法。", encoding="utf-8")
    assert add_documents(corpus, store, PairEmbedder(), [extra]).changed
    for path in (extra, again, corpus / "a-plan.txt"):
        report = add_documents(corpus, store, PairEmbedder(), [path])
        assert not report.changed
        assert report.files[0].outcome == "unchanged"
        assert "完全相同" in report.files[0].message
    assert [path.name for path in (store / "added").iterdir()] == ["办法.txt"]


def test_a_revised_file_replaces_what_was_added_and_another_one_does_not(
    corpus: Path, store: Path, tmp_path: Path
) -> None:
    path = tmp_path / "note.txt"
    for text in (NOTICE + "三、附则\n本通知即日起施行。", NOTICE + "三、附则\n本通知明年起施行。"):
        path.write_text(text.replace("节约用水", "节约用电"), encoding="utf-8")
        (corpus / "c-notice.txt").unlink(missing_ok=True)
        assert add_documents(corpus, store, PairEmbedder(), [path]).changed
    with closing(Store.open(store, PairEmbedder())) as opened:
        [info] = [info for info in opened.documents() if info.file == "added/note.txt"]
        assert "明年起" in opened.outline(info.id).text
    path.write_text("完全不同的另一份文件\n第一条 与前一份毫无关系。", encoding="utf-8")
    report = add_documents(corpus, store, PairEmbedder(), [path])
    assert report.files[0].outcome == "failed"
    assert "同名" in report.files[0].message or "内容不同" in report.files[0].message


def test_a_folder_is_added_with_all_its_documents(
    corpus: Path, store: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "more" / "deep"
    folder.mkdir(parents=True)
    (folder / "one.txt").write_text("甲办法\n第一条 甲。", encoding="utf-8")
    (folder.parent / "two.md").write_text("# 乙办法\n\n第一条 乙。", encoding="utf-8")
    (folder.parent / "picture.png").write_bytes(b"\x89PNG")
    add_documents(corpus, store, PairEmbedder(), [tmp_path / "more"])
    assert sorted(path.name for path in (store / "added").iterdir()) == ["one.txt", "two.md"]


def test_removing_a_document_takes_its_copies_along(
    corpus: Path, store: Path, tmp_path: Path
) -> None:
    text = "稽查办法\n" + RULES.partition("\n")[2].replace("仓库", "企业")
    one, two = tmp_path / "one.txt", tmp_path / "two.md"
    one.write_text(text, encoding="utf-8")
    two.write_text(text + "\n", encoding="utf-8")
    add_documents(corpus, store, PairEmbedder(), [one, two])
    with closing(Store.open(store, PairEmbedder())) as opened:
        info = opened.documents()[-1]
    assert len(info.copies) == 1
    remove_documents(corpus, store, PairEmbedder(), [info.file, *info.copies])
    with closing(Store.open(store, PairEmbedder())) as opened:
        assert len(opened.documents()) == 3


def test_another_program_or_a_damaged_index_is_never_taken_over(
    corpus: Path, store: Path, parsed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.storage.maker.program_version", lambda: "another")
    build_store(corpus, store, PairEmbedder())
    assert len(parsed) == 3
    parsed.clear()
    path = current_generation(store) / "guanwen.sqlite"
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE chunks SET text = replace(text, '仓', '他')")
    build_store(corpus, store, PairEmbedder())
    assert len(parsed) == 3
    assert check_store(store, corpus, PairEmbedder()) == ()


def test_an_index_that_changed_a_lot_gets_a_new_graph(corpus: Path, store: Path) -> None:
    deleted = []
    for number in range(1, 8):
        text = RULES.replace("每年", f"每{number}个月")
        (corpus / "b-rules.txt").write_text(text, encoding="utf-8")
        deleted.append(build_store(corpus, store, PairEmbedder()).manifest.deleted)
    assert 0 in deleted[1:]
    assert max(deleted) > 0
    with closing(Store.open(store, PairEmbedder())) as opened:
        found = opened.search_vectors("仓库每7个月登记", 3)
        assert all("每7个月" in opened.chunk(name).text for name, _ in found)


def test_the_version_of_the_program_tells_its_sources_apart() -> None:
    index.storage.program.program_version.cache_clear()
    first = index.storage.program.program_version()
    index.storage.program.program_version.cache_clear()
    assert first == index.storage.program.program_version()
    assert len(first) == 16
