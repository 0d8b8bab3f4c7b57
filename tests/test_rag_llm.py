"""A model's words reach a reader only when the documents say them."""

from __future__ import annotations

import re
from typing import Any

import pytest
from llm_fakes import PLAIN, QUESTION, asked, assistant, fell_back, settings
from llm_server import (
    Behaviour,
    ChatServer,
    calls_a_tool,
    cut,
    cut_at_its_limit,
    in_turn,
    reasoning,
    says,
)

from rag.answer import Cited, Done, Restarted, Retrieved, Sentence
from rag.llm.composer import UNFINISHED, UNKNOWING

TRUE = "建设疏港铁路3条。[1]"


def test_a_supported_reply_is_shown_with_its_citations() -> None:
    answer, server = asked(says("建设疏港", "铁路3条。", "[1]"))
    assert answer.answer == TRUE
    assert answer.citations[0].label == "（三）"
    assert "建设疏港铁路3条" in answer.citations[0].quote
    assert (answer.engine, answer.notice, len(server.requests)) == ("openai:m", "", 1)


@pytest.mark.parametrize(
    "reply",
    [
        "建设疏港铁路3条。［１］", "建设疏港铁路3条【1】。", "建设疏港铁路3条[1]。", "建设疏港铁路三条。[1]", "建设疏港铁路3条。[1，1]",
        "建设疏港铁路3条。[材料1]", "建设疏港铁路3条。[^1]", "建设疏港铁路3条。【1†source】", "建设疏港铁路3条。 [1]", "建设疏港铁路3条。[1-1]",
        "**建设疏港铁路3条**。[1]", "## 建设疏港铁路3条。[1]", "<b>建设疏港铁路3条</b>。[1]", "建设疏港铁路3条。[[1]](#cite-1)",
        "> 建设疏港铁路3条。[1]", "建设`疏港铁路`3条。[1]", "建设[疏港铁路](http://evil.example/)3条。[1]", "建设疏港铁路3条[1]",
    ],
)  # fmt: skip
def test_ways_to_write_a_true_sentence(reply: str) -> None:
    answer, _ = asked(says(reply))
    assert answer.engine == "openai:m"
    assert re.fullmatch(r"建设疏港铁路[3三]条。?\[1\]", answer.answer)


def test_list_items_keep_their_lines_and_the_words_that_lead_to_them() -> None:
    answer, _ = asked(says("主要包括：\n- 建设疏港铁路3条。[1]\n- 形成公铁水联运网络。[1]\n"))
    assert answer.answer == "主要包括：\n- 建设疏港铁路3条。[1]\n- 形成公铁水联运网络。[1]"


def test_each_sentence_cites_the_part_that_says_it() -> None:
    answer, _ = asked(
        says("投放无人集卡200套。[1][2]建成港口数字孪生平台。[1][2]"), "智慧港口怎么建"
    )
    assert answer.engine == "openai:m"
    assert [c.quote for c in answer.citations] == ["投放无人集卡200套。", "建成港口数字孪生平台。"]
    assert [c.label for c in answer.citations] == ["专栏2（一）", "专栏2（二）"]


@pytest.mark.parametrize("question", ["一共几个专栏", "岸电使用率是多少", "食堂几点开饭", "你好"])
def test_exact_answers_and_refusals_need_no_model(question: str) -> None:
    answer, server = asked(says("随便说说。[1]"), question)
    assert server.requests == []
    assert (answer.engine, answer.notice) == ("extractive", "")


# --- what fails, and the one request to mend it -----------------------------------------------------


def test_the_supported_part_of_a_reply_is_kept_and_the_reader_told_of_the_rest() -> None:
    answer, server = asked(says("建设疏港铁路3条。[1]总投资999亿元。[1]请多关注。"))
    assert answer.answer == TRUE
    assert "2句没有通过核对" in answer.notice
    assert len(server.requests) == 2


def test_what_failed_is_asked_for_once_more_with_the_reason() -> None:
    answer, server = asked(in_turn(says("建设疏港铁路30条。[1]"), says(TRUE)))
    assert (answer.answer, answer.engine, answer.notice) == (TRUE, "openai:m", "")
    request = server.requests[1]["messages"]
    assert [m["role"] for m in request] == ["system", "user", "assistant", "user"]
    assert "建设疏港铁路30条。（“30”不在所引材料里）" in request[-1]["content"]


def test_a_mended_sentence_follows_those_that_were_right() -> None:
    first = says("建设疏港铁路3条。[1]投放无人集卡300套。[1][2]")
    mended = says("投放无人集卡200套。[1][2]")
    answer, _ = asked(in_turn(first, mended), "智慧港口怎么建")
    assert "300" not in answer.answer
    assert "投放无人集卡200套。" in answer.answer


def test_an_empty_reply_is_asked_for_again() -> None:
    answer, server = asked(in_turn(says(""), says(TRUE)))
    assert answer.answer == TRUE
    assert "没有一句可用" in server.requests[1]["messages"][-1]["content"]


def test_there_is_one_request_to_mend_and_no_more() -> None:
    answer, server = asked(says("建设疏港铁路30条。[1]"))
    fell_back(answer, "没有通过核对")
    assert len(server.requests) == 2


def test_a_server_lost_between_the_two_leaves_what_was_right() -> None:
    answer, _ = asked(in_turn(says("建设疏港铁路3条。[1]总投资999亿元。[1]"), cut))
    assert answer.answer == TRUE
    assert "1句没有通过核对" in answer.notice


