"""Rules told in passing: “站内可以吸烟，几点前可以”, where the text forbids it or gives it to somebody else.

Only what speaks against the clause counts: a ban of the very act, an exception that names it, another who
does it. What merely speaks of the same thing does not.
"""

from __future__ import annotations

import re

from index.folding import fold
from index.words import content_words
from rag.alignment import align
from rag.catalogue import Catalogue
from rag.draft import Draft
from rag.question import ParsedQuestion
from rag.terms import subject_terms

HELD = 0.6
"""Share of a clause that the part of a sentence which speaks against it must hold."""
_RULE = re.compile(
    r"可以|能够|能(?=[由给向在按])|允许|准许|应当|必须|适用|由[^,;。]{2,12}|不用|不必|不需要|无需|不得|不能|一律|也要|才能?"
)
_ACT = re.compile(
    r"(?:不得|不准|不许|不允许|不再|不能|禁止|不予以?|不需要?|无需|无须)(?!超过|少于|低于|高于|多于|大于|小于|迟于|早于)(?:擅自|任意|以任何[^,;。]{2,6}|再|给予|进行|要求|以)*"
)
"""The act that is ruled out follows."""
_THING = re.compile(
    r"不承担|不承认|不缴纳|不收取?|不适用|不具有|不征收|免征|免收|免缴|不向[^,;。]{2,12}(?:支付|收取)"
)
"""What is ruled out is the object, which ends the clause."""
_EXCEPT = re.compile(
    r"除(?P<a>[^,;。]{2,40}?)(?:以外|之外|外)|(?<![除是])非(?P<b>[\u4e00-\u9fff]{3,8})"
)
_DENIED = re.compile(r"不(?!少于|低于|超过|满|足|同|断|良)|禁止|免|无需|无须")
_BY = re.compile(
    r"由(?P<who>[^,;。由]{2,14}?)(?=$|[,;。的]|负责|统一|组织|主持|制定|设定|批准|审批|执行|征收|决定|确定|规定|出具|办理|实施|承担|管理)"
)


def is_rule(folded: str) -> bool:
    """Whether a folded clause tells a rule."""
    return bool(_RULE.search(folded))


def rules_out(piece: str, folded: str) -> bool:
    """Whether a folded part of a sentence rules out the very act or thing that a question says."""
    for act in _ACT.finditer(piece):
        if (words := content_words(piece[act.end() : act.end() + 12])) and words[0] in folded:
            return True
    for thing in _THING.finditer(piece):
        words = content_words(re.split(r"[,;。]", piece[thing.end() :], maxsplit=1)[0])
        if words and words[-1] in folded:
            return True
    return False


def speaks_against(folded: str, draft: Draft, catalogue: Catalogue) -> bool:
    """Whether what was found for a folded clause speaks against it."""
    asked = ParsedQuestion(folded)
    aligned = align(asked, subject_terms(asked), catalogue)
    for statement in draft.statements if draft.found else ():
        for piece in re.split(r"[;。]", fold(statement.text)):
            if _is_against(folded, piece) and aligned.share(piece) >= HELD:
                return True
    return False


def _is_against(folded: str, piece: str) -> bool:
    if _DENIED.search(folded):
        return bool(re.search("可以|应当|必须", piece)) and not _DENIED.search(piece)
    return rules_out(piece, folded) or _is_excepted(folded, piece) or _by_another(folded, piece)


def _is_excepted(folded: str, piece: str) -> bool:
    """Whether an exception names what the clause says."""
    for found in _EXCEPT.finditer(piece):
        named = found["a"] or found["b"]
        if any(len(part) > 2 and part in folded for part in re.split("[、和与或]", named)):
            return True
        if found["b"] and found["b"][:4] in folded:
            return True
    return False


def _by_another(folded: str, piece: str) -> bool:
    """Whether both say by whom, and the sentence names none of those that the clause does."""
    own, others = _BY.search(folded), [m["who"] for m in _BY.finditer(piece)]
    if own is None or not others:
        return False
    words = [w for w in content_words(own["who"]) if len(w) > 1]
    return bool(words) and not any(w in other for w in words for other in others)
