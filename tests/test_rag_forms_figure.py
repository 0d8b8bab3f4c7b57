"""Figures: the clause of the very figure that is asked for, not of its neighbour in the sentence."""

from __future__ import annotations

import pytest
from depot_fakes import said as depot
from form_fakes import said
from index_fakes import document
from rag_fakes import catalogue_of

from rag.forms.focus import asks_figure, asks_level, focus, measured_terms
from rag.forms.numbers import figures_in
from rag.forms.units import unit_allowed
from rag.question import ParsedQuestion
from rag.routes import draft_answer


@pytest.mark.parametrize(
    ("text", "figure", "other"),
    [
        ("候车室新增了多少座椅", "800个", "5000"),
        ("候车室座椅总数是多少个", "5000个", ""),
        ("座椅一共有几个", "5000个", ""),
        ("候车厅安检年度合格率是多少", "95%以上", "90%"),
        ("封站最短多久", "一个月以上", "二年"),
        ("封站的期限是多久", "一个月以上六个月以下", "二年"),
    ],
)
def test_the_figure_asked_for(text: str, figure: str, other: str) -> None:
    answer = said(text)
    assert figure in answer
    assert not other or other not in answer


def test_a_rule_keeps_the_exception_in_its_middle() -> None:
    assert "封站的期限，除第五条规定外" in said("封站的期限是多久")


@pytest.mark.parametrize(
    ("text", "noun"),
    [
        ("座椅总数现在是多少个", "总数"),
        ("引进师傅多少名", "师傅"),
        ("有多少部电梯", "电梯"),
        ("座椅总数已经有400个了吧", "总数"),
        ("怎么建车站", ""),
    ],
)
def test_the_noun_that_is_measured(text: str, noun: str) -> None:
    assert focus(ParsedQuestion(text)) == noun


@pytest.mark.parametrize(
    ("text", "unit", "allowed"),
    [
        ("正点率是多少", "%", True),
        ("建设多少个实验室", "%", False),
        ("建设多少个实验室", "级", False),
        ("几级实验室", "级", True),
        ("封站多久", "个月", True),
        ("封站多久", "个", False),
        ("投资多少钱", "元", True),
        ("这几年卖出多少张票", "张", True),
        ("紧缺的站务人才要补多少", "人", True),
        ("逃票要补交多少", "人", False),
        ("工资多少钱", "%", False),
    ],
)
def test_units_that_can_answer(text: str, unit: str, allowed: bool) -> None:
    assert unit_allowed(ParsedQuestion(text), unit) is allowed


def test_a_figure_inside_a_range_is_not_called_wrong() -> None:
    assert not said("封站三个月，对吗").startswith("不对")
    assert said("封站九个月，对吗").startswith("不对")


@pytest.mark.parametrize("text", ["候车时间是多少分钟", "现在候车时间为多少分钟"])
def test_a_reduction_is_not_the_level_asked_for(text: str) -> None:
    assert "9分钟" not in depot(text)


def test_a_reduction_is_given_where_it_is_asked_for() -> None:
    assert "9分钟" in depot("候车时间压缩了多少分钟")


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("案例收录件数", True),
        ("合理区间是什么", True),
        ("车站贸易额", True),
        ("三支执行力量", False),
        ("怎么提高工作质量", False),
    ],
)
def test_a_measure_alone_asks_for_its_figure(text: str, asked: bool) -> None:
    assert asks_figure(ParsedQuestion(text)) is asked


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("等候时间是多少分钟", True),
        ("等候时间压缩了多少分钟", False),
        ("比去年少用多少分钟", False),
    ],
)
def test_a_level_or_a_change(text: str, level: bool) -> None:
    assert asks_level(ParsedQuestion(text)) is level


def test_words_that_only_ask_are_left_out() -> None:
    question = ParsedQuestion("王小明讲的案例收录件数是多少")
    assert measured_terms(question, ["王小明", "案例", "收录", "件数"]) == ["案例", "收录"]


def test_what_is_counted_is_not_left_out() -> None:
    assert measured_terms(ParsedQuestion("引进多少师傅"), ["引进", "师傅"]) == ["引进", "师傅"]
    assert measured_terms(ParsedQuestion("卸货省多少小时"), ["卸货", "小时"]) == ["卸货"]


def test_figures_of_the_unit_asked_for() -> None:
    assert figures_in(ParsedQuestion("省多少小时"), "平均压缩15个小时以上，查验3次") == ["15个小时"]


def test_a_figure_of_the_question_itself_is_no_answer() -> None:
    assert "900件" not in depot("资料库收录了900件案例，一共花了多少经费")


@pytest.mark.parametrize("text", ["封站最短多久", "封站的期限是多久"])
def test_nothing_is_reckoned_where_no_other_unit_is_asked_for(text: str) -> None:
    assert "＝" not in said(text)


