"""Mottoes: “十六字方针”, the words in quotation marks that have exactly so many characters."""

from __future__ import annotations

import re

from index.documents import Span
from index.numerals import parse_numeral
from rag.draft import Draft
from rag.forms.found import Found
from rag.forms.saying import quoted

LOOKED_AT = 30
_ASKED = re.compile(r"(?P<n>[二三四六八十]{1,3}|\d{1,2})个?字")
_QUOTED = re.compile(r"[“\"]([^”\"]{4,80})[”\"]")
_HAN = re.compile("[\u4e00-\u9fff]")


def characters_answer(found: Found) -> Draft | None:
    """The quotation of as many characters as the question names, with the words around it."""
    asked = _ASKED.search(found.question.folded)
    number = _value(asked["n"]) if asked else 0
    if number < 4:
        return None
    for candidate in found.candidates[:LOOKED_AT]:
        text = found.outline(candidate).text
        for match in _QUOTED.finditer(text, *candidate.span):
            near = text[match.end() : match.end() + 16]
            if len(_HAN.findall(match[1])) == number and _shares(found, near):
                span = _with_name(text, match.span(), candidate.span)
                return Draft(
                    "passage", (quoted(found.outline(candidate), candidate.document_id, span),)
                )
    return None


def _value(written: str) -> int:
    return int(written) if written.isdigit() else parse_numeral(written) or 0


def _shares(found: Found, near: str) -> bool:
    """Whether the words behind a quotation are those that the question names it by."""
    return any(term in near for term in found.terms if len(term) >= 2)


def _with_name(text: str, span: Span, sentence: Span) -> Span:
    """The quotation with the words behind it: “……”海关工作16字方针."""
    end = re.compile(r"[，。；、和,;“]|\Z").search(text, span[1], sentence[1])
    return span[0], end.start() if end else sentence[1]
