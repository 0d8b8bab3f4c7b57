"""What the embedding is trained on: if it fails, a model is made of the wrong pairs or seen answers."""

from __future__ import annotations

import json
import random
import tarfile
from collections.abc import Mapping
from dataclasses import replace
from itertools import permutations
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from training_files import NEAR, vector_bytes, write_data, write_vectors

from index.corpus import read_corpus
from index.embedding import StaticEmbedder
from index.sentences import sentence_spans
from index.training.asked_lines import (
    CORPUS,
    SHORTEST,
    Asked,
    read_asked,
    read_lines,
    sentence_check,
)
from index.training.bags import make_bags
from index.training.cache import Cache
from index.training.cloze import headings, inverse_cloze, question_pairs
from index.training.fine_tuning import asked_bags, fine_tune
from index.training.gather import graded_sets, training_sources
from index.training.heldout import heldout_questions, heldout_texts
from index.training.lexicon import build_tokenizer
from index.training.loop import GradedBags, PairBags
from index.training.pairs import key, measured_texts, without_measured
from index.training.recipe import Recipe
from index.training.sayings import glossary_pairs
from index.training.sources import Pair, Question, read_judged, read_positive, read_titles
from index.training.word_vectors import neighbour_pairs, parse_vectors, read_vectors


def test_a_wrong_text_given_by_a_set_goes_with_its_pair_unless_it_is_measured(
    tmp_path: Path,
) -> None:
    path = tmp_path / "labelled.tsv"
    path.write_text("甲句\t同甲\tentailment\n甲句\t反甲\tcontradiction\n乙句\t同乙\t1\n", "utf-8")
    assert read_positive(path) == [Pair("甲句", "同甲", "反甲"), Pair("乙句", "同乙")]
    assert without_measured(read_positive(path), {key("反甲")})[0] == Pair("甲句", "同甲")
    titles = tmp_path / "titles.jsonl"
    line = {"query": "问", "title": "答", "neg_title": "错"}
    titles.write_text(json.dumps(line, ensure_ascii=False) + "\n", "utf-8")
    assert read_titles(titles) == [Pair("问", "答", "错")]


def test_labels_become_grades_that_rise_with_likeness(tmp_path: Path) -> None:
    path = tmp_path / "labelled.tsv"
    path.write_text("甲\t乙\tneutral\n甲\t丙\t1\n甲\t丁\t0\n甲\t戊\t-\n", "utf-8")
    assert [row.score for row in read_judged(path)] == [0.5, 1.0, 0.0]


def test_inverse_cloze_pairs_a_sentence_with_its_surroundings() -> None:
    paragraph = "第一句话在这里写着。第二句话接在它后面。第三句话又在后面。第四句话收尾。"
    pairs = list(inverse_cloze(paragraph, random.Random(1), count=3))
    assert pairs[0].left in paragraph
    assert all(pair.left in paragraph and len(pair.right) > 10 for pair in pairs)


def test_a_heading_is_paired_with_the_text_below_it_and_loses_its_number() -> None:
    text = "一、对外贸易\n" + "全年货物进出口总额稳步增长，" * 4 + "结构继续优化。"
    assert Pair("对外贸易", text.split("\n")[1]) in list(headings(text, random.Random(1)))


def test_a_question_goes_with_its_context_and_with_the_sentence_of_the_answer() -> None:
    context = "开头的一句话没有用处。答案写在这一句话里面。结尾的一句话也没有用处，只是很长很长。"
    made = list(question_pairs([Question("问什么", context, context.index("答案"))]))
    assert [pair.right for pair in made] == [context, "答案写在这一句话里面。"]


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_data(tmp_path_factory.mktemp("data"))


def test_no_source_holds_a_measured_or_held_out_text(data: Path) -> None:
    """A model that has seen the questions it is measured on would look better than it is."""
    kept_out = measured_texts(data) | heldout_texts(data)
    assert heldout_questions(data, "cmrc2018_train.json", 4)
    for source in training_sources(data, kept_out, random.Random(1), news=20):
        for pair in source.pairs:
            assert not {key(pair.left), key(pair.right), key(pair.worse)} & kept_out
    for rows_ in graded_sets(data, kept_out):
        assert not {key(text) for row in rows_ for text in (row.left, row.right)} & kept_out


def _write_asked(folder: Path) -> Path:
    """A folder with a question for each of the first sentences of the project's own documents."""
    folder.mkdir()
    document = read_corpus(CORPUS)[0][0]
    text = document.outline.text
    sentences = [text[a:b] for a, b in sentence_spans(text) if b - a >= SHORTEST][:12]
    lines = [f"\t{sentence_check(s):08x}\t这事第{n}桩归谁管" for n, s in enumerate(sentences)]
    content = "\n".join((f"## {document.title}", *lines))
    (folder / "customs.tsv").write_text(f"{content}\n", "utf-8")
    return folder


def test_a_question_goes_with_its_sentence_and_those_of_its_document(
    data: Path, tmp_path: Path
) -> None:
    asked = read_asked(data, set(), 2, _write_asked(tmp_path / "asked"))
    assert len(asked.questions) == len(asked.right) == 24
    text = read_corpus(CORPUS)[0][0].outline.text
    for right, (low, high) in zip(asked.right, asked.within, strict=True):
        assert low <= right < high
        assert asked.sentences[right] in text
        assert asked.sentences[low] in text
        assert asked.sentences[high - 1] in text
    measured = {key("这事第3桩归谁管")}
    assert len(read_asked(data, measured, 1, tmp_path / "asked").questions) == 11


