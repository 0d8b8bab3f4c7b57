"""The Gradio page: chat, quiz and documents. The only module that imports Gradio."""

from __future__ import annotations

import logging
import random
from collections.abc import Iterator
from typing import Any

import gradio as gr
from fastapi import FastAPI

from index.errors import GuanwenError
from rag.quiz import Quiz, grade, make_quiz
from ui.asking import Asking
from ui.conversation import BROKEN, Conversation, converse, messages, stopped
from ui.examples import MOST, Example
from ui.markup import alert_html, problem_html
from ui.quiz_page import RANGE, item_count, marking_html, quiz_html, replies_of
from ui.shelf import Shelf
from ui.views import View, Views

_log = logging.getLogger(__name__)

TITLE = "关问"
TAGLINE = "向编号文件提问，每一句回答都注明出处。"
AT_ONCE = 64
WAITING_AT_MOST = 512
_FONTS = ["Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", "sans-serif"]
_HEAD = """
<script>
Object.defineProperty(navigator, "language", {get: () => "zh-CN"});
Object.defineProperty(navigator, "languages", {get: () => ["zh-CN"]});
document.documentElement.lang = "zh-CN";
</script>
<link rel="stylesheet" href="guanwen/style.css">
<script src="guanwen/page.js" defer></script>
"""
_QUIET: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
_SEND = "(typed) => window.guanwenSend(typed)"
_OPENED = """async () => {
  while (!window.guanwenOpened) await new Promise((next) => setTimeout(next, 20));
  return window.guanwenOpened();
}"""  # the page can be there before its own script is
_WITH_TAB = "(caption, state, tab) => [caption, state, window.guanwenTab || '']"
_RESTORED = "(shown) => window.guanwenRestored(shown.length)"
_LIMIT = "(ids) => window.guanwenLimit(ids)"
_NO_LIMIT = "() => [[]]"  # the value of one output
_FRESH = "() => window.guanwenFreshSheet()"
_COLLECT = "(quiz, replies) => [quiz, window.guanwenReplies()]"


def mount_page(app: FastAPI, assistant: Asking, shelf: Shelf) -> FastAPI:
    """Mount the page at / of an app, with everything of Gradio off that reaches outside."""
    blocks = build_page(assistant, shelf)
    blocks.queue(default_concurrency_limit=AT_ONCE, max_size=WAITING_AT_MOST, api_open=False)
    mounted: FastAPI = gr.mount_gradio_app(
        app,
        blocks,
        path="/",
        footer_links=[],
        run_history=False,
        enable_monitoring=False,
        show_error=False,
        max_file_size=1,
        ssr_mode=False,
        pwa=False,
        mcp_server=False,
        theme=gr.themes.Base(font=_FONTS, font_mono=["monospace"]),
        head=_HEAD,
    )
    return mounted


def build_page(assistant: Asking, shelf: Shelf) -> gr.Blocks:
    """The three tabs; conversations are kept on the shelf."""
    blocks: gr.Blocks = gr.Blocks(title=TITLE, analytics_enabled=False, fill_width=True)
    views = Views(assistant)
    first = views.view()
    with blocks:
        gr.HTML(f'<header class="gw-top"><h1>{TITLE}</h1><p>{TAGLINE}</p></header>')
        with gr.Tabs(elem_id="gw-tabs"):
            with gr.Tab("问答", id="chat"):
                bar, limit, buttons = _chat(assistant, blocks, first, shelf)
            # There from the start: what is made when a tab is first shown takes its first value
            # a moment later, over what was typed by then.
            with gr.Tab("测验", id="quiz", render_children=True):
                choice = _quiz(assistant, first)
            with gr.Tab("文件", id="documents"):
                listed = gr.HTML(first.documents, elem_id="gw-documents")

        def refresh() -> list[Any]:
            view = views.view()
            return [gr.skip()] * (4 + MOST) if view is first else _refreshed(view)

        blocks.load(refresh, None, [listed, bar, limit, choice, *buttons], **_QUIET)
    return blocks


