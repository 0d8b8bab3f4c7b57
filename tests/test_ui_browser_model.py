"""A model that writes slowly, in a real Chromium: a reader must be able to stop it, and see why
something went away."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from llm_fakes import QUESTION, assistant, settings
from llm_server import Behaviour, ChatServer, Handler, in_turn, says, silent
from playwright.sync_api import Browser, Page, expect
from test_ui_browser import BOX, browser, opened, overflow, served

from ui.conversation import CUT_SHORT, STOPPED

pytestmark = pytest.mark.browser
TRUE = "建设疏港铁路3条。[1]"
__all__ = ["browser"]


def _slowly(*pieces: str, pause: float = 0.2) -> Behaviour:
    """Pieces with a pause after each; it goes on until nobody reads any more."""

    def behave(handler: Handler) -> None:
        handler.head()
        for piece in pieces:
            handler.event(piece)
            time.sleep(pause)
        handler.event(finish="stop")
        handler.raw("[DONE]")

    return behave


@pytest.fixture
def server() -> Iterator[ChatServer]:
    with ChatServer(silent) as opened_server:
        yield opened_server


def _send(page: Page, question: str) -> None:
    page.fill(BOX, question)
    page.keyboard.press("Enter")


def test_an_answer_is_stopped_where_it_is_and_the_model_with_it(
    browser: Browser, server: ChatServer
) -> None:
    endless = _slowly(TRUE, *["港"] * 200)
    server.behaviour = in_turn(endless, says(TRUE))
    with served(assistant(settings(server, 60))) as site, opened(browser, site) as page:
        _send(page, QUESTION)
        expect(page.locator(".gw-growing")).to_contain_text("建设疏港铁路3条")
        expect(page.locator("#gw-send")).to_be_hidden()
        page.click("#gw-stop")
        expect(page.locator("#gw-send")).to_be_visible()
        expect(page.locator(".gw-answer")).to_contain_text("建设疏港铁路3条")
        expect(page.locator(".gw-answer .gw-notice")).to_have_text(CUT_SHORT)
        assert server.hung_up.wait(10)
        page.wait_for_timeout(1500)
        expect(page.locator(".gw-growing")).to_have_count(0)
        _send(page, QUESTION)
        expect(page.locator("a.gw-copy")).to_have_count(1)
        expect(page.locator("#gw-chatbot .user.message")).to_have_count(2)


def test_nothing_covers_the_conversation_after_stopping(
    browser: Browser, server: ChatServer
) -> None:
    # One stop in six met the server between two states, and 错误 covered the conversation.
    server.behaviour = _slowly(TRUE, *["港"] * 200)
    with served(assistant(settings(server, 60))) as site:
        for pause in (0, 60, 120, 180, 240, 300):
            with opened(browser, site) as page:
                _send(page, QUESTION)
                expect(page.locator(".gw-growing a.gw-cite")).to_have_count(1)
                page.wait_for_timeout(pause)
                page.click("#gw-stop")
                expect(page.locator(".gw-answer .gw-notice")).to_have_text(CUT_SHORT)
                page.wait_for_timeout(700)
                page.locator("a.gw-cite").click(timeout=3000)  # it fails under a cover
                expect(page.locator("#gw-source mark").first).to_be_visible()


def test_a_model_that_says_nothing_can_be_stopped(browser: Browser, server: ChatServer) -> None:
    server.behaviour = silent
    with served(assistant(settings(server, 60))) as site, opened(browser, site) as page:
        _send(page, QUESTION)
        expect(page.locator(".gw-growing")).to_contain_text("正在等语言模型")
        page.click("#gw-stop")
        expect(page.locator(".gw-answer")).to_have_text(STOPPED)
        expect(page.locator("#gw-send")).to_be_visible()
        assert server.hung_up.wait(10)


def test_what_was_thinking_leaves_the_page_and_the_reader_is_told(
    browser: Browser, server: ChatServer
) -> None:
    server.behaviour = _slowly(
        "形成公铁水联运网络。[1]", *"再想想看", "</think>", *[""] * 8, TRUE, pause=0.25
    )
    with served(assistant(settings(server, 60))) as site, opened(browser, site) as page:
        _send(page, QUESTION)
        expect(page.locator(".gw-growing")).to_contain_text("形成公铁水联运网络")
        expect(page.locator(".gw-growing .gw-notice")).to_contain_text("思考过程")
        expect(page.locator(".gw-growing")).not_to_contain_text("联运网络")
        expect(page.locator("a.gw-copy")).to_have_count(1)
        expect(page.locator(".gw-answer")).to_contain_text("建设疏港铁路3条")
        expect(page.locator(".gw-answer")).not_to_contain_text("联运网络")
        assert overflow(page) <= 0
