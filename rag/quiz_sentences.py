"""Sentences that a quiz may show: clear by themselves, whole, and standing in one place only."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.documents import Node, Outline, Span, is_address
from index.folding import fold
from index.sentences import sentence_spans

_STOP = re.compile(r"[，；：。！？;:!?\n]|,(?!\d{3}(?!\d))")
_HARD = "；;。！？!?\n"
_PRONOUN = re.compile("[她他它其这此该你您]|我(?!国)")
_GOES_ON = re.compile("并|又|且|而|从而|以及|使得?|同时|也|还")
_PAIRS = (("“", "”"), ("‘", "’"), ("（", "）"), ("(", ")"), ("《", "》"))
_SHORTEST, _LONGEST = 18, 75
_WINDOW = 14
"""A sentence of which so many characters stand elsewhere too has no one place."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, and the titled part of its document that it stands in."""

    text: str
    span: Span
    part: Node


def clear(text: str) -> bool:
    """Whether a text is understood alone: no clause begins with a pronoun, all marks are closed."""
    clauses = (clause.lstrip(" “‘（(") for clause in _STOP.split(text))
    return not any(_PRONOUN.match(clause) for clause in clauses) and all(
        text.count(opening) == text.count(closing) for opening, closing in _PAIRS
    )


def window(text: str, sentence: Span, inside: Span, limit: int) -> Span | None:
    """The clauses around `inside`, as many as fit in `limit` characters; None when it stays unclear.

    Clauses that begin with a pronoun are left out with all that lies beyond them; of a sentence
    that is too long nothing beyond a semicolon is taken.
    """
    clauses = list(_clauses(text, sentence))
    here = [n for n, (start, end) in enumerate(clauses) if start < inside[1] and inside[0] < end]
    if not here:
        return None
    first, last = here[0], here[-1]
    whole = sentence[1] - sentence[0] <= limit

    def fits(a: int, b: int) -> bool:
        return clauses[b][1] - clauses[a][0] <= limit

    def closed(n: int) -> bool:
        """Whether nothing is taken from beyond the end of clause n."""
        return not whole and text[clauses[n][1] - 1] in _HARD

    if not _is_clear_start(text, clauses[first]):
        return None
    while first and not closed(first - 1) and fits(first - 1, last):
        if not _is_clear_start(text, clauses[first - 1]):
            break
        first -= 1
    while last + 1 < len(clauses) and not closed(last) and fits(first, last + 1):
        if not _is_clear_start(text, clauses[last + 1]):
            break
        last += 1
    start, end = clauses[first][0], clauses[last][1]
    while text[end - 1] in "，,；;：: \u3000\n" and end > inside[1]:
        end -= 1
    shown = text[start:end]
    return (start, end) if clear(shown) and not _GOES_ON.match(shown) else None


def clause_of(text: str, sentence: Span, inside: Span) -> str:
    """The one clause that holds the start of `inside`, without its closing mark."""
    for start, end in _clauses(text, sentence):
        if start <= inside[0] < end:
            return _STOP.sub("", text[start:end])
    return text[inside[0] : inside[1]]


def good_sentences(outline: Outline) -> Iterator[Sentence]:
    """The whole, clear sentences without figures below headings with a title, in reading order."""
    tables = {table.node_id for table in outline.tables}
    for leaf in outline.leaves():
        if leaf.kind != "paragraph" or leaf.parent in tables:
            continue
        part = titled_part(outline, leaf.id)
        if part is None:
            continue
        for start, end in sentence_spans(outline.text, leaf.span):
            text = outline.text[start:end]
            if _good(text, part):
                yield Sentence(text, (start, end), part)


def stands_once(text: str, own: str, others: Sequence[str]) -> bool:
    """Whether no long piece of a sentence stands twice in its own document, nor it in the others.

    The documents are whole texts as `squeezed` gives them.
    """
    text = squeezed(text)
    starts = range(0, max(1, len(text) - _WINDOW + 1), _WINDOW // 2)
    pieces = [text[start : start + _WINDOW] for start in starts]
    return all(own.count(piece) == 1 for piece in pieces) and not any(
        text in other for other in others
    )


def titled_part(outline: Outline, node_id: str) -> Node | None:
    """The innermost heading with a title above a node that is no mere item of a box."""
    chain = outline.ancestors(node_id)[1:]
    boxes = [n for n, node in enumerate(chain) if node.kind == "box"]
    for node in reversed(chain[: boxes[0] + 1] if boxes else chain):
        if is_address(node) and len(node.title) > 1 and node.kind != "row":
            return node
    return None


def squeezed(text: str) -> str:
    """Folded text without white space."""
    return "".join(fold(text).split())


def _clauses(text: str, sentence: Span) -> Iterator[Span]:
    start, end = sentence
    while start < end:
        found = _STOP.search(text, start, end)
        stop = found.end() if found else end
        first = start
        while first < stop and text[first].isspace():
            first += 1
        if first < stop:
            yield first, stop
        start = stop


def _is_clear_start(text: str, clause: Span) -> bool:
    return not _PRONOUN.match(text[clause[0] : clause[1]].lstrip("“‘（("))


def _good(text: str, part: Node) -> bool:
    return (
        _SHORTEST <= len(text) <= _LONGEST
        and text.endswith(("。", "！"))
        and not re.search(r"\d", fold(text))
        and re.match("[\u4e00-\u9fff“]", text) is not None
        and not _GOES_ON.match(text)
        and clear(text)
        and part.title not in text
    )
