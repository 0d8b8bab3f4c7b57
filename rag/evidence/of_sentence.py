"""Things asked for that a text has in a form of their own: an address, a sum, a name, a figure, a day.

Each kind has words that ask for it and signs of which a text must hold one. These are looked for in
the sentence that is judged; what only the whole answer can hold: of_answer.py.
"""

from __future__ import annotations

import re

from index.words import content_words
from rag.evidence.kinds import Kind, first_absent
from rag.substance import kind_of

_ENDS = r"(?:[是为在]?(?:多少|什么|哪|啥|几|怎么)|[是为]?[?？]?$|呢|给我|发我|[写印登]在|[,，])"
_KINDS = (
    Kind(
        re.compile(rf"(?:网址|官网|网站地址|链接|域名|(?<![给发写做供投推])公众号(?!用)|二维码|邮箱|app(?:名称|叫))(?:[^,，。?？]{{0,4}}){_ENDS}|什么网站|哪个(?:网站|网址|app)"),
        re.compile(r"网址|网站|官网|http|www\.|链接|公众号|邮箱|@|app|门户"), "所问的网址",
    ),
    Kind(
        re.compile(rf"(?:(?<!打)(?<!打个)(?<!打了)(?<!接)电话|热线|专线|手机号?|传真|号码|邮编|联系方式|[怎如]么?何?联系|账号)(?:[^,，。?？]{{0,4}}){_ENDS}|打(?:什么|哪个|几号)电话"),
        re.compile(r"电话|热线|\d{5,}|传真|号码|邮编|联系"), "所问的联系方式",
    ),
    Kind(
        re.compile(r"多少(?:钱|元|块|经费|预算|资金|费用|投资)|(?:费用|价格|预算|经费|造价|投资额?|收费标准|售价|单价|工资|月薪|年薪|补贴标准)(?:具体)?(?:是|为|有|要|花)?多少|几(?:块钱|[万亿]?元)|花(?:了|费)?多少"),
        re.compile(r"[\d一二三四五六七八九十百千万亿]\s*(?:万亿|亿|万)?(?:美)?元|百分之|%|倍|免费|不承担|无偿|不收|不缴|费用"), "所问的金额",
    ),
    Kind(
        re.compile(r"多少(?:名|个)?(?:人|学生|学员|干部|教师|老师|专家|职工|员工|官兵|关员|农民|毕业生)|几(?:名|个人|位)|招(?:生|收|录)?多少"),
        re.compile(r"[\d一二两三四五六七八九十百千万]+(?:多|余)?\s*(?:万|亿|千|百)?(?:余|多)?(?:名|人|位|户|家|个)"), "所问的人数",
    ),
    Kind(
        re.compile(r"哪(?:一)?[天日]|几月几[号日]|几号|具体(?:日期|哪天)"),
        re.compile(r"\d{1,2}月\d{1,2}|[一二三四五六七八九十]+月[一二三四五六七八九十]+|之日|当[日天]|农历|\d+[日天号]|[一二三四五六七八九十]+[日天]"), "所问的日期",
    ),
)  # fmt: skip
_FIGURE = re.compile(r"多少(?!个?[章节条编篇])|百分之几|几(?:成|倍|个百分点|%)")
_WORTH = re.compile(
    r"(?P<of>出口|进口|[案货产])[值额](?=(?:合计|总共|一共|总计|累计|大概|大约|共|约|是|为|有|达){0,3}(?:多少|几[百千万亿]))"
)
"""What a sum is asked of, as its worth: 案值, 货值, 出口额."""
_ONE_BODY = re.compile(
    r"哪一?家(?!里)|哪一?所|哪几家|哪几所|哪几?座|哪几?个(?:机场|港口|城市|学校|企业|公司|海关单位|大学)"
)
_ROSTER = re.compile(r"(?<![黑红白人入进])名单(?![里中上外])|(?:名字|名称)(?:都|各|分别)")
_QUOTED = re.compile(r"[\"“][^\"”]{2,20}[\"”]")
EVERYWHERE = frozenset("海关 中国 我国 全国 全球 世界 国家".split())
"""Words marked as names of places or bodies that single none out."""
_OPPOSED = (
    ("进口", "出口"), ("东部", "西部"), ("上半年", "下半年"), ("陆运", "海运"), ("空运", "海运"), ("男性", "女性"), ("城镇", "农村"),
)  # fmt: skip


def absent_thing(asked: str, text: str) -> str:
    """What a folded question asks for of which a folded text has no sign; "" when it lacks none."""
    if absent := first_absent(_KINDS, asked, text):
        return absent
    if _FIGURE.search(asked) and (other := only_opposed(asked, text)):
        return f"“{other}”的数字"
    worth = _WORTH.search(asked)
    if worth and not re.search(rf"{worth['of']}[^,，;；。]{{0,3}}[值额]", text):
        return f"“{worth[0]}”的数字"
    if _ONE_BODY.search(asked) and not _names_one(asked, text):
        return "所问的名称"
    if _ROSTER.search(asked) and not _ROSTER.search(text) and not _names_one(asked, text):
        return "所问的名单"
    return ""


def _names_one(asked: str, text: str) -> bool:
    """Whether a text names somebody or something by a name of its own that the question lacks."""
    if any(q not in asked for q in _QUOTED.findall(text)):
        return True
    words = (w for w in content_words(text) if w not in asked and w not in EVERYWHERE)
    return any(kind_of(w)[:2] in ("ns", "nt", "nr") for w in words)


def only_opposed(asked: str, text: str) -> str:
    """The word of a folded question that asks a figure of one side where a folded text speaks of the
    other one alone (of 出口 where 进口 is asked for); "" when it does not."""
    for pair in _OPPOSED:
        for own, other in (pair, pair[::-1]):
            if _alone(own, asked) and not _alone(other, asked):
                if _changed(own, asked) and _changed(other, text) and not _changed(own, text):
                    return own
                return own if not _alone(own, text) and _alone(other, text) else ""
    return ""


def _changed(word: str, text: str) -> bool:
    """Whether a text tells how a word's figure rises or falls."""
    return bool(re.search(rf"(?<!进){word}[^,，;；。?]{{0,6}}(?:[增减]|上升|下降|提高)", text))


def _alone(word: str, text: str) -> bool:
    """Whether a word stands in a text, 进出口 taken for neither of its two."""
    return word in text.replace("进出口", "")
