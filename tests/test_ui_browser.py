"""The page in a real Chromium: if these fail, what a clerk sees or clicks does not work."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import pytest
import uvicorn
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, expect, sync_playwright
from ui_fakes import FakeAssistant, cite, small_assistant

from index.build import build_store
from index.embedding import open_embedder
from index.errors import StoreError
from rag.answer import Answer
from rag.assistant import Assistant
from rag.feedback import FeedbackBook, FeedbackError
from ui.app import create_app
from ui.asking import Asking
from ui.conversation import BROKEN
from ui.verdicts import OpenBook, no_book

pytestmark = pytest.mark.browser
ROOT = Path(__file__).parent.parent
FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run "
    "--disable-background-networking --disable-component-update --disable-sync"
).split()
WIDE, PHONE = (1400, 900), (390, 844)
BOX = "#gw-question textarea"


@contextmanager
def served(assistant: Asking, open_book: OpenBook = no_book) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    app = create_app(assistant, open_book=open_book)
    config = uvicorn.Config(app, port=port, log_level="error", timeout_graceful_shutdown=1)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:  # a test that fails must not leave a thread that nobody ends
        server.should_exit = True
        thread.join()


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("browser") / "store"
    build_store(ROOT / "corpus", folder, open_embedder())
    return folder


@pytest.fixture(scope="module")
def assistant(store: Path) -> Iterator[Assistant]:
    opened = Assistant.open(store)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def site(assistant: Assistant) -> Iterator[str]:
    with served(assistant) as address:
        yield address


@pytest.fixture(scope="module")
def fake() -> FakeAssistant:
    return small_assistant()


@pytest.fixture(scope="module")
def fake_site(fake: FakeAssistant) -> Iterator[str]:
    with served(fake) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        yield opened
        opened.close()


@dataclass
class Watch:
    """What a page asked for and complained of."""

    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def of(self, page: Page) -> None:
        page.on("request", self._request)
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _request(self, request: Request) -> None:
        self.requests.append(request.url)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.complaints.append(message.text)


@contextmanager
def opened(
    browser: Browser, address: str, size: tuple[int, int] = WIDE, watch: Watch | None = None
) -> Iterator[Page]:
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]},
        locale="en-US",
        permissions=["clipboard-read", "clipboard-write"],
    )
    page = context.new_page()
    page.set_default_timeout(15_000)
    (watch or Watch()).of(page)
    page.goto(address)
    page.wait_for_selector(BOX)
    yield page
    context.close()


def ask(page: Page, question: str) -> None:
    before = page.locator("#gw-chatbot .bot.message").count()
    page.fill(BOX, question)
    page.keyboard.press("Enter")
    expect(page.locator("#gw-chatbot .bot.message")).to_have_count(before + 1)
    expect(page.locator("#gw-send")).to_be_visible()


def tab(page: Page, name: str) -> None:
    page.get_by_role("tab", name=name).click()


def overflow(page: Page) -> int:
    return int(page.evaluate("document.documentElement.scrollWidth - window.innerWidth"))


@pytest.mark.parametrize("size", [WIDE, PHONE])
def test_a_tour_stays_on_its_own_origin_without_errors_and_fits(
    browser: Browser, site: str, size: tuple[int, int]
) -> None:
    watch = Watch()
    with opened(browser, site, size, watch) as page:
        assert overflow(page) <= 0
        ask(page, "推荐博士服务团成员多少人")
        page.locator("a.gw-cite").first.click()
        expect(page.locator("#gw-source mark").first).to_be_visible()
        assert overflow(page) <= 0
        page.locator(".gw-close").click()
        tab(page, "测验")
        page.click("#gw-start")
        expect(page.locator("#gw-sheet fieldset")).to_have_count(10)
        assert overflow(page) <= 0
        page.click("#gw-hand-in")
        page.click("#gw-hand-in")
        expect(page.locator(".gw-score")).to_be_visible()
        tab(page, "文件")
        page.locator(".gw-card summary").first.click()
        expect(page.locator(".gw-outline").first).to_contain_text("专栏20")
        assert overflow(page) <= 0
    assert len(watch.requests) > 5
    assert [url for url in watch.requests if not url.startswith(site + "/")] == []
    assert watch.complaints == []


def test_a_cited_number_opens_its_section_with_the_quote_marked_and_in_view(
    browser: Browser, site: str, assistant: Assistant
) -> None:
    citation = assistant.ask("推荐博士服务团成员多少人").citations[0]
    with opened(browser, site) as page:
        ask(page, "推荐博士服务团成员多少人")
        expect(page.locator("#gw-chatbot .bot.message")).to_contain_text("10人")
        page.locator("a.gw-cite").first.click()
        mark = page.locator("#gw-source mark").first
        expect(mark).to_be_in_viewport()
        marked = "".join(page.locator("#gw-source mark").all_inner_texts())
        assert marked == citation.quote.replace("\n", "")
        expect(page.locator("#gw-source .gw-path")).to_contain_text("专栏19")
        expect(page.locator("#gw-source .gw-title")).to_contain_text("“十四五”海关发展规划")
        beside = page.locator("#gw-composer").bounding_box()
        drawer = page.locator("#gw-source").bounding_box()
        assert beside
        assert drawer
        assert beside["x"] + beside["width"] <= drawer["x"]
        page.keyboard.press("Escape")
        expect(page.locator("#gw-source")).to_be_hidden()


def test_an_indicator_is_shown_in_its_table_with_its_row_marked(
    browser: Browser, site: str
) -> None:
    with opened(browser, site) as page:
        ask(page, "国际卫生港口岸2025年要创建多少个")
        page.locator("a.gw-cite").first.click()
        row = page.locator("#gw-source tr.gw-row")
        expect(row).to_have_count(1)
        expect(row).to_contain_text("国际卫生港口岸")
        expect(page.locator("#gw-source table tr")).to_have_count(8)


def test_a_press_article_shows_author_source_and_date(browser: Browser, site: str) -> None:
    with opened(browser, site) as page:
        ask(page, "“一网通办”事项有多少")
        page.locator("a.gw-cite").first.click()
        for words in ("曹雅丽", "中国工业新闻网", "2025-08-25"):
            expect(page.locator("#gw-source .gw-origin")).to_contain_text(words)


def test_a_refusal_offers_sections_that_open(browser: Browser, site: str) -> None:
    with opened(browser, site) as page:
        ask(page, "海关总署食堂几点开饭")
        expect(page.locator(".gw-refusal")).to_be_visible()
        expect(page.locator("a.gw-copy")).to_have_count(0)
        page.locator(".gw-refusal a.gw-place").first.click()
        expect(page.locator("#gw-source mark").first).to_be_visible()


def test_an_example_is_asked_with_one_click_and_a_new_conversation_brings_them_back(
    browser: Browser, site: str
) -> None:
    with opened(browser, site) as page:
        button = page.locator("button.gw-example").first
        question = button.inner_text().splitlines()[-1]
        button.click()
        expect(page.locator("#gw-chatbot .user.message")).to_have_text(question)
        expect(page.locator("a.gw-cite").first).to_be_visible()
        expect(page.locator("#gw-welcome")).to_be_hidden()
        page.click("#gw-new")
        expect(page.locator("button.gw-example").first).to_be_visible()
        expect(page.locator("#gw-chatbot .user.message")).to_have_count(0)


def test_shift_enter_breaks_the_line_and_an_input_method_does_not_send(
    browser: Browser, fake_site: str
) -> None:
    with opened(browser, fake_site) as page:
        page.fill(BOX, "社区")
        page.keyboard.press("Shift+Enter")
        page.keyboard.type("分馆")
        assert page.input_value(BOX) == "社区\n分馆"
        for kind in ("keydown", "keypress"):
            page.eval_on_selector(
                BOX,
                """(box, kind) => box.dispatchEvent(new KeyboardEvent(kind,
                   {key: "Enter", code: "Enter", keyCode: 13, isComposing: true,
                    bubbles: true, cancelable: true}))""",
                kind,
            )
        page.wait_for_timeout(500)
        expect(page.locator("#gw-chatbot .user.message")).to_have_count(0)
        page.keyboard.press("Enter")
        expect(page.locator("#gw-chatbot .user.message")).to_have_count(1)


def test_an_empty_submit_is_ignored_and_enter_pressed_twice_is_no_mistake(
    browser: Browser, fake_site: str
) -> None:
    with opened(browser, fake_site) as page:
        page.fill(BOX, "   ")
        page.keyboard.press("Enter")
        page.click("#gw-send")
        page.fill(BOX, "社区分馆多少个")
        page.keyboard.press("Enter")
        page.keyboard.press("Enter")
        expect(page.locator("a.gw-cite").first).to_be_visible()
        page.keyboard.press("Enter")
        page.wait_for_timeout(300)
        expect(page.locator("#gw-chatbot .user.message")).to_have_count(1)
        expect(page.locator("#gw-say")).to_have_text("")


def test_a_notice_goes_with_a_new_conversation_or_an_example(
    browser: Browser, fake_site: str
) -> None:
    notice = "document.querySelector('#gw-say .gw-said').textContent = '一句话'"
    with opened(browser, fake_site) as page:
        for act in ("#gw-new", "button.gw-example >> nth=0"):
            page.evaluate(notice)
            page.click(act)
            expect(page.locator("#gw-say")).to_have_text("")


def test_an_overlong_question_gets_one_polite_sentence(browser: Browser, site: str) -> None:
    with opened(browser, site) as page:
        ask(page, "长" * 20_000)
        expect(page.locator(".gw-problem")).to_contain_text("。")
        expect(page.locator("#gw-say")).to_have_text("")
        assert overflow(page) <= 0


def test_a_follow_up_shows_how_it_was_understood_and_each_reader_has_an_own_conversation(
    browser: Browser, fake_site: str, fake: FakeAssistant
) -> None:
    with opened(browser, fake_site) as one, opened(browser, fake_site) as other:
        ask(one, "社区分馆多少个")
        ask(one, "数字资源覆盖率呢")
        expect(one.locator(".gw-understood")).to_contain_text("理解为：数字资源覆盖率呢（接")
        ask(other, "读者满意度达到多少")
        assert fake.asked[-1].turns == ("读者满意度达到多少",)
        expect(other.locator("#gw-chatbot .user.message")).to_have_count(1)


def choose(page: Page) -> None:
    """Limit the questions to the one document there is."""
    page.click(".gw-fold")
    page.locator("#gw-choice input").click()
    page.get_by_role("option", name="城市图书馆发展规划").click()
    page.keyboard.press("Escape")
    expect(page.locator(".gw-fold")).to_have_text("限定：城市图书馆发展规划")


def test_a_choice_of_documents_limits_the_question_and_the_folded_bar_says_so(
    browser: Browser, fake_site: str, fake: FakeAssistant
) -> None:
    with opened(browser, fake_site) as page:
        expect(page.locator("#gw-unlimit")).to_be_hidden()
        choose(page)
        page.click(".gw-fold")
        expect(page.locator("#gw-choice")).to_be_hidden()
        expect(page.locator(".gw-fold")).to_have_text("限定：城市图书馆发展规划")
        ask(page, "社区分馆多少个")
        assert fake.asked[-1].documents == ("library",)
        page.click("#gw-unlimit")
        expect(page.locator(".gw-fold")).to_have_text("限定文件（默认全部）")
        ask(page, "社区分馆多少个")
        assert fake.asked[-1].documents == ()


@pytest.mark.parametrize("act", ["#gw-new", "button.gw-example >> nth=0"])
def test_a_new_conversation_and_an_example_are_not_limited(
    browser: Browser, fake_site: str, fake: FakeAssistant, act: str
) -> None:
    with opened(browser, fake_site) as page:
        choose(page)
        page.click(act)
        expect(page.locator(".gw-fold")).to_have_text("限定文件（默认全部）")
        ask(page, "社区分馆多少个")
        assert fake.asked[-1].documents == ()
        if act != "#gw-new":
            assert fake.asked[-2].documents == ()


def test_a_reload_keeps_the_conversation_and_the_limit_of_its_own_tab(
    browser: Browser, fake_site: str, fake: FakeAssistant
) -> None:
    with opened(browser, fake_site) as page:
        ask(page, "社区分馆多少个")
        choose(page)
        page.reload()
        expect(page.locator("#gw-chatbot .bot.message")).to_contain_text("不少于120个")
        expect(page.locator(".gw-fold")).to_have_text("限定：城市图书馆发展规划")
        ask(page, "数字资源覆盖率呢")
        assert fake.asked[-1].turns == ("社区分馆多少个", "数字资源覆盖率呢")
        assert fake.asked[-1].documents == ("library",)
        page.reload()
        expect(page.locator("#gw-chatbot .user.message")).to_have_count(2)
        other = page.context.new_page()
        other.goto(fake_site)
        other.wait_for_selector(BOX)
        expect(other.locator("button.gw-example").first).to_be_visible()
        page.click("#gw-new")
        expect(page.locator("#gw-chatbot .user.message")).to_have_count(0)
        page.reload()
        page.wait_for_selector("button.gw-example")
        page.wait_for_timeout(500)
        expect(page.locator("#gw-chatbot .user.message")).to_have_count(0)
        expect(page.locator("#gw-say")).to_have_text("")
        assert page.evaluate("localStorage.length") == 0


def test_a_conversation_that_the_server_lost_is_not_lost_in_silence(
    browser: Browser, fake_site: str
) -> None:
    with opened(browser, fake_site) as page:
        ask(page, "社区分馆多少个")
        page.evaluate("sessionStorage.setItem('guanwen-tab', '5d'.repeat(16))")
        page.reload()
        expect(page.locator("#gw-say")).to_have_text("服务重新启动过，刷新前的对话没有留下。")
        page.reload()
        page.wait_for_selector("button.gw-example")
        expect(page.locator("#gw-say")).to_have_text("")


def test_a_lost_connection_is_told_in_chinese(browser: Browser, fake: FakeAssistant) -> None:
    with ExitStack() as site:
        address = site.enter_context(served(fake))
        with opened(browser, address) as page:
            site.close()
            page.fill(BOX, "社区分馆多少个")
            page.keyboard.press("Enter")
            told = expect(page.locator("#gw-say"))
            told.to_contain_text(
                "服务暂时没有回应", timeout=20_000
            )  # the browser tries for a while
            assert visible_toasts(page) == 0


def visible_toasts(page: Page) -> int:
    return page.locator("[data-testid=toast-body]:visible").count()


def test_copying_takes_the_answer_and_its_sources(browser: Browser, fake_site: str) -> None:
    with opened(browser, fake_site) as page:
        ask(page, "社区分馆多少个")
        page.click("a.gw-copy")
        expect(page.locator("a.gw-copy")).to_have_text("已复制")
        copied = page.evaluate("navigator.clipboard.readText()")
        assert "不少于120个" in copied
        assert "[1] 《城市图书馆发展规划》一、总体要求 › （二）主要目标" in copied


@dataclass
class Desk:
    """A site with a feedback book that can be made to fail."""

    address: str = ""
    folder: Path = Path()
    failure: FeedbackError | None = None

    def book(self) -> FeedbackBook:
        if self.failure:
            raise self.failure
        return FeedbackBook.in_folder(self.folder)

    def kept(self) -> list[tuple[str, str, str]]:
        """Rating, remark and question of each record."""
        return [(each.rating, each.comment, each.turns[-1]) for each in self.book().all()]


@pytest.fixture
def desk(fake: FakeAssistant, tmp_path: Path) -> Iterator[Desk]:
    made = Desk(folder=tmp_path)
    with served(fake, made.book) as made.address:
        yield made


def places(page: Page) -> list[object]:
    """Where the answers and the controls under them stand."""
    return [
        each.bounding_box() for each in page.locator(".gw-answer, .gw-answer p, .gw-rate > a").all()
    ]


def pressed(page: Page) -> list[str]:
    marked = page.locator('.gw-rate a[aria-pressed="true"]')
    return [each.inner_text() for each in marked.all()]


@pytest.mark.parametrize("size", [WIDE, PHONE])
def test_a_wrong_answer_is_marked_with_a_remark_and_a_reload_shows_the_mark(
    browser: Browser, desk: Desk, size: tuple[int, int]
) -> None:
    watch = Watch()
    with opened(browser, desk.address, size, watch) as page:
        ask(page, "社区分馆多少个")
        ask(page, "食堂几点开饭")
        assert pressed(page) == []
        before = places(page)
        page.locator("a.gw-bad").first.click()
        page.locator("a.gw-good").last.click()
        assert pressed(page) == ["有误", "有用"]
        field = page.locator(".gw-remark input")
        expect(field).to_have_count(1)
        expect(field).to_have_attribute("placeholder", "哪里不对？（可不填）")
        assert field.evaluate("field => field.scrollWidth <= field.clientWidth")
        assert places(page) == before
        assert overflow(page) <= 0
        field.fill("应是<b>150</b>个")
        page.get_by_role("button", name="提交").click()
        expect(page.locator(".gw-rate-said").first).to_have_text("已记下，谢谢。")
        expect(field).to_have_count(0)
        assert places(page) == before
        ask(page, "数字资源覆盖率")
        expect(page.locator(".gw-rate")).to_have_count(3)
        assert pressed(page) == ["有误", "有用"]
        page.reload()
        expect(page.locator(".gw-rate")).to_have_count(3)
        expect(page.locator('.gw-rate a[aria-pressed="true"]')).to_have_count(2)
        assert pressed(page) == ["有误", "有用"]
        assert overflow(page) <= 0
        page.locator("a.gw-bad").first.click()
        expect(page.locator('.gw-rate a[aria-pressed="true"]')).to_have_count(1)
        page.locator("a.gw-bad").last.click()
        page.wait_for_function("() => performance.getEntriesByType('resource')"
                               ".filter(each => each.name.endsWith('/verdict')).length === 2")  # fmt: skip
    assert desk.kept() == [("good", "", "食堂几点开饭"), ("bad", "", "数字资源覆盖率")]
    assert watch.complaints == []


def test_a_verdict_can_be_given_by_keyboard(browser: Browser, desk: Desk) -> None:
    with opened(browser, desk.address) as page:
        ask(page, "社区分馆多少个")
        page.locator("a.gw-copy").focus()
        page.keyboard.press("Tab")
        page.keyboard.press("Space")
        assert pressed(page) == ["有用"]
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        assert pressed(page) == ["有误"]
        page.keyboard.press("Tab")
        page.keyboard.type("少了一个")
        page.keyboard.press("Enter")
        expect(page.locator(".gw-rate-said")).to_have_text("已记下，谢谢。")
        expect(page.locator("a.gw-bad")).to_be_focused()
        assert desk.kept() == [("bad", "少了一个", "社区分馆多少个")]
        page.keyboard.press("Space")
        expect(page.locator(".gw-rate-said")).to_have_text("")
        assert pressed(page) == []


def test_a_remark_is_not_lost_while_the_next_answer_grows(
    browser: Browser, desk: Desk, fake: FakeAssistant
) -> None:
    with opened(browser, desk.address) as page:
        ask(page, "社区分馆多少个")
        page.locator("a.gw-bad").click()
        page.locator(".gw-remark input").fill("少")
        lines = "\n".join(f"第{n}句话。" for n in range(8))
        fake.answer = Answer("", "问", "问", "answered", "passage", lines, (), "extractive", 0.1)
        fake.pause = 0.15
        try:
            page.fill(BOX, "问")
            page.keyboard.press("Enter")
            expect(page.locator(".gw-growing")).to_contain_text("第1句话")
            page.locator(".gw-remark input").focus()
            page.keyboard.press("End")
            page.keyboard.type("了一个", delay=200)
            expect(page.locator("#gw-send")).to_be_visible()
            expect(page.locator(".gw-rate")).to_have_count(2)
            page.keyboard.press("Enter")
            expect(page.locator(".gw-rate-said").first).to_have_text("已记下，谢谢。")
        finally:
            fake.answer, fake.pause = None, 0.0
    assert desk.kept() == [("bad", "少了一个", "社区分馆多少个")]


def test_a_verdict_that_cannot_be_kept_is_told_and_not_shown_as_kept(
    browser: Browser, desk: Desk
) -> None:
    desk.failure = FeedbackError("保存评价的数据库打不开，请检查设置。")
    with opened(browser, desk.address, PHONE) as page:
        ask(page, "社区分馆多少个")
        page.locator("a.gw-bad").click()
        said = page.locator(".gw-rate-said")
        expect(said).to_have_text("保存评价的数据库打不开，请检查设置。")
        assert pressed(page) == []
        expect(page.locator(".gw-remark")).to_have_count(0)
        assert overflow(page) <= 0
        desk.failure = None
        page.locator("a.gw-bad").click()
        expect(said).to_have_text("")
        page.evaluate("document.querySelector('.gw-rate a.gw-bad').href = '#verdict/' +"
                      " 'ab'.repeat(16) + '/bad'; document.querySelector('.gw-rate a').href ="
                      " '#verdict/' + 'ab'.repeat(16) + '/good'")  # fmt: skip
        page.locator("a.gw-good").click()
        expect(said).to_contain_text("已找不到这个回答")
    assert desk.kept() == [("bad", "", "社区分馆多少个")]


def test_only_a_whole_answer_can_be_judged(
    browser: Browser, fake_site: str, fake: FakeAssistant
) -> None:
    with opened(browser, fake_site) as page:
        expect(page.locator(".gw-rate")).to_have_count(0)
        ask(page, "长" * 2_500)
        expect(page.locator(".gw-problem")).to_be_visible()
        expect(page.locator(".gw-rate")).to_have_count(0)
        lines = "\n".join(f"第{n}句话。" for n in range(8))
        fake.answer = Answer("", "问", "问", "answered", "passage", lines, (), "extractive", 0.1)
        fake.pause = 0.3
        try:
            page.fill(BOX, "问")
            page.keyboard.press("Enter")
            expect(page.locator(".gw-growing")).to_contain_text("第2句话")
            expect(page.locator(".gw-rate")).to_have_count(0)
            expect(page.locator(".gw-rate")).to_have_count(1)
        finally:
            fake.answer, fake.pause = None, 0.0


def test_a_long_answer_can_be_stopped(
    browser: Browser, fake_site: str, fake: FakeAssistant
) -> None:
    lines = "\n".join(f"第{n}句话。" for n in range(40))
    fake.answer = Answer("", "问", "问", "answered", "passage", lines, (), "extractive", 0.1)
    fake.pause = 0.3
    try:
        with opened(browser, fake_site) as page:
            page.fill(BOX, "问")
            page.keyboard.press("Enter")
            expect(page.locator(".gw-growing")).to_contain_text("第2句话")
            page.fill(BOX, "下一问")
            page.keyboard.press("Enter")
            expect(page.locator("#gw-say")).to_contain_text("请等这次回答结束")
            assert page.input_value(BOX) == "下一问"
            page.click("#gw-stop")
            expect(page.locator("#gw-send")).to_be_visible()
            shown = page.locator("#gw-chatbot .bot.message").inner_text()
            page.wait_for_timeout(1500)
            assert page.locator("#gw-chatbot .bot.message").inner_text() == shown
            assert "第39句话" not in shown
    finally:
        fake.answer, fake.pause = None, 0.0


def test_hostile_text_runs_nothing_and_fetches_nothing(
    browser: Browser, fake_site: str, fake: FakeAssistant
) -> None:
    attack = (
        "<img src=x onerror=window.hacked=1><script>window.hacked=1</script>${window.hacked=1}"
        "![x](https://evil.example/x.png)[y](javascript:window.hacked=1)"
    )
    info = fake.documents()[0]
    citation = cite(info, fake.outline("library"), (0, 8))
    fake.answer = Answer(
        "", attack, attack, "answered", "passage", f"{attack}[1]", (citation,), "extractive", 0.1,
        notice=attack,
    )  # fmt: skip
    watch = Watch()
    try:
        with opened(browser, fake_site, watch=watch) as page:
            ask(page, attack)
            page.wait_for_timeout(500)
            assert page.evaluate("window.hacked") is None
            assert page.locator("#gw-chatbot img, #gw-chatbot script").count() == 0
            expect(page.locator("#gw-chatbot .user.message")).to_contain_text("<img src=x")
    finally:
        fake.answer = None
    assert [url for url in watch.requests if not url.startswith(fake_site + "/")] == []


def test_a_quiz_is_taken_marked_and_leads_back_to_the_source(browser: Browser, site: str) -> None:
    with opened(browser, site) as page:
        tab(page, "测验")
        page.locator("#gw-quiz-choice input[type=number]").fill("6")
        page.click("#gw-start")
        expect(page.locator("#gw-sheet fieldset")).to_have_count(6)
        page.locator("#gw-sheet input[type=radio]").first.check()
        page.locator("#gw-sheet input[type=text]").first.fill("一万")
        page.click("#gw-hand-in")
        expect(page.locator("#gw-quiz-say")).to_have_text("还有4题没有作答，再按一次交卷。")
        expect(page.locator(".gw-open-item")).to_have_count(4)
        page.click("#gw-hand-in")
        expect(page.locator(".gw-score")).to_contain_text("/ 6")
        expect(page.locator(".gw-score")).to_be_in_viewport()
        assert page.locator(".gw-score").bounding_box()["y"] < 200  # type: ignore[index]
        expect(page.locator("#gw-sheet")).to_contain_text("你的回答：A. ")
        expect(page.locator("#gw-sheet")).to_contain_text("你的回答：一万")
        quote = page.locator("#gw-sheet blockquote").first.inner_text()
        page.locator(".gw-reread a").first.click()
        expect(page.locator("#gw-source mark").first).to_be_visible()
        marked = "".join(page.locator("#gw-source mark").all_inner_texts())
        assert marked.replace(" ", "")[:6] == quote.replace(" ", "").replace("|", "")[:6]


def test_a_new_quiz_has_no_old_replies(browser: Browser, site: str) -> None:
    with opened(browser, site) as page:
        tab(page, "测验")
        for _ in range(3):
            before = page.locator("#gw-sheet legend").all_inner_texts()
            page.click("#gw-start")
            page.wait_for_function(
                "before => document.querySelector('#gw-sheet legend') && before.join() !=="
                " [...document.querySelectorAll('#gw-sheet legend')].map(x => x.innerText).join()",
                arg=before,
            )
            page.wait_for_timeout(300)
            assert page.locator("#gw-sheet input:checked").count() == 0
            blanks = page.locator("#gw-sheet input[type=text]")
            assert {each.input_value() for each in blanks.all()} <= {""}
            for item in page.locator("#gw-sheet fieldset").all():
                if item.locator("input[type=radio]").count():
                    item.locator("input[type=radio]").first.check()
                else:
                    item.locator("input[type=text]").fill("旧的")
        page.click("#gw-hand-in")
        expect(page.locator(".gw-score")).to_contain_text("/ 10")  # all answered: no warning


@pytest.mark.parametrize("given", ["", "0", "-3", "60", "1.5"])
def test_a_wrong_number_of_items_is_told_in_chinese_and_leaves_the_sheet(
    browser: Browser, fake_site: str, given: str
) -> None:
    with opened(browser, fake_site) as page:
        tab(page, "测验")
        number = page.locator("#gw-quiz-choice input[type=number]")
        number.fill("3")
        number.blur()
        expect(number).to_have_value("3")
        page.click("#gw-start")
        expect(page.locator("#gw-sheet fieldset")).to_have_count(3)
        number.fill(given)
        number.blur()
        page.click("#gw-start")
        expect(page.locator("#gw-quiz-problem")).to_contain_text("1—50")
        page.wait_for_timeout(300)
        assert page.locator("[data-testid=toast-body]").count() == 0
        expect(page.locator("#gw-sheet fieldset")).to_have_count(3)
        number.fill("2")
        number.blur()
        page.click("#gw-start")
        expect(page.locator("#gw-sheet fieldset")).to_have_count(2)
        expect(page.locator("#gw-quiz-problem")).to_have_text("")


@pytest.mark.parametrize(
    "failure, sentence",
    [(StoreError("索引读不出来了。"), "索引读不出来了。"), (OSError("/secret/disk"), BROKEN)],
)
def test_a_quiz_that_cannot_be_made_is_one_sentence(
    browser: Browser, fake_site: str, fake: FakeAssistant, failure: Exception, sentence: str
) -> None:
    with opened(browser, fake_site) as page:
        tab(page, "测验")
        fake.store.failure = failure
        try:
            page.click("#gw-start")
            expect(page.locator("#gw-quiz-problem")).to_have_text(sentence)
            assert page.locator("[data-testid=toast-body]").count() == 0
        finally:
            fake.store.failure = None


def test_a_heading_of_an_outline_opens_its_text(browser: Browser, site: str) -> None:
    with opened(browser, site) as page:
        tab(page, "文件")
        page.locator(".gw-card summary").first.click()
        page.locator(".gw-outline a", has_text="（三十五）").first.click()
        expect(page.locator("#gw-source .gw-path")).to_contain_text("（三十五）")


def test_everything_can_be_reached_by_keyboard(browser: Browser, fake_site: str) -> None:
    with opened(browser, fake_site) as page:
        ask(page, "社区分馆多少个")
        page.locator("a.gw-cite").first.focus()
        page.keyboard.press("Enter")
        expect(page.locator("#gw-source")).to_be_focused()
        page.keyboard.press("Tab")
        expect(page.locator(".gw-close")).to_be_focused()
        page.keyboard.press("Enter")
        expect(page.locator("#gw-source")).to_be_hidden()
        expect(page.locator("a.gw-cite").first).to_be_focused()


def test_the_focus_ring_of_a_tab_is_whole(browser: Browser, fake_site: str) -> None:
    with opened(browser, fake_site) as page:
        page.keyboard.press("Shift+Tab")
        page.get_by_role("tab", name="问答").focus()
        page.keyboard.press("ArrowRight")
        ring = page.get_by_role("tab", name="测验").evaluate(
            "tab => { tab.focus(); const s = getComputedStyle(tab);"
            " return [s.outlineStyle, parseFloat(s.outlineWidth), parseFloat(s.outlineOffset)]; }"
        )
        assert ring[0] == "solid"
        assert ring[1] >= 2
        assert ring[1] + ring[2] <= 0  # drawn inside, where nothing cuts it off


def test_nothing_lies_over_the_text_of_an_answer_on_a_phone(browser: Browser, site: str) -> None:
    with opened(browser, site, PHONE) as page:
        for _ in range(2):
            ask(page, "第三章有哪些专栏")
        page.eval_on_selector("#gw-chatbot .bubble-wrap", "pane => { pane.scrollTop = 0; }")
        arrow = page.locator("#gw-chatbot .scroll-down-button-container")
        expect(arrow).to_have_count(1)
        expect(arrow).to_be_hidden()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out_from_its_ground(browser: Browser, fake_site: str, scheme: str) -> None:
    context = browser.new_context(color_scheme="dark" if scheme == "dark" else "light")
    page = context.new_page()
    page.goto(fake_site)
    page.wait_for_selector(BOX)
    ask(page, "社区分馆多少个")
    page.locator("a.gw-cite").first.click()
    expect(page.locator("#gw-source mark").first).to_be_visible()
    page.locator("a.gw-good").click()
    expect(page.locator(".gw-rate-said")).to_have_text("没有设置保存评价的地方，评价没有记下。")
    for selector in (
        ".gw-answer p", "a.gw-place", "#gw-source mark", ".gw-origin", ".gw-top p", "a.gw-good",
        ".gw-rate-said",
    ):  # fmt: skip
        assert contrast(page, selector) >= 4.5, selector
    context.close()


def contrast(page: Page, selector: str) -> float:
    """The WCAG contrast of an element's text with the nearest ground behind it."""
    return float(
        page.evaluate(
            """selector => {
      const parts = (colour) => colour.match(/[\\d.]+/g).map(Number);
      const light = (colour) => parts(colour).slice(0, 3).map((v) => v / 255)
        .map((v) => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
        .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
      let element = document.querySelector(selector);
      const ink = getComputedStyle(element).color;
      let ground = "rgb(255,255,255)";
      for (; element; element = element.parentElement) {
        const own = getComputedStyle(element).backgroundColor;
        const alpha = parts(own)[3];
        if (alpha === undefined || alpha > 0.9) { ground = own; break; }
      }
      const [a, b] = [light(ink), light(ground)].sort((x, y) => y - x);
      return (a + 0.05) / (b + 0.05);
    }""",
            selector,
        )
    )


