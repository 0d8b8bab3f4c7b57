"""Answer types: whether a sentence holds the kind of thing that a question asks for."""

from __future__ import annotations

import re

from index.folding import fold
from index.numerals import parse_numeral
from index.quantities.figures import find_figures, ready
from index.words import content_words
from rag.draft import Draft
from rag.evidence.of_answer import lacking_kind
from rag.evidence.of_sentence import EVERYWHERE, absent_thing
from rag.forms.units import unit_allowed
from rag.question import ParsedQuestion
from rag.substance import kind_of

_COUNTED = re.compile(
    r"哪([二两三四五六七八九十])(?!年|天|日|月)|是([二两三四五六七八九十])[个大项]什么"
)
_WHERE = re.compile(
    r"哪[一个座]*(?:省|市|城市|国家|国|县|地区|海关|口岸)(?!.{0,4}[和与及、])|在哪[里儿]|什么地方|哪个地方"
)
_HOW_MANY = re.compile(r"(?:一共|总共|共有|有)(?:有)?(?:几|多少)[个家座项名所](?![和与、])")
_MEMBERS = re.compile(r"[一二三四五六七八九十百千万两][个家座项名所大类]|、")


def asked_but_absent(question: ParsedQuestion, text: str, points: int) -> str:
    """What the question asks for and the text lacks, in words for a refusal; "" when it lacks none.

    `text` is the folded sentence with what it announces, `points` how many points its part has.
    """
    if _only_of_a_conference(question.folded, text):
        return "所问的发布情况"
    number = counted(question)
    if number > 1 and points < number and longest_list(text) < number:
        return f"所问的{number}项"
    if _HOW_MANY.search(question.folded) and points < 2 and not _tells_how_many(question, text):
        return "所问的数量"
    if _WHERE.search(question.folded) and not _names_place(text, question.folded):
        return "所问的地点"
    return absent_thing(question.folded, text)


def missing_kind(question: ParsedQuestion, draft: Draft) -> str:
    """What the question asks for and a whole draft has no sign of; "" when it lacks none."""
    if draft.statements[0].form == "lead" and draft.statements[0].derived:
        return ""  # a verdict
    text = fold("".join(s.text for s in draft.statements))
    for name in question.quoted:
        text = text.replace(name, " ")
    near = draft.statements[0].text.startswith("最接近")  # none of the points is known to be one
    listing = ("item",) if draft.route == "compare" else ("item", "table")
    points = 0 if near else sum(s.form in listing for s in draft.statements)
    absent = lacking_kind(question.folded, text, points=points)
    return absent or absent_thing(question.folded.replace("名单", ""), text)


def _only_of_a_conference(asked: str, text: str) -> bool:
    """Whether 发布 is asked of, and the text has it in 发布会 alone: that is not when a plan came out."""
    if "发布" not in asked or "发布会" in asked or "发布会" not in text:
        return False
    return "发布" not in text.replace("发布会", "")


def counted(question: ParsedQuestion) -> int:
    """How many things are asked for by number (哪四强: 4); 0 when by none."""
    found = _COUNTED.search(question.folded)
    if found is None:
        return 0
    return parse_numeral(found[1] or found[2]) or 0


def longest_list(text: str) -> int:
    """The number of members of the longest list in a text: 甲、乙和丙 → 3."""
    best = 0
    for part in re.split(r"[，,。；;：:]", text):
        best = max(
            best, len(re.split(r"[、]|(?<=[\u4e00-\u9fff])[和与及](?=[\u4e00-\u9fff])", part))
        )
    return max(
        best, len(re.split(r"[；;]", text)), len(re.findall(r"[一二三四五六七八九]是", text))
    )


def _tells_how_many(question: ParsedQuestion, text: str) -> bool:
    """Whether a text has a figure of things, or the things themselves."""
    if _MEMBERS.search(text):
        return True
    return any(unit_allowed(question, f.unit) for f in find_figures(text, ready(text, text)))


def _names_place(text: str, question: str) -> bool:
    words = content_words(text)
    return any(
        kind_of(w).startswith("ns") and w not in question and w not in EVERYWHERE for w in words
    )
