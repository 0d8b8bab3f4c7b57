"""Counted names: “六型口岸” where the text has “五型口岸”: the number in a name that is wrong.

A number with the word that it counts, which no document has, is wrong when the documents have the same
words with one other number, and with that one alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from index.numerals import parse_numeral
from index.sentences import sentence_spans
from rag.catalogue import Catalogue
from rag.draft import Statement
from rag.forms.saying import quoted
from rag.question import ParsedQuestion, numeral_value
from rag.scope import Scope

_NUMBERS = "二两三四五六七八九十"
_NAME = re.compile(
    rf"(?<![第{_NUMBERS}\d])(?P<n>[{_NUMBERS}])(?P<what>(?:(?P<plain>[个项类级种条份点])|[大型方维支化强关位步]|(?<=[\"'].)[\u4e00-\u9fff](?=[\"']))[\"'”]?[\u4e00-\u9fff]{{0,4}})"
)
_LEAST, _PLAIN = 2, 4
"""Characters behind the number that must be the same; more with a measure word that counts anything."""
_QUOTES = "[\"'“”‘’]?"
_PARTS = re.compile(r"(?P<n>\d+|[一二三四五六七八九十]+)个?\s*(?P<unit>字|句话)")
_SAYING, _BEHIND = 6, 12
"""Least characters of a saying, and how many behind it its number is looked for in."""
LIMIT = 400_000
"""Characters of text that are searched at most."""


@dataclass(frozen=True, slots=True)
class Miscounted:
    """A wrong number in a question: the question with the right one, and the sentence that has it."""

    text: str
    right: Statement


def miscounted(question: ParsedQuestion, scope: Scope, catalogue: Catalogue) -> Miscounted | None:
    """The question put right, or None when it names nothing with a wrong number."""
    texts = [(d, catalogue.folded(d)) for d in scope.documents]
    if sum(len(text) for _, text in texts) > LIMIT:
        return None
    for match in _NAME.finditer(question.subject):
        found = _other(match, texts)
        if found is not None:
            number, document_id, at = found
            wrong = match["n"]
            outline = catalogue.outline(document_id)
            leaf = outline.at(at)
            span = next(
                (s for s in sentence_spans(outline.text, leaf.span) if s[0] <= at < s[1]), leaf.span
            )
            text = question.text.replace(wrong, number)
            return Miscounted(text, quoted(outline, document_id, span))
    return None


def _other(match: re.Match[str], texts: list[tuple[str, str]]) -> tuple[str, str, int] | None:
    """The one other number that the texts have before the same words: it, its document and place."""
    what = re.sub(_QUOTES, "", match["what"])
    for size in range(len(what), (_PLAIN if match["plain"] else _LEAST) - 1, -1):
        words = _QUOTES.join(re.escape(c) for c in what[:size])
        name = re.compile(rf"(?<![第{_NUMBERS}])(?P<n>[{_NUMBERS}]){_QUOTES}{words}")
        found = [(m["n"], d, m.start()) for d, text in texts for m in name.finditer(text)]
        numbers = {n for n, _, _ in found}
        if parse_numeral(match["n"]) in map(parse_numeral, numbers):
            return None
        if len(numbers) == 1:
            return found[0]
        if numbers:
            return None
    return None


def recounted(question: ParsedQuestion, scope: Scope, catalogue: Catalogue) -> Miscounted | None:
    """The question put right where it gives a quoted saying another number of characters, points or the
    like than the documents do right behind it (“……”12字方针); None when it does not."""
    texts = [(d, catalogue.folded(d)) for d in scope.documents]
    own = _counts_saying(question)
    names = [re.escape(n) for n in question.quoted if len(n) >= _SAYING]
    if own is None or not names or sum(len(text) for _, text in texts) > LIMIT:
        return None
    behind = rf"[^,;。:]{{0,{_BEHIND}}}?{_PARTS.pattern}[^,;。:]*"
    said = re.compile(rf"\"(?:{'|'.join(names)})\"{behind}")
    for document_id, text in texts:
        for found in said.finditer(text):
            if found["unit"] != own["unit"] or numeral_value(found["n"]) == numeral_value(own["n"]):
                continue
            right = question.folded.replace(own[0], f"{found['n']}{found['unit']}")
            outline = catalogue.outline(document_id)
            return Miscounted(right, quoted(outline, document_id, found.span()))
    return None


def counts_saying(question: ParsedQuestion) -> bool:
    """Whether a question gives a quoted saying a number of characters or the like."""
    return _counts_saying(question) is not None


def _counts_saying(question: ParsedQuestion) -> re.Match[str] | None:
    bare = re.sub(r"\"[^\"]*\"", " ", question.folded)
    return _PARTS.search(bare) if any(len(n) >= _SAYING for n in question.quoted) else None
