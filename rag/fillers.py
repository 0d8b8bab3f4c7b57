"""Fillers: what people say around a question: greetings, thanks, hesitation, who wants to know."""

from __future__ import annotations

import re

from rag.circumstances import without_circumstances
from rag.where_written import asked_of_paper

_GREETINGS = (
    "您好|你好|大家好|hi|hello|嗨|哈喽|哈罗|在吗|在不在|有人吗|打扰了?|打扰一下|打扰下|早上好|上午好|下午好|晚上好|"
    "(?:亲|亲爱的|大佬|大神|老师|同志|小助手|机器人|关问)(?=[\\s,，。.!！~:：])|老师好"
)
_REQUESTS = (
    "请问(?:一下|下)?|请教(?:一下|下)?|麻烦(?:您|你)?(?:了|问一?下|帮我(?:看|查|问|找)(?:一?下|看)?|看一?下|查一?下)?|劳驾(?:问一?下)?|"
    "(?:能不能|可以|可不可以|能否|请)?(?:您|你)?帮(?:我|忙|我们|俺|咱)(?:看|查|问|找|瞅|翻|搜)(?:一下|下|看|查|一看)?|帮(?:个|下)忙|求(?:助|问|解|教)|跪求|"
    "(?:我|我们|俺)?(?:想|要|就想|只想)(?:请?问|知道|了解|打听|咨询|请教)(?:一下|下)?|问(?:一下|下|个问题|个事儿?)|咨询(?:一下|下|个问题)?|打听(?:一下|下|个事儿?)|"
    "(?:请|麻烦)?(?:告诉|跟|给|和)我(?:说|讲)?(?:一下|说|讲讲|说说)?|"
    "(?:我们?|咱们?|俺们?)?(?:的)?(?:领导|科长|处长|主任|老板|经理|客户|同事|老师|关长|署长|局长)(?:让我|叫我|要我|想|们)?(?:来)?(?:问|查|知道|了解)(?:一下|下|我|的是)?"
)
_HESITATION = "呃+|嗯+|唔+|(?:额+|啊+|哦+|噢+|诶+|欸+|哎+|那个啥?|这个|就是|然后呢?|对了)(?=[\\s,，、…。.])|就是说|怎么说呢|我想想|话说|顺便(?:问一?下)?"
_DRAWL = r"呃+|嗯+|(?:(?<=[少呢吗啊呀吧了])|(?<![\u4e00-\u9fff]))额+|啊+|哦+|噢+|诶+|呗"
_URGENCY = "急+|很急|挺急的|在线等|急用|急需|紧急|加急"
_THANKS = (
    "谢谢(?:您|你|啦|了|大家|大佬|老师)?|多谢(?:了|啦)?|谢了|谢啦|感谢(?:您|你)?|万分感谢|感激不尽|感恩|辛苦(?:了|啦|您了|你了)|麻烦(?:了|啦|您了|你了)|"
    "拜托(?:了|啦)?|thanks|thank you|thx|3q|么么哒|比心|哈+|嘻+|呵+|哟|捏"
)
_ORDERS = (
    "(?:请|帮我|麻烦)?(?:汇总|归纳|罗列|梳理|整理|总结|概括|拼|摘抄|抄|贴)(?:一下|一遍|出来|成一?(?:段|句)话|成一?[张个]表)+(?:给?我)?|"
    "(?<=[,，。;；—\\s])(?:[校核]对|备课|出题|做课件|做展板|写材料|写稿)用"
)
_MARK = r"[\s,，。.!！~～…、:：;；—\-]*"
_BEFORE = re.compile(
    rf"^(?:{_MARK}(?:{_GREETINGS}|{_REQUESTS}|{_HESITATION}|{_URGENCY}|{_THANKS}){_MARK})+",
    re.IGNORECASE,
)
_AFTER = re.compile(
    rf"(?P<end>[?？]?)(?:{_MARK}(?:{_URGENCY}|{_THANKS}|{_DRAWL}|{_ORDERS}))+{_MARK}$",
    re.IGNORECASE,
)
_AMONG = re.compile(rf"(?:^|(?<=[,，、…。.\s]))(?:{_HESITATION})[,，、…。.\s]+")
LEAST = 3
"""Least characters of a question that is left: what is shorter was small talk as a whole."""
_SAID = re.compile(r"\w")


def without_fillers(text: str) -> str:
    """The question without what is said around it; the whole text when it is nothing else."""
    bare = _AMONG.sub("", text)
    bare = _AFTER.sub(lambda found: found["end"], bare)
    bare = asked_of_paper(_unbegun(without_circumstances(_unbegun(bare))))
    return bare if len(_SAID.findall(bare)) >= LEAST else text


def _unbegun(text: str) -> str:
    """The text without the fillers that it begins with."""
    begun = _BEFORE.match(text)
    return text[begun.end() :] if begun and not _goes_on(text, begun.end()) else text


def _goes_on(text: str, at: int) -> bool:
    """Whether the filler is the beginning of a longer word: 亲自, 急需紧缺, 同志关系, 老师队伍."""
    from index.words import cuts

    return at < len(text) and bool(re.match(r"\w", text[at - 1])) and at not in cuts(text)
