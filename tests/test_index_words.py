"""If these fail, a phrase that stands in a document is not found by the one who types it."""

import re
from pathlib import Path

import jieba
import pytest

from index.dictionary import Dictionary
from index.words import content_words, cuts, terms

CORPUS = Path(__file__).parent.parent / "corpus"


@pytest.mark.parametrize("phrase", ["中欧班列", "枢纽站点", "欧班", "国际卫生港", "海关大数据"])
def test_a_phrase_inside_a_sentence_shares_all_its_terms(phrase: str) -> None:
    sentence = "推进中欧班列枢纽站点和国际卫生港口岸建设，深化海关大数据应用。"
    assert terms(phrase)
    assert set(terms(phrase)) <= set(terms(sentence))


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("ＡＥＯ互认", "aeo互认"),
        ("海關大數據應用", "海关大数据应用"),
        ("1,000名", "1000名"),
        ("“一网通办”", "一网通办"),
    ],
)
def test_other_ways_of_writing_are_the_same_terms(typed: str, written: str) -> None:
    assert terms(typed) == terms(written)


def test_numerals_and_latin_words_are_terms_of_their_own() -> None:
    found = terms("2025年AEO互认达到99.5%，5G网络")
    assert {"2025", "aeo", "99.5", "5g"} <= set(found)


def test_words_of_asking_do_not_count() -> None:
    assert not {"多少", "什么", "的", "请问"} & set(terms("请问海关的关税是多少，有什么变化"))
    assert terms("的是吗") == []


def test_a_real_word_weighs_more_than_an_accidental_pair() -> None:
    found = terms("推进海关改革")
    assert found.count("海关") == 2
    assert found.count("进海") == 1


@pytest.mark.parametrize("text", ["", " ，。！", "😀", "\ufffd\x00", "䶮𠮷", "ひらがな", "한국어"])
def test_odd_texts_are_no_error(text: str) -> None:
    assert all(term.strip() for term in terms(text))


def test_the_partial_dictionary_cuts_as_the_whole_one_does() -> None:
    whole = jieba.Tokenizer()
    whole.FREQ, whole.total = whole.gen_pfdict(whole.get_dict_file())
    whole.initialized = True
    text = (CORPUS / "000_16fa098ddcaed805.txt").read_text(encoding="utf-8-sig")
    partial = Dictionary()
    for number, run in enumerate(runs := re.findall("[\u4e00-\u9fff]{2,}", text)[:1500]):
        if number % 300 == 0:
            partial.learn("".join(runs[number : number + 300]))
        assert list(partial.cut(run)) == list(whole.cut_for_search(run, HMM=False))


def test_the_sum_of_frequencies_is_that_of_the_dictionary() -> None:
    with jieba.Tokenizer().get_dict_file() as file:
        lines = file.read().decode("utf-8").splitlines()
    assert sum(int(line.split(" ")[1]) for line in lines) == Dictionary.TOTAL


def test_learned_words_are_kept_whole() -> None:
    assert "枫桥经验" in content_words("推广枫桥经验做法", ["枫桥经验"])
    assert "枫桥经验" not in content_words("推广枫桥经验做法")


def test_borders_of_words_are_places_in_the_text() -> None:
    assert cuts("提高海关水平") == [0, 2, 4, 6]
    assert cuts("aeo互认") == [0, 3, 4, 5]
    assert cuts("") == []
