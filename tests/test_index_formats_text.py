"""Encodings: a clerk's old file read in the wrong one is answered from as nonsense, or is refused."""

from __future__ import annotations

import pytest

from index.errors import ReadError
from index.formats.encodings import decode_bytes
from index.formats.fitness import FIT, fitness
from index.formats.text import read_text

TEXT = (
    "一、总体要求\n各单位要结合实际抓好落实，确保各项任务按期完成。\n二、保障措施\n加强组织领导。"
)
OLD = "一、總體要求\n各單位要結合實際抓好落實，確保各項任務按期完成。\n二、保障措施\n加強組織領導。"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "gb2312", "utf-16", "utf-32"]
)
def test_what_office_software_writes_is_read_without_a_word(encoding: str) -> None:
    reading = read_text(TEXT.encode(encoding), "甲.txt")
    assert list(reading.blocks) == TEXT.split("\n")
    assert reading.warnings == ()


@pytest.mark.parametrize("encoding", ["big5", "big5hkscs", "utf-16-le", "utf-16-be"])
def test_an_undeclared_encoding_is_found_out_and_told(encoding: str) -> None:
    """Big5 read as GB18030 is no error for Python, only nonsense for the reader."""
    reading = read_text(OLD.encode(encoding), "甲.txt")
    assert list(reading.blocks) == OLD.split("\n")
    (warning,) = reading.warnings
    assert "请核对文字是否正确" in warning


def test_traditional_text_in_gb18030_is_not_taken_for_big5() -> None:
    assert decode_bytes(OLD.encode("gb18030"), "甲.txt").text == OLD


def test_nonsense_is_told_from_chinese() -> None:
    assert fitness(TEXT) == fitness(OLD) == fitness("Plan 2025") == 1.0
    assert fitness(OLD.encode("big5").decode("gb18030", "ignore")) < FIT
    assert fitness(TEXT.encode("utf-8").decode("gb18030", "ignore")) < FIT


@pytest.mark.parametrize(("declared", "encoding"), [("gb2312", "gbk"), ("big5", "big5hkscs")])
def test_a_page_says_its_encoding(declared: str, encoding: str) -> None:
    page = (
        f'<html><head><meta http-equiv=Content-Type content="text/html; charset={declared}">{OLD}'
    )
    found = decode_bytes(page.encode(encoding), "甲.html")
    assert found.text == page
    assert found.warnings == ()


def test_an_xml_declaration_is_believed_only_where_the_text_fits() -> None:
    page = f'<?xml version="1.0" encoding="big5"?><html>{TEXT}</html>'
    assert decode_bytes(page.encode("gb18030"), "甲.html").text == page


def test_lines_pasted_from_another_encoding_are_both_read_and_told() -> None:
    lines = TEXT.split("\n")
    data = b"\n".join([*(line.encode() for line in lines[:3]), lines[3].encode("gb18030")])
    reading = read_text(data, "甲.txt")
    assert list(reading.blocks) == lines
    assert reading.warnings == ("文件里有两种文字编码：第4行是GB18030，其余是UTF-8，已分别读取。",)


def test_few_utf8_lines_in_an_old_file_are_found_though_gb18030_takes_them() -> None:
    lines = TEXT.split("\n") * 30
    data = b"\n".join([*(line.encode("gb18030") for line in lines), "加强监管。".encode()])
    reading = read_text(data, "甲.txt")
    assert list(reading.blocks) == [*lines, "加强监管。"]
    assert "第121行是UTF-8" in reading.warnings[0]


def test_a_broken_byte_costs_one_character_and_names_its_line() -> None:
    whole = (TEXT + "\n") * 40
    broken = bytearray(whole.encode())
    broken[len(TEXT.encode()) + 1 + 3] = 0xFF
    reading = read_text(bytes(broken), "甲.txt")
    assert len(reading.blocks) == 160
    assert reading.blocks[5:] == whole.splitlines()[5:]
    (warning,) = reading.warnings
    assert warning.startswith("第5行有损坏的文字")


def test_a_gb18030_file_cut_in_the_middle_of_a_character_is_read() -> None:
    data = (TEXT * 5).encode("gb18030")[:-1]
    reading = read_text(data, "甲.txt")
    assert "加强组织领" in str(reading.blocks[-1])
    assert "损坏" in reading.warnings[0]


def test_stray_zero_bytes_are_dropped_and_told() -> None:
    reading = read_text((TEXT * 3).encode() + b"\x00\x00", "甲.txt")
    assert list(reading.blocks) == (TEXT * 3).split("\n")
    assert reading.warnings == ("文件里夹有空字节，已去掉。",)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(40), "不是文本文件，其实是PNG图片"),
        (b"\x01\x02" + bytes(400), "不是文本文件"),
        (b"\xff\xfe\x00\xd8\x41", "已损坏"),
        (b"\xef\xbb\xbf\xff", "已损坏"),
        (b"\xff\xff\xff\xff", "编码无法识别"),
        (bytes(range(128, 256)) * 40, "编码无法识别"),
    ],
)
def test_bytes_that_are_no_text_are_refused_by_name(data: bytes, words: str) -> None:
    with pytest.raises(ReadError, match=words) as caught:
        read_text(data, "甲.txt")
    assert "“甲.txt”" in str(caught.value)


@pytest.mark.parametrize("word", ["联通", "联通\n", "一"])
def test_a_short_old_file_is_not_taken_for_utf8(word: str) -> None:
    """联通 in GB18030 is nearly UTF-8: the bug that Notepad was known for."""
    assert decode_bytes(word.encode("gb18030"), "甲.txt").text == word
