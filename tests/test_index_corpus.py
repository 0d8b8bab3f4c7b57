"""Corpora: one bad file must not keep people from the others, and each is told by name."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from outline_lines import CORPUS

from index.corpus import document_id, read_corpus, read_inline, read_manifest
from index.errors import CorpusError, ReadError

BODY = "各单位要结合实际抓好落实，确保各项任务按期完成。"
PLAN = "某某规划\n一、总则\n" + "".join(f"（{n}）目标{n}\n第{n}，{BODY}\n" for n in "一二三四五")
LAW = "某某法\n第一条　为了规范管理，制定本法。\n第二条　本法自公布之日起施行，由主管部门负责解释。"


def write(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        (folder / name.replace("__", ".")).write_text(text, encoding="utf-8")
    return folder


def test_the_five_files_are_four_documents() -> None:
    documents, reports = read_corpus(CORPUS)
    assert [d.id for d in documents] == [
        "plan-14-5",
        "modern-customs-2006",
        "reform-2014",
        "article-2025",
    ]
    assert [r.outcome for r in reports] == ["read", "copy", "read", "read", "read"]
    plan, *_, article = documents
    assert plan.title == plan.outline.title == "“十四五”海关发展规划"
    assert plan.copies == ("001_9d526fd28d09da4d.txt",)
    assert (article.author, article.date, article.source) == (
        "曹雅丽",
        "2025-08-25",
        "中国工业新闻网",
    )


def test_sub_folders_are_read_and_links_that_lead_back_are_not_followed(tmp_path: Path) -> None:
    for folder in ("2021", "2021/办法", ".git", "__MACOSX"):
        (tmp_path / folder).mkdir()
    write(tmp_path, a__txt=PLAN)
    write(tmp_path / "2021", a__txt=LAW, README__md="说明")
    write(
        tmp_path / "2021/办法",
        稽查__txt="稽查办法\n第一条　为了规范稽查，制定本办法，自公布之日起施行。",
    )
    write(tmp_path / ".git", hidden__txt="不收的内容")
    write(tmp_path / "__MACOSX", a__txt="不收的内容")
    (tmp_path / "2021" / "~$a.txt").write_text("Word 的锁", encoding="utf-8")
    (tmp_path / "2021" / "up").symlink_to(tmp_path)
    (tmp_path / "2021" / "self").symlink_to("self")
    documents, reports = read_corpus(tmp_path)
    assert [(d.id, d.file) for d in documents] == [
        ("a", "a.txt"),
        ("2021-a", "2021/a.txt"),
        (document_id("2021/办法/稽查"), "2021/办法/稽查.txt"),
    ]
    assert [r.outcome for r in reports] == ["read"] * 3


def test_names_as_people_have_them(tmp_path: Path) -> None:
    """Spaces, quotes and line ends; a link that leads nowhere is told like a missing file."""
    texts = [PLAN, LAW, "某某规定\n第一条　本规定适用于一切进出境货物的监督管理和统计工作。"]
    for name, text in zip(("a b.txt", "“引号”'\".txt", "两\n行.txt"), texts, strict=True):
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere.txt")
    documents, reports = read_corpus(tmp_path)
    assert len(documents) == len({d.id for d in documents}) == 3
    assert [r.file for r in reports if r.outcome == "failed"] == ["gone.txt"]


def test_a_name_that_is_no_utf8_is_told_and_the_others_are_read(tmp_path: Path) -> None:
    """Such a name can be written neither into the database nor into JSON."""
    write(tmp_path, a__txt=PLAN)
    try:
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xb9\xab\xce\xc4.txt")).write_text(LAW, "utf-8")
    except OSError:
        pytest.skip("this file system takes no such name")
    documents, reports = read_corpus(tmp_path)
    assert [d.id for d in documents] == ["a"]
    (failed,) = [r for r in reports if r.outcome == "failed"]
    assert "文件名" in failed.message
    failed.file.encode("utf-8")


def test_two_files_of_one_name_get_two_ids(tmp_path: Path) -> None:
    write(tmp_path, plan__txt=PLAN, plan__md=LAW)
    documents, _ = read_corpus(tmp_path)
    assert [(d.id, d.file) for d in documents] == [("plan", "plan.md"), ("plan-txt", "plan.txt")]


def test_an_id_of_the_manifest_is_given_to_no_other_file(tmp_path: Path) -> None:
    manifest = '[[document]]\nid = "a"\nfile = "z.txt"\n'
    write(tmp_path, manifest__toml=manifest, z__txt=PLAN, a__txt=LAW)
    documents, _ = read_corpus(tmp_path)
    assert [(d.id, d.file) for d in documents] == [("a", "z.txt"), ("a-txt", "a.txt")]


def test_the_copy_that_was_read_better_is_the_text_that_people_see(tmp_path: Path) -> None:
    """Whichever name comes first: a page that lost its line ends has no sections to cite."""
    flat = PLAN.replace("\n", "")
    write(tmp_path, a__txt=flat, b__txt=PLAN)
    (document,), reports = read_corpus(tmp_path)
    assert (document.id, document.file, document.copies) == ("b", "b.txt", ("a.txt",))
    assert [(r.file, r.outcome, r.document_id) for r in reports] == [
        ("a.txt", "copy", "b"),
        ("b.txt", "read", "b"),
    ]
    manifest = '[[document]]\nid = "p"\nfile = "a.txt"\n'
    write(tmp_path, manifest__toml=manifest)
    (document,), _ = read_corpus(tmp_path)
    assert (document.id, document.file, document.copies) == ("p", "a.txt", ("b.txt",))


def test_a_draft_and_its_final_text_are_two_and_the_report_says_so(tmp_path: Path) -> None:
    draft = PLAN.replace("某某规划", "某某规划（征求意见稿）")
    write(tmp_path, a__txt=PLAN, b__txt=draft)
    documents, reports = read_corpus(tmp_path)
    assert len(documents) == 2
    assert reports[1].outcome == "read"
    assert "几乎相同，但一份是征求意见稿" in reports[1].message


def test_what_was_mended_in_a_file_is_in_its_report(tmp_path: Path) -> None:
    gap = LAW.replace("第二条", "第九条")
    write(tmp_path, a__txt=gap)
    _, (report,) = read_corpus(tmp_path)
    assert report.outcome == "read"
    assert any("第二条" in warning for warning in report.warnings)


def test_a_folder_without_a_manifest_is_read_by_name(tmp_path: Path) -> None:
    write(tmp_path, b__txt=LAW, a__md="# 某某规划\n" + PLAN, README__md="说明", x__png="图")
    documents, reports = read_corpus(tmp_path)
    assert [(d.id, d.title) for d in documents] == [("a", "某某规划"), ("b", "某某法")]
    assert [r.file for r in reports] == ["a.md", "b.txt"]


def test_an_unlisted_copy_is_found_and_different_documents_stay_two(tmp_path: Path) -> None:
    web = PLAN.replace("（", "(").replace("）", ")").replace("，", ",").replace("某某规划\n", "")
    write(tmp_path, a__txt=PLAN, b__txt=web, c__txt=LAW)
    documents, reports = read_corpus(tmp_path)
    assert [d.title for d in documents] == ["某某规划", "某某法"]
    assert documents[0].copies == ("b.txt",)
    assert reports[1].outcome == "copy"
    assert "《某某规划》的另一份" in reports[1].message


def test_a_copy_lends_its_title_to_a_document_that_has_none(tmp_path: Path) -> None:
    write(tmp_path, a__txt=PLAN.removeprefix("某某规划\n"), b__txt=PLAN)
    (document,), _ = read_corpus(tmp_path)
    assert document.title == document.outline.title == document.outline.root.title == "某某规划"


def test_a_file_that_fails_is_reported_and_the_others_are_read(tmp_path: Path) -> None:
    write(tmp_path, a__txt=PLAN, b__txt=" ", c__txt=LAW)
    (tmp_path / "d.txt").write_bytes(b"\x00\x01")
    seen: list[str] = []
    documents, reports = read_corpus(tmp_path, seen.append)
    assert [d.id for d in documents] == ["a", "c"]
    assert [(r.file, r.outcome) for r in reports if r.outcome == "failed"] == [
        ("b.txt", "failed"),
        ("d.txt", "failed"),
    ]
    assert seen == ["a.txt", "b.txt", "c.txt", "d.txt"]


def test_a_file_of_the_manifest_that_is_missing_is_told_by_name(tmp_path: Path) -> None:
    manifest = '[[document]]\nid = "p"\nfile = "没有.txt"\n[[document]]\nid = "l"\nfile = "a.txt"\n'
    manifest += 'copies = ["也没有.txt"]\n'
    write(tmp_path, manifest__toml=manifest, a__txt=LAW)
    documents, reports = read_corpus(tmp_path)
    assert [d.id for d in documents] == ["l"]
    assert [(r.file, r.outcome) for r in reports] == [
        ("没有.txt", "failed"),
        ("a.txt", "read"),
        ("也没有.txt", "failed"),
    ]
    assert "没有.txt" in reports[0].message


def test_a_copy_stands_in_for_a_file_of_the_manifest_that_cannot_be_read(tmp_path: Path) -> None:
    manifest = (
        '[[document]]\nid = "p"\nfile = "p.pdf"\ntitle = "规划"\ncopies = ["a.txt", "b.txt"]\n'
    )
    write(tmp_path, a__txt=PLAN, b__txt=PLAN, manifest__toml=manifest)
    documents, reports = read_corpus(tmp_path)
    assert [(d.id, d.title, d.file, d.copies) for d in documents] == [
        ("p", "规划", "a.txt", ("b.txt",))
    ]
    assert [(r.file, r.outcome) for r in reports] == [
        ("p.pdf", "failed"), ("a.txt", "read"), ("b.txt", "copy"),
    ]  # fmt: skip


def test_a_wrong_copy_in_the_manifest_is_not_taken_for_one(tmp_path: Path) -> None:
    """Else a law would vanish behind a plan that it has nothing to do with."""
    manifest = '[[document]]\nid = "p"\nfile = "a.txt"\ncopies = ["b.txt"]\n'
    write(tmp_path, manifest__toml=manifest, a__txt=PLAN, b__txt=LAW)
    (document,), reports = read_corpus(tmp_path)
    assert document.copies == ()
    assert reports[1].outcome == "failed"
    assert "《某某规划》的副本" in reports[1].message


@pytest.mark.parametrize(
    "manifest",
    [
        "[[document]\n",
        '[[document]]\nid = "p"\n',
        '[[document]]\nfile = "a.txt"\n',
        '[[document]]\nid = "p"\nfile = "a.txt"\nauhtor = "甲"\n',
        '[[document]]\nid = "p"\nfile = 3\n',
        '[[document]]\nid = "p"\nfile = "a.txt"\ncopies = "b.txt"\n',
        '[[document]]\nid = "p"\nfile = "a.txt"\ncopies = [1]\n',
        'document = "a.txt"\n',
        "document = 3\n",
        '[document]\nid = "p"\nfile = "a.txt"\n',
        '[[document]]\nid = "p"\nfile = "a.txt"\n[[document]]\nid = "p"\nfile = "b.txt"\n',
    ],
)
def test_a_wrong_manifest_is_one_sentence_that_names_it(tmp_path: Path, manifest: str) -> None:
    write(tmp_path, manifest__toml=manifest, a__txt=PLAN)
    with pytest.raises(CorpusError, match=r"manifest\.toml") as caught:
        read_corpus(tmp_path)
    assert "\n" not in str(caught.value)
    assert str(caught.value).endswith("。")


def test_a_file_that_the_manifest_names_twice_is_told(tmp_path: Path) -> None:
    manifest = '[[document]]\nid = "p"\nfile = "a.txt"\ncopies = ["a.txt"]\n'
    write(tmp_path, a__txt=PLAN, manifest__toml=manifest)
    with pytest.raises(CorpusError, match=r"a\.txt.*两次"):
        read_corpus(tmp_path)


def test_a_slip_in_the_manifest_is_told_by_its_place(tmp_path: Path) -> None:
    write(tmp_path, manifest__toml='[[document]]\nid = "a\n', a__txt=PLAN)
    with pytest.raises(CorpusError, match=r"manifest\.toml”有错误：第2行第\d+个字处不是正确的TOML"):
        read_manifest(tmp_path)


def test_a_manifest_in_another_encoding_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "manifest.toml").write_bytes("# 清单".encode("gb18030"))
    with pytest.raises(CorpusError, match=r"manifest\.toml"):
        read_manifest(tmp_path)


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="没有找到文件夹"):
        read_corpus(tmp_path / "没有")


def test_an_empty_folder_has_no_documents(tmp_path: Path) -> None:
    assert read_corpus(tmp_path) == ((), ())


def test_ids_are_stable_ascii_and_apart() -> None:
    assert document_id("Plan 14_5") == "plan-14-5"
    assert document_id("海关规划") == document_id("海关规划")
    assert document_id("海关规划").isascii()
    assert document_id("海关规划") != document_id("海关方案")
    assert document_id("---").startswith("doc-")
    assert document_id("x" * 41).startswith("doc-")


def test_a_text_given_with_a_question() -> None:
    document = read_inline("临时文件", PLAN)
    assert document.title == "临时文件"
    assert document.outline.title == document.title
    assert read_inline("临时文件", PLAN).id == document.id
    assert read_inline("临时文件", LAW).id != document.id


@pytest.mark.parametrize("text", ["", " \n", "\x00\u200b\n\ufeff"])
def test_a_text_with_nothing_to_read_says_so(tmp_path: Path, text: str) -> None:
    with pytest.raises(ReadError, match="“临时文件”里没有文字"):
        read_inline("临时文件", text)
    write(tmp_path, a__txt=text)
    documents, (report,) = read_corpus(tmp_path)
    assert documents == ()
    assert report.outcome == "failed"
