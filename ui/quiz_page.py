"""The page 测验 as HTML: the items as a form, and the same items marked."""

from __future__ import annotations

import json
from collections.abc import Sequence

from rag.errors import QuizError
from rag.quiz import ItemResult, Marking, Quiz, QuizItem
from rag.quiz_items import LETTERS
from ui.markup import escaped, source_href

LEAST, MOST = 1, 50
RANGE = f"{LEAST}—{MOST}"


def item_count(given: float | None) -> int:
    """How many items were asked for; QuizError with one sentence for what is no such number."""
    if given is None:
        raise QuizError(f"请填写题数，可填 {RANGE} 的整数。")
    if not LEAST <= given <= MOST:
        raise QuizError(f"题数要在 {RANGE} 之间，收到的是 {given:.10g}。")
    if given != int(given):
        raise QuizError(f"题数要是整数（{RANGE}），收到的是 {given:.10g}。")
    return int(given)


def quiz_html(quiz: Quiz) -> str:
    """The items of a quiz to be answered; keys are not in it."""
    notice = f'<p class="gw-notice">{escaped(quiz.notice)}</p>' if quiz.notice else ""
    items = "".join(_asked(number, item) for number, item in enumerate(quiz.items, 1))
    return f'{notice}<form class="gw-quiz" autocomplete="off">{items}</form>'


def marking_html(marking: Marking) -> str:
    """The items of a quiz with their marks, the right answers and what to reread."""
    items = "".join(_marked(number, each) for number, each in enumerate(marking.results, 1))
    return (
        f'<div class="gw-score" role="status">得分 <strong>{marking.score}</strong>'
        f" / {marking.total}</div>"
        f'<div class="gw-quiz">{items}</div>'
    )


def replies_of(data: str, quiz: Quiz) -> list[str]:
    """The replies that the browser collected, one for each item; QuizError when they are not."""
    try:
        replies = json.loads(data or "[]")
    except ValueError:
        replies = None
    if not isinstance(replies, list) or len(replies) > len(quiz.items):
        raise QuizError("没有收到完整的回答，请重新开始一次测验。")
    return [str(reply)[:200] for reply in replies]


def _asked(number: int, item: QuizItem) -> str:
    if item.choices:
        body = "".join(
            f'<label class="gw-choice"><input type="radio" name="gw-{number}" value="{letter}">'
            f"<span>{letter}. {escaped(choice)}</span></label>"
            for letter, choice in zip(LETTERS, item.choices, strict=False)
        )
    else:
        body = (
            f'<input class="gw-blank" type="text" name="gw-{number}" maxlength="200" '
            f'aria-label="第 {number} 题的回答" placeholder="请填写">'
        )
    return _frame(number, item, "", body)


def _marked(number: int, result: ItemResult) -> str:
    item = result.item
    css = "gw-right" if result.right else "gw-wrong"
    reply = escaped(_in_words(item, result.reply))
    verdict = "答对了" if result.right else "答错了"
    verdict = f"{verdict}。你的回答：{reply}" if result.reply.strip() else "没有作答。"
    href = source_href(item.citation.document_id, item.citation.span)
    body = (
        f'<p class="gw-verdict">{verdict}</p>'
        f"<p>正确答案：<strong>{escaped(_in_words(item, item.key))}</strong></p>"
        f"<blockquote>{escaped(item.quote)}</blockquote>"
        f'<p class="gw-reread">重读：<a class="gw-place" href="{href}">{escaped(item.section)}</a></p>'
    )
    return _frame(number, item, css, body)


def _frame(number: int, item: QuizItem, css: str, body: str) -> str:
    kind = "单选" if item.choices else "填空"
    return (
        f'<fieldset class="gw-item {css}"><legend><span class="gw-kind">{number}. {kind}</span> '
        f"{escaped(item.question)}</legend>{body}</fieldset>"
    )


def _in_words(item: QuizItem, reply: str) -> str:
    """A letter together with the choice it stands for."""
    letters: Sequence[str] = LETTERS[: len(item.choices)]
    if len(reply) == 1 and reply in letters:
        return f"{reply}. {item.choices[LETTERS.index(reply)]}"
    return reply
