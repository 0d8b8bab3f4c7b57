"""Training of the cross-encoder: what it is shown, that it learns, and that NumPy runs what was trained."""

from __future__ import annotations

import json
import math
from pathlib import Path

import numpy as np
import pytest
import torch
from training_files import write_data

from index.embedding import PACKAGE_MODEL
from index.training.cross_encoder import examples, train
from index.training.cross_encoder.loop import Drawn, Run, Said, Task, batch_of, first_right
from index.training.cross_encoder.loop import train as run_training
from index.training.cross_encoder.network import CrossEncoder
from index.training.cross_encoder.pairs import judged_pairs
from index.training.cross_encoder.recipe import CrossRecipe
from index.training.cross_encoder.train import Start, start_from, write_cross_encoder
from index.training.pairs import key
from rag.cross_encoder import scorer

SMALL = CrossRecipe(vector=16, width=16, rounds=1.0, questions=8, practise=8)
TEXTS = [
    ("税收征管", "纳税义务人应当自海关填发税款缴款书之日起十五日内缴纳税款。"),
    ("", "进出口货物的完税价格，由海关以该货物的成交价格为基础审查确定。"),
    ("总则", "国家的进出关境监督管理机关是海关。"),
]


@pytest.fixture(scope="module")
def start() -> Start:
    return start_from(PACKAGE_MODEL, SMALL.vector)


def test_numpy_gives_what_pytorch_gives(start: Start, tmp_path: Path) -> None:
    torch.manual_seed(3)
    network = CrossEncoder(start.table, SMALL.width, 0.1, 2).half().float().eval()
    write_cross_encoder(tmp_path, start, network)
    own = scorer.CrossEncoder(tmp_path).score("税款几天内缴纳", TEXTS)
    [question] = start.ids(["税款几天内缴纳"])
    said = [
        Said(above, text)
        for above, text in zip(
            start.ids([t for t, _ in TEXTS]), start.ids([t for _, t in TEXTS]), strict=True
        )
    ]
    with torch.no_grad():
        theirs = network(batch_of([question], said, [0] * len(said))).numpy()
    assert own == pytest.approx(theirs, abs=2e-3)
    assert np.ptp(theirs) > 0.01


def test_the_wrong_sentences_are_the_nearest_others_of_the_document(start: Start) -> None:
    document = [
        ("", "税款应当在十五日内缴纳。"),
        ("", "税款应当在三日内退还。"),
        ("", "本法自公布之日起施行。"),
    ]
    pool = examples.Pool(
        [document, [("", "别的文件里的税款缴纳。")]],
        [examples.Put("税款几日内缴纳", 0, frozenset([0]))],
    )
    [own] = examples.hardened(pool, start.tokenizer, start.rows, elsewhere=False)
    assert own.right == (document[0],)
    assert own.wrong == (document[1], document[2])
    [all_of_them] = examples.hardened(pool, start.tokenizer, start.rows, elsewhere=True)
    assert all_of_them.wrong[-1] == ("", "别的文件里的税款缴纳。")
    assert examples.hardened(examples.Pool(), start.tokenizer, start.rows, elsewhere=True) == []


def test_a_set_gives_the_sentence_an_answer_starts_in_and_none_for_the_impossible(
    tmp_path: Path,
) -> None:
    context = "海关是国家机关。税款在十五日内缴纳。"
    asked = [
        {"question": "几日内缴纳？", "answers": [{"text": "十五日", "answer_start": 3}]},
        {"question": "谁定的？", "answers": [], "is_impossible": "true"},
        {"question": "答案不在文中？", "answers": [{"text": "不在", "answer_start": 0}]},
    ]
    place = tmp_path / "mrc" / "some.json"
    place.parent.mkdir()
    content = {"data": [{"paragraphs": [{"context": context, "qas": asked}]}]}
    place.write_text(json.dumps(content), "utf-8")
    pool = examples.published_pool(tmp_path, "some", set())
    assert pool.asked == [
        examples.Put("几日内缴纳？", 0, frozenset([1])), examples.Put("谁定的？", 0),
    ]  # fmt: skip
    assert examples.published_pool(tmp_path, "some", {key(context)}).asked == []


def test_the_questions_of_reserved_laws_are_not_shown() -> None:
    pool = examples.asked_pool("customs", Path("nowhere"))
    assert len(pool.asked) > 1500
    for put in pool.asked[:50]:
        assert put.question
        assert all(pool.documents[put.document][place][1] for place in put.right)


def test_what_only_seems_to_answer_is_shown_as_wrong_and_always(start: Start) -> None:
    pool = examples.asked_pool("customs_unanswered", Path("nowhere"))
    assert len(pool.asked) > 400
    assert all(put.seeming and not put.right for put in pool.asked)
    document = [
        ("", "税款在十五日内缴纳。"),
        ("", "本法自公布之日起施行。"),
        ("", "税款由海关收。"),
    ]
    put = examples.Put("逾期缴纳加收多少", 0, seeming=frozenset([1]))
    [example] = examples.hardened(
        examples.Pool([document], [put]), start.tokenizer, start.rows, elsewhere=False
    )
    assert example.right == ()
    assert example.wrong[0] == document[1]
    task = Task([1], [], [Said((), [at]) for at in (7, 8, 9, 10)])
    run = Run(
        CrossEncoder(start.table, 16, 0.0, 0), [], [], CrossRecipe(wrong=1, drop_headings=0.0)
    )
    for _ in range(8):
        assert 7 in run.drawn([task]).batch.sentences[:, 0].tolist()


def test_the_loss_is_the_share_of_the_right_one_among_those_of_its_question() -> None:
    batch = batch_of([[1], [2]], [Said((), [3])] * 4, [0, 0, 1, 1])
    drawn = Drawn(batch, torch.tensor([1.0, 0.0, 0.0, 0.0]))
    scores = torch.tensor([math.log(3.0), 0.0, 9.0, 9.0])
    assert float(first_right(scores, drawn)) == pytest.approx(-math.log(0.75), abs=1e-4)


def test_it_learns_which_sentence_has_the_words_asked_for(start: Start) -> None:
    ids = iter(range(100, 2000))
    tasks = []
    for _ in range(48):
        own, others = [next(ids), next(ids)], [[next(ids), next(ids)] for _ in range(6)]
        tasks.append(Task(own, [Said((), own)], [Said((), other) for other in others]))
    recipe = CrossRecipe(vector=16, width=16, rounds=6, questions=8, warm=5, rate=1e-2)
    torch.manual_seed(1)
    run = Run(CrossEncoder(start.table, 16, 0.0, 0), [(tasks, 1.0)], [], recipe)
    run_training(run, lambda step, steps, loss: None)
    with torch.no_grad():
        drawn = run.drawn(tasks)
        loss = float(first_right(run.network(drawn.batch), drawn))
    assert loss < 0.5 * math.log(6)


def test_the_whole_command_writes_a_folder_that_can_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(train, "SHARES", {"laws": 1.0, "cmrc2018_train": 1.5})
    data, out = write_data(tmp_path / "data"), tmp_path / "out"
    assert all(p.left != p.right for kind in judged_pairs(data, set()) for p in kind)
    train.make_cross_encoder(data, PACKAGE_MODEL, out, SMALL)
    assert np.isfinite(scorer.CrossEncoder(out).score("税款几天内缴纳", TEXTS)).all()
    assert {path.name for path in out.iterdir()} == {"model.safetensors", "tokenizer.json"}
