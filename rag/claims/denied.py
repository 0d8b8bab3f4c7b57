"""Denials: what a question takes for granted and a sentence forbids or rules out.

“退休站员经批准可以返聘，手续找谁”: where “退休站员不得返聘” is written, that is the answer, though it names nobody.
"""

from __future__ import annotations

import re

from rag.alignment import align
from rag.claims.rules import rules_out
from rag.draft import Draft
from rag.forms.found import Found
from rag.forms.saying import whole
from rag.terms import subject_terms

LOOKED_AT = 5
"""Sentences in which a denial is looked for."""
HELD = 0.72
"""Share of what a question says, beside what it asks for, that the denying part of a sentence holds."""
_DENIES = re.compile("不|禁止|免")
_ASKED_FOR = re.compile(
    r"例外|特例|手续|流程|程序|步骤|标准|费用|价格|金额|数额|多少钱|材料|条件|期限|时间|部门|单位|地方|办法|方式|比例|额度|经批准|批准|申请|审批|可以|能够|允许|怎么办理?|办理|找谁|收费"
)


def denied(found: Found) -> Draft | None:
    """The sentence that rules out what a refused question takes for granted, or None."""
    folded = found.question.folded
    if "define" in found.question.wants or _DENIES.search(folded):
        return None
    bare = found.question.without(_ASKED_FOR)
    terms = subject_terms(bare)
    if not terms:
        return None
    asked = align(bare, terms, found.catalogue)
    for candidate in found.candidates[:LOOKED_AT]:
        if asked.strange(candidate.reading.folded):
            continue
        for piece in re.split(r"[;。]", candidate.reading.folded):
            if rules_out(piece, folded) and asked.share(piece) >= HELD:
                return Draft("passage", (whole(found, candidate),))
    return None
