"""Sufficiency: whether the evidence found really answers the question, decided before answering."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.documents import Fact, Node, Outline, Span
from index.folding import fold
from index.numerals import parse_numeral, write_numeral
from index.words import terms as search_terms
from rag.alignment import Alignment, align
from rag.answer_types import asked_but_absent
from rag.asked_things import only_opposed
from rag.catalogue import Catalogue
from rag.enough import Common, is_enough
from rag.query import expand
from rag.question import ParsedQuestion
from rag.ranking.bridge import Bridge, bridge
from rag.ranking.pieces import HasPieces
from rag.substance import is_noun, kind_of, substance

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
LEAD = 4.0
"""Log odds beyond which a section leads no more."""
MOST_WORDS = 8
"""Words beyond which a question is not longer."""
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
class Sentence:
    """A sentence to judge: its place, its cosine to the question, its score among those found, and
    how far its section leads over the others (log odds, at most LEAD either way)."""

    document_id: str
    node_id: str
    span: Span
    meaning: float
    score: float
    lead: float


@dataclass(frozen=True, slots=True)
class Sufficiency:
    """Judges evidence against a question."""

    catalogue: Catalogue

    def judge(self, question: ParsedQuestion, terms: Sequence[str], sentence: Sentence) -> Verdict:
        """Whether a sentence, with its headings and its section, answers the question."""
        _, wide = self._contexts(sentence.document_id, sentence.node_id, sentence.span)
        missing = self._missing_names(question, wide, sentence.document_id)
        if missing:
            return Verdict(False, missing)
        # Of other models than the static one it is not known which cosine means what.
        known = isinstance(self.catalogue.embedder, HasPieces)
        if not is_enough(self.common(question, terms, sentence), known_scale=known):
            return Verdict(False, self._named(align(question, terms, self.catalogue), wide))
        absent = asked_but_absent(
            question, *self._said(sentence.document_id, sentence.node_id, sentence.span)
        )
        return Verdict(not absent, asked=absent)

    def common(self, question: ParsedQuestion, terms: Sequence[str], sentence: Sentence) -> Common:
        """What the question and a sentence have in common."""
        near, wide = self._contexts(sentence.document_id, sentence.node_id, sentence.span)
        asked = align(question, terms, self.catalogue)
        bridge = self._bridge(question)
        official = self.catalogue.glossary.is_official
        unmet = (w.weight * (1 - w.met(wide)) for w in asked.words if official(w.text))
        nouns = (substance(w.text) * (1 - w.met(near)) for w in asked.words if is_noun(w.text))
        written = bridge.held(wide, range(len(bridge.written)))
        return Common(
            cover=NEAR * asked.share(near) + (1 - NEAR) * asked.share(wide),
            unmet=max(unmet, default=0.0), lacking=(1 - asked.spoken) * max(nouns, default=0.0),
            spoken=asked.spoken, meaning=sentence.meaning,
            spoken_meaning=asked.spoken * sentence.meaning, bridge=bridge.met(written),
            characters=bridge.shared(self.catalogue.folded(sentence.document_id)[slice(*sentence.span)]),
            lead=sentence.lead, score=sentence.score, words=min(len(asked.words), MOST_WORDS),
            quantity=float(bool({"quantity", "count"} & question.wants)),
            check=float("check" in question.wants),
        )  # fmt: skip

    def _bridge(self, question: ParsedQuestion) -> Bridge:
        own = search_terms(question.core) or search_terms(question.text)
        return bridge(expand(question, self.catalogue), own, self.catalogue)

    def _named(self, asked: Alignment, wide: str) -> tuple[str, ...]:
        """The words of substance that the section lacks: what a refusal names."""
        return asked.strange(wide) or tuple(w for w in asked.lacking(wide) if is_noun(w))

    def judge_figure(
        self, question: ParsedQuestion, terms: Sequence[str], fact: Fact, clause: Span
    ) -> Verdict:
        """Whether a figure is the one asked for."""
        near, wide = self._contexts(fact.document_id, fact.node_id, fact.sentence)
        missing = self._missing_names(question, wide, fact.document_id)
        if missing:
            return Verdict(False, missing)
        opposed = only_opposed(question.folded, near)
        if opposed:
            return Verdict(False, asked=f"“{opposed}”的数字")
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
        if "check" not in question.wants:
            bodies += [w for w in question.terms if self._is_unknown_place(w, around)]
        amounts = _missing_amounts(question, around)
        if "check" in question.wants:  # a figure may be wrong, a code or a telephone number not
            amounts = [amount for amount in amounts if len(amount) >= CODE]
        return (*years, *names, *bodies, *amounts)

    def _is_unknown_place(self, word: str, around: str) -> bool:
        """Whether a word names a place or a body of which no document says anything."""
        named = kind_of(word).startswith(("ns", "nt")) and len(word) > 1
        return named and word not in around and not self.catalogue.known(word)


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