def _refreshed(view: View) -> list[Any]:
    """What a page that is opened after a build must show in place of what it was made with."""
    choices = gr.update(choices=list(view.choices))
    shown = [gr.update(value=_caption(each), visible=True) for each in view.examples]
    hidden = [gr.update(visible=False)] * (MOST - len(shown))
    return [view.documents, view.scope_bar, choices, choices, *shown, *hidden]


def _caption(example: Example) -> str:
    return f"{example.kind}\n{example.question}"


def _example_button(example: Example | None) -> gr.Button:
    if example is None:
        return gr.Button("", elem_classes="gw-example", visible=False)
    return gr.Button(_caption(example), elem_classes="gw-example")


def _chat(
    assistant: Asking, blocks: gr.Blocks, first: View, shelf: Shelf
) -> tuple[gr.HTML, gr.Dropdown, list[gr.Button]]:
    state = gr.State(())
    with gr.Column(elem_id="gw-chat"):
        with gr.Column(elem_id="gw-welcome"):
            gr.HTML('<p class="gw-lead">可以这样问：</p>')
            with gr.Row(elem_id="gw-examples"):
                made = [*first.examples, *[None] * MOST][:MOST]
                buttons = [_example_button(each) for each in made]
        chat = gr.Chatbot(
            elem_id="gw-chatbot",
            show_label=False,
            label="对话",
            height="100%",
            autoscroll=False,
            buttons=[],
            feedback_options=None,
            latex_delimiters=[],
            allow_tags=False,
            layout="bubble",
            allow_file_downloads=False,
        )
        with gr.Column(elem_id="gw-composer"):
            with gr.Column(elem_id="gw-choice"):
                documents = _document_choice(first, "只问这些文件")
            with gr.Row(elem_id="gw-options"):
                bar = gr.HTML(first.scope_bar, elem_id="gw-scope")
                unlimit = gr.Button("✕", elem_id="gw-unlimit", scale=0)
                new = gr.Button("新对话", elem_id="gw-new", scale=0)
            with gr.Row(elem_id="gw-line"):
                box = gr.Textbox(
                    elem_id="gw-question",
                    show_label=False,
                    label="问题",
                    placeholder="输入问题，回车发送",
                    lines=1,
                    max_lines=6,
                    container=False,
                    autofocus=True,
                    scale=1,
                )
                send = gr.Button("发送", variant="primary", elem_id="gw-send", scale=0)
                stop = gr.Button("停止", elem_id="gw-stop", scale=0)
            gr.HTML('<p class="gw-said" role="alert"></p>', elem_id="gw-say")
            pending = gr.Textbox(visible=False)
            tab = gr.Textbox(visible=False)
            former = gr.Textbox(visible="hidden")
    # No gr.update and no gr.skip here: Gradio rebuilds a component for each, which costs more than
    # the answer. What is shown when is decided by style.css from what is in the conversation.
    outputs = [state, chat]

    def ask(typed: str, names: list[str], before: Conversation, token: str) -> Iterator[list[Any]]:
        if not typed.strip():
            yield [before, messages(before)]  # page.js keeps empty questions back
            return
        for conversation in converse(assistant, before, typed, names or ()):
            shelf.keep(token, conversation)
            yield [conversation, messages(conversation)]

    def ask_example(caption: str, before: Conversation, token: str) -> Iterator[list[Any]]:
        yield from ask(caption.partition("\n")[2], [], before, token)

    def halt(before: Conversation, token: str) -> list[Any]:
        now = stopped(before)
        shelf.keep(token, now)
        return [now, messages(now)]

    def begin_anew(token: str) -> list[Any]:
        shelf.drop(token)
        return [(), [], [], ""]

    def restore(old: str, token: str) -> list[Any]:
        now = stopped(shelf.find(old))
        shelf.keep(token, now)
        return [now, messages(now)]

    sent = gr.on([box.submit, send.click], None, [box], [pending, box, tab], js=_SEND, **_QUIET)
    runs = [sent.then(ask, [pending, documents, state, tab], outputs, **_QUIET)]
    for button in buttons:
        # An example is about the whole library: a limit would refuse it for no visible reason.
        button.click(None, None, documents, js=_NO_LIMIT, **_QUIET)
        inputs = [button, state, tab]
        runs.append(button.click(ask_example, inputs, outputs, js=_WITH_TAB, **_QUIET))
    halted = stop.click(halt, [state, tab], outputs, cancels=runs, **_QUIET)
    # A state that was on its way when the button was pressed may arrive behind the halted one.
    halted.then(halt, [state, tab], outputs, **_QUIET)
    new.click(begin_anew, tab, [*outputs, documents, box], cancels=runs, **_QUIET)
    unlimit.click(None, None, documents, js=_NO_LIMIT, **_QUIET)
    documents.change(None, documents, None, js=_LIMIT, **_QUIET)
    blocks.load(None, None, [tab, former, documents], js=_OPENED, **_QUIET)
    restored = former.change(restore, [former, tab], outputs, **_QUIET)
    restored.then(None, chat, None, js=_RESTORED, **_QUIET)
    return bar, documents, buttons


