"""The second set, over documents that are not ours: its gold must hold in the files it borrows.

The documents are public data outside the repository: set GUANWEN_DATA to the folder that holds them.
"""

from __future__ import annotations

import os
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from eval.borrowed import files_of, gathered
from eval.normal import comparable, contains
from eval.questions import find_set, load_set
from index.corpus import read_corpus
from index.documents import Node, Outline

DATA = os.environ.get("GUANWEN_DATA", "")
QUESTIONS = load_set(find_set("laws"))
ANSWERABLE = [question for question in QUESTIONS if question.answerable]

borrowed = [
    pytest.mark.shared,
    pytest.mark.skipif(not DATA, reason="set GUANWEN_DATA to the folder of public data"),
]


@cache
def outlines() -> dict[str, Outline]:
    with gathered(files_of(find_set("laws")), Path(DATA)) as place:
        documents, _ = read_corpus(place.corpus)
    return {document.title: document.outline for document in documents}


def places(document: str, label: str) -> list[Node]:
    outline = outlines()[document]
    if not label:
        return [outline.root]
    return [
        node
        for node in outline.nodes
        if node.kind not in ("paragraph", "table")
        and label in (node.label.rstrip("、"), node.title)
    ]


def test_the_set_is_large_and_of_many_kinds() -> None:
    types = Counter(question.type for question in QUESTIONS)
    assert len(QUESTIONS) >= 150
    assert min(types[kind] for kind in ("figures", "structure", "lists", "measures")) >= 20
    assert types["paraphrase"] >= 25
    assert sum(not question.answerable for question in QUESTIONS) >= 20
    assert len(files_of(find_set("laws"))) == 11


def test_no_required_content_stands_whole_in_its_question() -> None:
    for question in ANSWERABLE:
        asked = comparable(question.turns[-1])
        missing = [
            g for g in question.required if not any(contains(asked, comparable(a)) for a in g)
        ]
        assert missing, question.id


class TestBorrowed:
    pytestmark = borrowed

    def test_every_gold_section_is_one_place(self) -> None:
        """Otherwise a right citation would be counted as wrong for ever."""
        wrong = [
            f"{q.id} {s.document} {s.label}: {len(places(s.document, s.label))}"
            for q in ANSWERABLE
            for s in q.gold.sections
            if len(places(s.document, s.label)) != 1
        ]
        assert wrong == []

    def test_required_content_stands_in_the_gold_or_is_derived(self) -> None:
        """Otherwise no grounded answer could be right."""
        wrong = []
        for question in ANSWERABLE:
            nodes = [
                (outlines()[s.document], node)
                for s in question.gold.sections
                for node in places(s.document, s.label)
            ]
            said = comparable(
                "\n".join(t for o, n in nodes for t in (o.title, n.label, n.title, o.slice(n.id)))
            )
            for group in question.required:
                stands = any(contains(said, comparable(a)) for a in group)
                if not stands and not set(group) & set(question.derived):
                    wrong.append(f"{question.id} {group}")
        assert wrong == []
