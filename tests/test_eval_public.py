"""Public data: a slip in reading it would flatter or blame the system on other people's questions."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from index_fakes import PairEmbedder

from eval.errors import EvalError
from eval.measures.refusal import RefusalScores
from eval.public.articles import look_up, questions_of, read_laws
from eval.public.passages import passage_retrieval
from eval.public.peer import PEER, jieba_words, peer_search
from eval.public.refusal import Case, ask_cases, baseline, read_cases, sample
from eval.public.report import PublicScores, measure_public, public_table
from index.corpus import read_inline
from index.store import Store
from rag.assistant import Assistant

PASSAGES = {
    "海关总署于1949年成立，是国务院直属机构。": "海关总署哪一年成立",
    "长江是中国最长的河流，全长6300公里。": "长江全长多少公里",
    "故宫位于北京市中心，旧称紫禁城。": "故宫旧称什么",
}


def squad(path: Path, entries: list[dict[str, object]]) -> Path:
    path.write_text(json.dumps({"data": [{"paragraphs": entries}]}), encoding="utf-8")
    return path


def test_each_question_wants_its_own_passage(tmp_path: Path) -> None:
    entries: list[dict[str, object]] = [
        {"context": context, "qas": [{"question": question, "answers": [{"text": context[:4], "answer_start": 0}]}]}
        for context, question in PASSAGES.items()
    ]  # fmt: skip
    found = passage_retrieval(squad(tmp_path / "dev.json", entries), PairEmbedder())
    assert (found.questions, found.passages) == (3, 3)
    assert dict(found.by_way)["BM25"] == dict(found.by_way)["合用"] == (1.0, 1.0)
    assert set(dict(found.by_way)) - {PEER} == {"向量", "BM25", "合用"}


def test_the_peer_cuts_words_as_jieba_does_and_finds_by_them() -> None:
    """A peer that were cut worse than people cut it would flatter the system."""
    assert jieba_words("海关总署，1949年成立！") == ["海关总署", "1949", "年", "成立"]
    pytest.importorskip("rank_bm25")
    search = peer_search([(question, passage) for passage, question in PASSAGES.items()], 1)
    assert search("长江全长多少公里") == ["长江全长多少公里"]


def entry(question: str, impossible: str, *texts: str) -> dict[str, object]:
    answers = [{"text": text, "answer_start": 0} for text in texts]
    return {"question": question, "is_impossible": impossible, "answers": answers}


def test_cases_with_an_answer_and_without_are_told_apart(tmp_path: Path) -> None:
    """Questions of yes or no are marked as impossible there, though the text decides them."""
    context = "原告张三于2015年3月借款五万元给被告李四。"
    qas = [
        entry("借款多少元？", "false", "五万元", "五万元", "5万元"),
        entry("案件受理费多少？", "true", "", ""),
        entry("被告到庭了吗？", "true", "NO", "NO"),
        entry("没有答案的可答题？", "false", ""),
    ]
    cases = read_cases(squad(tmp_path / "cail.json", [{"context": context, "qas": qas}]))
    assert [(case.question, case.answers) for case in cases] == [
        ("借款多少元？", ("五万元", "5万元")),
        ("案件受理费多少？", ()),
    ]
    assert sample(cases, 1) == sample(cases, 1)
    assert sample(cases, 9) == cases


def test_refusals_over_cases_worked_by_hand() -> None:
    context = "原告张三于2015年3月借款五万元给被告李四。借款期限为一年。"
    cases = [Case(context, "借款多少元？", ("五万元",)), Case(context, "月球有多远？", ())]
    assistant = Assistant(
        Store.in_memory([read_inline("空", "空")], PairEmbedder()), PairEmbedder()
    )
    judged = ask_cases(assistant, cases)
    assert judged.cases == 2
    assert judged.refusal == RefusalScores(1.0, 1.0, 1.0, 0.0)
    assert judged.right == 1.0


def test_the_baseline_takes_its_bound_from_other_cases() -> None:
    near, far = (
        Case("借款期限为一年。", "借款期限为一年。", ("一年",)),
        Case("甲乙。", "月球有多远", ()),
    )
    bound, scores = baseline(PairEmbedder(), [near, far], [far, near])
    assert 0 < bound <= 1
    assert scores == RefusalScores(1.0, 1.0, 1.0, 0.0)


def law(title: str, subject: str) -> str:
    articles = "\n\n".join(
        f"**第{n}条**　{subject}的第{n}项规定，应当遵守。" for n in "一二三四五六"
    )
    return f"# {title}\n\n## 第一章　总则\n\n{articles}\n\n## 第二章　附则\n\n**第七条**　本法自公布之日起施行。\n"


def test_articles_and_chapters_are_looked_up_by_number(tmp_path: Path) -> None:
    for folder, title in (("a", "道路管理法"), ("b", "河流保护法"), ("c", "道路管理法")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "README.md").write_text(law(title, title[:2]), encoding="utf-8")
    laws = read_laws(tmp_path)
    assert [document.title for document in laws] == ["道路管理法", "河流保护法"]
    asked = questions_of(laws)
    assert asked == questions_of(laws)
    found = look_up(laws, PairEmbedder())
    assert (found.laws, found.articles, found.chapters) == (2, 8, 4)
    assert (found.articles_right, found.chapters_right, found.wrong) == (1.0, 1.0, ())


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(EvalError, match=r"没有“mrc/cmrc2018_dev\.json”"):
        measure_public(tmp_path, PairEmbedder())


def test_a_broken_file_is_one_sentence(tmp_path: Path) -> None:
    for name in ("mrc/cmrc2018_dev.json", "mrc/DRCD_test.json", "mrc/cail2019_dev.json",
                 "mrc/cail2019_test.json", "pairs/stsb_zh_test.tsv"):  # fmt: skip
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("{", encoding="utf-8")
    with pytest.raises(EvalError, match="读不懂"):
        measure_public(tmp_path, PairEmbedder())


def test_the_table_names_every_measure(tmp_path: Path) -> None:
    entries: list[dict[str, object]] = [
        {"context": c, "qas": [{"question": q, "answers": [{"text": c[:2], "answer_start": 0}]}]}
        for c, q in PASSAGES.items()
    ]
    found = passage_retrieval(squad(tmp_path / "dev.json", entries), PairEmbedder())
    store = Store.in_memory([read_inline("空", "空")], PairEmbedder())
    case = Case("借款期限为一年。", "借款期限多长？", ("一年",))
    judged = ask_cases(Assistant(store, PairEmbedder()), [case])
    (tmp_path / "law.md").write_text(law("道路管理法", "道路"), encoding="utf-8")
    laws = look_up(read_laws(tmp_path), PairEmbedder())
    table = public_table(PublicScores(0.5, found, found, judged, 0.3, judged.refusal, laws))
    for word in ("Spearman", "CMRC 2018", "DRCD", "CAIL 2019", "本系统", "基线", "按编号找法条"):
        assert word in table
