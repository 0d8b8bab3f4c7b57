"""Citation recall and precision after ALCE (Gao et al., EMNLP 2023, section 3).

Recall: the share of statements that are supported by all that they cite, taken together.
Precision: the share of citations that matter: the statement is supported, and the citation either
supports it alone or cannot be left out without loss. Support is decided by eval.measures.support;
because it is graded there, losing part of the cover or a figure is a loss too.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from eval.measures.support import cover, figure_support, supported

_MARKS = r"(?:\s*\[\d{1,3}\])"
_SENTENCE = re.compile(rf".+?(?:[。！？!?]+[”’」』）)]*{_MARKS}*|{_MARKS}+|$)")
_LISTED = re.compile(r"(?m)^\s*(?:[-*•]\s|\d{1,2}[.、]\s*|[（(]\d{1,2}[）)])")
_CITED = re.compile(r"\[(\d{1,3})\]")
_SAYS_SOMETHING = re.compile(r"[㐀-鿿A-Za-z0-9]")
_RULE = re.compile(r"^[\s|:\-]+$")


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence of an answer with the numbers of its citations, in order, each once."""

    text: str
    cites: tuple[int, ...]


def statements_of(answer: str) -> tuple[Statement, ...]:
    """The statements of an answer: its sentences, list lines and table rows; a mark ends one too.

    A line that only announces a list (it ends with a colon and cites nothing), the header of a
    table and its rule say nothing that wants support.
    """
    lines = answer.split("\n")
    found: list[Statement] = []
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        if _RULE.match(line) or (following.strip() and _is_rule_of_table(following)):
            continue
        pieces = [line] if line.lstrip().startswith("|") else _SENTENCE.findall(line)
        found.extend(_statement(piece) for piece in pieces)
    return tuple(s for s in found if _SAYS_SOMETHING.search(s.text) and not _announces(s))


def listed(answer: str) -> int:
    """How many lines of a list the answer has: a count that the list itself proves."""
    return len(_LISTED.findall(answer))


def citation_recall(
    statements: Sequence[Statement], passages: Mapping[int, str], exempt: Collection[str] = ()
) -> float:
    """Share of supported statements, in [0, 1]; 0 when nothing is said. `passages` by number."""
    good = sum(_holds(s, s.cites, passages, exempt) for s in statements)
    return good / len(statements) if statements else 0.0


def citation_precision(
    statements: Sequence[Statement], passages: Mapping[int, str], exempt: Collection[str] = ()
) -> float:
    """Share of citations that matter to their statement, in [0, 1]; 0 when nothing is cited."""
    matters = [_matters(s, n, passages, exempt) for s in statements for n in s.cites]
    return sum(matters) / len(matters) if matters else 0.0


def _matters(
    statement: Statement, n: int, passages: Mapping[int, str], exempt: Collection[str]
) -> bool:
    if not _holds(statement, statement.cites, passages, exempt):
        return False
    others = tuple(cite for cite in statement.cites if cite != n)
    if _holds(statement, (n,), passages, exempt):
        return True
    if not _holds(statement, others, passages, exempt):
        return True
    whole, rest = (_joined(cites, passages) for cites in (statement.cites, others))
    return cover(statement.text, rest) < cover(statement.text, whole) or figure_support(
        statement.text, rest
    ) < figure_support(statement.text, whole)


def _holds(
    statement: Statement, cites: Sequence[int], passages: Mapping[int, str], exempt: Collection[str]
) -> bool:
    return supported(statement.text, _joined(cites, passages), exempt)


def _joined(cites: Sequence[int], passages: Mapping[int, str]) -> str:
    return "\n".join(passages[n] for n in cites if n in passages)


def _statement(piece: str) -> Statement:
    cites = tuple(dict.fromkeys(int(n) for n in _CITED.findall(piece)))
    return Statement(_CITED.sub("", piece).strip(), cites)


def _announces(statement: Statement) -> bool:
    return not statement.cites and statement.text.endswith(("：", ":"))


def _is_rule_of_table(line: str) -> bool:
    return "|" in line and "-" in line and _RULE.match(line) is not None
