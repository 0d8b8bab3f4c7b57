"""Numbers of parts, stated or compared: a clerk who is told a wrong number quotes it in a report."""

from __future__ import annotations

import pytest
from rag_fakes import asked, assistant_of, catalogue_of

from rag.negation import opening
from rag.structure.addresses import find_addresses
from rag.structure.claimed_counts import claimed_count
from rag.structure.route import answer_structure

CATALOGUE = catalogue_of()


def _text(text: str) -> str:
    draft = answer_structure(*asked(text, CATALOGUE), CATALOGUE)
    assert draft is not None, text
    assert any(s.evidence for s in draft.statements), text
    return "\n".join(statement.text for statement in draft.statements)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("规划的专栏有两个吧", "是的，《港口发展规划》共有2个专栏"),
        ("规划的专栏2个吧", "是的，《港口发展规划》共有2个专栏"),
        ("规划的专栏数量是3，对吗", "不对，《港口发展规划》共有2个专栏"),
        ("条例的章有四个吧", "不对，《内河船舶管理条例》共有3章"),
        ("条例分三章吧", "是的，《内河船舶管理条例》共有3章"),
        ("条例第二章的节一共两个，是吧", "是的，“第二章 登记”共有2节"),
        ("条例的条文加起来有七条吧", "是的，《内河船舶管理条例》共有7条"),
        ("专栏2的项有三个吧", "不对，“专栏2 智慧港口建设工程”共有2项"),
    ],
)
def test_a_number_stated_behind_the_word_for_the_parts_is_checked(text: str, said: str) -> None:
    # “专栏有20个吧” was refused: only a number before the word was read
    assert said in _text(text)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("条例不止两章吧", "是的"),
        ("条例超过三章吗", "不对"),
        ("条例的章不到四个吧", "是的"),
        ("规划的专栏最多两个吧", "是的"),
        ("规划的专栏有3个以上吧", "不对"),
        ("条例不是四章吧", "是的"),
        ("条例的章不是三个，对吗", "不对"),
        ("规划没有3个专栏吧", "是的"),
    ],
)
def test_a_bound_or_a_denial_is_taken_as_it_is_said(text: str, said: str) -> None:
    assert _text(text).startswith(f"{said}，")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("条例有三章七条吧", ("是的，", "共有3章", "共有7条")),
        ("条例有三章八条吧", ("不对，", "共有3章", "共有7条")),
        ("条例第二章有2节4条，对吗", ("不对，", "共有2节", "共有3条")),
        ("条例第二章的节一共3条吧", ("是的，", "2节一共有3条")),
        ("条例第二章两个节里总共有5条，对吗", ("不对，", "2节一共有3条")),
    ],
)
def test_every_number_stated_is_checked_where_it_is_said_to_stand(
    text: str, said: tuple[str, ...]
) -> None:
    # only the first number was looked at: 是的 to “十章十五个专栏” where there are twenty
    told = _text(text)
    assert told.startswith(said[0])
    assert all(piece in told for piece in said), told


@pytest.mark.parametrize(
    ("folded", "right", "said"),
    [
        ("章不是三个吧", True, "不对，"),
        ("章不是三个,对吗", False, "是的，"),
        ("章是不是三个", True, "是的，"),
        ("章有没有三个", False, "不对，"),
        ("章不是三个吗", True, ""),
        ("章难道不是三个", False, ""),
    ],
)
def test_a_denial_that_expects_a_yes_gets_no_yes_or_no(folded: str, right: bool, said: str) -> None:
    # 是的 to “不是三个吗” could be read either way
    assert opening(folded, folded.index("三"), right=right) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("专栏2是智慧港口还是绿色港口", "专栏2 智慧港口建设工程。"),
        ("规划的专栏2讲的是航道，还是智慧港口呢", "专栏2 智慧港口建设工程。"),
        ("条例第二章是写处罚还是登记", "第二章 登记。"),
        ("条例第二章叫养老还是育儿", "都不是，第二章 登记。"),
    ],
)
def test_which_of_two_things_a_part_is_about_is_told_by_its_title(text: str, said: str) -> None:
    assert _text(text) == said


