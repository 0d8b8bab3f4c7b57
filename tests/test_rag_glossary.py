"""If these fail, everyday words find nothing, or a trainer's slip in the glossary stops everything."""

from __future__ import annotations

from pathlib import Path

import pytest
from index_fakes import PairEmbedder
from rag_fakes import PLAN

from index.build import build_store
from index.listing import unlisted_files
from index.skipped import skipped_files
from rag.assistant import Assistant
from rag.glossary.glossary import Glossary, open_glossary
from rag.glossary.reading import Entry, GlossaryError, read_glossary
from ui.settings import Settings


def write(folder: Path, text: str) -> Path:
    path = folder / "mine.tsv"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_line_gives_what_is_said_and_what_is_written(tmp_path: Path) -> None:
    path = write(tmp_path, "# 说明\n\n交税|繳稅\t“纳税”|缴纳税款\r\nＡＳＯ\t认证船东\tboth\n")
    entries, problems = read_glossary(path)
    assert entries == (
        Entry(("交税", "缴税"), ("纳税", "缴纳税款")),
        Entry(("aso",), ("认证船东",), True),
    )
    assert problems == ()


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("只有一列", "两列或三列"),
        ("一\t二\tboth\t四", "两列或三列"),
        ("一二\t三四\t双向", "both"),
        ("\t三四", "两列都要有内容"),
        ("一二\t|“”|", "两列都要有内容"),
        (f"{'长' * 61}\t三四", "超过60个字"),
    ],
)
def test_a_broken_line_is_told_and_the_rest_goes_on(tmp_path: Path, line: str, why: str) -> None:
    entries, problems = read_glossary(write(tmp_path, f"交税\t纳税\n{line}\n过关\t通关\n"))
    assert [entry.said for entry in entries] == [("交税",), ("过关",)]
    assert len(problems) == 1
    assert "mine.tsv" in problems[0]
    assert "第2行" in problems[0]
    assert why in problems[0]


def test_a_file_that_is_no_text_is_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "mine.tsv"
    path.write_bytes("交税\t纳税".encode("gb18030"))
    with pytest.raises(GlossaryError, match="UTF-8"):
        read_glossary(path)
    with pytest.raises(GlossaryError, match="无法读取"):
        read_glossary(tmp_path / "none.tsv")


def test_the_longest_saying_counts_and_only_where_words_begin_and_end() -> None:
    glossary = Glossary([Entry(("过关",), ("通关",)), Entry(("过关速度",), ("整体通关时间",))])
    assert [(s.said, s.written) for s in glossary.find("过关速度多快")] == [
        ("过关速度", ("整体通关时间",))
    ]
    assert [s.span for s in glossary.find("怎样过关")] == [(2, 4)]
    assert glossary.find("通过关税调节") == []
    assert glossary.find("paper") == Glossary([Entry(("pap",), ("纸",))]).find("paper") == []


def test_synonyms_hold_either_way_and_others_do_not() -> None:
    glossary = Glossary([Entry(("甲乙",), ("丙丁",), True), Entry(("戊己",), ("庚辛",))])
    assert glossary.written("丙丁") == ("甲乙",)
    assert glossary.written("庚辛") == ()


def test_own_entries_come_before_those_of_the_program(tmp_path: Path) -> None:
    own = open_glossary([write(tmp_path, "过关\t本所通关\n")])
    assert own.written("过关")[0] == "本所通关"
    assert len(own.written("过关")) > 1
    assert open_glossary().written("过关")[0] != "本所通关"


def test_the_files_of_the_program_have_no_broken_line() -> None:
    glossary = open_glossary()
    assert glossary.problems == ()
    assert len(glossary) > 2000


def test_the_glossary_of_a_corpus_folder_is_no_document(tmp_path: Path) -> None:
    (tmp_path / "plan.txt").write_text("港口发展规划\n一、总则\n发展港口。\n", encoding="utf-8")
    mine = write(tmp_path, "码头费\t港口使费\n").rename(tmp_path / "glossary.tsv")
    assert unlisted_files(tmp_path) == ("plan.txt",)
    assert [report.message for report in skipped_files(tmp_path, ["plan.txt"])] == [
        "术语表，用来理解问题，不作为语料"
    ]
    settings = Settings(corpus=tmp_path)
    assert settings.glossaries() == (mine,)
    named = Settings(corpus=tmp_path, glossary=tmp_path / "other.tsv")
    assert named.glossaries() == (tmp_path / "other.tsv", mine)


def test_an_assistant_answers_by_the_trainers_words(tmp_path: Path) -> None:
    embedder = PairEmbedder()
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "plan.txt").write_text(PLAN, encoding="utf-8")
    build_store(tmp_path / "corpus", tmp_path / "store", embedder)
    own = write(tmp_path, "铁疙瘩搬运车\t无人集卡\n坏行\n")
    with Assistant.open(tmp_path / "store", embedder=embedder, glossaries=[own]) as assistant:
        assert len(assistant.glossary_problems) == 1
        assert "无人集卡" in assistant.search("铁疙瘩搬运车")[0].text
    with pytest.raises(GlossaryError):
        Assistant.open(tmp_path / "store", embedder=embedder, glossaries=[tmp_path / "none.tsv"])


def test_words_of_speech_are_told_from_words_of_documents() -> None:
    """An official word that no document has makes it another question; a word of speech does not."""
    own = Glossary([Entry(("手头紧", "小包裹"), ("经济困难", "分期缴纳"))])
    assert own.is_spoken("手头")
    assert not own.is_spoken("分期缴纳")
    assert not own.is_spoken("小包裹")  # a saying by itself: what is written for it is known
    assert own.is_official("分期")
    assert not own.is_official("手头")
    assert [each.said for each in own.told("手头有点紧")] == ["手头紧"]