def test_the_questions_that_are_shipped_are_of_sentences_that_are_there() -> None:
    lines = read_lines("customs")
    checks = {
        sentence_check(text[a:b])
        for text in (d.outline.text for d in read_corpus(CORPUS)[0])
        for a, b in sentence_spans(text)
    }
    assert len(lines) > 1500
    assert all(line.check in checks for line in lines)
    assert {line.reserved for line in read_lines("laws")} == {True, False}


def test_fine_tuning_brings_a_question_to_its_sentence() -> None:
    rng = np.random.default_rng(1)
    rows = rng.standard_normal((40, 16)).astype(np.float32)
    letters = [chr(0x3400 + n) for n in range(36)]
    tokens = build_tokenizer([("<unk>", 0.0), *((letter, -1.0) for letter in letters)], fold=False)
    asked = Asked(letters[:12], list(range(12)), [(0, 24)] * 12, letters[12:])
    bags = asked_bags(tokens, asked)
    texts = make_bags(tokens, letters[:8])
    place = np.arange(8)
    source = PairBags("q", texts, texts, place, place, place * 0 - 1, 1.0, True, True)
    graded = GradedBags(texts, texts, np.linspace(0, 1, 8, dtype=np.float32))
    recipe = replace(Recipe(), asked=200, asked_batch=12, asked_rate=0.02, asked_drop=0.0)
    assert bags is not None
    tuned = fine_tune(rows, bags, [source], [graded], recipe, lambda *_: None)

    def right(table: NDArray[np.float32]) -> float:
        near, far = table[bags.questions.ids], table[bags.sentences.ids]
        scores = near @ far.T / np.linalg.norm(far, axis=1)
        return float((scores.argmax(axis=1) == np.arange(12)).mean())

    assert right(tuned) > 0.9 > right(rows)


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"negatives": "model", "given": True, "bits": 8},
        {"negatives": "words", "swap": 0.2, "everywhere": True},
        {"start": "random", "judged": True, "average": 0.5, "fold": False},
    ],
)
def test_the_same_data_and_seed_make_the_same_model(
    data: Path, tmp_path: Path, changes: Mapping[str, object]
) -> None:
    from index.training.train import make_model

    recipe = replace(
        Recipe(), pieces=400, dimension=8, rounds=1.0, batch=4, graded_batch=8, **changes
    )  # type: ignore[arg-type]
    (tmp_path / "few.tsv").write_text("交税|缴税\t缴纳税款|纳税\n# 说明\n过关\t通关\n", "utf-8")
    vectors = write_vectors(tmp_path / "words.tar.gz", NEAR)
    questions = _write_asked(tmp_path / "asked")
    for name, cache in (("one", Cache()), ("two", Cache(tmp_path / "work"))):
        make_model(
            data, tmp_path / name, recipe, cache, held_out=True, glossary=tmp_path,
            vectors=vectors, questions=questions,
        )  # fmt: skip
    first, second = (
        StaticEmbedder(tmp_path / name).encode_queries(["海关税收", "口岸通关时间"])
        for name in ("one", "two")
    )
    assert np.isfinite(first).all()
    assert np.linalg.norm(first, axis=1) == pytest.approx([1, 1], abs=1e-4)
    assert first == pytest.approx(second, abs=1e-4)


def test_a_recipe_with_near_words_needs_their_vectors(data: Path, tmp_path: Path) -> None:
    """Trained without them in silence, the model would not be the one of the recipe."""
    from index.training.train import make_model

    recipe = replace(Recipe(), pieces=400, dimension=8, rounds=1.0, batch=4, graded_batch=8)
    with pytest.raises(ValueError, match="near words"):
        make_model(data, tmp_path / "out", recipe, Cache(), held_out=True, glossary=tmp_path)
    assert not (tmp_path / "out").exists()


def test_a_recipe_with_asked_questions_needs_them(data: Path, tmp_path: Path) -> None:
    from index.training.train import make_model

    recipe = replace(Recipe(), pieces=400, dimension=8, neighbours=0.0)
    with pytest.raises(ValueError, match="questions in everyday words"):
        make_model(data, tmp_path / "out", recipe, Cache(), held_out=True, glossary=tmp_path,
                   questions=tmp_path)  # fmt: skip
    assert not (tmp_path / "out").exists()


def test_near_words_are_mutual_common_and_no_names(tmp_path: Path) -> None:
    """Names (北京 beside 上海) and what only leans on others (费用 on the 罚款 of others) mean not the same."""
    pairs = neighbour_pairs(*read_vectors(write_vectors(tmp_path / "words.tar.gz", NEAR)))
    fines = ("罚款", "罚金", "罚单", "处罚")
    assert {(pair.left, pair.right) for pair in pairs} == {
        ("工资", "薪水"), ("薪水", "工资"), *permutations(fines, 2)
    }  # fmt: skip


def test_word_vectors_cut_short_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="word 10 of 10"):
        parse_vectors(vector_bytes(NEAR)[:-6])
    with tarfile.open(tmp_path / "empty.tar.gz", "w:gz"):
        pass
    with pytest.raises(ValueError, match=r"words\.vector"):
        read_vectors(tmp_path / "empty.tar.gz")


def test_glossary_pairs_are_sayings_with_what_is_written(tmp_path: Path) -> None:
    """A line read wrongly would teach the model that unlike words are alike."""
    text = "# 说明\n交税|缴税\t缴纳税款|纳税\tboth\n没有第二列\n过关\t通关\n"
    (tmp_path / "a.tsv").write_text(text, "utf-8")
    pairs = [(pair.left, pair.right) for pair in glossary_pairs(tmp_path)]
    assert pairs == [
        ("交税", "缴纳税款"),
        ("交税", "纳税"),
        ("缴税", "缴纳税款"),
        ("缴税", "纳税"),
        ("交税", "缴税"),
        ("过关", "通关"),
    ]