@pytest.mark.parametrize("text", ["条例第五条是罚五万还是十万", "条例第三条是应当登记还是可以登记"])
def test_which_of_two_rules_holds_is_no_question_for_a_title(text: str) -> None:
    draft = answer_structure(*asked(text, CATALOGUE), CATALOGUE)
    assert draft is None or "都不是" not in draft.statements[0].text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("规划（三）下面的专栏有几项", ("“专栏2 智慧港口建设工程”共有2项",)),
        ("规划第二部分的专栏里一共有多少个小项", ("“专栏2 智慧港口建设工程”共有2项",)),
        (
            "条例第二章的节一共几条",
            ("“第二章 登记”的2节一共有3条", "第一节 一般规定：2条", "第二节 特别规定：1条"),
        ),
        ("条例第二章两个节加起来有多少条", ("2节一共有3条",)),
    ],
)
def test_the_parts_of_the_parts_below_are_counted(text: str, said: tuple[str, ...]) -> None:
    # “下面的专栏有几项” was answered with the number of boxes
    told = _text(text)
    assert all(piece in told for piece in said), told


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("条例第一章和第二章谁的节多", ("第二章 登记”的节更多，多2节", "第一章 总则：没有节")),
        ("条例第二章与第三章相比，哪一章条文更多", ("登记”的条文更多，多1条", "附则：2条")),
        (
            "条例第一章和第三章哪章的条少",
            ("条文的数量相同", "第一章 总则：2条", "第三章 附则：2条"),
        ),
        ("条例第一章、第二章、第三章哪章的条最多", ("“第二章 登记”的条文最多",)),
        ("条例第二章的条比第三章多吗", ("是的，", "更多，多1条")),
        ("条例第二章的条没有第三章多吧", ("不对，", "更多，多1条")),
        ("条例第一章的条不比第三章少吧", ("是的，", "数量相同")),
        ("条例第一章和第三章的条一样多吧", ("是的，", "数量相同")),
        ("规划第一部分和第二部分哪个专栏多", ("专栏的数量相同", "1个专栏")),
    ],
)
def test_two_parts_are_compared_by_what_they_hold(text: str, said: tuple[str, ...]) -> None:
    told = _text(text)
    assert all(piece in told for piece in said), told


def test_the_whole_way_leaves_the_number_of_boxes_to_the_outline() -> None:
    # a table's rows were looked through for one with the figure 2
    with assistant_of() as assistant:
        said = assistant.ask("港口发展规划的专栏超过2个吗").answer
    assert said.startswith("不对，《港口发展规划》共有2个专栏")


@pytest.mark.parametrize(
    ("text", "opens"),
    [
        ("条例第二章比第三章多一条对吗", "是的，"),
        ("条例第二章比第三章多两条对吗", "不对，"),
        ("条例第三章比第二章少1条吧", "是的，"),
        ("条例第三章比第二章少4条吧", "不对，"),
    ],
)
def test_a_stated_difference_is_checked(text: str, opens: str) -> None:
    # “多2个专栏对吗” was confirmed where there are three more
    assert _text(text).startswith(opens)


@pytest.mark.parametrize("word", ["没有", "是不是", "有没有", "一共"])
def test_a_word_of_checking_said_over_and_over_is_read_at_once(word: str) -> None:
    # twenty of them took over 20 seconds: each could be read in two ways
    question, _ = asked(f"规划的专栏{word * 300}啊，对吗", CATALOGUE)
    assert claimed_count(question, question.folded) is None


def test_numbers_of_several_kinds_are_counts_and_no_address() -> None:
    # “8章98条，对不对” was answered with the eighth chapter
    assert _text("条例3章7条，对不对").startswith("是的，《内河船舶管理条例》共有3章")
    assert find_addresses("三章二条讲什么")


def test_points_of_no_part_are_not_counted() -> None:
    question, scope = asked("规划的项有十二个对吗", CATALOGUE)
    assert answer_structure(question, scope, CATALOGUE) is None


def test_counts_of_one_part_behind_commas_are_all_of_that_part() -> None:
    # the second was held against the whole document
    with assistant_of() as assistant:
        said = assistant.ask("条例第二章有两个节，3条，对吗").answer
        wrong = assistant.ask("条例第二章有两个节，4条，对吗").answer
    assert said.startswith("是的，“第二章 登记”共有2节")
    assert "“第二章 登记”共有3条" in said
    assert wrong.startswith("不对，“第二章 登记”共有3条")
