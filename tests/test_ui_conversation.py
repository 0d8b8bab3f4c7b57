"""A conversation: if these fail, follow-up questions lose their sense or an error shows a traceback."""

from __future__ import annotations

import time
from collections.abc import Generator
from itertools import islice

import pytest
from ui_fakes import small_assistant

from index.errors import ModelError, StoreError, StoreMissing
from rag.answer import (
    Answer,
    Done,
    Event,
    Question,
    Resolved,
    Restarted,
    Retrieved,
    Sentence,
    Waiting,
)
from rag.errors import ModelServerError
from ui.conversation import (
    BROKEN,
    CUT_SHORT,
    WRITING,
    Conversation,
    Exchange,
    converse,
    messages,
    stopped,
)
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


class _Scripted:
    """An assistant whose stream a test has written."""

    def __init__(self, *events: Event, pause: float = 0.0) -> None:
        self._events, self._pause = events, pause
        self.closed = False

    def stream(self, question: Question) -> Generator[Event, None, None]:
        try:
            for event in self._events:
                time.sleep(self._pause)
                yield event
        finally:
            self.closed = True


def _done(text: str) -> Done:
    return Done(
        Answer("", "问", "问", "answered", "passage", text, (), "openai:m", 0.1, notice="说明。")
    )


def test_withdrawn_sentences_leave_the_page() -> None:
    events = (Sentence("错的。", ()), Restarted("坏了。"), Sentence("对的。", ()), _done("对的。"))
    steps = list(converse(_Scripted(*events, pause=0.12), (), "问", ()))  # type: ignore[arg-type]
    assert "错的" in steps[1][-1].shown
    assert all("错的" not in step[-1].shown for step in steps[2:])
    assert "说明。" in steps[-1][-1].shown


def test_a_model_that_is_waited_for_can_be_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    """The page can only stop an answer between two states: there must be some while nothing is new."""
    monkeypatch.setattr("ui.conversation._PULSE", 0.02)
    assistant = _Scripted(*[Waiting()] * 50, _done("甲。"), pause=0.01)
    talk = converse(assistant, (), "问", ())  # type: ignore[arg-type]
    shown = [step[-1].shown for step in islice(talk, 3)]
    assert all("正在查找" in each for each in shown)
    talk.close()  # type: ignore[attr-defined]
    assert assistant.closed


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


def test_a_stopped_answer_says_that_it_is_not_whole() -> None:
    """A list that was stopped after two of five items reads like a whole one."""
    script = _Scripted(Sentence("- 一。\n", ()), Sentence("- 二。", ()), _done("一。"), pause=0.12)
    cut = list(islice(converse(script, (), "问", ()), 2))[-1]  # type: ignore[arg-type]
    shown = stopped(cut)[-1].shown
    assert "一。" in shown
    assert shown.endswith(f'<p class="gw-notice">{CUT_SHORT}</p>')
    assert stopped(stopped(cut)) == stopped(cut)


def test_how_a_follow_up_was_understood_is_there_while_its_answer_grows() -> None:
    events = (Resolved("甲的乙"), Retrieved([]), Waiting(), Sentence("丙。", ()), _done("丙。"))
    steps = list(converse(_Scripted(*events, pause=0.12), (), "乙呢", ()))  # type: ignore[arg-type]
    growing = [step[-1].shown for step in steps[1:-1]]
    assert len(growing) == 2
    assert all("理解为：甲的乙" in shown for shown in growing)
    assert WRITING in growing[0]
    assert WRITING not in growing[1]


def test_why_sentences_went_away_is_told_in_their_place() -> None:
    events = (Sentence("错的。", ()), Restarted("坏了。"), Waiting(), _done("对的。"))
    steps = list(converse(_Scripted(*events, pause=0.12), (), "问", ()))  # type: ignore[arg-type]
    assert "坏了。" in steps[2][-1].shown
    assert not steps[2][-1].counts


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
