"""Who: the sentence that names the person or the body asked for."""

from __future__ import annotations

import re

from rag.draft import Draft, Statement
from rag.forms.found import Found, evidence_of
from rag.forms.saying import announced, quoted, said

LOOKED_AT = 10
NEAR = 0.8
"""Share of the best sentence's cover that another must reach which names somebody."""
OFFICE = "副?署长|主任|局长|司长|部长|关长|书记|主席|总理|组长|记者|作者|责任编辑|编辑|发言人|负责人|主编|[院校站所队馆行厅秘科处会市省县区镇乡村店厂]长|董事长|总经理|经理|校对|摄影"
_NAME_AFTER = r"\s*[:：]?\s*[\u4e00-\u9fff]{2,3}(?=[在表介说指，,。：:\s]|$)"
_PERSON = re.compile(rf"(?:{OFFICE}){_NAME_AFTER}")
_PERSON_ASKED = re.compile(
    r"是谁|叫什么|叫啥|哪位|什么人|姓名|名字|姓什么|谁(?:是|写|说|担任|介绍|表示|编|当)"
)
_NAMED = re.compile(rf"(?:{OFFICE})(?:都|的|,)*(?:叫什么|叫啥|姓名|名字|姓什么|姓啥|是谁|是哪位)")
"""The name of whoever holds an office: no other sentence answers that."""
_BODY = re.compile(
    r"总署|小组|中心|部门|单位|党组|党委|委员会|办公室|[司局署部院厅]|海关|政府|机构|机关|企业|主体|组织|代表大会|法院|检察院|人民|公民|个人|当事人|用人单位|劳动者"
    r"|由[\u4e00-\u9fff]{2,16}(?:制定|负责|承担|组织|解释|决定|批准|审批|核准|规定|实施|管理|主管|牵头|执行|发给|任命|选举|监督)"
)


def who_answer(found: Found) -> Draft | None:
    """The sentence that names a person, where a person is asked for, else a body; else a refusal.

    None when nobody is asked for.
    """
    wants = found.question.wants
    person = bool(_PERSON_ASKED.search(found.question.folded)) and bool(
        re.search(OFFICE, found.question.folded) or "who" in wants
    )
    if not person and ("who" not in wants or {"list", "how", "quantity"} & wants):
        return None
    office = re.search(OFFICE, found.question.folded) if person else None
    if office and (named := _held(found, office[0])):
        return named
    if person and "who" not in wants:
        return found.refuse("所问的人") if _NAMED.search(found.question.folded) else None
    pattern = _PERSON if person else _BODY
    for candidate in found.candidates[:LOOKED_AT]:
        if candidate.own < NEAR * found.best.own:
            continue
        if listed := announced(found, candidate) if not person else ():
            lead = Statement(candidate.text, (evidence_of(candidate),), "lead")
            return Draft("passage", (lead, *listed))
        if pattern.search(candidate.text):
            return Draft("passage", (said(found, candidate),))
    return found.refuse("所问的人" if person else "所问的单位")


def named_in_line(found: Found) -> Draft | None:
    """“编辑：某某”, a line of its own that is too short to be a sentence, of the one document asked."""
    office = re.search(OFFICE, found.question.folded)
    person = _PERSON_ASKED.search(found.question.folded) and len(found.scope.documents) == 1
    if office is None or not person:
        return None
    document_id = found.scope.documents[0]
    outline = found.catalogue.outline(document_id)
    line = re.compile(
        rf"^\s*(?:责任|本文|文字)?{office[0]}\s*[:：]\s*[\u4e00-\u9fff·]{{2,8}}", re.MULTILINE
    )
    match = line.search(outline.text)
    if match is None:
        return None
    start = match.end() - len(match[0].lstrip())
    return Draft("passage", (quoted(outline, document_id, (start, match.end())),))


def _held(found: Found, office: str) -> Draft | None:
    """The sentence in which somebody stands right behind the office asked for."""
    held = re.compile(rf"(?<![副]){office}{_NAME_AFTER}")
    for candidate in found.candidates:
        if held.search(candidate.text):
            return Draft("passage", (said(found, candidate),))
    return None
