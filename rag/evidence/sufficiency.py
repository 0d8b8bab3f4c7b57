"""Sufficiency: whether the evidence found really answers the question, decided before answering."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from index.documents import Fact, Node, Outline, Span
from index.folding import fold
from index.numerals import parse_numeral, write_numeral
from index.words import terms as search_terms
from rag.alignment import Alignment, align
from rag.catalogue import Catalogue
from rag.dated_names import own_years
from rag.evidence.answer_types import asked_but_absent, counted
from rag.evidence.enough import is_enough
from rag.evidence.features import NAMES, Judged, evidence_features
from rag.evidence.of_sentence import only_opposed
from rag.evidence.own_subject import other_subject
from rag.query import expand
from rag.question import ParsedQuestion
from rag.ranking.bridge import Bridge, bridge
from rag.ranking.pieces import Floats, HasPieces
from rag.substance import is_noun, is_place

_BODY = re.compile(
    r".{2,8}(?:总局|总署|集团|公司|大学|学院|银行|法院|检察院|省|市|部|局|厅|委员会)"
)
"""Names of bodies and places: one that stands in no document makes it another question."""
_MONTHS = re.compile(r"\d{1,2}(?:-|至|到)\d{1,2}月|\d{1,2}月\d{1,2}日")
_AMOUNT = re.compile(
    r"(?<![\da-z.第])(?:\d{2,}|[一二三四五六七八九]?十[一二三四五六七八九]?)(?![\da-z.,几五点条章节来多余]|年[前来后])"
)
_ADDRESS = re.compile(r"(?:专栏|表|图|第)\s*\d+")
_OF_SPEECH = frozenset("着了过的地得吗呢吧啊")
"""What a saying in quotation marks ends with, and a name does not."""
CODE = 5
"""Digits from which a number is a code or a telephone number."""
_STATED_YEAR = re.compile(r"(?:19|20)\d{2}(?:年|(?!\d))")
_ODDS = NAMES.index("odds")
FARTHEST = 1e6
"""Log odds beyond all that a cross-encoder gives."""
AHEAD = 1.0
"""Difference of scores beyond which a sentence is no further ahead."""
LEAD = 4.0
"""Log odds beyond which a section leads no more."""
FIGURE_COVER = 0.55
WRITTEN, LITTLE = 0.15, 0.2
"""Most share of words of speech, and of words that the section meets, of a question about other things."""
ANNOUNCED = 400
"""Characters behind a sentence that announces what follows that are read with it."""


_BRIDGES: WeakKeyDictionary[Catalogue, tuple[ParsedQuestion, Bridge]] = WeakKeyDictionary()


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
    how far its section leads over the others (log odds, at most LEAD either way), what gives
    the `odds` that it answers as the cross-encoder reads it (a reading costs more than all the rest), and how far its score is `ahead` of the next one's (at most
    AHEAD either way)."""

    document_id: str
    node_id: str
    span: Span
    meaning: float
    score: float
    lead: float
    odds: Callable[[], float]
    ahead: float


