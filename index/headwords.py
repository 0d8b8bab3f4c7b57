"""Headwords: what a text without headings is about, by its first words.

An encyclopedia's article, a notice or a page of notes begins with the name of what it tells of
(“卡鲁索广场（Place du Carrousel）是法国巴黎的一个广场”). Where no heading says it, these words stand for one.
"""

from __future__ import annotations

import re

from index.folding import fold

OPENING = 60
"""Characters of a text among which its headword stands."""
_HEADWORD = re.compile(r"[^\w]*([\w·&.\-]{2,20}?)(?=是|为|位于|即|又名|又称|简称|指|[^\w·&.\-:]|$)")
"""The first run of letters up to a mark or a verb of being; before a colon it is who is written to."""


def headword(title: str, text: str) -> str:
    """The folded headword of a text, 2 to 20 characters of its first OPENING; "" where it begins with a
    longer run, or where its title has the word."""
    found = _HEADWORD.match(fold(text[:OPENING]))
    return found[1] if found and found[1] not in fold(title) else ""
