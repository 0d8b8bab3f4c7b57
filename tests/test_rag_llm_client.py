"""Whatever a model's server does, an answer comes in time, and the key goes nowhere."""

from __future__ import annotations

import logging
import time
import traceback
from collections.abc import Generator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import httpx
import pytest
from llm_fakes import KEY, QUESTION, asked, assistant, fell_back, settings
from llm_server import (
    Behaviour,
    ChatServer,
    cut,
    endless,
    fails,
    fails_while_streaming,
    in_turn,
    keeping_alive,
    malformed,
    not_a_stream,
    packed,
    says,
    sends_elsewhere,
    silent,
    trickling,
    without_an_end,
)

from rag.answer import Done, Waiting
from rag.errors import ModelServerError
from rag.llm.client import model_reply, reply_pieces
from rag.llm.composer import ModelComposer
from rag.llm.limits import LONGEST_WAIT, wait_before_retry
from rag.llm.settings import LlmSettings

TRUE = "建设疏港铁路3条。[1]"
WAIT_LONG = [("Retry-After", "30")]
WAIT_SHORT = [("Retry-After", "0")]


@pytest.mark.parametrize(
    ("model", "sent"),
    [("openai:qwen2.5:7b", "qwen2.5:7b"), ("qwen2.5:7b", "qwen2.5:7b"), ("qwen-max", "qwen-max")],
)
def test_names_of_models_reach_the_server_whole(model: str, sent: str) -> None:
    with ChatServer(says(TRUE)) as server:
        assistant(settings(server, model=model)).ask(QUESTION)
    assert server.requests[0]["model"] == sent


# --- servers that fail ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("behaviour", "tries"),
    [
        (fails(400), 1), (fails(401), 1), (fails(403), 1), (fails(404), 1), (fails(429, headers=WAIT_LONG), 1),
        (fails(429), 2), (fails(429, headers=WAIT_SHORT), 2), (fails(500), 2), (fails(502), 2), (fails(503), 2), (fails(504), 2),
        (malformed, 1), (not_a_stream, 1), (cut, 1), (fails_while_streaming, 1), (packed, 1),
    ],
    ids=[
        "400", "401", "403", "404", "429-long", "429", "429-short", "500", "502", "503", "504", "malformed", "page", "cut", "error", "packed",
    ],
)  # fmt: skip
def test_a_failing_server_gives_way_soon(behaviour: Behaviour, tries: int) -> None:
    started = time.monotonic()
    answer, server = asked(behaviour)
    fell_back(answer, "暂时不可用")
    assert len(server.requests) == tries
    assert time.monotonic() - started < 8


@pytest.mark.parametrize(
    "first", [fails(429, headers=WAIT_SHORT), fails(429), fails(500), fails(503)]
)
def test_a_refusal_that_passes_is_tried_once_more(first: Behaviour) -> None:
    answer, server = asked(in_turn(first, says(TRUE)))
    assert (answer.answer, answer.notice) == (TRUE, "")
    assert len(server.requests) == 2


@pytest.mark.parametrize(
    ("status", "header", "wait"),
    [
        (429, "", 0.3), (429, "1", 1.0), (429, "2.5", 2.5), (429, "30", None), (429, "-5", 0.0), (429, "soon", 0.3),
        (429, "nan", 0.3), (429, "inf", None), (503, "0", 0.0), (400, "1", None), (401, "", None),
    ],
)  # fmt: skip
def test_how_long_is_waited_before_the_second_try(
    status: int, header: str, wait: float | None
) -> None:
    error = httpx.HTTPStatusError(
        "", request=httpx.Request("POST", "http://a"),
        response=httpx.Response(status, headers={"Retry-After": header} if header else {}),
    )  # fmt: skip
    error.status_code = status  # type: ignore[attr-defined]
    assert wait_before_retry(error) == wait


def test_a_retry_after_may_be_a_date() -> None:
    def error(seconds: float) -> Exception:
        date = format_datetime(datetime.now(UTC) + timedelta(seconds=seconds), usegmt=True)
        made = Exception()
        made.status_code = 429  # type: ignore[attr-defined]
        made.response = httpx.Response(429, headers={"Retry-After": date})  # type: ignore[attr-defined]
        return made

    assert wait_before_retry(error(3600)) is None
    assert (wait_before_retry(error(2)) or 9) <= LONGEST_WAIT
    assert wait_before_retry(error(-60)) == 0.0


def test_no_server_at_all() -> None:
    with ChatServer(silent) as server:
        gone = settings(server)
    fell_back(assistant(gone).ask(QUESTION), "暂时不可用")


def test_a_redirect_is_not_followed_for_the_key_would_go_along() -> None:
    with ChatServer(says(TRUE)) as other:
        answer, _ = asked(sends_elsewhere(f"{other.url}/chat/completions"))
    fell_back(answer, "暂时不可用")
    assert other.keys == []


@pytest.mark.parametrize("behaviour", [silent, trickling, keeping_alive])
def test_a_reply_that_does_not_end_is_given_up_in_time(behaviour: Behaviour) -> None:
    asked(says(TRUE))  # imports are done
    with ChatServer(behaviour) as server:
        started = time.monotonic()
        answer = assistant(settings(server, timeout=1.0)).ask(QUESTION)
        assert time.monotonic() - started < 4
        assert server.hung_up.wait(5), "the connection was left open"
    fell_back(answer, "暂时不可用")


