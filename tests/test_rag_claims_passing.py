"""What a question states wrongly in passing: a clerk who asks on from it must first be put right."""

from __future__ import annotations

import pytest
from form_fakes import said
from index_fakes import document
from rag_fakes import assistant_of

from rag.claims.slots import list_variant, says_so, slot_of, variant_of
from rag.claims.wording import as_check, clauses_of, of_own_case
from rag.question import ParsedQuestion


@pytest.mark.parametrize(
    ("text", "right", "also"),
    [
        ("座椅总数都350个了，新增的是多少", "5000个", "800个"),
        ("中期评估是2028年做的吧，由谁做", "2027年", "站务委员会"),
        ("条例是2025年3月1日施行的吧，写在哪一条", "2026年3月1日", "第五条"),
        ("站长李四在开放日上介绍了什么", "周宁", "智慧车站"),
    ],
)
def test_the_wrong_is_put_right_and_the_rest_answered(text: str, right: str, also: str) -> None:
    answer = said(text)
    assert answer.startswith("不")
    assert right in answer
    assert also in answer


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("座椅总数是300个，我没记错吧", "5000个"),
        ("座椅总数是300个，麻烦核一下", "5000个"),
        ("材料里写座椅总数是300个——这么写行不行", "5000个"),
        ("不是说座椅总数有300个吗，帮我确认一下", "5000个"),
        ("座椅总数300个这个数字能不能用", "5000个"),
        ("为什么远期的期限定在2027年", "2030年"),
        ("“六好”车站是哪六好", "“五好”车站"),
        ("“安全第一、服务至上、整洁有序”是车站工作的16字要求，没记错吧", "12字要求"),
        ("“安全第一、服务至上、整洁有序”这16字要求由谁提出", "12字要求"),
        ("条例是2025年3月1日当天开始施行的吗", "2026年3月1日"),
        ("专栏1是讲票价的吗", "主要指标"),
        ("条例是2025年3月1日施行的吗", "2026年3月1日"),
    ],
)
def test_however_the_check_is_asked_for(text: str, right: str) -> None:
    answer = said(text)
    assert answer.startswith("不")
    assert right in answer


@pytest.mark.parametrize(
    "text",
    [
        "站台安检年度合格率达到90%以上，候车厅安检年度合格率达到95%以上，对吗？",
        "货运列车正点率达到85%，其他列车达到95%，没错吧",
        "一级调度中心由总站运行（含改造后的东、西、北分站）和应急等力量组成，对不对",
        "连续三次违规不满五年的，可以停运，对吗",
    ],
)
def test_what_stands_there_word_for_word_is_never_called_wrong(text: str) -> None:
    assert said(text)
    assert not said(text).startswith("不")


def test_the_figures_of_ones_own_case_are_not_held_against_the_text() -> None:
    assert not said("我家电梯坏了300天，该找谁").startswith("不")
    clauses = clauses_of(ParsedQuestion("我工资5000元，试用期要几个月"))
    assert of_own_case(clauses)


def test_the_clauses_of_a_question() -> None:
    clauses = clauses_of(ParsedQuestion("听说座椅有300个，电梯才5台——这么写行不行"))
    assert [c.role for c in clauses] == ["states", "states", "tag"]
    assert as_check(clauses[0]) == "座椅有300个吗？"
    asked = clauses_of(ParsedQuestion("座椅都300个了，新增的占多少"))
    assert [c.role for c in asked] == ["states", "asks"]


@pytest.mark.parametrize(
    "remark",
    ["这两个数我写到稿子里了", "是这么分的吧", "我付印前核实一下", "准备去申请了", "打算去报名了"],
)
def test_what_is_done_with_a_statement_asks_whether_it_is_right(remark: str) -> None:
    clauses = clauses_of(ParsedQuestion(f"座椅总数有300个，{remark}"))
    assert [c.role for c in clauses] == ["states", "tag"]


def test_a_day_that_is_told_is_no_condition() -> None:
    clauses = clauses_of(ParsedQuestion("站房改造是2024年完成的，之后由谁评估"))
    assert [c.role for c in clauses] == ["states", "asks"]


def test_a_condition_stays_with_what_it_is_the_condition_of() -> None:
    clauses = clauses_of(ParsedQuestion("违规三次的，可以停运三年，对吧"))
    assert [c.role for c in clauses] == ["states", "tag"]