@dataclass(frozen=True, slots=True)
class Sufficiency:
    """Judges evidence against a question."""

    catalogue: Catalogue

    def judge(self, question: ParsedQuestion, terms: Sequence[str], sentence: Sentence) -> Verdict:
        """Whether a sentence, with its headings and its section, answers the question."""
        near, wide = self._contexts(sentence.document_id, sentence.node_id, sentence.span)
        missing = self._missing_names(question, wide, sentence.document_id)
        if missing:
            return Verdict(False, missing)
        other = other_subject(question, near)
        if other:
            return Verdict(False, (other,))
        foreign = self._foreign(question, terms, wide)
        if foreign:
            return Verdict(False, foreign)
        judged, absent = self._judged(question, sentence)
        if absent and counted(question) > 1:  # fewer than so many are not they
            return Verdict(False, asked=absent)
        row = self._row(question, terms, judged)
        if self._is_enough(row, sentence):
            return Verdict(True)
        if absent:
            return Verdict(False, asked=absent)
        return Verdict(False, self._named(align(question, terms, self.catalogue), wide))

    def _is_enough(self, row: Floats, sentence: Sentence) -> bool:
        """Whether a row is enough; the cross-encoder is asked only where that depends on its odds, which
        never speak against a sentence the higher they are."""
        # Of other models than the static one it is not known which cosine means what.
        known = isinstance(self.catalogue.embedder, HasPieces)

        def with_odds(odds: float) -> bool:
            row[_ODDS] = odds
            return is_enough(row, known_scale=known)

        if with_odds(-FARTHEST):
            return True
        return with_odds(FARTHEST) and with_odds(sentence.odds())

    def _foreign(
        self, question: ParsedQuestion, terms: Sequence[str], wide: str
    ) -> tuple[str, ...]:
        """The things that no document knows, where a question in written words is about little else."""
        asked = align(question, terms, self.catalogue)
        strange = asked.strange(wide)
        if (
            "check" in question.wants
            or len(strange) < 2
            or asked.spoken > WRITTEN
            or asked.share(wide) > LITTLE
        ):
            return ()
        return strange

    def features(
        self, question: ParsedQuestion, terms: Sequence[str], sentence: Sentence
    ) -> Floats:
        """What the question and a sentence have in common: the row that is judged."""
        row = self._row(question, terms, self._judged(question, sentence)[0])
        row[_ODDS] = sentence.odds()
        return row

    def _row(self, question: ParsedQuestion, terms: Sequence[str], judged: Judged) -> Floats:
        asked = align(question, terms, self.catalogue)
        return evidence_features(question, asked, self._bridge(question), judged, self.catalogue)

    def _judged(self, question: ParsedQuestion, sentence: Sentence) -> tuple[Judged, str]:
        """A sentence with its texts, and the kind of thing asked for that it has no sign of."""
        near, wide = self._contexts(sentence.document_id, sentence.node_id, sentence.span)
        said, points = self._said(sentence.document_id, sentence.node_id, sentence.span)
        absent = asked_but_absent(question, said, points)
        text = self.catalogue.folded(sentence.document_id)[slice(*sentence.span)]
        judged = Judged(
            text, near, wide, said, points, sentence.meaning, sentence.score, sentence.lead,
            0.0, sentence.ahead, bool(absent),
        )  # fmt: skip
        return judged, absent

    def _bridge(self, question: ParsedQuestion) -> Bridge:
        """The bridge of a question, kept for the other sentences that are judged for it."""
        kept = _BRIDGES.get(self.catalogue)
        if kept is None or kept[0] != question:
            own = search_terms(question.core) or search_terms(question.text)
            kept = question, bridge(expand(question, self.catalogue), own, self.catalogue)
            _BRIDGES[self.catalogue] = kept
        return kept[1]

    def _named(self, asked: Alignment, wide: str) -> tuple[str, ...]:
        """The words of substance that the section lacks: what a refusal names."""
        return asked.strange(wide) or tuple(w for w in asked.lacking(wide) if is_noun(w))

    def judge_figure(
        self, question: ParsedQuestion, terms: Sequence[str], fact: Fact, clause: Span,
        least: float = FIGURE_COVER, lead: str = "",
    ) -> Verdict:  # fmt: skip
        """Whether a figure is the one asked for: `least` of the words are those around it, or in the
        folded `lead` that announces the item it stands in."""
        near, wide = (
            f"{c}{lead}" for c in self._contexts(fact.document_id, fact.node_id, fact.sentence)
        )
        missing = self._missing_names(question, wide, fact.document_id)
        if missing:
            return Verdict(False, missing)
        other = other_subject(question, near)
        if other:
            return Verdict(False, (other,))
        opposed = only_opposed(question.folded, near)
        if opposed:
            return Verdict(False, asked=f"“{opposed}”的数字")
        asked = align(question, terms, self.catalogue)
        strange = asked.strange(wide)
        if strange and "check" not in question.wants:
            return Verdict(False, strange)
        text = self.catalogue.folded(fact.document_id)[clause[0] : clause[1]]
        own = asked.share(f"{text}{lead}")
        return Verdict(own >= 0.3 and 0.5 * own + 0.5 * asked.share(near) >= least)

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
        known = own_years(info)
        years = [f"{y}年" for y in question.years if str(y) not in around and y not in known]
        names = [
            n for n in required_names(question, self.catalogue)
            if not loosely_in(n, around)
            and not (n in question.latin and self._is_renamed(question, n, around))
        ]  # fmt: skip
        if "check" in question.wants:  # a year or a day may be what is wrong
            years = []
            names = [n for n in names if not _MONTHS.fullmatch(n)]
        bodies = [w for w in question.terms if _BODY.fullmatch(w)]
        if "check" not in question.wants:
            bodies += [w for w in question.terms if is_place(w)]
        bodies = [w for w in bodies if not self._is_told(question, w, around)]
        amounts = _missing_amounts(question, around)
        if "check" in question.wants:  # a figure may be wrong, a code or a telephone number not
            amounts = [amount for amount in amounts if len(amount) >= CODE]
        return (*years, *names, *bodies, *amounts)

    def _is_told(self, question: ParsedQuestion, word: str, around: str) -> bool:
        """Whether the documents know a body or a place, or the text has another word for it."""
        if word in around or self.catalogue.known(word):
            return True
        return self._is_renamed(question, word, around)

    def _is_renamed(self, question: ParsedQuestion, word: str, around: str) -> bool:
        """Whether a text has another word for a name: 人工智能 for AI."""
        others = expand(question, self.catalogue).instead_of(word)
        return any(other.text in around for other in others)


def _missing_amounts(question: ParsedQuestion, around: str) -> list[str]:
    """Numbers of two digits and more that the question states and a folded text has in no form."""
    stated = question.without(_STATED_YEAR).without(_ADDRESS).subject
    values = {
        m[0]: int(m[0]) if m[0].isdigit() else parse_numeral(m[0]) for m in _AMOUNT.finditer(stated)
    }
    return [
        said for said, value in values.items()
        if value and value >= 10 and str(value) not in around and f"20{said}年" not in around
        and (value > 9999 or write_numeral(value) not in around)
    ]  # fmt: skip


def required_names(question: ParsedQuestion, catalogue: Catalogue) -> list[str]:
    """Codes and quoted names of a question that its answer must be about (titles left out)."""
    # Of thousands of laws the titles take 1.5 ms to fold, and this is asked for every sentence.
    titles = fold("".join(i.title for i in catalogue.infos)) if question.quoted else ""
    quoted = [q for q in question.quoted if len(q) >= 2 and not loosely_in(q, titles)]
    quoted = [q for q in quoted if q[-1] not in _OF_SPEECH]
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
