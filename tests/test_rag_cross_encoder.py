"""The cross-encoder: NumPy and PyTorch agree, any text can be read, and it tells answers from the rest."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from index.errors import ModelError
from rag.cross_encoder import scorer
from rag.cross_encoder.scorer import CrossEncoder, cross_encoder

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


def test_a_kept_sentence_is_judged_as_a_new_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scorer, "KEPT", 2)
    own = CrossEncoder()
    first = own.score("税款几天内要交", SENTENCES)
    again = own.score("税款几天内要交", SENTENCES)
    assert again == pytest.approx(first, abs=1e-4)


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


def test_a_broken_folder_is_told_in_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"阅读模型文件夹.*重新安装"):
        CrossEncoder(tmp_path)
