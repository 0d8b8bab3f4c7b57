"""When, who, mottoes and names beside their abbreviations: each question gets what it asks for."""

from __future__ import annotations

import pytest
from form_fakes import said


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("车站管理条例什么时候生效", "自2026年3月1日起施行"),
        ("规划中期评估哪年做", "2027年"),
        ("进站申请由哪个部门审批", "车站管理局审批"),
        ("站长是谁", "周宁"),
        ("《车站建设见成效》的编辑叫什么", "吴越"),
        ("车站工作12字要求是什么", "“安全第一、服务至上、整洁有序”车站工作12字要求"),
        ("CTO是什么意思", "“经认证的运输人”（CTO）"),
    ],
)
def test_what_is_asked_for_is_said(text: str, answer: str) -> None:
    assert answer in said(text)


@pytest.mark.parametrize(
    "text", ["食堂什么时候开门", "谁发明了蒸汽机", "车站工作28字要求是什么", "XYZ是什么意思"]
)
def test_what_is_not_there_is_refused(text: str) -> None:
    assert said(text) == ""