def _quiz(assistant: Asking, first: View) -> gr.Dropdown:
    state = gr.State(None)
    with gr.Column(elem_id="gw-quiz"):
        gr.HTML('<p class="gw-lead">按所选文件出一份小测验，交卷后标出对错和该重读的条目。</p>')
        with gr.Row(elem_id="gw-quiz-choice"):
            # Without the component's own limits: what it says about them is in English.
            number = gr.Number(10, label=f"题数（{RANGE}）", scale=0)
            documents = _document_choice(first, "从这些文件出题（不选就是全部）")
            start = gr.Button("开始", variant="primary", elem_id="gw-start", scale=0, min_width=96)
        complaint = gr.HTML("", elem_id="gw-quiz-problem")
        sheet = gr.HTML("", elem_id="gw-sheet")
        replies = gr.Textbox(visible=False)
        gr.HTML('<p class="gw-said" role="alert"></p>', elem_id="gw-quiz-say")
        hand_in = gr.Button("交卷", variant="primary", visible=False, elem_id="gw-hand-in")

    def begin(n: float | None, names: list[str]) -> list[Any]:
        try:
            seed = random.SystemRandom().randrange(1, 100_000)
            quiz = make_quiz(assistant.store, item_count(n), seed, names or ())
        except Exception as error:
            return [gr.skip(), gr.skip(), gr.skip(), alert_html(_sentence(error))]
        return [quiz, quiz_html(quiz), gr.update(visible=bool(quiz.items)), ""]

    def mark(quiz: Quiz | None, given: str) -> list[Any]:
        if quiz is None:
            return [problem_html("这份测验已经过期，请重新开始。"), gr.update(visible=False)]
        try:
            shown = marking_html(grade(quiz, replies_of(given, quiz)))
        except Exception as error:
            shown = problem_html(_sentence(error))
        return [shown, gr.update(visible=False)]

    made = start.click(begin, [number, documents], [state, sheet, hand_in, complaint], **_QUIET)
    made.then(None, None, None, js=_FRESH, **_QUIET)
    hand_in.click(mark, [state, replies], [sheet, hand_in], js=_COLLECT, **_QUIET)
    return documents


def _sentence(error: Exception) -> str:
    """One Chinese sentence for whatever went wrong; what is not ours goes to the log."""
    if isinstance(error, GuanwenError):
        return str(error)
    _log.error("the quiz failed", exc_info=error)
    return BROKEN


def _document_choice(first: View, label: str) -> gr.Dropdown:
    return gr.Dropdown(
        choices=list(first.choices),
        value=[],
        multiselect=True,
        label=label,
        elem_classes="gw-documents",
        scale=1,
    )
