"""The cross-encoder: NumPy and PyTorch agree, any text can be read, and it tells answers from the rest."""

from __future__ import annotations

import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import load_file, save_file

from index.errors import ModelError
from index.training.cross_encoder import examples, train
from index.training.cross_encoder import network as torch_network
from rag import readings
from rag.cross_encoder import network, pieces
from rag.cross_encoder.scorer import FOLDER, CrossEncoder, cross_encoder

SENTENCES = [
    ("税收征管", "纳税义务人应当自海关填发税款缴款书之日起十五日内缴纳税款。"),
    ("税收征管", "进出口货物的完税价格，由海关以该货物的成交价格为基础审查确定。"),
    ("", "海关工作人员必须秉公执法，廉洁自律，忠于职守，文明服务，不得有下列行为："),
    ("总则" * 40, "本法自公布之日起施行。" * 60),
    ("", "。"),
    ("", "\ud800\ufffe"),
]


def test_sentences_are_judged_alike_alone_and_together() -> None:
    """They lie in one row behind one another: none may look into its neighbour."""
    own = cross_encoder()
    together = own.score("税款几天内要交", SENTENCES)
    alone = [float(own.score("税款几天内要交", [each])[0]) for each in SENTENCES]
    assert np.isfinite(together).all()
    assert together == pytest.approx(alone, abs=1e-4)


def test_the_same_sentence_gets_the_same_whatever_stands_beside_it() -> None:
    twice = cross_encoder().score("税款几天内要交", [SENTENCES[0], *SENTENCES, SENTENCES[0]])
    assert twice[0] == twice[1] == twice[-1]


def test_any_number_of_sentences_and_any_question_will_do() -> None:
    own = cross_encoder()
    assert own.score("税款几天内要交", []).shape == (0,)
    many = own.score("税" * 500, SENTENCES * 30)
    assert many.shape == (180,)
    assert np.isfinite(many).all()
    assert np.isfinite(own.score("", SENTENCES)).all()


def test_the_sentence_that_answers_is_put_first() -> None:
    scores = cross_encoder().score("税款要在几天之内交上去", SENTENCES[:3])
    assert scores.argmax() == 0


def test_a_missing_folder_is_told_in_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"阅读模型文件夹.*重新安装"):
        CrossEncoder(tmp_path)


@pytest.mark.parametrize("fault", ["no tensor", "another shape", "no number", "other pieces"])
def test_broken_weights_are_told_in_one_sentence(fault: str, tmp_path: Path) -> None:
    tensors = load_file(FOLDER / "model.safetensors")
    if fault == "no tensor":
        del tensors["judge.0.weight"]
    elif fault == "another shape":
        tensors["left.weight"] = tensors["left.weight"][:, :-1]
    elif fault == "no number":
        tensors["judge.3.bias"] = np.array([np.nan], np.float16)
    else:
        for name in [name for name in tensors if name.startswith("pieces.")]:
            tensors[name] = tensors[name][:-1]
    save_file(
        {name: np.ascontiguousarray(t) for name, t in tensors.items()},
        tmp_path / "model.safetensors",
    )
    shutil.copy(FOLDER / "tokenizer.json", tmp_path)
    with pytest.raises(ModelError, match=r"阅读模型文件夹.*重新安装"):
        CrossEncoder(tmp_path)


def test_many_threads_read_at_once_and_alike() -> None:
    expected = cross_encoder().score("税款几天内要交", SENTENCES)
    with ThreadPoolExecutor(8) as pool:
        found = list(
            pool.map(lambda _: cross_encoder().score("税款几天内要交", SENTENCES), range(40))
        )
    assert all(np.array_equal(each, expected) for each in found)


def test_training_and_running_read_texts_of_the_same_length() -> None:
    assert (train.QUESTION, train.HEADINGS, train.SENTENCE) == (
        pieces.QUESTION,
        pieces.HEADINGS,
        pieces.SENTENCE,
    )
    assert torch_network.HEADS == network.HEADS
    assert examples.SHORTEST == readings.SHORTEST
