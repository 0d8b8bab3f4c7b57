"""If these fail, an interrupted or repeated build takes the working store away from its readers."""

import fcntl
import os
import subprocess
import sys
from pathlib import Path

import pytest
from index_fakes import PLAN, PairEmbedder

import index.generation
from index.build import add_documents, build_store, remove_documents
from index.check import check_store
from index.errors import CorpusError, StoreBusy, StoreError
from index.storage.generations import build_lock, current_generation, is_building
from index.store import Store
from index.words import terms

pytestmark = pytest.mark.chroma


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "plan.txt").write_text(PLAN, encoding="utf-8")
    return folder


@pytest.fixture
def store(tmp_path: Path, corpus: Path) -> Path:
    build_store(corpus, tmp_path / "store", PairEmbedder())
    return tmp_path / "store"


def _titles(store: Path) -> list[str]:
    opened = Store.open(store, PairEmbedder())
    titles = [info.title for info in opened.documents()]
    opened.close()
    return titles


def _generations(store: Path) -> list[str]:
    return sorted(os.listdir(store / "generations"))


def test_the_report_tells_files_counts_and_stages(tmp_path: Path, corpus: Path) -> None:
    (corpus / "broken.txt").write_bytes(b"")
    seen: list[tuple[str, int, int]] = []
    report = build_store(
        corpus, tmp_path / "s", PairEmbedder(), progress=lambda *step: seen.append(step)
    )
    assert {r.file: r.outcome for r in report.files} == {"plan.txt": "read", "broken.txt": "failed"}
    assert report.manifest.counts.documents == 1
    assert ("建立索引", 1, 1) in seen


def test_two_builds_of_one_corpus_differ_in_nothing_but_time(store: Path, corpus: Path) -> None:
    first = (current_generation(store) / "guanwen.sqlite").read_bytes()
    build_store(corpus, store, PairEmbedder(), full=True)
    assert _generations(store) == ["000001", "000002"]
    assert (current_generation(store) / "guanwen.sqlite").read_bytes() == first


def test_a_generation_stays_for_as_long_as_a_reader_has_it_open(store: Path, corpus: Path) -> None:
    reader = Store.open(store, PairEmbedder())
    for _ in range(3):
        build_store(corpus, store, PairEmbedder(), full=True)
    assert _generations(store) == ["000001", "000003", "000004"]
    assert reader.search_vectors("海关", 1)  # Chroma is opened only now
    assert reader.search_words(terms("智慧海关"), 1)
    reader.close()
    build_store(corpus, store, PairEmbedder(), full=True)
    assert _generations(store) == ["000004", "000005"]


def test_a_reader_that_is_killed_lets_its_generation_go(store: Path, corpus: Path) -> None:
    script = (
        "import os, sys; from pathlib import Path; sys.path[:0] = ['tests', '.']\n"
        "from index_fakes import PairEmbedder; from index.store import Store\n"
        "opened = Store.open(Path(sys.argv[1]), PairEmbedder()); os.kill(os.getpid(), 9)"
    )
    done = subprocess.run([sys.executable, "-c", script, str(store)], check=False)
    assert done.returncode == -9
    for _ in range(2):
        build_store(corpus, store, PairEmbedder(), full=True)
    assert _generations(store) == ["000002", "000003"]


