"""Slots: a turn that only names another case of what was asked (“单看出口”, “医疗这边”, “换成法人，
门槛一样吗”): what it names, without the words that put it in place of the one before."""

from __future__ import annotations

import re

_WRONG = re.compile(r"^(?:不对|不是|错了|[说打问]错了)[,，、。 ]+")
_BEFORE = re.compile(
    r"^(?:那么?|而|还有|再|另外|以及|至于|同样的?|嗯|哦)*[,，、 ]*"
    r"(?:我?是?(?:说|问|指)的?(?:是|(?=(?:19|20)?\d))|应该是|改(?:问|成|为)|换(?:成|作|到|做|个)|"
    r"(?:单|只|光|仅|就)(?:看|说|论|问|讲|算)|"
    r"(?:再)?(?:看看|说说|讲讲|问问|来看|说到|提到|论到|轮到|放到|到了)|"
    r"(?:如果|要是|假如)(?:是|换成?|改成?)|(?:我们|咱们?|我|俺)的?(?:老家|那边|那儿|这边|这儿|家乡|这里|那里)?(?:是|在)?(?!国|省|市|局|关|署))?"
)
_AFTER = re.compile(
    r"(?:(?:的)?(?:这|那)(?:一)?(?:边|块|头|方面|里|儿|部分|项|次|类|种)|(?<=.{2})方面|(?<![在去是往到从向])哪[儿里]?|的话|的情况|的)?"
    r"(?:又|也|还)?(?:呢|的呢|吧|如何|怎样|怎么样|怎么说|怎么讲|咋样|咋说)?[\s?？。!！~]*$"
)
_SAME = re.compile(
    r"(?:也|还|又|都|是不是|是否|要求|门槛|标准|规定|数字?|结果|待遇|办法)*(?:(?:一|两)?样|相同|同样|照样|一致|也是|有变化|变了?)"
    r"(?:高|多|长|大|严|的|办|处理|算|吗|么|嘛)*[?？。]*$"
    r"|^(?:又|那|各|应该?|该|要|得)*(?:是|要|有|得|为)?(?:多少|几[个天年月岁名项种条次倍]*|多[久长大高]|怎么?样?\w{0,2}|如何\w{0,2}|怎样)(?:呢)?[?？。]*$"
)
"""What asks the same of another case: 门槛一样高吗, 又是几天."""
_AGAIN = re.compile(
    r"(?<=.{2})(?:又|则|那)(?:是|要|得|有|该|应该?|为|算)*(?:多少|几[个天年月岁名项种条次倍]*|多[久长大高]|怎么\w{0,3}|如何\w{0,3}|怎样\w{0,2})(?:呢)?[?？。]*$"
)
_ASKS = re.compile(
    r"哪|什么|啥|多少|谁|几[个项条章节年天次步类种名岁]|怎|如何|咋|多[久长大高]|[吗么]|是否|有没有|是不是|能不能|讲(?![解座师话课台])|说说|为何"
)
_VERBS = re.compile(
    r"展开|详细|具体|继续|举例|谢|解释|概括|列|总结|念|翻译|对比|比较|加起来|合计|相差|依据|出处|原文"
)
_UNFINISHED = re.compile(
    r"也|里面|其中|^[谁都]|(?:会|要|能|该|应|是|有|被|得|可|算|到|在|把|对|和|了|不|没)$"
)
LONGEST = 14
"""Most characters of what a turn puts in place of another."""


def slot(turn: str) -> str:
    """What a turn puts in place of its counterpart in the question before; "" for other turns."""
    turn = _WRONG.sub("", turn.strip())
    parts = re.split(r"[,，;；?？]+", turn.strip().rstrip("?？。!！"), maxsplit=1)
    first, same = parts[0], len(parts) > 1 and bool(_SAME.search(parts[1]))
    if len(parts) > 1 and not same:
        return ""
    again = _AGAIN.search(first)
    first = first[: again.start()] if again else first
    lead = _BEFORE.match(first)
    said = first[lead.end() :] if lead else first
    said = _AFTER.sub("", said).strip(' ，,、“”"')
    bare = said == first.strip()
    if _UNFINISHED.search(said):
        return ""
    if not 1 < len(said) <= LONGEST or _ASKS.search(said) or _VERBS.search(said):
        return ""
    return "" if bare and not again and not same and len(said) > 8 else said
