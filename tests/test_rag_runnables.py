"""The chain as a part of other people's LangChain programs."""

from __future__ import annotations

import asyncio

import pytest
from langchain_core.runnables import Runnable, RunnableLambda
from rag_fakes import assistant_of

from rag.answer import (
    Answer,
    Cited,
    Done,
    InlineText,
    Question,
    Resolved,
    Retrieved,
    Routed,
    Sentence,
)
from rag.errors import AskError, EmptyQuestion
from rag.timings import StageTimings

ASSISTANT = assistant_of()
QUESTION = "岸电使用率是多少"
SAID = ASSISTANT.ask(QUESTION).answer
STAGES = ("resolve", "draft", "verify", "compose")


def test_it_is_a_runnable_that_answers_as_ask_does() -> None:
    assert isinstance(ASSISTANT.chain, Runnable)
    assert ASSISTANT.chain.invoke(QUESTION).answer == SAID
    assert ASSISTANT.chain.invoke(Question((QUESTION,), id="q1")).id == "q1"


def test_it_can_be_a_part_of_another_chain() -> None:
    before: Runnable[str, str] = RunnableLambda(lambda text: text.strip())
    after: Runnable[Answer, str] = RunnableLambda(lambda answer: answer.answer)
    assert (before | ASSISTANT.chain | after).invoke(f"  {QUESTION} ") == SAID


def test_its_stream_gives_typed_events_in_order() -> None:
    events = list(ASSISTANT.chain.stream(QUESTION))
    assert [type(e) for e in events] == [Resolved, Routed, Retrieved, Sentence, Cited, Done]
    assert isinstance(events[-1], Done)
    assert events[-1].answer.answer == SAID
    assert [s.stage for s in events[-1].stages] == list(STAGES)
    assert all(s.seconds >= 0 for s in events[-1].stages)


def test_a_batch_keeps_its_order_and_its_failures_apart() -> None:
    questions = [QUESTION, "疏港铁路建设几条", ""] * 4
    got = ASSISTANT.chain.batch(questions, return_exceptions=True)
    assert [isinstance(each, EmptyQuestion) for each in got] == [False, False, True] * 4
    plain = ASSISTANT.batch(questions)
    assert [getattr(g, "answer", str(g)) for g in got] == [
        getattr(p, "answer", str(p)) for p in plain
    ]
    with pytest.raises(AskError):
        ASSISTANT.batch(questions, at_once=0)


def test_asynchronous_forms_give_the_same() -> None:
    async def all_of_them() -> list[str]:
        first = await ASSISTANT.chain.ainvoke(QUESTION)
        second = await ASSISTANT.aask(QUESTION)
        third, fourth = await ASSISTANT.chain.abatch([QUESTION, QUESTION])
        streamed = [e async for e in ASSISTANT.astream(QUESTION) if isinstance(e, Done)]
        chained = [e async for e in ASSISTANT.chain.astream(QUESTION) if isinstance(e, Done)]
        last = (streamed[0].answer, chained[0].answer)
        return [each.answer for each in (first, second, third, fourth, *last)]

    assert asyncio.run(all_of_them()) == [SAID] * 6


def test_an_error_comes_out_of_every_form_as_it_is() -> None:
    async def in_a_stream() -> None:
        async for _ in ASSISTANT.astream("？？"):
            pass

    with pytest.raises(EmptyQuestion):
        ASSISTANT.chain.invoke("")
    with pytest.raises(EmptyQuestion):
        list(ASSISTANT.chain.stream(Question(())))
    with pytest.raises(EmptyQuestion):
        asyncio.run(ASSISTANT.aask(" "))
    with pytest.raises(EmptyQuestion):
        asyncio.run(in_a_stream())


def test_texts_given_with_a_question() -> None:
    asked = Question(
        ("第二条讲什么",),
        texts=(InlineText("考勤办法", "第一条 九点上班。\n第二条 迟到记缺勤。\n"),),
    )
    assert "迟到" in ASSISTANT.chain.invoke(asked).answer


def test_callbacks_carry_the_seconds_of_each_stage() -> None:
    timings = StageTimings()
    ASSISTANT.chain.invoke(QUESTION, config={"callbacks": [timings]})
    list(ASSISTANT.chain.stream(QUESTION, config={"callbacks": [timings]}))
    assert timings.runs == dict.fromkeys((*STAGES, "guanwen"), 2)
    assert all(seconds > 0 for seconds in timings.seconds.values())
    parts = sum(timings.seconds[stage] for stage in STAGES)
    assert parts <= timings.seconds["guanwen"]


def test_a_failed_question_is_timed_too() -> None:
    timings = StageTimings()
    with pytest.raises(EmptyQuestion):
        ASSISTANT.chain.invoke("？", config={"callbacks": [timings]})
    assert timings.runs == {"resolve": 1, "guanwen": 1}


def test_a_stream_left_early_closes_what_was_opened_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    from index.store import Store

    closed: list[Store] = []
    close = Store.close
    monkeypatch.setattr(Store, "close", lambda store: (closed.append(store), close(store)))
    asked = Question(("第一条讲什么",), texts=(InlineText("办法", "第一条 九点上班。\n"),))
    events = ASSISTANT.chain.stream(asked)
    next(events)
    events.close()
    assert len(closed) == 1
