"""What people say of parts, in the words that the rules for parts use: one vocabulary for all of them.

“压轴的那一章” → “最后的那一章”, “几大块” → “几大部分”, “通篇” → “全文”.
"""

from __future__ import annotations

import re

from index.numerals import NUMERAL
from rag.question import ParsedQuestion
from rag.structure.part_words import PART_WORD, PART_WORDS

_N = rf"(?:\d+|{NUMERAL}+)"
_K = rf"(?:{PART_WORDS}|款|点|个)"
_ONE = rf"(?=(?:面|头|处|部)?(?:的|那|这|了)*(?:一|个)*{_K})"
_SAID: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), word)
    for pattern, word in (
        (
            rf"(?:压轴|收尾|殿后|煞尾|收官|压尾|垫底|最末尾|最末了|末了|末尾|末端|尾部|最靠后|结束|最末|排末尾|末位){_ONE}",
            "最后",
        ),
        (rf"(?:领头|打头阵|起首|起头|开首|打首|最靠前|最先|排头|起始){_ONE}", "开头"),
        (
            rf"(?:列|排|放|摆|写|安排)在(?:最后|最末|末尾|结尾)(?:面|头|处)?的?(?:那|这)?(?:一|个)*(?={_K})",
            "最后一",
        ),
        (r"(?<=[几多少两三四五六七八九十每各\d])(?:个)?(?:大|小)?(?:板)?块(?!钱|地)(?=[,?的呢吗组内构叫]|$)", "大部分"),
        (r"板块(?=[,?的呢吗有是叫]|$)", "部分"),
        (r"篇章", "章节"),
        (
            r"(?<=[条章节款项编)\d])(?:主要|专门|都)*(?:管|规范|约束|调整|规制|牵涉|涉及)(?:的|了|着|到)*是?(?:哪|什么|啥)一?(?:个|些|块|类|种|样)?"
            r"(?:内容|事项?|问题|行为|东西|方面)?的?(?=[,?。呢啊]|$)",
            "讲什么",
        ),
        (
            rf"(?:排|列|摆|放)(?:在|到|于|名)?(?P<n>第{_N})(?:位|名|个)?的(?:那|这)?一?个?(?:条|点|项)?(?:原则|任务|要求|要点|方面|条|点|项)?(?:是|叫)(?:哪|什么|啥)(?:一|个|条|点|项|原则|方面)*",
            r"\g<n>点是什么",
        ),
        (r"(?:打头|领头|排头|为首|起头)的(?:那?一?个)?(?=是|叫|呢)", "第一点"),
        (r"(?:破折号|短横线?|圆点)(?:后面?|下面?|里)?(?=[列写分])", ""),
        (r"\(几\)", "第几节"),
        (r"顶格(?=[编排到])", "最多"),
        (r"(?<=专栏)(?P<l>里?的?)(?P<q>哪一?|第几)个?小?点", r"\g<l>\g<q>项"),
        (r"(?:逐一|逐个|挨个|一一)?点(?:一下|个)?名(?=[,?。!]|$)", "分别叫什么"),
        (r"从头到尾|从头至尾|由头至尾|通篇|整本|拢共|合共|统共|满打满算", "一共"),
        (
            r"(?:带|有|用|加)(?:着|了)?(?:\(\)|括号|括弧|序号|编号|数字|号码)+(?:里?的)?(?:序号|编号|数字|号码)?的?(?=小?[节条])",
            "",
        ),
        (r"同(?:属于?|在|归)(?=[^,?]{0,12}(?:哪|什么|第几))", "属于"),
        (
            rf"^(?P<b>\s*)(?P<n>{_N})(?P<k>条|章|节)(?=(?:讲|说|写|提|规定)|是(?:什么|啥)|[?。!]?$)(?!.*(?:依次|分别|各))",
            r"\g<b>第\g<n>\g<k>",
        ),
        (
            rf"(?P<a>(?:第几|哪一?个?|几号|第多少)(?:{PART_WORDS}))(?:、|和|及|以及|并)(?=(?:一共|总共|共|下面|里面|底下)*(?:有|含|包含|包括|分|设|叫|几|多少|哪[些几]|从))",
            r"\g<a>,",
        ),
    )
)  # fmt: skip

_BOXES = re.compile(rf"(?P<k>专栏)(?P<n>{_N}(?:[、和与]{_N})+)(?![个项\d])")
_NUMBERS = re.compile(rf"第(?P<n>{_N}(?:[、和与]第?{_N})+)(?P<k>章|节|条|部分|编)")
"""“专栏3、4”, “第三、四、五章”: several parts under one word."""
_BARE = re.compile(
    rf"(?P<n>第{_N}|倒数第{_N}|最后一|末一|头一|最末一)个(?=[和与跟、,?叫是讲说呢分各的]|$)"
)
"""“最后一个叫什么”: of the kind that the question speaks of."""
_HEADED = re.compile(r"(?:原则|目标|任务|措施|要求|重点)(?:里面?|中)?的?$")
"""Heads of the parts that are said in points: “基本原则最后一个是哪个”."""
_OF_KIND = {"专栏": "个专栏", "部分": "个部分", "小标题": "个小标题", "大部分": "个部分"}


def _one_by_one(match: re.Match[str]) -> str:
    numbers = re.findall(_N, match["n"])
    if match["k"] == "专栏":
        return "、".join(f"专栏{n}" for n in numbers)
    return "、".join(f"第{n}{match['k']}" for n in numbers)


def _of_the_kind_before(match: re.Match[str]) -> str:
    kinds = PART_WORD.findall(match.string[: match.start()])
    if kinds:
        return f"{match['n']}{_OF_KIND.get(kinds[-1], kinds[-1])}"
    return f"{match['n']}点" if _HEADED.search(match.string[: match.start()]) else match[0]


def in_part_words(question: ParsedQuestion) -> ParsedQuestion:
    """The question without names of documents, its everyday words for parts made the usual ones; the
    question itself where it has none of them."""
    text = question.subject
    for pattern, word in _SAID:
        text = pattern.sub(word, text)
    text = _NUMBERS.sub(_one_by_one, _BOXES.sub(_one_by_one, text))
    text = _BARE.sub(_of_the_kind_before, text)
    return question if text == question.subject else ParsedQuestion(text, (), question.learned)
