"""Headwords: what a text without headings is about, by its first words.

An encyclopedia's article or a page of notes begins with the name of what it tells of (“卡鲁索广场（Place du
Carrousel）是法国巴黎的一个广场”). Where no heading says it, these words stand for one when texts are searched. They
prove nothing: the next sentence may tell of something else.
"""

from __future__ import annotations

import re

from index.folding import fold

OPENING = 60
"""Characters of a text among which its headword stands."""
_NO_NAME = "根据|依据|按照|依照|为了?|由于|随着|关于|鉴于|今[天年日]|这|那|[他她它]们?是|大家|不过|但是|如果|请|一是|首先"
_IS = (
    "(?<![但于总凡还正])是(?!否)|(?<![成作认称行以因])为|位于|(?<![立随当])即(?![将使时便刻可])|又名|又称|简称"
    "|指(?![导示定数标挥引出控派])"
)
_HEADWORD = re.compile(rf"[^\w]*(?!{_NO_NAME})([\w·&.\-]{{2,20}}?)(?={_IS}|[^\w·&.\-:]|$)")
"""The first run of letters up to a mark or a verb of being."""
_ADDRESSED = re.compile(r"[\w·]+[,、][^。(\n]*:")
"""Who is written to: “甲分署,各直属海关:”."""


def headword(title: str, text: str) -> str:
    """The folded headword of a text, 2 to 20 characters of its first OPENING; "" where it begins with a
    longer run, with those who are written to or with words that name nothing, or where its title has it."""
    opening = fold(text[:OPENING])
    found = None if _ADDRESSED.match(opening) else _HEADWORD.match(opening)
    return found[1] if found and found[1] not in fold(title) else ""
