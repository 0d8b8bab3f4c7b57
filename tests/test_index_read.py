"""Reading: a clerk's file comes in any encoding; what cannot be read says so in one sentence."""

from __future__ import annotations

import errno
import hashlib
import os
import re
from pathlib import Path

import pytest

from index import read
from index.errors import ReadError
from index.read import read_bytes, read_file

TEXT = "一、总则\n各单位抓好落实。"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16"])
def test_encodings_that_office_software_writes(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "文件.txt"
    path.write_bytes(TEXT.encode(encoding))
    source = read_file(path)
    assert list(source.blocks) == TEXT.split("\n")
    assert source.name == "文件.txt"
    assert source.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


def test_a_link_shows_documents_and_nothing_else_of_the_machine(tmp_path: Path) -> None:
    """An unpacked archive may bring “规划.txt” that leads to passwords: all would read them."""
    (tmp_path / "shadow").write_text("root:x:0:0:密码", encoding="utf-8")
    (tmp_path / "原件.TXT").write_text(TEXT, encoding="utf-8")
    for name, target in (
        ("规划.txt", "shadow"),
        ("又一层.txt", "规划.txt"),
        ("办法.txt", "原件.TXT"),
    ):
        (tmp_path / name).symlink_to(target)
    for name in ("规划.txt", "又一层.txt"):
        with pytest.raises(ReadError, match="“shadow”不是可以收入的文件"):
            read_file(tmp_path / name)
    assert list(read_file(tmp_path / "办法.txt").blocks) == TEXT.split("\n")


@pytest.mark.parametrize("content", ["", " \n\t\n", "\ufeff", "\u3000\xa0\u200b\n"])
def test_an_empty_file_says_so(tmp_path: Path, content: str) -> None:
    path = tmp_path / "空.txt"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(ReadError, match="没有文字"):
        read_file(path)


def test_a_markdown_file_of_front_matter_alone_is_empty(tmp_path: Path) -> None:
    path = tmp_path / "空.md"
    path.write_text("---\nsidebar: auto\n---\n", encoding="utf-8")
    with pytest.raises(ReadError, match="没有文字"):
        read_file(path)


def test_a_file_over_the_limit_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "大.txt"
    path.write_text("字" * 700_000, encoding="utf-8")
    monkeypatch.setattr(read, "SIZE_LIMIT", 1024 * 1024)
    with pytest.raises(ReadError, match="2 MB，超过1 MB的上限"):
        read_file(path)


@pytest.mark.parametrize("name", ["表.xyz", "无后缀", "图.PNG"])
def test_other_kinds_of_files_are_refused_with_those_that_can_be_read(
    tmp_path: Path, name: str
) -> None:
    (tmp_path / name).write_bytes(b"x")
    with pytest.raises(ReadError, match=r"目前支持：\.txt.*\.html.*\.pdf"):
        read_file(tmp_path / name)


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("没有.txt", "不存在"),
        ("没有后缀", "不存在"),
        ("夹.txt", "它是文件夹，不是文件"),
        ("夹", "它是文件夹，不是文件"),
        ("文.txt/甲.txt", "不是文件夹"),
        ("长" * 300 + ".txt", "名称太长"),
    ],
)
def test_what_is_not_there_and_folders_are_told_as_such(
    tmp_path: Path, name: str, told: str
) -> None:
    (tmp_path / "夹.txt").mkdir()
    (tmp_path / "夹").mkdir()
    (tmp_path / "文.txt").write_text(TEXT, encoding="utf-8")
    with pytest.raises(ReadError, match=f"^无法读取“.*”：.*{told}。$") as caught:
        read_file(tmp_path / name)
    assert not re.search("[a-z]{4}", str(caught.value))


def test_a_pipe_is_refused_at_once_instead_of_waited_on(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "管.txt")
    with pytest.raises(ReadError, match="不是普通文件"):
        read_file(tmp_path / "管.txt")


def test_an_upper_case_suffix_is_read(tmp_path: Path) -> None:
    path = tmp_path / "A.TXT"
    path.write_text(TEXT, encoding="utf-8")
    assert list(read_file(path).blocks) == TEXT.split("\n")


@pytest.mark.parametrize("name", ["大.pdf", "大.DOCX"])
def test_a_large_pdf_or_word_file_has_a_limit_of_its_own(
    tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A plan with pictures has 50 MB: it must not be refused by the limit for text."""
    path = tmp_path / name
    path.write_bytes(b"x" * 3 * read.MEGABYTE)
    monkeypatch.setattr(read, "SIZE_LIMIT", read.MEGABYTE)
    assert len(read_bytes(path)) == 3 * read.MEGABYTE
    monkeypatch.setattr(read, "PACKED_LIMIT", 2 * read.MEGABYTE)
    with pytest.raises(ReadError, match="3 MB，超过2 MB的上限"):
        read_bytes(path)


@pytest.mark.parametrize(
    "name", ["好 文件 “一”.txt", 'it\'s "q".txt', "甲\n乙.txt", "-rf.txt", "%s{0}.txt"]
)
def test_names_with_spaces_and_quotes(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(TEXT, encoding="utf-8")
    assert read_file(tmp_path / name).name == name


def test_a_link_is_followed_and_a_loop_of_links_told(tmp_path: Path) -> None:
    (tmp_path / "文.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "链.txt").symlink_to("文.txt")
    (tmp_path / "圈.txt").symlink_to("环.txt")
    (tmp_path / "环.txt").symlink_to("圈.txt")
    assert list(read_file(tmp_path / "链.txt").blocks) == TEXT.split("\n")
    with pytest.raises(ReadError, match="链接绕成了圈"):
        read_file(tmp_path / "圈.txt")


def test_no_permission_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "密.txt").write_text(TEXT, encoding="utf-8")

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, "")

    monkeypatch.setattr(Path, "open", refuse)  # root may read everything
    with pytest.raises(ReadError, match=r"^无法读取“密\.txt”：没有权限。$"):
        read_file(tmp_path / "密.txt")


def test_a_file_that_grows_while_it_is_read_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Half a download would be indexed as the whole document."""
    path = tmp_path / "下载中.txt"
    path.write_text(TEXT, encoding="utf-8")

    def grow(size: int, name: str, suffix: str) -> None:
        with path.open("a", encoding="utf-8") as file:
            file.write("\n二、后来写的")

    monkeypatch.setattr(read, "_check_size", grow)
    with pytest.raises(ReadError, match="在读取时被改动"):
        read_file(path)


def test_warnings_of_the_format_reach_the_source(tmp_path: Path) -> None:
    path = tmp_path / "旧.txt"
    path.write_bytes("一、總則，各單位抓好落實。".encode("big5"))
    assert "Big5" in read_file(path).warnings[0]
