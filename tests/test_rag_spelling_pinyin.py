"""If these fail, a word typed in letters finds nothing, or a name in letters becomes another word."""

from __future__ import annotations

import pytest
from rag_fakes import catalogue_of

from rag.catalogue import Catalogue
from rag.correct import correct
from rag.spelling.pinyin import from_pinyin, syllables_of
from rag.spelling.vocabulary import Vocabulary, read_vocabulary


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return catalogue_of()


@pytest.fixture(scope="module")
def vocabulary(catalogue: Catalogue) -> Vocabulary:
    return read_vocabulary(catalogue)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("gangkou 有几个", "港口 有几个"),
        ("智慧gangkou", "智慧港口"),
        ("船舶dengji多久", "船舶登记多久"),
        ("deng记证书", "登记证书"),
        ("deng ji 证书", "登记 证书"),
        ("登记bu办会怎样", "登记不办会怎样"),
        ("港口一分钟验多少piao", "港口一分钟验多少票"),
        ("chuanbo 船舶 登记", "船舶 船舶 登记"),
    ],
)
def test_a_word_typed_by_its_sound_is_read(vocabulary: Vocabulary, typed: str, meant: str) -> None:
    text, changes = from_pinyin(typed, vocabulary, lambda word: False)
    assert text == meant
    assert changes


@pytest.mark.parametrize(
    "text", ["TikTok 能用吗", "iPhone 进港", "gang", "AE0 泊位", "xyz 港口", "e-gang口", ""]
)
def test_names_and_what_has_no_sound_stay(vocabulary: Vocabulary, text: str) -> None:
    assert from_pinyin(text, vocabulary, lambda word: False) == (text, ())


def test_an_english_word_is_no_sound(vocabulary: Vocabulary) -> None:
    assert from_pinyin("gangkou 多少", vocabulary, {"gangkou"}.__contains__)[1] == ()


@pytest.mark.parametrize(
    ("letters", "syllables"),
    [
        ("tongguan", ("tong", "guan")),
        ("xian", ("xian",)),
        ("gangkou", ("gang", "kou")),
        ("tiktok", None),
    ],
)
def test_letters_are_cut_into_syllables(letters: str, syllables: tuple[str, ...] | None) -> None:
    assert syllables_of(letters) == syllables


def test_the_reader_is_told_of_the_word_that_was_read(catalogue: Catalogue) -> None:
    said = correct("船舶 dengji 几天内", catalogue)
    assert said.text.startswith("船舶 登记")
    assert "“dengji”理解为“登记”" in said.notice


def test_chat_in_english_says_nothing(catalogue: Catalogue) -> None:
    assert "FAST" not in correct("fast 船舶登记几天内 asap", catalogue).text.upper()


def test_a_question_of_sounds_alone_is_read_unless_a_word_means_something(
    vocabulary: Vocabulary,
) -> None:
    assert from_pinyin("gangkou", vocabulary, lambda word: False)[0] == "港口"
    assert from_pinyin("gangkou", vocabulary, lambda word: word == "gangkou") == ("gangkou", ())


def test_a_page_of_letters_is_no_pinyin() -> None:
    """One letter after another went as deep as the text is long."""
    assert syllables_of("a" * 2000) is None