def test_fifty_readers_at_once_are_all_answered(site: str) -> None:
    async def one(client: httpx.AsyncClient, which: int, session: str) -> str:
        await client.post(
            "/gradio_api/queue/join",
            json={
                "data": ["推荐博士服务团成员多少人", [], None, f"{session:0>32}"],
                "fn_index": which,
                "session_hash": session,
                "event_data": None,
                "trigger_id": None,
            },
        )
        last = ""
        async with client.stream(
            "GET", "/gradio_api/queue/data", params={"session_hash": session}
        ) as stream:
            async for line in stream.aiter_lines():
                if line.startswith("data:"):
                    message = json.loads(line[5:])
                    if message["msg"] == "process_completed":
                        return "failed" if not message["success"] else last or "done"
                    last = message["msg"]
        return "cut"

    async def all_of_them() -> tuple[list[str], float]:
        async with httpx.AsyncClient(
            base_url=site, timeout=60, limits=httpx.Limits(max_connections=None)
        ) as client:
            config = (await client.get("/config")).json()
            which = next(d["id"] for d in config["dependencies"] if d["trigger_after"] is not None)
            started = time.perf_counter()
            sessions = [f"reader{n:04d}" for n in range(50)]
            ended = await asyncio.gather(*(one(client, which, each) for each in sessions))
            return ended, time.perf_counter() - started

    with ThreadPoolExecutor(1) as aside:  # Playwright has a loop of its own in this thread
        ended, seconds = aside.submit(asyncio.run, all_of_them()).result()
    assert set(ended) == {"process_generating"}
    print(f"50 readers: {seconds:.1f} s")
    assert seconds < 20


def test_the_server_stops_on_sigterm_with_a_browser_connected(
    browser: Browser, store: Path
) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    code = (
        "from pathlib import Path; from ui.app import serve; "
        f"serve(Path({str(store)!r}), '127.0.0.1', {port})"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT, text=True,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    )  # fmt: skip
    try:
        assert process.stdout
        line = process.stdout.readline()
        assert line == f"关问已就绪，请用浏览器打开 http://127.0.0.1:{port}/\n"
        with opened(browser, f"http://127.0.0.1:{port}"):
            process.send_signal(signal.SIGTERM)
            started = time.perf_counter()
            process.wait(timeout=30)
            assert time.perf_counter() - started < 10
        assert process.returncode == 0
        assert process.stdout.read() == ""
    finally:
        process.kill()
        process.wait()
