"""The catalogue: the documents of one store as the routes see them, with weights of words."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from copy import copy
from functools import cached_property, lru_cache, partial

from index.documents import Chunk, DocumentInfo, Fact, Outline
from index.embedding import Embedder
from index.folding import fold
from index.lexicon import Lexicon
from index.store import Store
from index.words import indexed_pairs
from rag.glossary.glossary import Glossary, open_glossary
from rag.ranking.views import View, Viewer
from rag.readings import Reader, Reading
from rag.rerank import Reranker

_PART = re.compile(r"[a-z\d.%]+|[^\W\da-z_]+")
"""What a phrase is made of: Latin words and figures, runs of other characters."""


class Catalogue:
    """Reads one store; everything here may be called from any thread."""

    def __init__(
        self,
        store: Store,
        embedder: Embedder,
        reranker: Reranker | None = None,
        glossary: Glossary | None = None,
    ) -> None:
        """Over an open store; `glossary` is the one that comes with the program when None."""
        self.store = store
        self._glossary = glossary
        self.embedder = embedder
        self.reranker = reranker
        self.infos: tuple[DocumentInfo, ...] = store.documents()
        self._infos = {info.id: info for info in self.infos}
        self._reader = Reader(store, embedder)
        self._viewer = Viewer(store, embedder)
        # Nothing kept here refers back to this object: its store closes with its last user.
        self.folded = lru_cache(maxsize=64)(partial(_folded, store))
        """The folded text of a document."""
        self.weight = lru_cache(maxsize=50_000)(partial(_weight, store))
        """Inverse document frequency of a word among the chunks, at least 0.1."""
        self.stands = lru_cache(maxsize=20_000)(partial(_stands, store))
        """Whether the documents hold all that a folded phrase is made of, marks left aside."""

    def by_headword(self) -> Catalogue:
        """The same documents, a text without headings under its headword (see `index/headwords.py`):
        for finding a text, not for judging what its sentences prove."""
        return self._by_headword or self

    @cached_property
    def _by_headword(self) -> Catalogue | None:
        if not self.store.has_headless:
            return None
        other = copy(self)
        other._reader = Reader(self.store, self.embedder, headwords=True)
        other._viewer = Viewer(self.store, self.embedder, headwords=True)
        return other

    @property
    def glossary(self) -> Glossary:
        """What people say and what documents write for it; read at first use."""
        return self._glossary or open_glossary()

    def learned_in(self, folded: str) -> tuple[str, ...]:
        """The words that the documents teach and this folded text holds, in order, each once."""
        return self._lexicon.words_in(folded)

    @cached_property
    def _lexicon(self) -> Lexicon:
        return Lexicon(self.store.lexicon())

    def info(self, document_id: str) -> DocumentInfo:
        """What is known of a document; KeyError when there is none with this id."""
        return self._infos[document_id]

    def title(self, document_id: str) -> str:
        """The title in 《》."""
        return f"《{self.info(document_id).title}》"

    def outline(self, document_id: str) -> Outline:
        """The outline of a document."""
        return self.store.outline(document_id)

    def passage(self, chunk_id: str) -> str:
        """What a model reads of a chunk: its headings and its text."""
        return self.store.chunk(chunk_id).embedding_text

    def view(self, chunk_id: str) -> View:
        """What ranking looks at in a chunk."""
        return self._viewer.view(chunk_id)

    def readings(self, chunk: Chunk) -> tuple[Reading, ...]:
        """The sentences of a chunk in reading order, with headings and vectors."""
        return self._reader.read(chunk)

    def facts(self, documents: Sequence[str]) -> tuple[Fact, ...]:
        """Facts of these documents."""
        return self.store.facts(documents)

    @property
    def rarest(self) -> float:
        """The weight of a word that stands in no chunk: the most that a word can weigh."""
        return math.log(1 + (self.store.manifest.counts.chunks + 0.5) / 0.5)

    def known(self, term: str) -> bool:
        """Whether the word stands in any document (a longer one: at least all its pairs do)."""
        if self.store.document_frequency(term) > 0:
            return True
        if term.isascii() or len(term) <= 2:
            return False
        return all(self.store.document_frequency(pair) > 0 for pair in pairs_of(term))

    def cover(self, terms: Iterable[str], folded_text: str) -> float:
        """Share of the words' weight that stands in a folded text, 0 to 1 (1 for no words).

        A longer word that does not stand there as a whole counts by its pairs that do.
        """
        total = met = 0.0
        for term in terms:
            weight = self.weight(term)
            total += weight
            met += weight * presence(term, folded_text)
        return met / total if total else 1.0


def _folded(store: Store, document_id: str) -> str:
    return fold(store.outline(document_id).text)


def _weight(store: Store, term: str) -> float:
    """A word that the index does not know as one is as rare as its pairs are on average."""
    count = store.document_frequency(term)
    if not count and len(term) > 2:
        pairs = pairs_of(term)
        return sum(_weight(store, pair) for pair in pairs) / len(pairs)
    size = max(1, store.manifest.counts.chunks)
    return max(0.1, math.log(1 + (size - count + 0.5) / (count + 0.5)))


def _stands(store: Store, phrase: str) -> bool:
    parts = [part for part in _PART.findall(phrase) if len(part) > 1]
    pairs = (p for part in parts for p in ([part] if part.isascii() else indexed_pairs(part)))
    return bool(parts) and all(store.document_frequency(pair) > 0 for pair in pairs)


def pairs_of(word: str) -> list[str]:
    """Neighbouring characters of a word, two by two."""
    return [word[i : i + 2] for i in range(len(word) - 1)] or [word]


@lru_cache(maxsize=4096)
def _pairs(word: str) -> tuple[str, ...]:
    return tuple(pairs_of(word))


def presence(word: str, folded_text: str) -> float:
    """1 when the word stands in the text, else the share of its pairs that do, a little less."""
    if word in folded_text:
        # 进出口 is about both ways: it says nothing of 出口 alone
        apart = len(word) == 2 and word[0] == "出"
        if not apart or re.search(rf"(?<!进){re.escape(word)}", folded_text):
            return 1.0
    if len(word) <= 2 or word.isascii():
        return 0.0
    pairs = _pairs(word)
    there = 0
    for pair in pairs:
        there += pair in folded_text
    return 0.8 * there / len(pairs)