@pytest.mark.parametrize("reply", ["材料没有写明。", "材料中未提及此事。", "抱歉，无法回答。"])
def test_a_model_that_does_not_know_is_not_asked_again(reply: str) -> None:
    answer, server = asked(says(reply))
    assert (answer.answer, answer.notice) == (PLAIN.answer, UNKNOWING)
    assert len(server.requests) == 1


def test_the_same_sentence_again_and_again_is_shown_once() -> None:
    answer, _ = asked(says("建设疏港铁路3条。[1]" * 50))
    assert answer.answer == TRUE


# --- special models ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "behaviour",
    [
        reasoning,
        says("<think>是30条。[1]</think>建设疏港铁路3条。[1]"),
        says("<th", "ink>是30条", "。[1]</thi", "nk>\n\n建设疏港铁路3条。[1]"),
        says("是30条。[1]\n</think>\n建设疏港铁路3条。[1]"),
        says("<Thinking>\n建设疏港铁路3条。[1]\n</Thinking>建设疏港铁路3条。[1]"),
    ],
)
def test_thinking_is_not_shown(behaviour: Behaviour) -> None:
    answer, server = asked(behaviour)
    assert (answer.answer, answer.engine) == (TRUE, "openai:m")
    assert len(server.requests) == 1


def test_thoughts_shown_before_the_closing_tag_are_withdrawn() -> None:
    """Some servers leave the opening tag out: only the closing one tells what was thinking."""
    with ChatServer(says("形成公铁水联运网络。[1]\n", "不对。</think>", TRUE)) as server:
        events = list(assistant(settings(server)).stream(QUESTION))
    shown = [e for e in events if isinstance(e, Sentence | Restarted)]
    assert [type(e) for e in shown] == [Sentence, Restarted, Sentence]
    assert isinstance(events[-1], Done)
    assert events[-1].answer.answer == TRUE


def test_a_tool_call_is_no_answer() -> None:
    answer, _ = asked(calls_a_tool)
    fell_back(answer, "没有通过核对")


def test_half_a_sentence_at_the_model_s_own_limit_is_not_shown() -> None:
    answer, _ = asked(cut_at_its_limit)
    assert (answer.answer, answer.notice) == (TRUE, UNFINISHED)


# --- streaming --------------------------------------------------------------------------------------


def test_a_sentence_is_given_before_the_next_one_is_written() -> None:
    """If this fails, readers wait for the whole reply to see its beginning."""
    import threading

    go_on = threading.Event()

    def slow(handler: Any) -> None:
        handler.head()
        handler.event("建设疏港铁路3条。[1]形成")
        seen.append(go_on.wait(10))
        handler.event("公铁水联运网络。[1]")
        handler.event(finish="stop")

    seen: list[bool] = []
    with ChatServer(slow) as server:
        events = assistant(settings(server)).stream(QUESTION)
        first = next(e for e in events if isinstance(e, Sentence))
        assert (first.text, seen) == (TRUE, [])
        go_on.set()
        rest = list(events)
    assert [e.text for e in rest if isinstance(e, Sentence)] == ["形成公铁水联运网络。[1]"]


@pytest.mark.parametrize(
    "behaviour",
    [
        says("建设疏港铁路3条。[1]总投资999亿元。[1]\n- 形成公铁水联运网络。[1]"),
        says("建设疏港铁路30条。[1]"), cut, cut_at_its_limit, says("是的。</think>", TRUE),
    ],
)  # fmt: skip
def test_the_sentences_since_the_last_restart_are_the_answer(behaviour: Behaviour) -> None:
    with ChatServer(behaviour) as server:
        events = list(assistant(settings(server)).stream(QUESTION))
    restarts = [at for at, event in enumerate(events) if isinstance(event, Restarted)]
    after = events[restarts[-1] if restarts else 0 :]
    assert isinstance(events[-1], Done)
    answer = events[-1].answer
    assert "".join(e.text for e in after if isinstance(e, Sentence)) == answer.answer
    assert [e.citation for e in after if isinstance(e, Cited)] == list(answer.citations)


def test_evidence_is_told_before_the_model_is_asked() -> None:
    with ChatServer(says(TRUE)) as server:
        for event in assistant(settings(server)).stream(QUESTION):
            if isinstance(event, Retrieved):
                assert server.requests == []
                assert event.places[0].label == "（三）"


def test_several_threads_do_not_mix_their_replies() -> None:
    from concurrent.futures import ThreadPoolExecutor

    def by_question(handler: Any) -> None:
        user = handler.request_body["messages"][1]["content"]
        says("住宿每晚300元。[1]" if "住宿每晚多少元" in user else TRUE)(handler)

    with ChatServer(by_question) as server:
        made = assistant(settings(server))
        with ThreadPoolExecutor(4) as pool:
            answers = list(pool.map(made.ask, [QUESTION, "住宿每晚多少元"] * 6))
    for answer in answers:
        assert ("铁路3条" if answer.question == QUESTION else "300元") in answer.answer


def test_a_comparison_stays_a_table_with_each_cell_cited() -> None:
    question = "港口发展规划和港口建设五年见成效里无人集卡各有多少套"
    with ChatServer(says(TRUE)) as server:
        answer = assistant(settings(server)).ask(question)
    assert answer.route == "compare"
    assert answer.answer.startswith("| ")
    assert server.requests == []
