"""If these fail, a Chinese sentence ends in “No such file or directory”."""

from __future__ import annotations

import errno
import os
import re
import sqlite3

import pytest

from index.reasons import reason


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOENT, "文件或文件夹不存在"),
        (errno.EACCES, "没有权限"),
        (errno.ENOSPC, "磁盘空间不足"),
        (errno.EISDIR, "它是文件夹，不是文件"),
    ],
)
def test_common_reasons_have_their_own_words(number: int, words: str) -> None:
    assert reason(OSError(number, os.strerror(number))) == words


@pytest.mark.parametrize("number", sorted(errno.errorcode))
def test_no_reason_is_in_english(number: int) -> None:
    assert not re.search("[A-Za-z]", reason(OSError(number, os.strerror(number))))


def test_an_error_without_a_number_has_words_too() -> None:
    assert reason(OSError("something")) == "系统没有说明原因"


def test_reasons_of_the_database() -> None:
    connection = sqlite3.connect(":memory:")
    with pytest.raises(sqlite3.Error) as caught:
        connection.execute("PRAGMA query_only = 1").connection.execute("CREATE TABLE a (b)")
    assert reason(caught.value) == "数据库文件不可写"
    connection.close()
    assert reason(sqlite3.Error("x")) == "数据库错误"
