"""If these fail, a slip of the finger gets no answer, or a good question is changed into another."""

from __future__ import annotations

import pytest
from index_fakes import PairEmbedder
from rag_fakes import catalogue_of, law, news, plan

from rag.catalogue import Catalogue
from rag.spelling.codes import mend_codes
from rag.spelling.confusion import confusions
from rag.spelling.mend import mend
from rag.spelling.mistakes import mistake_cost
from rag.spelling.places import mend_places
from rag.spelling.vocabulary import Vocabulary, read_vocabulary, vocabulary_of


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return catalogue_of()


@pytest.fixture(scope="module")
def vocabulary(catalogue: Catalogue) -> Vocabulary:
    return read_vocabulary(catalogue)


@pytest.mark.parametrize(
    ("typed", "meant", "kind"),
    [
        ("智惠港口建设工程", "智慧港口建设工程", "the same sound"),
        ("危化品堆肠改造", "危化品堆场改造", "the same look or sound"),
        ("无人集集卡推广", "无人集卡推广", "typed twice"),
        ("数字生孪平台", "数字孪生平台", "swapped"),
        ("集疏运体糸", "集疏运体系", "the same look"),
        ("公铁水联云网络", "公铁水联运网络", "nearly the same sound"),
        ("万吨级泊为数量", "万吨级泊位数量", "in the name of a row"),
    ],
)
def test_a_mistyped_word_of_the_documents_is_mended(
    vocabulary: Vocabulary, typed: str, meant: str, kind: str
) -> None:
    mended, changes = mend(f"{typed}怎么样", vocabulary)
    assert mended == f"{meant}怎么样", kind
    assert changes
    assert all(change.said != change.meant for change in changes)


@pytest.mark.parametrize(
    "question",
    [
        "万吨级泊位达到多少个？",
        "船舶所有人多久内登记？",
        "王海是谁？",
        "火锅底料怎么炒？",
        "张三丰住在哪里？",
        "比去年多多少个泊位？",
        "船东老板要交多少钱？",
        "第二十二条写了啥？",
        "十四五和四十五",
        "ASO、RHP 与 5G",
        "",
        "😀",
    ],
)
def test_a_question_typed_right_is_left_alone(vocabulary: Vocabulary, question: str) -> None:
    assert mend(question, vocabulary) == (question, ())


def test_what_stands_around_a_mistyping_stays_as_typed(vocabulary: Vocabulary) -> None:
    mended, _ = mend("２０３０年  「智惠港口」，ＯＫ？", vocabulary)
    assert mended == "２０３０年  「智慧港口」，ＯＫ？"


def test_no_two_stores_share_a_vocabulary(catalogue: Catalogue) -> None:
    other = catalogue_of(law())
    assert vocabulary_of(catalogue) is vocabulary_of(catalogue)
    assert vocabulary_of(other) is not vocabulary_of(catalogue)
    assert mend("智惠港口建设工程", vocabulary_of(other))[1] == ()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("海管", "海关"), ("专拦", "专栏"), ("自已", "自己"), ("巳经", "已经"), ("宝税", "保税")],
)
def test_sound_alikes_and_look_alikes_cost_little(typed: str, meant: str) -> None:
    cost = mistake_cost(typed, meant)
    assert cost is not None
    assert cost <= 1.5


@pytest.mark.parametrize(
    ("typed", "meant"), [("火车", "海关"), ("船", "船舶"), ("港口", "海关总署"), ("山水", "泊位")]
)
def test_words_that_nobody_confuses_cost_too_much(typed: str, meant: str) -> None:
    assert mistake_cost(typed, meant) is None


def test_the_cost_of_a_slip_follows_how_common_it_is() -> None:
    costs = [
        mistake_cost("保保税", "保税"),
        mistake_cost("税保", "保税"),
        mistake_cost("宝税", "保税"),
    ]
    assert None not in costs
    assert costs == sorted(c for c in costs if c is not None)


def test_a_character_is_never_taken_for_itself() -> None:
    table = confusions()
    assert table.cost("海", "海") is None
    assert table.cost("\U00020000", "海") is None
    assert table.taken_for("") == {}


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("AOE有几家", "AEO有几家"),
        ("AE0", "AEO"),
        ("AEEO", "AEO"),
        ("RECP", "RCEP"),
        ("CTPAT", "CTPPAT"),
    ],
)
def test_a_slip_in_a_code_is_put_right(typed: str, meant: str) -> None:
    assert mend_codes(typed, {"aeo", "rcep", "ctppat"})[0] == meant


@pytest.mark.parametrize("text", ["OPEC成员", "WTO", "AEO", "MAERSK", "rc", "AEOS规定"])
def test_another_code_is_left_alone(text: str) -> None:
    assert mend_codes(text, {"aeo", "apec", "wco", "rcep"}) == (text, ())


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("第二十二调写了啥", "第二十二条写了啥"),
        ("第35调", "第35条"),
        ("第三张有哪些专栏", "第三章有哪些专栏"),
        ("堤十六节下面", "第十六节下面"),
        ("第五洁", "第五节"),
    ],
)
def test_a_mistyped_address_is_put_right(typed: str, meant: str) -> None:
    assert mend_places(typed)[0] == meant


@pytest.mark.parametrize(
    "text",
    [
        "第三阶段", "第三届大会", "第三张图", "第一次", "各地三条意见", "第二轮", "第九条第二款",
        "第十名", "第一线", "第三方", "第二步",
    ],
)  # fmt: skip
def test_what_is_counted_otherwise_is_no_address(text: str) -> None:
    assert mend_places(text) == (text, ())


def test_the_fakes_hold_what_these_tests_look_for() -> None:
    assert len({plan().id, law().id, news().id}) == 3
    assert PairEmbedder().dimension


def test_a_word_that_begins_as_the_one_before_it_ends_is_no_slip() -> None:
    cost = mistake_cost("海关关", "海关")
    assert cost is None, "海关关徽 would become 海关徽"