def test_what_stands_in_the_place_of_a_piece() -> None:
    asked = "支持甲市打造中心"
    assert slot_of(asked, (2, 4), "推进改革，支持乙市打造中心。") == "乙市"
    assert slot_of(asked, (2, 4), "支持甲市打造中心。") == ""
    assert slot_of(asked, (2, 4), "乙市的中心已经打造。") == ""


def test_lists_and_names_that_are_nearly_the_same() -> None:
    asked = "分为甲类、乙类、丁类"
    assert list_variant(asked, (2, 10), "共分“甲类、乙类、丙类”三种")
    assert not list_variant(asked, (2, 10), "共分“甲类、乙类、丁类”三种")
    assert variant_of("两网、一库", "建成“一网、两库”体系") == "一网、两库"
    assert variant_of("一网、两库", "建成“一网、两库”体系") == ""


def test_word_for_word() -> None:
    assert says_so("座椅总数达到5000个", "现在,座椅总数达到5000个。")
    assert not says_so("座椅", "座椅总数达到5000个。")


SHARES = """水库管理规划
一、主要任务
（一）完善监测系统。
推进大坝监测站建设，实现渗漏自动监测覆盖率和坝顶视频监控覆盖率达到70%。
（二）加强巡查。
巡查记录归档率达到90%，巡查人员持证率达到60%。
"""


@pytest.mark.parametrize(
    ("text", "opening"),
    [
        ("渗漏自动监测覆盖率70%、坝顶视频监控覆盖率80%对吗", "不对，其中80%应为70%："),
        ("渗漏监测覆盖率60%、视频监控覆盖率70%对不对", "不对，其中60%应为70%："),
        ("渗漏监测覆盖率和视频监控覆盖率分别是70%和80%吗", "不对，其中80%应为70%："),
        ("渗漏监测覆盖率70%，视频监控覆盖率80%，对吗", "不对，“视频监控覆盖率80%”有误："),
        ("渗漏监测覆盖率80%、视频监控覆盖率80%对吗", "不对，"),
        ("渗漏自动监测覆盖率70%、坝顶视频监控覆盖率70%对吗", "是的。"),
    ],
)
def test_one_figure_for_two_things_bears_out_the_one_and_not_the_other(
    text: str, opening: str
) -> None:
    # the sentence stood without a verdict, or behind 是的 and 不对 both
    with assistant_of(document(SHARES, "water", "水库管理规划")) as assistant:
        answer = assistant.ask(text)
    assert answer.answer.startswith(opening), answer.answer
    assert "达到70%" in answer.answer
    assert ("是的" in answer.answer) + ("不对" in answer.answer) == 1
    assert [c.label for c in answer.citations] == ["（一）"]


def test_a_figure_of_another_thing_does_not_speak_against_a_claim() -> None:
    with assistant_of(document(SHARES, "water", "水库管理规划")) as assistant:
        said = assistant.ask("巡查记录归档率90%、巡查人员持证率60%对吗").answer
    assert "不对" not in said


def test_figures_that_have_changed_places_are_wrong() -> None:
    # all figures of the question stand in the sentence, each with the other thing
    with assistant_of(document(SHARES, "water", "水库管理规划")) as assistant:
        listed = assistant.ask("巡查记录归档率60%、巡查人员持证率90%，是这么定的吧")
        apart = assistant.ask("水库这块：巡查记录归档率60%，人员持证率90%——这么写行不行")
    for answer in (listed, apart):
        assert answer.answer.startswith("不对"), answer.answer
        assert "归档率达到90%" in answer.answer
        assert "持证率达到60%" in answer.answer


def test_two_figures_that_are_both_other_ones_are_wrong() -> None:
    with assistant_of(document(SHARES, "water", "水库管理规划")) as assistant:
        said = assistant.ask("巡查记录归档率75%、人员持证率45%，这两个数我引到材料里了").answer
    assert said.startswith("不对")
    assert "90%" in said


def test_a_figure_stated_of_a_thing_is_told_though_no_verdict_is_sure() -> None:
    answer = assistant_of(
        document(
            "车站规划\n一、安检\n紧急情况下，值班室应当在二十四小时内发出通行令。\n",
            "n",
            "车站规划",
        )
    ).ask("紧急情况下值班室也得四十八小时才发通行令，太慢了")
    assert "二十四小时" in answer.answer


def test_who_is_asked_for_is_no_claim() -> None:
    answer = said("座椅是委托哪家公司安装的")
    assert not answer.startswith("不对")
