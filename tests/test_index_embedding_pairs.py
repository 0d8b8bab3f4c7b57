"""Where pieces meet: if it fails, a name that no vocabulary has is not found by vectors."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tokenizers import Tokenizer, models, pre_tokenizers

from index.embedding import PACKAGE_MODEL, StaticEmbedder
from index.embedding_pairs import NONE, PAIRS_FILE, Pairs, read_pairs
from index.errors import ModelError
from index.training.folder import write_model

PIECES = ["[UNK]", "海", "关", "总", "署", "海关", "税收"]
DIMENSION = 4
PAIRS = Pairs(64, 0.2, 1.25)


def rows() -> np.ndarray:
    table = np.random.default_rng(5).standard_normal((len(PIECES), DIMENSION)).astype(np.float32)
    table[0] = 0
    return table


def made(folder: Path, pairs: Pairs) -> StaticEmbedder:
    scores = [(piece, -float(len(PIECES) - rank)) for rank, piece in enumerate(PIECES)]
    scores[0] = ("[UNK]", -99.0)
    tokenizer = Tokenizer(models.Unigram(scores, unk_id=0, byte_fallback=False))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    write_model(folder, tokenizer, rows(), pairs=pairs)
    return StaticEmbedder(folder)


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> StaticEmbedder:
    return made(tmp_path_factory.mktemp("plain"), NONE)


@pytest.fixture(scope="module")
def paired(tmp_path_factory: pytest.TempPathFactory) -> StaticEmbedder:
    return made(tmp_path_factory.mktemp("paired"), PAIRS)


def cosine(embedder: StaticEmbedder, question: str, passage: str) -> float:
    return float(embedder.encode_queries([question])[0] @ embedder.encode_passages([passage])[0])


def test_the_numbers_of_the_pieces_come_first_and_keep_their_direction(
    plain: StaticEmbedder, paired: StaticEmbedder
) -> None:
    texts = ["海关总署", "税收", "总署 海关"]
    whole = paired.encode_passages(texts)
    assert whole.shape == (3, DIMENSION + 64)
    assert np.linalg.norm(whole, axis=1) == pytest.approx([1, 1, 1], abs=1e-6)
    first = whole[:, :DIMENSION]
    first = first / np.linalg.norm(first, axis=1, keepdims=True)
    assert first == pytest.approx(plain.encode_passages(texts), abs=1e-6)


def test_pairs_count_by_the_product_of_both_lengths(
    plain: StaticEmbedder, paired: StaticEmbedder
) -> None:
    """海关|总|署: two borders, which both texts share; so their pairs have the cosine 1."""
    scale = np.sqrt((1 + PAIRS.query**2) * (1 + PAIRS.passage**2))
    expected = (1 + PAIRS.query * PAIRS.passage) / scale
    assert cosine(paired, "海关总署", "海关总署") == pytest.approx(expected, abs=1e-5)
    assert cosine(plain, "海关总署", "海关总署") == pytest.approx(1, abs=1e-6)


def test_what_lies_inside_a_piece_or_on_both_sides_of_a_gap_is_no_pair(
    paired: StaticEmbedder,
) -> None:
    behind = paired.encode_passages(["海关", "税收", "海 关", "海关 税收", ""])[:, DIMENSION:]
    assert not behind.any()
    assert paired.encode_passages(["海关税收"])[0, DIMENSION:].any()


def test_an_unknown_name_is_found_by_its_pairs_and_told_from_its_reverse(
    plain: StaticEmbedder, paired: StaticEmbedder
) -> None:
    name, reverse = "海关靐龘", "海关龘靐"
    assert cosine(plain, name, name) == pytest.approx(cosine(plain, name, reverse), abs=1e-6)
    assert cosine(paired, name, name) > cosine(paired, name, reverse) + 0.05
    assert cosine(paired, "靐龘", "靐龘") == pytest.approx(1, abs=1e-6)  # nothing else is known


def test_two_questions_are_hardly_moved(plain: StaticEmbedder, paired: StaticEmbedder) -> None:
    one, other = "海关总署", "总署税收"
    before = float(np.prod(plain.encode_queries([one, other]), axis=0).sum())
    after = float(np.prod(paired.encode_queries([one, other]), axis=0).sum())
    assert after == pytest.approx(before, abs=2 * PAIRS.query**2)


def test_the_directions_are_those_of_every_other_machine(paired: StaticEmbedder) -> None:
    """Otherwise a store that was made elsewhere is searched by other directions."""
    signs = paired.encode_passages(["靐龘"])[0, DIMENSION:] > 0
    assert np.packbits(signs).tobytes().hex() == "5f5eebad92201bec"


def test_a_pair_said_often_counts_by_its_logarithm(paired: StaticEmbedder) -> None:
    once, other, often = paired.encode_passages(["靐龘", "爨灪", "靐龘 " * 50 + "爨灪"])[
        :, DIMENSION:
    ]
    expected = np.log(51) * once + np.log(2) * other
    assert often == pytest.approx(expected / np.linalg.norm(expected), abs=1e-5)


def test_a_text_of_very_many_pairs_has_length_one(paired: StaticEmbedder) -> None:
    points = np.random.default_rng(2).integers(0x4E00, 0x9FA0, 120_000)
    vector = paired.encode_passages(["".join(map(chr, points.tolist()))])[0]
    assert np.linalg.norm(vector) == pytest.approx(1, abs=1e-5)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(alphabet="海关总署税收靐龘 a\x00\u202e\ud800𠮷é[]UNK", max_size=40))
def test_any_text_gives_a_finite_row_of_length_one_or_zero(
    paired: StaticEmbedder, text: str
) -> None:
    vectors = np.stack([paired.encode_queries([text])[0], paired.encode_passages([text])[0]])
    assert np.isfinite(vectors).all()
    lengths = np.linalg.norm(vectors, axis=1)
    assert np.all((np.abs(lengths - 1) < 1e-5) | (lengths == 0))


def test_a_model_with_pairs_has_another_name(tmp_path: Path) -> None:
    names = [
        made(tmp_path / str(n), p).name for n, p in enumerate((NONE, PAIRS, Pairs(64, 0.2, 1)))
    ]
    assert len(set(names)) == 3


@pytest.mark.parametrize(
    "content",
    [
        "", "[]", "{}", "[" * 100_000, '{"dimension": 64, "query": 1e400, "passage": 1}',
        '{"dimension": 64.9, "query": 1, "passage": 1}',
        f'{{"dimension": 64, "query": {"9" * 400}, "passage": 1}}', '{"dimension": 64}', "{not json", '{"dimension": 64, "query": "x", "passage": 1}',
        *(json.dumps(asdict(PAIRS) | change) for change in (
            {"dimension": 0}, {"dimension": 65}, {"dimension": -64}, {"dimension": 1 << 40},
            {"query": -1}, {"passage": 1e9}, {"passage": float("nan")}, {"query": float("inf")},
            {"dimension": None},
        )),
    ],
)  # fmt: skip
def test_a_broken_file_of_pairs_is_told_in_one_sentence(tmp_path: Path, content: str) -> None:
    made(tmp_path, PAIRS)
    (tmp_path / PAIRS_FILE).write_text(content, "utf-8")
    with pytest.raises(
        ModelError, match=r"向量模型文件夹 .* 里的 pairs\.json 读不出来，请重新复制整个文件夹。"
    ):
        StaticEmbedder(tmp_path)


def test_the_package_model_has_the_pairs_of_the_recipe() -> None:
    from index.training.recipe import Recipe

    assert read_pairs(PACKAGE_MODEL) == Recipe().pairs()
    assert read_pairs(PACKAGE_MODEL).dimension
