"""Ordering: the cross-encoder settles what is nearly equal, and hits follow their best sentences."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from index_fakes import document
from rag_fakes import asked, assistant_of, catalogue_of

from index.documents import Hit
from index.errors import ModelError
from rag import candidates
from rag.candidates import Candidate, score_sentences
from rag.kept import forget
from rag.ordering import LOOKED_AT, by_candidates, by_sentences
from rag.question import ParsedQuestion
from rag.retrieve import retrieve, search
from rag.scope import choose_scope
from rag.structure.places import Place
from rag.terms import subject_terms

CATALOGUE = catalogue_of()
DOCUMENTS = ["plan", "law", "news"]


class Favouring:
    """A cross-encoder that wants one text above all."""

    def __init__(self, text: str) -> None:
        self.text, self.read = text, list[tuple[str, str]]()

    def score(self, question: str, sentences: Sequence[tuple[str, str]]) -> np.ndarray:
        self.read += sentences
        return np.array([100.0 if self.text in text else 0.0 for _, text in sentences])


def scored(text: str, monkeypatch: pytest.MonkeyPatch, favoured: Favouring) -> list[Candidate]:
    monkeypatch.setattr(candidates, "cross_encoder", lambda: favoured)
    forget(CATALOGUE)
    question, _ = asked(text, CATALOGUE)
    hits = retrieve(CATALOGUE, text, 8, DOCUMENTS)
    return score_sentences(question, subject_terms(question), hits, CATALOGUE)


def test_only_contenders_are_read_and_exchange_places(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "无人集卡投放多少套"
    monkeypatch.setattr(candidates, "CONTENDING", 0.3)
    plain = scored(text, monkeypatch, Favouring("谁也不是"))
    contend = [c for c in plain if c.score >= plain[0].score - candidates.CONTENDING]
    assert 2 <= len(contend) <= candidates.READ < len(plain)
    favoured = Favouring(contend[1].text)
    turned = scored(text, monkeypatch, favoured)
    assert turned[0].text == contend[1].text
    assert [c.score for c in turned] == [c.score for c in plain]
    assert {c.text for c in turned} == {c.text for c in plain}
    assert len(favoured.read) == len(contend)


def test_a_sentence_far_behind_is_not_lifted(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "船舶所有人应当在几日内办理登记"
    plain = scored(text, monkeypatch, Favouring("谁也不是"))
    last = plain[-1].text
    turned = scored(text, monkeypatch, Favouring(last))
    assert turned[0].text == plain[0].text
    assert turned[-1].text == last


def test_an_announcing_sentence_is_read_with_what_it_announces(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    favoured = Favouring("谁也不是")
    monkeypatch.setattr(candidates, "CONTENDING", 9.0)
    scored("哪些情形不予登记", monkeypatch, favoured)
    assert any("不予登记：" in text and "船龄超过30年" in text for _, text in favoured.read)


def test_hits_follow_their_best_sentences_and_keep_falling_scores() -> None:
    question, _ = asked("无人集卡投放多少套", CATALOGUE)
    hits = retrieve(CATALOGUE, question.text, 12, DOCUMENTS)
    found = score_sentences(question, subject_terms(question), hits, CATALOGUE)
    ordered = by_candidates(list(reversed(hits)), found, CATALOGUE)
    told = {hit.chunk.id for hit in hits if any(_holds(hit, c) for c in found)}
    first = next(hit for hit in ordered if hit.chunk.id in told)
    assert "无人集卡" in first.chunk.text
    assert [hit.score for hit in ordered] == [hit.score for hit in reversed(hits)]
    places = [at for at, hit in enumerate(reversed(hits)) if hit.chunk.id not in told]
    assert places
    assert all(ordered[at].chunk.id == list(reversed(hits))[at].chunk.id for at in places)


def _holds(hit: Hit, candidate: Candidate) -> bool:
    start, end = hit.chunk.span
    return candidate.document_id == hit.chunk.document_id and start <= candidate.span[0] < end


def test_hits_behind_the_first_ones_and_empty_questions_keep_their_order() -> None:
    hits = retrieve(CATALOGUE, "港口 船舶 登记", 20, DOCUMENTS)
    question = ParsedQuestion("船舶登记由谁办理")
    turned = [*reversed(hits[:LOOKED_AT]), *hits[LOOKED_AT:]]
    ordered = by_sentences(question, turned, CATALOGUE)
    assert ordered[LOOKED_AT:] == hits[LOOKED_AT:]
    assert {h.chunk.id for h in ordered} == {h.chunk.id for h in hits}
    assert [h.chunk.id for h in ordered] != [h.chunk.id for h in turned]
    assert by_sentences(ParsedQuestion("？"), hits, CATALOGUE) == hits


@pytest.mark.parametrize(
    ("query", "text"),
    [("2025年岸电使用率是多少", "岸电使用率"), ("哪个指标是约束性的", "岸电使用率")],
)
def test_the_row_that_answers_comes_first_in_a_search(query: str, text: str) -> None:
    hit = assistant_of().search(query, 5)[0]
    assert hit.label.startswith("专栏1")
    assert text in hit.text


STEPS = """（1）推进步骤。明确各阶段任务。
——近期（2014—2015年）：推广自动化码头试点。
——中期（2016—2017年）：基本完成船舶一体化调度。
——远期（到2020年）：智能航道全面建成。
（2）组织实施。各单位把思想统一到部署上来。
"""


@pytest.mark.parametrize(
    ("query", "label", "begins"),
    [
        ("船舶一体化调度完成到什么程度", "（1）第2点", "——中期"),
        ("远期到哪一年全面建成智能航道", "（1）第3点", "——远期"),
        ("推进步骤", "（1）", "（1）推进步骤"),
        ("推进步骤的第二点", "（1）第2点", "——中期"),
    ],
)
def test_a_hit_is_the_point_where_its_best_sentence_stands(
    query: str, label: str, begins: str
) -> None:
    steps = document(STEPS, "steps", "改革方案")
    hit = assistant_of(steps).search(query, 3)[0]
    assert hit.label == label
    assert hit.text.startswith(begins)
    assert steps.outline.text[slice(*hit.span)] == hit.text


def test_two_points_that_are_named_give_the_whole() -> None:
    places = [
        Place("steps", outline, node)
        for outline in [document(STEPS, "steps", "改革方案").outline]
        for node in outline.nodes
        if node.number == "——" and node.label != "（1）第1点"
    ]
    catalogue = catalogue_of(document(STEPS, "steps", "改革方案"))
    scope = choose_scope(ParsedQuestion("任务"), catalogue.infos, ())
    one, *_ = search(catalogue, "任务", 3, scope, places[:1])
    both, *rest = search(catalogue, "任务", 3, scope, places)
    assert (one.label, both.label) == ("（1）第2点", "（1）")
    assert both.id not in {hit.id for hit in rest}


@pytest.mark.parametrize("query", ["港口", "船舶登记", "无人集卡", "危化品堆场由谁督查"])
def test_fewer_hits_are_the_first_of_more(query: str) -> None:
    many = [hit.id for hit in assistant_of().search(query, 10)]
    for k in (1, 2, 5):
        assert [hit.id for hit in assistant_of().search(query, k)] == many[:k]


def test_without_a_cross_encoder_sentences_keep_their_order(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken() -> Favouring:
        raise ModelError("阅读模型读不出来。")

    text = "无人集卡投放多少套"
    monkeypatch.setattr(candidates, "CONTENDING", 0.3)
    plain = scored(text, monkeypatch, Favouring("谁也不是"))
    monkeypatch.setattr(candidates, "cross_encoder", broken)
    forget(CATALOGUE)
    question, _ = asked(text, CATALOGUE)
    hits = retrieve(CATALOGUE, text, 8, DOCUMENTS)
    found = score_sentences(question, subject_terms(question), hits, CATALOGUE)
    assert [c.text for c in found] == [c.text for c in plain]
    assert "阅读模型读不出来" in caplog.text


def test_the_label_of_a_point_finds_it() -> None:
    hit = assistant_of(document(STEPS, "steps", "改革方案")).search("（1）第2点", 3)[0]
    assert (hit.label, hit.text[:4]) == ("（1）第2点", "——中期")


def test_the_best_other_hit_stands_behind_the_first_of_a_part_that_is_named() -> None:
    """“专栏17” may be a slip: what has the words of the query is not below all of 专栏17."""
    rows = "".join(
        f"{n}.{name}数量（个）|{n}0|{n}5|预期性\n" for n, name in enumerate("甲乙丙丁戊", 1)
    )
    text = f"一、任务\n专栏1 主要指标\n指标|2025年|2030年|属性\n{rows}二、保障\n推广自动化码头无人集卡。\n"
    hits = assistant_of(document(text, "p", "港口规划")).search("专栏1 无人集卡", 9)
    assert hits[0].label.startswith("专栏1")
    assert "二、" in [hit.label for hit in hits[:5]]
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


def test_a_search_that_names_a_document_which_is_not_here_looks_in_those_that_are() -> None:
    hits = assistant_of().search("《铁路规划》里无人集卡投放多少", 3)
    assert any("无人集卡" in hit.text for hit in hits)
