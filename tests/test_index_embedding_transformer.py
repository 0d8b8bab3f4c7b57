"""Models of others: if these fail, a site's own model gives wrong vectors, or an unreadable error."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import numpy as np
import pytest
from index_fakes import PLAN
from test_index_embedding import write_static
from tiny_models import write_cross_encoder, write_encoder

from index.build import build_store
from index.embedding import ChosenPrompts, SentenceTransformerEmbedder, open_embedder
from index.embedding_prompts import Prompts
from index.errors import ModelError, StoreMismatch
from index.sentence_models import ModelChoice, load_cross_encoder
from index.store import Store

pytestmark = pytest.mark.model

ROOT = Path(__file__).parent.parent
PROMPTS = {"query": "query: ", "passage": "passage: "}
NONE = ChosenPrompts("", "")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_encoder(tmp_path_factory.mktemp("models") / "tiny", prompts=PROMPTS)


@pytest.fixture(scope="module")
def bare(folder: Path) -> SentenceTransformerEmbedder:
    opened = open_embedder(str(folder), NONE)
    assert isinstance(opened, SentenceTransformerEmbedder)
    return opened


@pytest.fixture
def copied(folder: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(folder, tmp_path / "tiny"))


def test_questions_and_passages_get_the_prompts_of_the_models_maker(
    folder: Path, bare: SentenceTransformerEmbedder
) -> None:
    own = open_embedder(str(folder))
    assert own.encode_queries(["海关"]) == pytest.approx(bare.encode_queries(["query: 海关"]))
    assert own.encode_passages(["海关"]) == pytest.approx(bare.encode_passages(["passage: 海关"]))
    assert np.abs(own.encode_passages(["海关"]) - bare.encode_passages(["海关"])).max() > 0.01


def test_the_settings_prompts_stand_over_the_models_own(
    folder: Path, bare: SentenceTransformerEmbedder
) -> None:
    chosen = open_embedder(str(folder), ChosenPrompts(query="问："), batch_size=1)
    texts = ["海关", "通关查验 总署", "税"]
    said = [f"问：{text}" for text in texts]
    assert chosen.encode_queries(texts) == pytest.approx(bare.encode_queries(said), abs=1e-5)
    passages = [f"passage: {text}" for text in texts]
    assert chosen.encode_passages(texts) == pytest.approx(bare.encode_queries(passages), abs=1e-5)


def test_prompts_are_found_by_the_names_in_use() -> None:
    known = {"query": "", "document": "文：", "question": "问：", "sts": "句："}
    assert ChosenPrompts().over(known) == Prompts("问：", "文：")
    assert ChosenPrompts().over({"sts": "句：", "document": None}) == Prompts("", "")
    assert ChosenPrompts("", "段：").over(known) == Prompts("", "段：")


def test_a_static_model_gets_its_prompts_too(tmp_path: Path) -> None:
    folder = write_static(tmp_path)
    plain, chosen = open_embedder(str(folder)), open_embedder(str(folder), ChosenPrompts("税", ""))
    assert chosen.encode_queries(["海关"]) == pytest.approx(plain.encode_queries(["税海关"]))
    assert chosen.name == plain.name
    (folder / "config_sentence_transformers.json").write_text('{"prompts": {"passage": "总署"}}')
    own = open_embedder(str(folder))
    assert own.encode_passages(["海关"]) == pytest.approx(plain.encode_passages(["总署海关"]))
    assert own.name != plain.name
    (folder / "config_sentence_transformers.json").write_text('{"prompts": ')
    with pytest.raises(ModelError, match="config_sentence_transformers"):
        open_embedder(str(folder))


def test_rows_have_length_one_and_a_text_of_nothing_known_is_no_error(
    bare: SentenceTransformerEmbedder,
) -> None:
    rows = bare.encode_passages(["海关", "", "\ud800", "海关总署" * 500])
    assert rows.shape == (4, bare.dimension)
    assert rows.dtype == np.float32
    assert np.linalg.norm(rows, axis=1) == pytest.approx(1, abs=1e-5)
    assert bare.encode_queries([]).shape == (0, bare.dimension)


def test_many_threads_share_one_model(bare: SentenceTransformerEmbedder) -> None:
    texts = [f"海关{'查验' * n}" for n in range(8)]
    expected = [bare.encode_queries([text])[0] for text in texts]
    wrong: list[object] = []

    def ask(text: str, row: np.ndarray) -> None:
        try:
            for _ in range(5):
                if not np.allclose(bare.encode_queries([text])[0], row, atol=1e-5):
                    wrong.append(text)
        except Exception as error:  # whatever it is, the test must see it
            wrong.append(error)

    threads = [
        threading.Thread(target=ask, args=pair) for pair in zip(texts, expected, strict=True)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_a_model_that_was_moved_keeps_its_name_and_a_changed_one_does_not(
    copied: Path, bare: SentenceTransformerEmbedder
) -> None:
    assert open_embedder(str(copied), NONE).name == bare.name
    (copied / "README.md").write_text("other words", "utf-8")
    assert open_embedder(str(copied), NONE).name == bare.name
    config = copied / "1_Pooling" / "config.json"
    config.write_text(config.read_text("utf-8").replace('"mean"', '"cls"'), "utf-8")
    assert open_embedder(str(copied), NONE).name != bare.name


def test_a_store_says_that_its_passages_had_another_prompt(folder: Path, tmp_path: Path) -> None:
    corpus, store = tmp_path / "corpus", tmp_path / "store"
    corpus.mkdir()
    (corpus / "plan.txt").write_text(PLAN, "utf-8")
    build_store(corpus, store, open_embedder(str(folder)))
    Store.open(store, open_embedder(str(folder), ChosenPrompts(query="问："))).close()
    with pytest.raises(StoreMismatch, match=r"段落前加“passage: ”.*当前模型.*段落前加“文：”"):
        Store.open(store, open_embedder(str(folder), ChosenPrompts(passage="文：")))


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        ("modules.json", r"没有 modules\.json"),
        ("model.safetensors", "读不出来"),
        ("config.json", "读不出来"),
        ("tokenizer.json", "没有 词表"),
        ("1_Pooling/config.json", "读不出来"),
    ],
)
def test_a_folder_that_lost_a_file_in_copying_says_so(copied: Path, damage: str, said: str) -> None:
    (copied / damage).unlink()
    with pytest.raises(ModelError, match=said) as caught:
        open_embedder(str(copied))
    assert str(copied) in str(caught.value)


@pytest.mark.parametrize("damage", ["model.safetensors", "tokenizer.json", "config.json"])
def test_a_file_cut_short_in_copying_is_one_sentence(copied: Path, damage: str) -> None:
    content = (copied / damage).read_bytes()
    (copied / damage).write_bytes(content[: len(content) // 2])
    with pytest.raises(ModelError, match="读不出来") as caught:
        open_embedder(str(copied))
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("device", ["nonsense", "cuda:99"])
def test_a_device_that_is_not_there_names_its_setting(folder: Path, device: str) -> None:
    with pytest.raises(ModelError, match=f"{device}.*GUANWEN_MODEL_DEVICE"):
        open_embedder(str(folder), device=device)


def test_a_name_that_is_not_in_the_cache_says_which_folder_to_copy_where() -> None:
    with pytest.raises(ModelError, match="models--example--bge-small-zh 复制到本机的 /") as caught:
        open_embedder("example/bge-small-zh")
    assert "GUANWEN_MODEL" in str(caught.value)


def test_a_file_and_a_reranker_are_no_embedding(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="是一个文件"):
        open_embedder(str(folder / "modules.json"))
    with pytest.raises(ModelError, match="是重排模型"):
        open_embedder(str(write_cross_encoder(tmp_path / "cross")))


def test_an_embedding_and_a_model_of_three_scores_are_no_reranker(
    folder: Path, tmp_path: Path
) -> None:
    with pytest.raises(ModelError, match=r"不是重排模型.*GUANWEN_RERANKER"):
        load_cross_encoder(ModelChoice(str(folder), "GUANWEN_RERANKER"))
    three = write_cross_encoder(tmp_path / "three", labels=3)
    with pytest.raises(ModelError, match="3 个分数"):
        load_cross_encoder(ModelChoice(str(three), "GUANWEN_RERANKER"))


def test_no_network_is_touched_even_where_the_environment_allows_it(folder: Path) -> None:
    """HF_HUB_OFFLINE=0 of another program's profile must not make a question wait for a hub."""
    code = (
        "import sys, socket\n"
        "def refuse(event, args):\n"
        "    if event in ('socket.connect', 'socket.getaddrinfo'):\n"
        "        print('TRIED', event, args); raise OSError('refused')\n"
        "sys.addaudithook(refuse)\n"
        "import huggingface_hub\n"
        "from index.embedding import open_embedder\n"
        "from index.errors import ModelError\n"
        f"print(open_embedder({str(folder)!r}).encode_queries(['海关']).shape)\n"
        "try: open_embedder('example/none')\n"
        "except ModelError as error: print(str(error)[:6])\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True,
        env={**os.environ, "HF_HUB_OFFLINE": "0"},
    )  # fmt: skip
    assert done.stdout.splitlines() == ["(1, 16)", "本机上没有模"]
