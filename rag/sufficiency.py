"""Sufficiency: whether the evidence found really answers the question, decided before answering."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.documents import Fact, Node, Outline, Span
from index.folding import fold
from index.numerals import parse_numeral, write_numeral
from rag.alignment import EVERYDAY, Alignment, align
from rag.answer_types import asked_but_absent
from rag.catalogue import Catalogue
from rag.everyday import Common, is_enough
from rag.question import ParsedQuestion
from rag.ranking.pieces import HasPieces

_BODY = re.compile(
    r".{1,8}(?:总局|总署|集团|公司|大学|学院|银行|法院|检察院|省|市|部|局|厅|委员会)"
)
"""Names of bodies and places: one that stands in no document makes it another question."""
_MONTHS = re.compile(r"\d{1,2}(?:-|至|到)\d{1,2}月|\d{1,2}月\d{1,2}日")
NEAR = 0.7
"""Weight of the sentence with its headings; the rest is its whole section."""
_AMOUNT = re.compile(
    r"(?<![\da-z.第])(?:\d{2,}|[一二三四五六七八九]?十[一二三四五六七八九]?)(?![\da-z.,几五点条章节])"
)
_ADDRESS = re.compile(r"(?:专栏|表|图|第)\s*\d+")
CODE = 5
"""Digits from which a number is a code or a telephone number."""
_STATED_YEAR = re.compile(r"(?:19|20)\d{2}(?:年|(?!\d))")
COVER = 0.5
"""Share of the weight of the question's words that sentence and section must meet."""
FIGURE_COVER = 0.55
ANNOUNCED = 400
"""Characters behind a sentence that announces what follows that are read with it."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """`enough`, or what the evidence lacks: words of the question, or the kind of thing `asked` for
    in words for a refusal (“所问的4项”)."""

    enough: bool
    missing: tuple[str, ...] = ()
    asked: str = ""


@dataclass(frozen=True, slots=True)
class Sufficiency:
    """Judges evidence against a question."""

    catalogue: Catalogue

    def judge(
        self, question: ParsedQuestion, terms: Sequence[str], document_id: str, node_id: str,
        span: Span, meaning: float,
    ) -> Verdict:  # fmt: skip
        """Whether a sentence, with its headings and its section, answers the question."""
        near, wide = self._contexts(document_id, node_id, span)
        missing = self._missing_names(question, wide, document_id)
        if missing:
            return Verdict(False, missing)
        asked = align(question, terms, self.catalogue)
        strange = () if "check" in question.wants else asked.strange(wide)
        official = any(self.catalogue.glossary.is_official(word) for word in strange)
        if official or not self._covered(asked, near, wide, meaning, bool(strange)):
            return Verdict(False, strange or asked.lacking(wide))
        absent = asked_but_absent(question, *self._said(document_id, node_id, span))
        return Verdict(not absent, asked=absent)

    def _covered(
        self, asked: Alignment, near: str, wide: str, meaning: float, strange: bool
    ) -> bool:  # fmt: skip
        """Whether sentence and section meet enough of the question."""
        cover = NEAR * asked.share(near) + (1 - NEAR) * asked.share(wide)
        if asked.spoken < EVERYDAY:
            return not strange and cover >= COVER
        met = NEAR * asked.weight_met(near) + (1 - NEAR) * asked.weight_met(wide)
        # Of other models than the static one it is not known which cosine means what.
        known = meaning if isinstance(self.catalogue.embedder, HasPieces) else None
        return is_enough(Common(cover, met, known, strange))

    def judge_figure(
        self, question: ParsedQuestion, terms: Sequence[str], fact: Fact, clause: Span
    ) -> Verdict:
        """Whether a figure is the one asked for."""
        near, wide = self._contexts(fact.document_id, fact.node_id, fact.sentence)
        missing = self._missing_names(question, wide, fact.document_id)
        if missing:
            return Verdict(False, missing)
        asked = align(question, terms, self.catalogue)
        strange = asked.strange(wide)
        if strange and "check" not in question.wants:
            return Verdict(False, strange)
        text = self.catalogue.folded(fact.document_id)[clause[0] : clause[1]]
        own = asked.share(text)
        return Verdict(own >= 0.3 and 0.5 * own + 0.5 * asked.share(near) >= FIGURE_COVER)

    def _contexts(self, document_id: str, node_id: str, span: Span) -> tuple[str, str]:
        """Folded texts: the sentence with its headings; the whole section with its headings."""
        outline = self.catalogue.outline(document_id)
        folded = self.catalogue.folded(document_id)
        node = outline.node(node_id)
        path = fold(f"{outline.titles(node_id)}{table_header(outline, node)}")
        wide = folded[node.span[0] : min(node.span[1], node.span[0] + 3000)]
        return folded[span[0] : span[1]] + path, wide + path

    def _said(self, document_id: str, node_id: str, span: Span) -> tuple[str, int]:
        """A sentence, with what follows it where it announces that, and its part's points."""
        folded = self.catalogue.folded(document_id)
        text = folded[span[0] : span[1]]
        if text.endswith((":", ";")) or re.search(r"[:,](?:即|一是)|第?一[,、]", text):
            text = folded[span[0] : span[1] + ANNOUNCED]
        return text, len(self.catalogue.outline(document_id).children(node_id))

    def _missing_names(
        self, question: ParsedQuestion, wide: str, document_id: str
    ) -> tuple[str, ...]:
        """Years, codes, quoted names and bodies that the evidence must hold and does not."""
        info = self.catalogue.info(document_id)
        around = wide + fold(f"{info.title}{info.date}{info.author}{info.source}")
        years = [f"{y}年" for y in question.years if str(y) not in around]
        names = [n for n in required_names(question, self.catalogue) if not loosely_in(n, around)]
        bodies = [
            word for word in question.terms
            if _BODY.fullmatch(word) and word not in around and not self.catalogue.known(word)
        ]  # fmt: skip
        amounts = _missing_amounts(question, around)
        if "check" in question.wants:  # a figure may be wrong, a code or a telephone number not
            amounts = [amount for amount in amounts if len(amount) >= CODE]
        return (*years, *names, *bodies, *amounts)


def _missing_amounts(question: ParsedQuestion, around: str) -> list[str]:
    """Numbers of two digits and more that the question states and a folded text has in no form."""
    stated = question.without(_STATED_YEAR).without(_ADDRESS).folded
    values = {
        m[0]: int(m[0]) if m[0].isdigit() else parse_numeral(m[0]) for m in _AMOUNT.finditer(stated)
    }
    return [
        said for said, value in values.items()
        if value and value >= 10 and str(value) not in around
        and (value > 9999 or write_numeral(value) not in around)
    ]  # fmt: skip


def required_names(question: ParsedQuestion, catalogue: Catalogue) -> list[str]:
    """Codes and quoted names of a question that its answer must be about (titles left out)."""
    # Of thousands of laws the titles take 1.5 ms to fold, and this is asked for every sentence.
    titles = fold("".join(i.title for i in catalogue.infos)) if question.quoted else ""
    quoted = [q for q in question.quoted if len(q) >= 2 and not loosely_in(q, titles)]
    return [*question.latin, *quoted, *_MONTHS.findall(question.folded)]


def table_header(outline: Outline, node: Node) -> str:
    """The column names above a row; "" for what is no row."""
    if node.kind != "row":
        return ""
    return next((" ".join(t.header) for t in outline.tables if t.node_id == node.parent), "")


def loosely_in(name: str, text: str) -> bool:
    """Whether a name stands in a text, punctuation and spaces left aside."""
    bare = re.sub(r"\W", "", name)
    return bare in re.sub(r"\W", "", text)
