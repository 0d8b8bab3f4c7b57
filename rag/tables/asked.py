"""What a question asks of tables: which rows, by name, by place or by a condition, and how surely.

One score tells whether it is about a table at all: what speaks for it (names of rows, words of tables,
years of columns) against the words that neither tables nor the rules for them know.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.documents import Bound
from index.folding import fold
from rag.catalogue import Catalogue
from rag.question import ParsedQuestion
from rag.scope import Scope
from rag.tables.conditions import Compared, Conditions, read_conditions
from rag.tables.rows import Row, table_rows
from rag.tables.spoken_rows import in_table_words, places_named, table_years
from rag.tables.terms import row_terms
from rag.tables.understood import COMPLETE as _COMPLETE
from rag.tables.understood import TABLE, understood
from rag.tables.votes import Votes, vote
from rag.tables.wording import left_terms

MOST = 1500
"""Rows beyond which a sheet is left to the exact look-up."""
_MARK, _YEAR, _WORKS = 0.35, 0.2, 0.15
ALOOF = 0.3
"""What a word counts against the table that stands in a clause with nothing of the table."""
_WORKING = re.compile(r"从[大高多小低少]到|多少|几|最|更|倍|百分|减|加|差|提高|增|降|比")
_AT_TABLE = re.compile(rf"{TABLE.pattern}|(?:19|20)\d{{2}}|多少|几")
_BOX = re.compile(r"专栏\s*(\d+)")
_HELD = re.compile(r"(?:带|含|有|出现|包含|写着)(?:有|着|了)?[\"'][^\"']{2,}[\"']")
_EXCEPT = re.compile(r"除(?:了|去|开|掉)?[^,?]{2,16}?(?:以外|之外|外)?,?(?:还|剩|其[余他]|别的)")
_CLAUSE = re.compile(r"[,;。?!:~…()]|—+|-{2,}")
_WHOLLY = re.compile(r"(?<![\d.,])(?P<n>\d{1,3})(?:%|个百分点)")


@dataclass(frozen=True, slots=True)
class Asked:
    """A question read against the rows of one document's tables.

    `question` is in the words of tables; `named` are the rows it names, in its order, none where it
    speaks of all rows or of those that meet `conditions`; `complete` tells that they must have a
    figure in every year. `score` is the share of what speaks for the table, `weight` how much that is.
    """

    question: ParsedQuestion
    table: tuple[Row, ...]
    named: tuple[Row, ...]
    conditions: Conditions
    complete: bool
    score: float
    weight: float

    @property
    def chosen(self) -> list[Row]:
        """The rows named; without any those that meet the conditions."""
        if self.named:
            return list(self.named)
        rows = [
            r for r in self.table if not self.conditions.any or self.conditions.holds(r, last=False)
        ]
        if not self.complete:
            return rows
        years = self.question.years if len(self.question.years) > 1 else table_years(self.table)
        return [r for r in rows if set(years) <= {c.year for c in r.cells}]


def read_asked(question: ParsedQuestion, scope: Scope, catalogue: Catalogue) -> Asked | None:
    """The reading of a question against the tables of its scope; None where these have no rows, or
    too many."""
    rows = _of_the_box(question, table_rows(scope, catalogue), catalogue)
    if not rows or len(rows) > MOST:
        return None
    said = in_table_words(question, rows)
    votes = vote(said, row_terms(said), rows, catalogue)
    table = _table(votes, rows)
    first = [r for r in table if r.document_id == table[0].document_id]
    ordered = (
        tuple(first[at] for at in places_named(said.subject, len(first)))
        if TABLE.search(said.subject)
        else ()
    )
    quoted = _quoted(said, table)
    named = tuple(dict.fromkeys((*ordered, *(quoted or votes.rows))))
    if named and _EXCEPT.search(said.subject):
        table, named = tuple(r for r in table if r not in named), ()
    against = _against(said, votes, table, catalogue)
    conditions, complete = _conditions(said, table) if not named else (Conditions(), False)
    marked = _markers(said, table, conditions)
    weight = votes.weight + 0.5 * bool(ordered or quoted) + marked
    score = weight / ((weight + against) or 1)
    if votes.rows and not ordered and not quoted:
        score = min(score, (votes.weight + 0.5 * marked) / (votes.weight + 0.5 * marked + against))
    return Asked(said, table, named, conditions, complete, score, weight)


def _quoted(said: ParsedQuestion, table: Sequence[Row]) -> tuple[Row, ...]:
    """The rows whose names hold a quoted word, where rows of a kind are asked for (“名称带‘泊位’的”)."""
    if not _HELD.search(said.subject):
        return ()
    return tuple(r for r in table if any(q in fold(r.subject) for q in said.quoted))


def _of_the_box(
    question: ParsedQuestion, rows: Sequence[Row], catalogue: Catalogue
) -> Sequence[Row]:
    """The rows of the box that the question names by its number; all where it names none."""
    box = _BOX.search(question.subject)
    if box is None:
        return rows
    labels = ((r, catalogue.outline(r.document_id).node(r.node_id).label) for r in rows)
    return [r for r, label in labels if label.split(" ")[0] == f"专栏{box[1]}"]


def _table(votes: Votes, rows: Sequence[Row]) -> tuple[Row, ...]:
    """The rows of the document that the named rows stand in; of tables of goals where there are."""
    of = votes.rows[0].document_id if votes.rows else ""
    own = [r for r in rows if not of or r.document_id == of]
    aimed = [r for r in own if r.kind]
    return tuple(own if votes.rows and votes.rows[0] not in aimed else aimed or own)


def _markers(said: ParsedQuestion, table: Sequence[Row], conditions: Conditions) -> float:
    years = set(said.years) & set(table_years(table))
    marks = min(2, len(set(TABLE.findall(said.subject))))
    limits = _MARK * bool(
        conditions.compared or conditions.bounds or conditions.missing or conditions.moved
    )
    return float(
        _MARK * marks + _YEAR * bool(years) + _WORKS * bool(_WORKING.search(said.subject)) + limits
    )


def _against(
    said: ParsedQuestion, votes: Votes, table: Sequence[Row], catalogue: Catalogue
) -> float:
    """The weight of the words that no row, no column and no rule for tables knows."""
    text = understood(said.subject)
    pieces = left_terms(ParsedQuestion(text), table, catalogue)
    clauses = [c for c in _CLAUSE.split(text) if c.strip()]
    total = 0.0
    for word, weight in votes.unmet:
        clause = next((c for c in clauses if word in c), "")
        if not clause or not any(word in p or p in word for p in pieces):
            continue
        near = any(w in clause for w in votes.words) or _AT_TABLE.search(clause)
        total += weight * (1.0 if near else ALOOF)
    return total


def _conditions(said: ParsedQuestion, table: Sequence[Row]) -> tuple[Conditions, bool]:
    """The conditions set to all rows, and whether each must have a figure in every year."""
    found = read_conditions(said, table)
    text = said.subject
    if "不等号" in text and not found.compared:
        bounds: tuple[Bound, ...] = ("more_than", "at_least", "less_than", "at_most")
        unsigned = bool(re.search(r"(?:没有?|不带|未带|无)[^,?]{0,4}不等号", text))
        found = replace(found, bounds=bounds, unsigned=unsigned)
    whole = _WHOLLY.search(text)
    if whole and not found.compared and not found.moved:
        found = replace(found, compared=(Compared("=", float(whole["n"]), "%"),))
    complete = bool(_COMPLETE.search(text)) and not found.missing and not found.compared
    return (replace(found, filled=False) if complete else found), complete
