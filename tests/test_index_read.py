"""Reading: a clerk's file comes in any encoding; what cannot be read says so in one sentence."""

from __future__ import annotations

import hashlib
import os
import re
from pathlib import Path

import pytest

from index import read
from index.blocks import Marked, Reading
from index.errors import ReadError
from index.formats.markdown import plain_markdown
from index.formats.text import decode
from index.read import read_file

TEXT = "一、总则\n各单位抓好落实。"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16"])
def test_encodings_that_office_software_writes(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "文件.txt"
    path.write_bytes(TEXT.encode(encoding))
    source = read_file(path)
    assert list(source.blocks) == TEXT.split("\n")
    assert source.name == "文件.txt"
    assert source.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


def test_big_endian_utf16() -> None:
    assert decode(b"\xfe\xff" + TEXT.encode("utf-16-be"), "甲.txt") == TEXT


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"\x89PNG\x00\x00\x01", "不是文本文件"),
        (b"\xff\xfe\x00\xd8\x41", "已损坏"),
        (b"\xef\xbb\xbf\xff", "已损坏"),
        (b"\xff\xff\xff\xff", "编码无法识别"),
    ],
)
def test_bytes_that_are_no_text_are_refused_by_name(data: bytes, words: str) -> None:
    with pytest.raises(ReadError, match=words) as caught:
        decode(data, "甲.txt")
    assert "甲.txt" in str(caught.value)


@pytest.mark.parametrize("content", ["", " \n\t\n", "\ufeff"])
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


@pytest.mark.parametrize("name", ["表.xlsx", "无后缀", "图.PNG"])
def test_other_kinds_of_files_are_refused_with_those_that_can_be_read(
    tmp_path: Path, name: str
) -> None:
    (tmp_path / name).write_bytes(b"x")
    with pytest.raises(ReadError, match=r"目前支持：\.txt"):
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


def test_markdown_gives_its_title_and_loses_its_marks() -> None:
    markdown = (
        "---\nsidebar: auto\n---\n\n# 某某法\r\n\n## 第一章　总则\n\n**第一条**　为了__规范__。\n"
    )
    reading = plain_markdown(markdown)
    assert reading.title == "某某法"
    assert [block for block in reading.blocks if block] == [
        Marked("某某法", 1), Marked("第一章　总则", 2), "第一条　为了规范。",
    ]  # fmt: skip


def test_markdown_without_a_title_or_front_matter_is_left_whole() -> None:
    text = "甲\n---\n乙\n---\n丙\n"
    assert plain_markdown(text) == Reading(text.split("\n"))
