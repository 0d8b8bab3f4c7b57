"""A conversation: if these fail, follow-up questions lose their sense or an error shows a traceback."""

from __future__ import annotations

from itertools import islice

import pytest
from ui_fakes import small_assistant

from index.errors import ModelError, StoreError, StoreMissing
from rag.errors import ModelServerError
from ui.conversation import BROKEN, Conversation, Exchange, converse, messages, stopped
from ui.shelf import MOST_EXCHANGES, Shelf

TOKEN, OTHER = "0f" * 16, "1e" * 16


def asked(conversation: Conversation, question: str, assistant=None) -> Conversation:  # type: ignore[no-untyped-def]
    *_, last = converse(assistant or small_assistant(), conversation, question, ())
    return last


def test_an_answer_grows_and_ends_with_its_sources() -> None:
    assistant = small_assistant()
    assistant.pause = 0.12
    steps = list(converse(assistant, (), "社区分馆多少个", ()))
    assert len(steps) == 3
    assert "正在查找" in steps[0][-1].shown
    assert ["gw-growing" in messages(step)[-1]["content"] for step in steps] == [True, True, False]
    assert "120个" in steps[-1][-1].shown
    assert "复制回答和出处" in steps[-1][-1].shown
    assert [step[-1].finished for step in steps] == [False] * (len(steps) - 1) + [True]


def test_earlier_questions_go_along_as_turns_in_order() -> None:
    assistant = small_assistant()
    conversation: Conversation = ()
    for question in ("社区分馆多少个", "数字资源呢", "读者满意度呢"):
        conversation = asked(conversation, question, assistant)
    assert assistant.asked[-1].turns == ("社区分馆多少个", "数字资源呢", "读者满意度呢")
    assert "理解为：" in messages(conversation)[-1]["content"]


def test_chosen_documents_go_along() -> None:
    assistant = small_assistant()
    list(converse(assistant, (), "社区分馆", ["library"]))
    assert assistant.asked[-1].documents == ("library",)


def test_an_error_is_one_sentence_and_no_turn() -> None:
    assistant = small_assistant()
    assistant.failure = StoreMissing("还没有索引，请先运行 guanwen index build。")
    conversation = asked((), "社区分馆多少个", assistant)
    assert "还没有索引" in conversation[-1].shown
    assistant.failure = None
    asked(conversation, "数字资源呢", assistant)
    assert assistant.asked[-1].turns == ("数字资源呢",)


@pytest.mark.parametrize("kind", [ModelError, StoreError, ModelServerError])
def test_a_lost_model_or_store_is_one_sentence(kind: type[Exception]) -> None:
    assistant = small_assistant()
    assistant.failure = kind("打不开了，请联系管理员。")
    shown = messages(asked((), "社区分馆多少个", assistant))[-1]["content"]
    assert shown == (
        '<div class="gw-answer"><p class="gw-problem">打不开了，请联系管理员。</p></div>'
    )


def test_an_unexpected_error_shows_no_inner_detail() -> None:
    assistant = small_assistant()
    assistant.failure = RuntimeError("/secret/path.sqlite is locked")
    shown = asked((), "社区分馆多少个", assistant)[-1].shown
    assert BROKEN in shown
    assert "secret" not in shown


def test_too_long_a_question_is_one_sentence() -> None:
    last = asked((), "长" * 20_000)[-1]
    assert "最多 2000 个字" in last.shown
    assert last.question.endswith("长……（共 20000 字）")
    assert len(last.question) < 300


def test_a_refusal_is_gentle_and_offers_a_place() -> None:
    shown = asked((), "食堂几点开饭")[-1].shown
    assert "gw-refusal" in shown
    assert "#cite/library/0/10" in shown


def test_a_stopped_answer_is_closed_and_the_next_question_goes_on() -> None:
    assistant = small_assistant()
    cut = list(islice(converse(assistant, (), "社区分馆多少个", ()), 1))[-1]
    assert "已停止" in stopped(cut)[-1].shown
    after = asked(cut, "数字资源覆盖率", assistant)
    assert len(after) == 2
    assert "95%" in after[-1].shown


def test_a_tab_finds_its_own_conversation_again_and_no_other() -> None:
    shelf = Shelf()
    talk = asked((), "社区分馆多少个")
    shelf.keep(TOKEN, talk)
    assert shelf.find(TOKEN) == talk
    assert shelf.find(OTHER) == ()
    shelf.drop(TOKEN)
    assert shelf.find(TOKEN) == ()


def test_the_shelf_does_not_grow_without_end() -> None:
    shelf = Shelf(most=2)
    tokens = [f"{n:032x}" for n in range(3)]
    long = tuple(Exchange(str(n), "") for n in range(MOST_EXCHANGES + 5))
    shelf.keep(tokens[0], long)
    assert [shelf.find(tokens[0])[n].question for n in (0, -1)] == ["5", str(MOST_EXCHANGES + 4)]
    shelf.keep(tokens[1], long)
    shelf.keep(tokens[0], long)  # touched again, so the other is the oldest
    shelf.keep(tokens[2], long)
    assert [bool(shelf.find(token)) for token in tokens] == [True, False, True]


@pytest.mark.parametrize("token", ["", "short", "x" * 1000])
def test_a_token_that_can_be_guessed_or_is_none_keeps_nothing(token: str) -> None:
    shelf = Shelf()
    shelf.keep(token, asked((), "社区分馆多少个"))
    assert shelf.find(token) == ()
