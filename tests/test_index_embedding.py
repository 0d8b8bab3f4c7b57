"""The embedding: if it fails, questions find the wrong sections or an index cannot be opened."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from safetensors.numpy import save_file
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

from index.embedding import (
    PACKAGE_MODEL,
    Embedder,
    SentenceTransformerEmbedder,
    StaticEmbedder,
    open_embedder,
)
from index.embedding_static import of_length_one
from index.errors import ModelError
from index.sentence_models import ModelChoice
from index.training.charsmap import pack, traditional_map
from index.training.measure import ranks, spearman
from index.training.pairs import key, without_measured
from index.training.sources import Pair

PIECES = ["[UNK]", "海", "关", "总", "署", "税", "收", "a", "海关"]
DIMENSION = 4


def write_static(
    folder: Path, tensors: dict[str, np.ndarray] | None = None, *, path: str = ""
) -> Path:
    """Write a model of nine pieces whose rows are known, in the standard layout."""
    place = folder / path
    place.mkdir(parents=True, exist_ok=True)
    pieces = [(piece, -float(rank)) for rank, piece in enumerate(PIECES)]
    pieces[0] = ("[UNK]", -99.0)
    pieces[-1] = ("海关", -0.5)
    tokenizer = Tokenizer(models.Unigram(pieces, unk_id=0, byte_fallback=False))
    tokenizer.normalizer = normalizers.Lowercase()
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    tokenizer.save(str(place / "tokenizer.json"))
    save_file(tensors or {"embedding.weight": rows()}, place / "model.safetensors")
    kind = "sentence_transformers.models.StaticEmbedding"
    modules = [{"idx": 0, "name": "0", "path": path, "type": kind}]
    (folder / "modules.json").write_text(json.dumps(modules), "utf-8")
    return folder


def rows() -> np.ndarray:
    table = np.random.default_rng(5).standard_normal((len(PIECES), DIMENSION)).astype(np.float32)
    table[0] = 0
    return table


@pytest.fixture(scope="module")
def tiny_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_static(tmp_path_factory.mktemp("tiny"))


@pytest.fixture(scope="module")
def tiny(tiny_folder: Path) -> StaticEmbedder:
    return StaticEmbedder(tiny_folder)


def unit(vector: np.ndarray) -> np.ndarray:
    return np.asarray(vector / np.linalg.norm(vector))


def test_a_vector_is_the_unit_mean_of_the_piece_vectors(tiny: StaticEmbedder) -> None:
    table = rows()
    expected = unit(table[8] + table[3] + table[4])
    got = tiny.encode_queries(["海关总署"])
    assert got.shape == (1, DIMENSION)
    assert got.dtype == np.float32
    assert got[0] == pytest.approx(expected, abs=1e-6)


def test_no_texts_give_an_empty_table_of_the_right_width(tiny: StaticEmbedder) -> None:
    assert tiny.encode_queries([]).shape == (0, DIMENSION)
    assert tiny.encode_passages([]).shape == (0, DIMENSION)


def test_a_text_with_nothing_known_is_a_zero_row_between_good_neighbours(
    tiny: StaticEmbedder,
) -> None:
    texts = ["", "海关", " \n\t", "税收", "龘", ""]
    lengths = np.linalg.norm(tiny.encode_passages(texts), axis=1)
    assert lengths == pytest.approx([0, 1, 0, 1, 0, 0], abs=1e-6)
    alone = tiny.encode_passages(["税收"])[0]
    assert tiny.encode_passages(texts)[3] == pytest.approx(alone, abs=1e-7)


def test_questions_and_passages_share_one_space_and_every_call_agrees(
    tiny: StaticEmbedder, tiny_folder: Path
) -> None:
    texts = ["海关总署", "税收 a", "海关 税收"] * 700  # more than one batch
    first = tiny.encode_queries(texts)
    assert np.array_equal(first, tiny.encode_passages(texts))
    assert np.array_equal(first, StaticEmbedder(tiny_folder).encode_queries(texts))
    assert np.array_equal(first[:3], first[-3:])


def test_a_whole_book_as_one_text_is_encoded_like_its_repeated_sentence(
    tiny: StaticEmbedder,
) -> None:
    book = tiny.encode_passages(["海关总署 税收 " * 60_000])[0]
    assert book == pytest.approx(tiny.encode_passages(["海关总署 税收"])[0], abs=1e-4)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.one_of(
            st.text(alphabet=st.characters(), max_size=40),  # lone surrogates among them
            st.text(alphabet="海关总署税收a \x00\u202e\ud800<|>[]UNK", max_size=40),
        ),
        max_size=8,
    )
)
def test_any_text_gives_finite_rows_of_length_one_or_zero(
    tiny: StaticEmbedder, texts: list[str]
) -> None:
    vectors = tiny.encode_queries(texts)
    lengths = np.linalg.norm(vectors, axis=1)
    assert vectors.shape == (len(texts), DIMENSION)
    assert np.isfinite(vectors).all()
    assert np.all((np.abs(lengths - 1) < 1e-5) | (lengths == 0))


def test_rows_kept_as_small_integers_with_a_factor_each_are_multiplied_back(
    tmp_path: Path, tiny: StaticEmbedder
) -> None:
    whole = np.rint(rows() * 40).astype(np.int8)
    factors = np.linspace(0.5, 2, len(PIECES), dtype=np.float32)
    small = StaticEmbedder(write_static(tmp_path, {"embeddings": whole, "weights": factors}))
    table = whole.astype(np.float32) * factors[:, None]
    got = small.encode_queries(["海关 税"])[0]
    assert got == pytest.approx(unit(table[8] + table[5]), abs=1e-6)


def test_a_static_model_in_a_subfolder_is_found_through_its_modules_file(tmp_path: Path) -> None:
    embedder = open_embedder(str(write_static(tmp_path, path="0_StaticEmbedding")))
    assert isinstance(embedder, StaticEmbedder)
    assert embedder.dimension == DIMENSION


def test_a_changed_model_has_another_name_so_that_a_store_notices(
    tmp_path: Path, tiny: StaticEmbedder
) -> None:
    same = StaticEmbedder(write_static(tmp_path / "same"))
    other = StaticEmbedder(write_static(tmp_path / "other", {"embedding.weight": rows() * 2}))
    assert same.name == tiny.name
    assert other.name != tiny.name


def test_a_missing_folder_or_file_is_named_in_one_chinese_sentence(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"modules\.json"):
        StaticEmbedder(tmp_path / "没有")
    folder = write_static(tmp_path / "m")
    (folder / "model.safetensors").unlink()
    with pytest.raises(ModelError, match="读不出来") as caught:
        StaticEmbedder(folder)
    assert str(folder) in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("damage", [b"", b"{", b'{"a": 1}', b"[1]", b"[]", b"\xff\xfe\x00"])
def test_a_damaged_modules_file_is_a_model_error(tmp_path: Path, damage: bytes) -> None:
    folder = write_static(tmp_path)
    (folder / "modules.json").write_bytes(damage)
    with pytest.raises(ModelError):
        StaticEmbedder(folder)


@pytest.mark.parametrize("name", ["tokenizer.json", "model.safetensors"])
def test_a_file_cut_short_in_copying_is_a_model_error(tmp_path: Path, name: str) -> None:
    folder = write_static(tmp_path)
    content = (folder / name).read_bytes()
    (folder / name).write_bytes(content[: len(content) // 2])
    with pytest.raises(ModelError, match="读不出来"):
        StaticEmbedder(folder)


def test_vectors_of_another_vocabulary_are_refused(tmp_path: Path) -> None:
    folder = write_static(tmp_path, {"embedding.weight": rows()[:5]})
    with pytest.raises(ModelError, match="不一致"):
        StaticEmbedder(folder)


def test_importing_the_module_loads_no_heavy_library() -> None:
    code = (
        "import sys, index.embedding\n"
        "heavy = {'torch', 'sentence_transformers', 'tokenizers', 'safetensors'} & set(sys.modules)\n"
        "assert not heavy, heavy"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=PACKAGE_MODEL.parents[1])


# --- training: what would spoil a model without a word ---------------------------------------------


@given(
    st.dictionaries(st.text("進步地國⺠ab", min_size=1, max_size=2), st.text("进国民x", max_size=3))
)
def test_the_character_map_changes_its_keys_and_nothing_else(table: dict[str, str]) -> None:
    # Seen: two trie nodes with one base turned 步 into 渌 and 地 into 坛.
    singles = {key: value for key, value in table.items() if len(key) == 1}
    normalise = normalizers.Precompiled(pack(singles)).normalize_str
    for character in "進步地國⺠ab海关é":
        assert normalise(character) == singles.get(character, character)


def test_the_character_map_of_the_model_leaves_every_other_character_alone() -> None:
    table = traditional_map()
    normalise = normalizers.Precompiled(pack(table)).normalize_str
    for character in map(chr, range(0x2E80, 0xA000)):
        assert normalise(character) == table.get(character, character)


def test_a_measured_text_is_found_in_any_script_width_and_punctuation() -> None:
    measured = {key("国家的首都在哪里？")}
    pairs = [
        Pair("國家的首都，在哪裡", "北京"),
        Pair("首都", "北京"),
        Pair("首都。", "北京"),
        Pair("同", "同！"),
    ]
    assert without_measured(pairs, measured) == [Pair("首都", "北京")]


def test_ranks_of_ties_are_shared_and_spearman_follows() -> None:
    assert ranks(np.array([3.0, 1.0, 3.0, 2.0])) == pytest.approx([2.5, 0, 2.5, 1])
    rising = np.array([1.0, 2.0, 3.0])
    assert spearman(rising, rising**3) == pytest.approx(1)
    assert spearman(rising, -rising) == pytest.approx(-1)


# --- the trained model ---------------------------------------------------------------------------

SENTENCES = [
    "海关总署今年要把进出口环节需要核验的监管证件再减少一批。",
    "進一步優化營商環境，壓縮通關時間",
    "ＡＥＯ互认国家（地区）数量达到６０个",
    "第三十五条　纳税义务人应当自海关填发税款缴款书之日起十五日内缴纳税款。",
    "China Customs 2025 annual report",
    "范廷颂",
    "",
    "。，！",
]

# (a question or sentence, what says the same, what does not): written for this test.
PARAPHRASES = [
    ("企业多久能拿到出口退税", "出口退税的办理时间要几天", "口岸发现外来入侵物种怎样处理"),
    ("海关如何打击走私", "严厉查缉走私违法犯罪活动", "提升实验室检测技术水平"),
    ("加快货物通关速度", "缩短进出口货物整体通关时间", "加强干部队伍廉政建设"),
    ("进口食品安全怎么监管", "对进境食品实施检验检疫和风险监测", "扩大自由贸易试验区改革试点"),
    ("与其他国家海关开展合作", "深化国际海关交流，签署合作协定", "完善财务预算管理制度"),
    ("保护知识产权", "查处侵犯商标权和专利权的货物", "建设国门生物安全防线"),
    ("怎样防止传染病从境外传入", "强化口岸卫生检疫，防范疫情输入", "提高关税征管的科学性"),
    ("用大数据提高监管效能", "运用人工智能和数字技术建设智慧海关", "改善边境地区职工住房条件"),
]


@pytest.fixture(scope="module")
def trained() -> Embedder:
    return open_embedder()


@pytest.mark.model
def test_the_trained_model_answers_without_torch() -> None:
    """Importing torch or sentence-transformers would make every first question wait for seconds."""
    code = (
        "import sys\n"
        "from index.embedding import open_embedder\n"
        "assert open_embedder().encode_queries(['海关']).any()\n"
        "heavy = {'torch', 'sentence_transformers', 'transformers'} & set(sys.modules)\n"
        "assert not heavy, heavy\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=PACKAGE_MODEL.parents[1])


@pytest.mark.model
def test_vectors_equal_those_of_sentence_transformers_but_for_the_pairs() -> None:
    library = SentenceTransformerEmbedder(ModelChoice(str(PACKAGE_MODEL), "GUANWEN_MODEL", "cpu"))
    ours = StaticEmbedder(PACKAGE_MODEL).encode_passages(SENTENCES)[:, : library.dimension]
    assert library.encode_queries([]).shape == (0, library.dimension)
    assert np.abs(of_length_one(ours) - library.encode_passages(SENTENCES)).max() < 1e-5


@pytest.mark.model
def test_a_paraphrase_scores_above_an_unrelated_sentence(trained: Embedder) -> None:
    for sentence, same, other in PARAPHRASES:
        query = trained.encode_queries([sentence])[0]
        near, far = trained.encode_passages([same, other]) @ query
        assert near > far + 0.05, (sentence, float(near), float(far))


@pytest.mark.model
def test_script_and_width_of_characters_do_not_change_a_vector(trained: Embedder) -> None:
    pairs = [("進一步擴大開放", "进一步扩大开放"), ("ＡＥＯ２０２５", "aeo2025"), ("⺠⽣", "民生")]
    for one, other in pairs:
        first, second = trained.encode_queries([one, other])
        assert first == pytest.approx(second, abs=1e-6)


@pytest.mark.model
def test_the_folder_is_small_readable_and_explains_itself() -> None:
    files = [path for path in PACKAGE_MODEL.rglob("*") if path.is_file()]
    assert sum(path.stat().st_size for path in files) <= 20_000_000
    assert (PACKAGE_MODEL / "README.md").is_file()
    if os.name == "posix":
        assert all(path.stat().st_mode & 0o444 == 0o444 for path in files)


@pytest.mark.model
def test_a_model_that_is_not_here_says_what_to_copy_where(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="复制到本机") as caught:
        open_embedder(str(tmp_path / "bge-small-zh"))
    assert "bge-small-zh" in str(caught.value)