LONE = (
    "第一条 为了养好蜂群，制定本规划。\n"
    "第二条 培育生产性蜂群450箱，繁育种王12只。\n"
    "第三条 蜂场应当远离水库，并设置遮阴棚。\n"
)


def _of_bees(question: str) -> str:
    catalogue = catalogue_of(document(LONE, "bees", "养蜂规划"))
    draft = draft_answer(question, (), catalogue)
    return "".join(s.text for s in draft.statements) if draft.found else ""


@pytest.mark.parametrize("asked", ["种王名额", "种王规模是多少", "种王合计多少只"])
def test_a_word_that_only_asks_for_a_measure_need_not_be_written(asked: str) -> None:
    assert "12只" in _of_bees(asked)


def test_the_only_figure_near_is_given_though_a_word_of_the_question_is_not_written() -> None:
    assert "450箱" in _of_bees("本地养殖户生产性蜂群补充培育多少箱")


def test_a_lone_figure_of_another_thing_is_not_given() -> None:
    assert not _of_bees("蜂蜜罐头要出口多少箱")


def test_two_figures_of_one_sentence_are_both_given() -> None:
    said = _of_bees("生产性蜂群培育多少箱、繁育种王多少只")
    assert "450箱" in said
    assert "12只" in said


@pytest.mark.parametrize(
    ("question", "unit", "allowed"),
    [
        ("果园要守住多少亿亩", "亩", True),
        ("果园要守住多少亿亩", "元", False),
        ("接待游客多少万人次", "人次", True),
        ("投资多少亿", "元", True),
        ("出口涨了几个点", "%", True),
        ("合作文件签了几份", "份", True),
    ],
)
def test_a_scale_before_the_unit_asked_for_does_not_hide_it(
    question: str, unit: str, *, allowed: bool
) -> None:
    parsed = ParsedQuestion(question)
    assert unit_allowed(parsed, unit) is allowed
    assert asks_figure(parsed)


SHIPPING = """内河航运条例
第一条 船检机构受理申请后，应当在七十二小时内作出决定；情况紧急的，应当在二十四小时内作出。
第二条 船员管理局的后备船长有两个以上航线驾驶经历的达到100%，有夜航经历的达到95%以上；水手另有规定。
第三条 沿江港口与外地港口新建合作机制85个，达到138个。
第四条 建好8个引航工作站，培养引进50名以上引航员。
第五条 船员伤残赔偿的时效为三年，从船员知道受到伤害时起计算。
第六条 收费人员必须出具统一制发的专用票据；不出具专用票据的，船主有权拒绝缴费。
"""


@pytest.mark.parametrize(
    ("question", "told", "untold"),
    [
        ("船检机构几小时内作出决定", "情况紧急的，应当在二十四小时内作出", ""),
        ("后备船长有夜航经历的要占到百分之几", "船员管理局的后备船长", ""),
        ("港口合作机制总共几个了", "达到138个", ""),
        ("引航工作站建几个，又引进多少名引航员", "50名以上", ""),
        ("伤残赔偿的时效是多少年，从什么时候算", "从船员知道受到伤害时起", "没有另外找到"),
        ("收费不出票据，船主可以拒绝缴费吗", "有权拒绝缴费", ""),
    ],
)
def test_a_figure_comes_with_what_it_cannot_do_without(
    question: str, told: str, untold: str
) -> None:
    catalogue = catalogue_of(document(SHIPPING, "shipping", "内河航运条例"))
    text = "".join(s.text for s in draft_answer(question, (), catalogue).statements)
    assert told in text
    assert not untold or untold not in text


TERMS = """船员条例
第一条 停航经过下列期限不再追究：
（一）最高处分为不满五年停航的，经过五年；
（二）最高处分为五年以上不满十年停航的，经过十年；
（三）最高处分为十年以上停航的，经过十五年。
第二条 禁航的日期，从决定之日起计算；先行扣留的，扣留一日折抵刑期二日。
第三条 降级的日期，从决定之日起计算；先行扣留的，扣留一日折抵刑期一日。
第四条 登记税应当在三十日内申报。
"""


@pytest.mark.parametrize(
    ("question", "told", "untold"),
    [
        ("最高处分十年以上停航的，过多少年不追究", "经过十五年", "经过十年"),
        ("最高处分不满五年停航的，过几年不追究", "经过五年", "经过十年"),
        ("降级的扣留一日折抵刑期二日对吗", "折抵刑期一日", "折抵刑期二日"),
        ("登记税多少天内申报", "三十日内申报", "＝"),
    ],
)
def test_the_branch_that_a_case_falls_under(question: str, told: str, untold: str) -> None:
    catalogue = catalogue_of(document(TERMS, "terms", "船员条例"))
    text = "".join(s.text for s in draft_answer(question, (), catalogue).statements)
    assert told in text
    assert untold not in text
