"""Sufficiency: whether the evidence found really answers the question, decided before answering."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.documents import Fact, Node, Outline, Span
from index.folding import fold
from rag.catalogue import Catalogue
from rag.question import ParsedQuestion

_BODY = re.compile(
    r".{1,8}(?:总局|总署|集团|公司|大学|学院|银行|法院|检察院|省|市|部|局|厅|委员会)"
)
"""Names of bodies and places: one that stands in no document makes it another question."""
_MONTHS = re.compile(r"\d{1,2}(?:-|至|到)\d{1,2}月|\d{1,2}月\d{1,2}日")
COVER = 0.55
"""Share of the question's word weight that sentence, headings and section must hold together."""
COVER_WITH_MEANING = 0.30
MEANING = 0.62
"""With a cosine of at least MEANING the lower share is enough: the question is in other words."""
FIGURE_COVER = 0.55


@dataclass(frozen=True, slots=True)
class Verdict:
    """`enough`, or the words of the question that the evidence lacks."""

    enough: bool
    missing: tuple[str, ...] = ()


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
        cover = self.catalogue.cover(terms, near)
        section = self.catalogue.cover(terms, wide)
        strange = [t for t in terms if len(t) > 1 and not self.catalogue.known(t)]
        alike = meaning >= MEANING and cover >= COVER_WITH_MEANING and not strange
        enough = 0.7 * cover + 0.3 * section >= COVER or alike
        if not enough:
            return Verdict(False, tuple(strange))
        return Verdict(True)

    def judge_figure(
        self, question: ParsedQuestion, terms: Sequence[str], fact: Fact, clause: Span
    ) -> Verdict:
        """Whether a figure is the one asked for."""
        near, wide = self._contexts(fact.document_id, fact.node_id, fact.sentence)
        missing = self._missing_names(question, wide, fact.document_id)
        if missing:
            return Verdict(False, missing)
        strange = tuple(t for t in terms if len(t) > 1 and not self.catalogue.known(t))
        if strange:
            return Verdict(False, strange)
        text = self.catalogue.folded(fact.document_id)[clause[0] : clause[1]]
        own = self.catalogue.cover(terms, text)
        cover = self.catalogue.cover(terms, near)
        return Verdict(own >= 0.3 and 0.5 * own + 0.5 * cover >= FIGURE_COVER)

    def _contexts(self, document_id: str, node_id: str, span: Span) -> tuple[str, str]:
        """Folded texts: the sentence with its headings; the whole section with its headings."""
        outline = self.catalogue.outline(document_id)
        folded = self.catalogue.folded(document_id)
        node = outline.node(node_id)
        path = fold(f"{outline.titles(node_id)}{table_header(outline, node)}")
        wide = folded[node.span[0] : min(node.span[1], node.span[0] + 3000)]
        return folded[span[0] : span[1]] + path, wide + path

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
        return (*years, *names, *bodies)


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