@pytest.mark.parametrize("behaviour", [silent, keeping_alive])
def test_a_server_without_a_sign_of_a_reply_is_given_up_sooner(behaviour: Behaviour) -> None:
    with ChatServer(behaviour) as server:
        patient = LlmSettings("openai:m", server.url, KEY, timeout=60.0, first_timeout=0.5)
        started = time.monotonic()
        with pytest.raises(ModelServerError, match="没有开始回答"):
            model_reply(patient, [("user", "问")], limit=100)
        assert time.monotonic() - started < 4


@pytest.mark.parametrize("behaviour", [endless, without_an_end])
def test_an_endless_reply_is_read_up_to_a_limit(behaviour: Behaviour) -> None:
    with ChatServer(behaviour) as server:
        started = time.monotonic()
        answer = assistant(settings(server)).ask(QUESTION)
        assert time.monotonic() - started < 15
        assert server.hung_up.wait(5), "the connection was left open"
    assert len(answer.answer) < 200


def test_the_whole_time_limit_holds_for_both_requests_together() -> None:
    def slow(handler: object) -> None:
        time.sleep(0.8)
        says("建设疏港铁路30条。[1]")(handler)  # type: ignore[arg-type]

    with ChatServer(slow) as server:
        started = time.monotonic()
        assistant(settings(server, timeout=1.2)).ask(QUESTION)
        assert time.monotonic() - started < 2.5


# --- a reader who goes away -------------------------------------------------------------------------


@pytest.mark.parametrize("behaviour", [silent, trickling])
def test_closing_the_stream_hangs_up(behaviour: Behaviour) -> None:
    """If this fails, a model goes on writing, and costing, for nobody."""
    with ChatServer(behaviour) as server:
        events = assistant(settings(server, timeout=60)).stream(QUESTION)
        next(e for e in events if isinstance(e, Waiting) and server.asked.is_set())
        events.close()
        assert server.hung_up.wait(3), "the connection was left open"


def test_waiting_is_told_while_a_server_says_nothing() -> None:
    with ChatServer(silent) as server:
        events = list(assistant(settings(server, timeout=1.0)).stream(QUESTION))
    assert sum(isinstance(e, Waiting) for e in events) >= 3
    assert isinstance(events[-1], Done)


def test_a_cancelled_question_hangs_up() -> None:
    import asyncio

    async def ask_and_leave(server: ChatServer) -> None:
        asking = asyncio.create_task(made.aask(QUESTION))
        await asyncio.to_thread(server.asked.wait, 15)
        asking.cancel()
        with pytest.raises(asyncio.CancelledError):
            await asking

    with ChatServer(silent) as server:
        made = assistant(settings(server, timeout=60))
        asyncio.run(ask_and_leave(server))
        assert server.requests
        assert server.hung_up.wait(3), "the connection was left open"


# --- pieces -----------------------------------------------------------------------------------------


def test_a_reply_comes_in_pieces_and_tells_whether_it_was_whole() -> None:
    with ChatServer(says("甲", "乙", "丙")) as server:
        reading = reply_pieces(settings(server), [("user", "问")], limit=100)

        def whole() -> Generator[str, None, None]:
            ended.append((yield from reading))

        ended: list[bool] = []
        assert "".join(whole()) == "甲乙丙"
    assert ended == [True]


def test_no_more_than_the_limit_is_read() -> None:
    with ChatServer(endless) as server:
        assert len(model_reply(settings(server), [("user", "问")], limit=50)) == 50


# --- the key ----------------------------------------------------------------------------------------


def test_the_key_is_sent_and_not_in_a_repr() -> None:
    _, server = asked(says(TRUE))
    assert server.keys == [f"Bearer {KEY}"]
    llm = LlmSettings("openai:m", "http://127.0.0.1:9/v1", KEY)
    assert KEY not in repr(llm)
    assert KEY not in repr(ModelComposer(llm))


@pytest.mark.parametrize(
    "behaviour",
    [
        fails(401, f"Incorrect API key provided: {KEY}"), fails(500, KEY), fails(429, KEY, WAIT_LONG), cut,
        says("坏"), fails_while_streaming,
    ],
)  # fmt: skip
def test_the_key_is_in_no_log_answer_or_event(
    behaviour: Behaviour, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG), ChatServer(behaviour) as server:
        events = list(assistant(settings(server)).stream(QUESTION))
    assert server.keys[0] == f"Bearer {KEY}"
    assert KEY not in caplog.text
    assert KEY not in repr(events)


@pytest.mark.parametrize("status", [401, 404, 429, 500])
def test_the_key_is_not_in_the_text_of_an_exception(status: int) -> None:
    failing = fails(status, f"Incorrect API key provided: {KEY}", WAIT_LONG)
    with ChatServer(failing) as server, pytest.raises(ModelServerError) as raised:
        model_reply(settings(server), [("user", "问")], limit=100)
    shown = "".join(traceback.format_exception(raised.value))
    assert KEY not in shown
    assert f"HTTP {status}" in str(raised.value)


def test_a_failure_is_logged_for_whoever_runs_the_server(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING, logger="rag.llm"):
        asked(fails(500))
    assert "HTTP 500" in caplog.text


def test_an_unknown_provider_is_a_failure_like_any_other() -> None:
    fell_back(assistant(LlmSettings("nosuch:m")).ask(QUESTION), "暂时不可用")
