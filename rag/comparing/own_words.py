"""What only one side of a comparison is asked: its ways of asking, and whether an answer holds it."""

from __future__ import annotations

import re

from index.folding import fold
from rag.alignment import align
from rag.catalogue import Catalogue
from rag.comparing.sides import Side, has_substance
from rag.draft import Draft
from rag.question import ParsedQuestion
from rag.terms import subject_terms

OWN = 0.5
"""Share of what only one document is asked that an answer should hold."""
ABOUT = 0.3
"""Share of what all documents are asked about that it should hold beside."""
LITERAL = 4
"""Characters of what is asked from which its standing in a document as it is tells something."""
_COUNTS = re.compile(r"[两三四五六七八九十](?:大|个|项|类)")
_ASKING = re.compile(r"[是又为有]*(?:多少|几个?|哪[一几个些]*|什么|谁|怎么\w{0,2}|如何)[^,]{0,4}$")
_COUNTED = re.compile(r"(?:多少|几)个?([个家项名种件票起份倍类条人次年天级期批])")
"""“多少项”: the measure word that the answer must have."""


def ways_of(side: Side, catalogue: Catalogue) -> tuple[str, ...]:
    """The ways of asking; “五大中心” in quotation marks, where its documents do not say that, only
    counts what is asked for."""
    names = {q for way in side.ways for q in ParsedQuestion(way).quoted if _COUNTS.match(q)}
    strange = any(not any(n in catalogue.folded(d) for d in side.documents) for n in names)
    plain = (re.sub(r"[“”\"]", "", way) if strange else way for way in side.ways)
    return tuple(dict.fromkeys(plain))


def says_own(side: Side, draft: Draft, catalogue: Catalogue) -> bool:
    """Whether an answer holds what only its documents are asked, and something of the shared subject;
    what one of them has word for word must stand in it so."""
    if draft.route == "structure":
        return True  # where a part stands is told in words of its own
    core = fold(_ASKING.sub("", side.own)).strip("的,. ")
    literal = len(core) >= LITERAL and any(core in catalogue.folded(d) for d in side.documents)
    if literal:
        return core in fold("".join(s.text for s in draft.statements))
    shared = side.shared if has_substance(side.shared) else ""
    about = said_of(shared, draft, catalogue) >= ABOUT
    return about and said_of(side.own, draft, catalogue) >= OWN


def fits(way: str, draft: Draft) -> bool:
    """Whether an answer has a number with the measure word that is asked for, if one is."""
    asked = _COUNTED.search(way)
    if asked is None:
        return True
    unit = "[个家]" if asked[1] in "个家" else asked[1]
    said = fold("".join(s.text for s in draft.statements))
    return bool(re.search(rf"[\d一二两三四五六七八九十百千万亿]+(?:多|余)?{unit}", said))


def said_of(own: str, draft: Draft, catalogue: Catalogue) -> float:
    """Share of the words that only one document is asked, which an answer with its headings holds;
    1 where it is asked for nothing of its own."""
    asked = ParsedQuestion(own)
    terms = subject_terms(asked)
    said = [s.text for s in draft.statements]
    said += [
        catalogue.outline(e.document_id).titles(e.node_id)
        for s in draft.statements
        for e in s.evidence
    ]
    return align(asked, terms, catalogue).share(fold(" ".join(said))) if terms else 1.0
