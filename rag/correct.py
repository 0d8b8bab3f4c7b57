"""What was typed as it was understood: mistypings mended, English put into Chinese, the reader told."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rag.catalogue import Catalogue
from rag.english import in_chinese, is_english
from rag.fillers import without_fillers
from rag.foreign_words import means_something, replace_foreign
from rag.spelling.codes import mend_codes
from rag.spelling.figures import with_numerals
from rag.spelling.mend import Change, mend
from rag.spelling.pinyin import from_pinyin
from rag.spelling.places import mend_places
from rag.spelling.variants import in_usual_words
from rag.spelling.vocabulary import vocabulary_of


@dataclass(frozen=True, slots=True)
class Corrected:
    """The question to answer, and one sentence on what was changed ("" when nothing was)."""

    text: str
    notice: str = ""


def correct(text: str, catalogue: Catalogue) -> Corrected:
    """The question in Chinese, with its mistypings mended against the words of the documents.

    A word that the documents hold is never changed, nor one that is only unusual: see
    rag/spelling/mend.py.
    """
    vocabulary = vocabulary_of(catalogue)
    usual, regional = in_usual_words(without_fillers(text), vocabulary.holds)
    spelt, sounds = from_pinyin(
        usual, vocabulary, lambda word: means_something(word, catalogue.glossary, catalogue.stands)
    )
    if is_english(spelt):
        chinese = in_chinese(text, catalogue.glossary, catalogue.stands)
        return Corrected(chinese, f"已把问题理解为“{chinese}”。" if chinese != text else "")
    named, figures = with_numerals(spelt, vocabulary.is_learned)
    placed, places = mend_places(named)
    mended, words = mend(placed, vocabulary)
    mended, codes = mend_codes(mended, vocabulary.codes)
    mended, foreign = replace_foreign(mended, catalogue.glossary, catalogue.stands)
    return Corrected(
        mended, _told((*regional, *sounds, *figures, *places, *words, *codes, *foreign))
    )


def _told(changes: Iterable[Change]) -> str:
    """已把“甲”理解为“乙”。"""
    pairs = dict.fromkeys(f"“{each.said}”理解为“{each.meant}”" for each in changes)
    return f"已把{'，'.join(pairs)}。" if pairs else ""