def test_a_build_that_fails_leaves_the_old_store_and_no_rubbish(
    store: Path, corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(index.generation, "write_manifest", full)
    with pytest.raises(StoreError, match="写入失败：磁盘空间不足"):
        build_store(corpus, store, PairEmbedder(), full=True)
    assert _generations(store) == ["000001"]
    assert _titles(store) == ["测试规划"]


def test_a_disk_that_fills_up_at_the_last_moment_is_one_sentence(
    store: Path, corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("index.storage.generations._sync_tree", full)
    with pytest.raises(StoreError, match=r"写入失败：磁盘空间不足（磁盘剩余 \d+ MB）。"):
        build_store(corpus, store, PairEmbedder(), full=True)
    assert _generations(store) == ["000001"]
    assert check_store(store, corpus, PairEmbedder()) == ()


KILLED = """
import os, sys
from pathlib import Path
sys.path[:0] = ["tests"]
from index_fakes import PairEmbedder
import index.build, index.generation, index.storage.generations
place = {place}
index.build.build_store(Path(sys.argv[1]), Path(sys.argv[2]), PairEmbedder())
"""


@pytest.mark.parametrize(
    "place",
    [
        "index.generation.index_documents = lambda *a, **k: os._exit(9)",
        "index.generation.write_manifest = lambda *a, **k: os._exit(9)",
        "index.storage.generations._sync_tree = lambda *a, **k: os._exit(9)",
        "index.storage.generations.os.replace = lambda *a, **k: os._exit(9)",
    ],
)
def test_a_process_killed_at_any_stage_leaves_the_old_store_whole(
    store: Path, corpus: Path, place: str
) -> None:
    (corpus / "new.txt").write_text("新文件\n一、总则\n全新的内容。", encoding="utf-8")
    script = KILLED.replace("place = {place}", place)
    done = subprocess.run([sys.executable, "-c", script, str(corpus), str(store)], check=False)
    assert done.returncode == 9
    assert _titles(store) == ["测试规划"]
    build_store(corpus, store, PairEmbedder())
    assert len(_titles(store)) == 2
    assert len(_generations(store)) == 2


def test_a_second_builder_is_told_that_one_is_at_work(store: Path, corpus: Path) -> None:
    assert not is_building(store)
    with build_lock(store):
        assert is_building(store)
        with pytest.raises(StoreBusy, match="正在建立"):
            build_store(corpus, store, PairEmbedder())
    assert not is_building(store / "none")
    with (store / "lock").open() as free:
        fcntl.flock(free, fcntl.LOCK_EX | fcntl.LOCK_NB)


def test_a_corpus_without_a_readable_file_leaves_the_old_store(store: Path, tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    with pytest.raises(CorpusError):
        build_store(empty, store, PairEmbedder())
    with pytest.raises(CorpusError):
        build_store(tmp_path / "nowhere", store, PairEmbedder())
    assert _titles(store) == ["测试规划"]


def test_a_place_that_cannot_be_written_is_one_sentence(tmp_path: Path, corpus: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(StoreError, match=r"无法写入.*：(路径中有一部分|已有同名)"):
        build_store(corpus, tmp_path / "file", PairEmbedder())


def test_added_files_are_kept_through_builds_until_removed(
    store: Path, corpus: Path, tmp_path: Path
) -> None:
    extra = tmp_path / "办法.txt"
    extra.write_text("海关稽查办法\n第一条 为了规范稽查，制定本办法。", encoding="utf-8")
    add_documents(corpus, store, PairEmbedder(), [extra])
    build_store(corpus, store, PairEmbedder(), full=True)
    opened = Store.open(store, PairEmbedder())
    added = opened.documents()[1]
    opened.close()
    assert added.file == "added/办法.txt"
    remove_documents(corpus, store, PairEmbedder(), [added.file])
    assert _titles(store) == ["测试规划"]
    assert not list((store / "added").iterdir())


def test_a_second_builder_adds_and_removes_nothing(
    store: Path, corpus: Path, tmp_path: Path
) -> None:
    extra = tmp_path / "extra.txt"
    extra.write_text("稽查办法\n第一条 制定本办法。", encoding="utf-8")
    with build_lock(store):
        with pytest.raises(StoreBusy, match=rf"进程号 {os.getpid()}，\d\d:\d\d:\d\d 开始"):
            add_documents(corpus, store, PairEmbedder(), [extra])
        with pytest.raises(StoreBusy):
            remove_documents(corpus, store, PairEmbedder(), ["added/extra.txt"])
    assert not (store / "added").exists()


def test_two_files_of_one_name_are_two_documents(store: Path, corpus: Path) -> None:
    (corpus / "plan.md").write_text("# 别的文件\n\n全然不同的内容。", encoding="utf-8")
    report = build_store(corpus, store, PairEmbedder())
    assert not [r for r in report.files if r.outcome == "failed"]
    opened = Store.open(store, PairEmbedder())
    ids = {info.file: info.id for info in opened.documents()}
    opened.close()
    assert len(set(ids.values())) == 2
    assert build_store(corpus, store, PairEmbedder(), full=True).manifest.counts.documents == 2
    opened = Store.open(store, PairEmbedder())
    assert {info.file: info.id for info in opened.documents()} == ids
    opened.close()


def test_what_cannot_be_added_is_told_and_the_others_are_taken_in(
    store: Path, corpus: Path, tmp_path: Path
) -> None:
    good, broken = tmp_path / "good.txt", tmp_path / "broken.txt"
    good.write_text("稽查办法\n第一条 制定本办法。", encoding="utf-8")
    broken.write_bytes(b"")
    names = [broken, tmp_path / "nowhere.txt", good]
    report = add_documents(corpus, store, PairEmbedder(), names)
    failed = {Path(r.file).name: r.message for r in report.files if r.outcome == "failed"}
    assert failed.keys() == {"broken.txt", "nowhere.txt"}
    assert all(message.endswith("。") for message in failed.values())
    assert _titles(store) == ["测试规划", "稽查办法"]
    assert os.listdir(store / "added") == ["good.txt"]


def test_a_file_whose_name_no_build_takes_in_is_refused_and_not_kept_unread(
    store: Path, corpus: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "more"
    folder.mkdir()
    paths = [folder / name for name in ("README.md", ".草稿.txt", "~$办法.txt")]
    for number, path in enumerate(paths):
        path.write_text(f"稽查办法\n第一条 每年不少于{number}次。", encoding="utf-8")
    report = add_documents(corpus, store, PairEmbedder(), paths)
    failed = [r.message for r in report.files if r.outcome == "failed"]
    assert [path.name in message for path, message in zip(paths, failed, strict=True)] == [True] * 3
    assert os.listdir(store / "added") == []
    (folder / "办法.txt").write_text("稽查办法\n第一条 每年不少于9次。", encoding="utf-8")
    report = add_documents(corpus, store, PairEmbedder(), [folder])  # passed over, as in a corpus
    assert not [r for r in report.files if r.outcome == "failed"]
    assert os.listdir(store / "added") == ["办法.txt"]


def test_a_file_of_the_corpus_folder_is_not_removed(store: Path, corpus: Path) -> None:
    with pytest.raises(StoreError, match="语料文件夹"):
        remove_documents(corpus, store, PairEmbedder(), ["plan.txt"])
    assert (corpus / "plan.txt").is_file()


def test_a_check_finds_nothing_wrong_then_changes_then_damage(store: Path, corpus: Path) -> None:
    assert check_store(store, corpus, PairEmbedder()) == ()
    (corpus / "plan.txt").write_text(PLAN + "（四）其他。\n", encoding="utf-8")
    assert "改过" in check_store(store, corpus, PairEmbedder())[0]
    (corpus / "plan.txt").unlink()
    assert "已不在" in check_store(store, corpus, PairEmbedder())[0]
    (corpus / "plan.txt").write_text(PLAN, encoding="utf-8")
    (corpus / "new.txt").write_text("新的文件", encoding="utf-8")
    (corpus / "README.md").write_text("不收", encoding="utf-8")
    assert check_store(store, corpus, PairEmbedder()) == (
        "new.txt 还没有收入索引，请运行 guanwen index build。",
    )
    (current_generation(store) / "manifest.json").write_text("{", encoding="utf-8")
    assert "损坏" in check_store(store, corpus, PairEmbedder())[0]


def test_removing_the_last_document_fails_and_keeps_its_file(store: Path, tmp_path: Path) -> None:
    path = tmp_path / "rules.txt"
    path.write_text("稽查办法\n第一条 制定本办法。", encoding="utf-8")
    corpus = tmp_path / "corpus"
    add_documents(corpus, store, PairEmbedder(), [path])
    (corpus / "plan.txt").unlink()
    with pytest.raises(CorpusError, match="没有移除"):
        remove_documents(corpus, store, PairEmbedder(), ["added/rules.txt"])
    assert os.listdir(store / "added") == ["rules.txt"]
    assert build_store(corpus, store, PairEmbedder()).manifest.counts.documents == 1


def test_without_its_corpus_folder_a_store_is_neither_added_to_nor_emptied(
    store: Path, corpus: Path, tmp_path: Path
) -> None:
    path = tmp_path / "rules.txt"
    path.write_text("稽查办法\n第一条 制定本办法。", encoding="utf-8")
    add_documents(corpus, store, PairEmbedder(), [path])
    corpus.rename(tmp_path / "unplugged")
    other = path.with_name("other.txt")
    other.write_text("夜市办法\n第一条 制定本办法。", encoding="utf-8")
    for change in (
        lambda: add_documents(corpus, store, PairEmbedder(), [other]),
        lambda: remove_documents(corpus, store, PairEmbedder(), ["added/rules.txt"]),
        lambda: build_store(corpus, store, PairEmbedder()),
    ):
        with pytest.raises(CorpusError, match="没有找到文件夹"):
            change()
    assert os.listdir(store / "added") == ["rules.txt"]
    assert [p for p in check_store(store, corpus, PairEmbedder()) if "没有找到" in p]
    assert _titles(store) == ["测试规划", "稽查办法"]


def test_what_a_removal_cut_short_left_is_swept_by_the_next_build(
    store: Path, corpus: Path
) -> None:
    (store / "added").mkdir()
    (store / "added" / ".rules.txt.removed").write_text("稽查办法", encoding="utf-8")
    build_store(corpus, store, PairEmbedder())
    assert os.listdir(store / "added") == []


def test_a_folder_without_documents_is_told(store: Path, corpus: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    report = add_documents(corpus, store, PairEmbedder(), [tmp_path / "empty"])
    assert [(r.outcome, "没有可以收入" in r.message) for r in report.files[:1]] == [
        ("failed", True)
    ]


def test_a_full_build_does_not_forget_since_when_a_file_is_in(store: Path, corpus: Path) -> None:
    path = current_generation(store) / "manifest.json"
    since = "2020-01-01T00:00:00+08:00"
    now = build_store(corpus, store, PairEmbedder()).manifest.records[0].since
    path.write_text(path.read_text("utf-8").replace(now, since), "utf-8")
    report = build_store(corpus, store, PairEmbedder(), full=True)
    assert report.manifest.records[0].since == since


def test_a_check_sees_that_the_list_of_files_changed(store: Path, corpus: Path) -> None:
    listing = '[[document]]\nid = "plan"\nfile = "plan.txt"\ntitle = "新标题"\n'
    (corpus / "manifest.toml").write_text(listing, encoding="utf-8")
    [told] = check_store(store, corpus, PairEmbedder())
    assert "manifest.toml" in told
    build_store(corpus, store, PairEmbedder())
    assert check_store(store, corpus, PairEmbedder()) == ()
