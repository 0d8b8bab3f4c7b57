"""Copies: one document in two files is shown once; two documents alike in form stay two.

Were a version or a draft taken for a copy, people would be answered from a text that does not hold.
"""

from __future__ import annotations

import random

import pytest
from outline_lines import CORPUS

from index.copying.copies import (
    SAME,
    Kinship,
    Profile,
    Relatives,
    kinship,
    likeness,
    pieces,
    profile_of,
    share,
    sketch,
)
from index.outline import parse_outline

WORDS = "海关监督管理货物物品税收申报查验放行稽查企业信用备案许可口岸检疫风险统计处罚"


def law(*, articles: int = 40, seed: int = 1) -> str:
    """A law of many different articles, 60 characters each."""
    chance = random.Random(seed)
    lines = [
        f"第{number}条　" + "".join(chance.choice(WORDS) for _ in range(59)) + "。"
        for number in (numeral(n) for n in range(1, articles + 1))
    ]
    return "第一章　总则\n" + "\n".join(lines) + "\n"


def numeral(number: int) -> str:
    digits = "零一二三四五六七八九"
    tens, ones = divmod(number, 10)
    return (("" if tens < 2 else digits[tens]) + "十" if tens else "") + (
        digits[ones] if ones or not tens else ""
    )


def profile(text: str, title: str = "", date: str = "") -> Profile:
    return profile_of(parse_outline(text, document_id="d", title=title), title=title, date=date)


LAW = law()
TITLE = "中华人民共和国口岸法"


def kind(text: str, title: str = TITLE) -> str:
    """What a text is to the law."""
    return kinship(profile(LAW, TITLE), profile(text, title)).kind


def test_the_two_copies_of_the_plan_are_one_and_the_other_plans_are_not() -> None:
    texts = [path.read_text(encoding="utf-8") for path in sorted(CORPUS.glob("00*.txt"))]
    found = [profile(text) for text in texts]
    assert kinship(found[0], found[1]) == Kinship("copy")
    others = [kinship(found[a], found[b]) for a in range(5) for b in range(a) if (a, b) != (1, 0)]
    assert {each.kind for each in others} == {"apart"}
    assert max(likeness(found[a].pieces, found[2].pieces) for a in (0, 1, 3, 4)) < 0.1


def test_width_punctuation_and_spaces_make_no_difference() -> None:
    wide, narrow = "到 2025年，（AEO）互认≥60个。", "到2025年,(ＡＥＯ)互认≥60个"
    assert pieces(wide).tolist() == pieces(narrow).tolist()
    assert kind(LAW.replace("　", " ").replace("。", ".")) == "copy"


def test_likeness_and_share_are_within_0_and_1() -> None:
    text = pieces("各单位要结合实际抓好落实")
    assert likeness(text, text) == share(text, text) == 1.0
    assert likeness(text, pieces("国际卫生港口岸创建数量")) == 0.0
    assert share(pieces("结合实际抓好落实"), text) == 1.0


def test_two_short_texts_that_differ_are_not_one() -> None:
    """A text shorter than one piece is compared as a whole."""
    assert likeness(pieces("甲"), pieces("乙")) == 0.0
    assert likeness(pieces("甲"), pieces("甲")) == 1.0
    assert likeness(pieces(""), pieces("甲")) == 0.0


@pytest.mark.parametrize(
    "copied",
    [
        LAW.replace("货物", "贷物", 3),
        "发布时间：2021-04-29　浏览次数：12\n" + LAW + "责任编辑：王五\n",
        LAW + LAW[-400:],
        LAW.replace("第二十条", "第二十 条"),
    ],
    ids=["misread", "page around it", "end doubled", "space"],
)
def test_slips_and_what_stands_around_make_no_other_document(copied: str) -> None:
    assert kind(copied) == "copy"


def test_a_draft_and_the_final_text_are_two() -> None:
    assert kind(LAW, f"{TITLE}（征求意见稿）") == "version"
    assert kind(f"（征求意见稿）\n{LAW}") == "version"
    assert kind(f"本法的草案已经审议，现予公布，自2021年起施行。\n{LAW}") == "copy"


