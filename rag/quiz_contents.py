"""Quiz drafts from sentences: which part a sentence stands in, which sentence a part has."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from index.documents import DocumentInfo, Node, Outline
from rag.quiz_drafts import Draft, distinct, inner, named, shared
from rag.quiz_headings import Groups, groups_of, peers_of
from rag.quiz_marks import plain
from rag.quiz_sentences import Sentence, good_sentences, squeezed, stands_once

_MOST = 80
"""Of a long document so many sentences are tried, drawn by the dice."""

_MUCH = 0.3
"""Of the title of a part so large a share of its pairs of characters may stand in a sentence."""

_LONG_PHRASE = 8
_UNLIKE = 1.8
"""A wrong sentence is at most so many times as long, or as short, as the right one."""


def content_drafts(
    document: DocumentInfo, outline: Outline, others: Sequence[str], dice: random.Random
) -> Iterator[Draft]:
    """Questions on what the parts of one document say; `others`: the other documents, squeezed."""
    titles = Counter(plain(node.title) for node in outline.nodes if node.title)
    groups = groups_of(outline)
    by_part: dict[str, list[Sentence]] = {}
    for sentence in good_sentences(outline):
        if titles[plain(sentence.part.title)] == 1:
            by_part.setdefault(sentence.part.id, []).append(sentence)
    told = [
        each
        for sentences in by_part.values()
        for each in sentences
        if shared(each.part.title, each.text) < _MUCH
    ]
    if len(told) > _MOST:
        told = sorted(dice.sample(told, _MOST), key=lambda each: each.span)
    own = squeezed(outline.text)
    for sentence in told:
        if not stands_once(sentence.text, own, others):
            continue
        peers = [p for p in peers_of(sentence.part, groups) if titles[plain(p.title)] == 1]
        yield _which_part(document, sentence, peers, groups)
        yield _which_sentence(document, outline, sentence, peers, by_part)


def _which_part(
    document: DocumentInfo, sentence: Sentence, peers: Sequence[Node], groups: Groups
) -> Draft:
    names = _names(sentence.part, groups)
    others = (names[peer.id] for peer in peers if shared(peer.title, sentence.text) < _MUCH)
    return Draft(
        family="source",
        topic=f"{sentence.part.id} says {sentence.span[0]}",
        document=document,
        node=sentence.part,
        question=f"“{inner(sentence.text)}”这句话出自《{document.title}》的哪一部分？",
        answer=names[sentence.part.id],
        wrong=distinct(names[sentence.part.id], others),
        quote=sentence.span,
        tells=((sentence.text, sentence.part.title),),
    )


def _which_sentence(
    document: DocumentInfo,
    outline: Outline,
    sentence: Sentence,
    peers: Sequence[Node],
    by_part: Mapping[str, Sequence[Sentence]],
) -> Draft:
    wrong = islice(_elsewhere(outline, sentence, peers, by_part), 6)
    return Draft(
        family="statement",
        topic=f"{sentence.part.id} says {sentence.span[0]}",
        document=document,
        node=sentence.part,
        question=f"《{document.title}》中，“{inner(sentence.part.title)}”部分写有下列哪句话？",
        answer=sentence.text,
        wrong=tuple(wrong),
        quote=sentence.span,
        tells=((sentence.text, sentence.part.title),),
    )


def _elsewhere(
    outline: Outline,
    sentence: Sentence,
    peers: Sequence[Node],
    by_part: Mapping[str, Sequence[Sentence]],
) -> Iterator[str]:
    """One sentence of each other part that cannot be taken for one of this part."""
    title, own = sentence.part.title, squeezed(outline.slice(sentence.part.id))
    for peer in peers:
        if _inside(peer, sentence.part) or _inside(sentence.part, peer):
            continue
        for other in by_part.get(peer.id, ()):
            alike = 1 / _UNLIKE <= len(other.text) / len(sentence.text) <= _UNLIKE
            if alike and shared(title, other.text) < _MUCH and not _share_phrase(other.text, own):
                yield other.text
                break


def _share_phrase(text: str, other: str) -> bool:
    text = squeezed(text)
    return any(text[n : n + _LONG_PHRASE] in other for n in range(len(text) - _LONG_PHRASE + 1))


def _inside(node: Node, outer: Node) -> bool:
    return outer.span[0] <= node.span[0] and node.span[1] <= outer.span[1]


def _names(node: Node, groups: Groups) -> dict[str, str]:
    """What the parts of a group are called: by number and title, or label where numbers restart."""
    group = [node, *peers_of(node, groups)]
    numbers = Counter(each.number for each in group)
    return {
        each.id: named(each)
        if not each.number or numbers[each.number] == 1
        else f"{each.label.rstrip('、')} {each.title}"
        for each in group
    }
