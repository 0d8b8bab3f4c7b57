"""The training of the embedding: if it fails, the shipped model cannot be made again or improved."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from pathlib import Path
from string import Template

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tokenizers import Tokenizer

from index.embedding import PACKAGE_MODEL, StaticEmbedder
from index.training.bags import make_bags
from index.training.card import TEMPLATE, facts
from index.training.folder import small, write_model
from index.training.lexicon import build_tokenizer
from index.training.negatives import mine, model_scorer, present, words_scorer
from index.training.trial_list import BASE, TRIALS
from index.training.trial_table import table, with_table
from index.training.trials import RESULTS

PIECES = ["海", "关", "税", "收", "口", "岸", "通", "时", "间", "海关", "口岸", "通关", "时间"]


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    words = [("[UNK]", -99.0), *((piece, -8.0 + len(piece)) for piece in PIECES)]
    return build_tokenizer(words)


def rows(dimension: int = 6) -> np.ndarray:
    made = np.random.default_rng(3).standard_normal((len(PIECES) + 1, dimension))
    made[0] = 0
    return made.astype(np.float32)


def test_a_bag_counts_each_piece_of_its_text_and_leaves_unknown_ones_out(
    tokenizer: Tokenizer,
) -> None:
    bags = make_bags(tokenizer, ["海关海关口岸龘", "龘"])
    ids, offsets, counts = bags.take(np.array([0, 1]))
    names = [tokenizer.id_to_token(int(i)) for i in ids]
    assert dict(zip(names[:2], counts[:2].tolist(), strict=True)) == {"海关": 2.0, "口岸": 1.0}
    assert offsets.tolist() == [0, 2]
    assert names[2] == "[UNK]"


@given(st.integers(0, 2**32 - 1), st.floats(0.0, 0.9))
@settings(max_examples=30, deadline=None)
def test_leaving_pieces_out_never_moves_them_to_another_text(
    tokenizer: Tokenizer, seed: int, drop: float
) -> None:
    bags = make_bags(tokenizer, ["海关税收", "口岸通关时间", "海关"])
    chosen = np.array([2, 1, 0, 1])
    ids, offsets, counts = bags.take(chosen, drop, np.random.default_rng(seed))
    assert len(ids) == len(counts)
    ends = [*offsets.tolist()[1:], len(ids)]
    for row, start, end in zip(chosen, offsets.tolist(), ends, strict=True):
        own = bags.ids[bags.offsets[row] : bags.offsets[row + 1]]
        assert set(ids[start:end].tolist()) <= set(own.tolist())


def test_the_vector_of_a_bag_is_the_vector_that_readers_of_the_model_get(
    tokenizer: Tokenizer, tmp_path: Path
) -> None:
    """Otherwise a model is tuned for vectors that no question ever gets."""
    from index.training.negatives import unit

    texts = ["海关税收", "口岸通关时间口岸", "时间"]
    write_model(tmp_path, tokenizer, rows())
    expected = StaticEmbedder(tmp_path).encode_passages(texts)
    assert unit(rows(), make_bags(tokenizer, texts)) == pytest.approx(expected, abs=1e-6)


def test_a_model_in_8_bits_keeps_directions_and_takes_a_quarter_of_the_room(
    tokenizer: Tokenizer, tmp_path: Path
) -> None:
    table_ = np.random.default_rng(4).standard_normal((len(PIECES) + 1, 256)).astype(np.float32)
    write_model(tmp_path / "large", tokenizer, table_)
    write_model(tmp_path / "small", tokenizer, table_, bits=8)
    sizes = [(tmp_path / n / "model.safetensors").stat().st_size for n in ("small", "large")]
    assert sizes[0] < 0.3 * sizes[1]
    texts = ["海关税收", "口岸通关时间"]
    one = StaticEmbedder(tmp_path / "large").encode_queries(texts)
    other = StaticEmbedder(tmp_path / "small").encode_queries(texts)
    assert (one * other).sum(axis=1) == pytest.approx([1, 1], abs=1e-3)


@given(st.lists(st.floats(-50, 50, width=32), min_size=4, max_size=4))
def test_a_row_in_8_bits_is_off_by_at_most_half_a_step(values: list[float]) -> None:
    row = np.array([values], dtype=np.float32)
    made = small(row)
    back = made["embeddings"].astype(np.float32) * made["weights"][:, None]
    assert np.abs(back - row).max() <= 0.51 * np.abs(row).max() / 127 + 1e-9


@pytest.mark.model
def test_sentence_transformers_reads_a_model_in_8_bits_to_the_same_vectors(
    tokenizer: Tokenizer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    from sentence_transformers import SentenceTransformer

    write_model(tmp_path, tokenizer, rows(), bits=8)
    texts = ["海关税收", "口岸通关时间口岸"]
    theirs = SentenceTransformer(str(tmp_path), device="cpu").encode(texts)
    assert StaticEmbedder(tmp_path).encode_queries(texts) == pytest.approx(theirs, abs=1e-5)


def test_the_softmax_is_the_one_worked_out_by_hand() -> None:
    import torch

    from index.training.losses import contrast

    near = torch.tensor([[2.0, 0.0], [0.0, 3.0]])
    far = torch.tensor(
        [[1.0, 0.0], [0.0, 1.0], [1.0, 0.0]]
    )  # the last a hard negative of the first
    target, lefts = np.array([0, 1]), np.array([0, 1])
    got = float(contrast(near, far, lefts, target, temperature=1.0))
    e = math.e
    forward = (-math.log(e / (e + 1 + e)) - math.log(e / (1 + e + 1))) / 2
    back = -math.log(e / (e + 1))
    assert got == pytest.approx((forward + back) / 2, abs=1e-6)


def test_two_matches_of_one_question_are_not_set_against_one_another() -> None:
    import torch

    from index.training.losses import contrast

    near = torch.tensor([[1.0, 0.0], [1.0, 0.0]])
    far = torch.tensor([[1.0, 0.0], [1.0, 0.1]])
    alone = float(contrast(near, far, np.array([5, 5]), np.array([0, 1]), temperature=0.05))
    rivals = float(contrast(near, far, np.array([5, 6]), np.array([0, 1]), temperature=0.05))
    assert alone < rivals


def test_disagreement_is_nothing_when_cosines_follow_the_grades() -> None:
    import torch

    from index.training.losses import disagreement

    near = torch.tensor([[1.0, 0.0]] * 3)
    far = torch.tensor([[1.0, 0.0], [0.0, 1.0], [-1.0, 0.0]])
    same = float(disagreement(near, far, np.array([1.0, 0.5, 0.0], dtype=np.float32)))
    turned = float(disagreement(near, far, np.array([0.0, 0.5, 1.0], dtype=np.float32)))
    assert (same, turned) == (pytest.approx(0, abs=1e-6), pytest.approx(2, abs=1e-6))


@pytest.mark.parametrize("kind", ["words", "model"])
def test_a_hard_negative_is_never_a_match_of_the_same_question(
    tokenizer: Tokenizer, kind: str
) -> None:
    left = make_bags(tokenizer, ["海关税收", "口岸时间"])
    right = make_bags(tokenizer, ["海关税", "关税收", "口岸通关时间", "时间", "海关口岸", "税"])
    lefts, rights = np.array([0, 0, 1]), np.array([0, 1, 2])
    size = len(PIECES) + 1
    scorer = (
        words_scorer(size, left, right) if kind == "words" else model_scorer(rows(), left, right)
    )
    found = mine(scorer, (lefts, rights), 2, present(right, size))
    assert found.shape[0] == 2
    assert not set(found[0].tolist()) & {0, 1}
    assert 2 not in found[1].tolist()
    assert (found >= 0).any(axis=1).all()


def test_bm25_ranks_the_text_with_the_rare_word_first(tokenizer: Tokenizer) -> None:
    right = make_bags(tokenizer, ["海关时间", "海关口岸", "海关税", "海关收"])
    scorer = words_scorer(len(PIECES) + 1, make_bags(tokenizer, ["海关口岸"]), right)
    assert scorer(np.array([0]))[0].argmax() == 1


def test_every_trial_recorded_can_be_run_again() -> None:
    """A table of trials that nobody can repeat is hearsay."""
    recorded = [json.loads(line) for line in RESULTS.read_text("utf-8").splitlines()]
    assert len({line["name"] for line in recorded}) >= 12
    for line in recorded:
        if line["name"] in TRIALS:
            changes = json.loads(json.dumps(dict(TRIALS[line["name"]])))
            assert line["changes"] == changes, line["name"]
            replace(BASE, **TRIALS[line["name"]])


def test_the_table_in_the_documentation_is_the_recorded_one() -> None:
    from index.training.trial_table import PAGE

    recorded = [json.loads(line) for line in RESULTS.read_text("utf-8").splitlines()]
    page = PAGE.read_text("utf-8")
    assert with_table(page, table(recorded)) == page


def test_a_page_without_a_place_for_the_table_is_refused() -> None:
    with pytest.raises(ValueError, match="no place"):
        with_table("no marks", "table")


@pytest.mark.model
def test_the_card_beside_the_weights_tells_of_these_weights() -> None:
    """A card of an older model would promise figures that this one does not reach."""
    card = (PACKAGE_MODEL / "README.md").read_text("utf-8")
    told = facts(PACKAGE_MODEL)
    for name in ("pieces", "dimension", "words"):
        assert told[name] in card, name
    assert "$" not in card
    assert Template(TEMPLATE.read_text("utf-8")).is_valid()