def test_a_law_before_and_after_an_amendment_is_two() -> None:
    old = "1987年1月22日第六届全国人民代表大会常务委员会第十九次会议通过\n"
    new = old + "根据2021年4月29日第十三届全国人民代表大会常务委员会第二十八次会议修正\n"
    found = kinship(profile(old + LAW, TITLE), profile(new + LAW, TITLE))
    assert found.kind == "version"
    assert "1987-01-22" in found.why
    assert "2021-04-29" in found.why


def test_an_amendment_without_its_dates_is_told_by_its_words() -> None:
    one = LAW.split("\n")
    reworded = [*one[:9], "第九条　" + law(seed=2).split("\n")[9][4:], *one[10:]]
    assert kind("\n".join(reworded)) == "version"


def test_an_article_taken_out_with_all_numbers_moved_is_another_version() -> None:
    lines = LAW.split("\n")
    kept = lines[:11] + lines[12:]
    moved = [
        line.replace(f"第{numeral(n)}条", f"第{numeral(n - 1)}条", 1) if n > 11 else line
        for n, line in zip([0, *range(1, 11), *range(12, 41), 99], kept, strict=True)
    ]
    assert kind("\n".join(moved)) == "version"


def test_the_same_notice_of_two_years_is_two() -> None:
    assert (
        kinship(profile(LAW, "2023年口岸工作要点"), profile(LAW, "2024年口岸工作要点")).kind
        == "version"
    )
    assert kind(f"署办发〔2021〕12号\n{LAW}") == "copy"
    issued = profile(f"署办发〔2020〕9号\n{LAW}"), profile(f"署办发〔2021〕12号\n{LAW}")
    assert kinship(*issued).kind == "version"
    dated = profile(LAW, TITLE, "2013"), profile(LAW, TITLE, "2018")
    assert kinship(*dated).kind == "version"


def test_two_towns_with_one_plan_are_two() -> None:
    """Every difference is one character: as slips they would pass."""
    text = LAW.replace("货物", "甲市货物")
    town = kinship(
        profile(text, "甲市口岸管理办法"), profile(text.replace("甲", "乙"), "乙市口岸管理办法")
    )
    assert town.kind == "version"


def test_short_notices_that_differ_in_a_name_are_two() -> None:
    notice = (
        "关于任命张三同志职务的通知\n各单位：\n经研究决定，任命张三同志为办公室主任，"
        "试用期一年，任职时间从2023年5月1日起计算。请各单位知悉并做好工作交接。特此通知。"
    )
    assert kinship(profile(notice), profile(notice.replace("张三", "李四"))).kind != "copy"
    later = notice.replace("5月1日", "6月1日")
    assert kinship(profile(notice), profile(later)).kind != "copy"
    assert kinship(profile(notice), profile(f"{notice}\n责任编辑：王五")).kind == "copy"


def test_an_excerpt_is_a_part_and_a_notice_with_its_plan_is_the_plan() -> None:
    assert kind(LAW[: len(LAW) // 2]) == "part"
    assert kind(law(seed=5)) == "apart"
    notice = f"关于印发《{TITLE}》的通知\n各直属海关：\n" + law(articles=12, seed=9)[7:]
    assert kind(notice + LAW, f"关于印发《{TITLE}》的通知") == "copy"
    assert kind(notice + LAW, "另一份文件") == "part"


def test_a_copy_is_found_among_thousands_of_others() -> None:
    relatives = Relatives()
    for seed in range(300):
        relatives.add(sketch(pieces(law(articles=6, seed=seed))))
    copy = law(articles=6, seed=123).replace("货物", "贷物", 1)
    assert relatives.candidates(sketch(pieces(copy)))[0] == 123
    assert relatives.candidates(sketch(pieces("与它们都没有关系的一段话，说的是别的事情。"))) == ()


def test_a_long_text_and_an_excerpt_of_it_find_each_other() -> None:
    whole = law(articles=99, seed=3)
    relatives = Relatives()
    relatives.add(sketch(pieces(law(articles=99, seed=4))))
    number = relatives.add(sketch(pieces(whole)))
    assert relatives.candidates(sketch(pieces(whole[1000:4000]))) == (number,)


def test_real_likeness_lies_far_from_the_limit() -> None:
    """Were the limit between the copies and the versions of a real plan, it would be luck."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(CORPUS.glob("00*.txt"))[:2]]
    assert likeness(*(pieces(parse_outline(t, document_id="d").text) for t in texts)) > SAME + 0.15
