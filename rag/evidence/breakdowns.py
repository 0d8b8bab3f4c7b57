"""Breakdowns: what is asked of a part of a total, of each year or of the first of several.

The total tells none of it: a sentence with “40 stations” does not say how many of them stand in
the north, how they grew year by year, or which three lead.
"""

from __future__ import annotations

import re

_FIGURE = re.compile(r"多少|百分之几|占几|几(?:成|倍|个百分点|%|万|亿)|总额$|额$")
_SIDE = re.compile(
    r"(?P<side>进口|出口|东部|中部|西部|水运|陆运|空运|海运|城镇|农村)(?:(?:总|贸易|地区)?(?:额|值|量|增速|增幅|同比|口岸|增长|增加|下降|[增涨降]了)|(?:食品|商品|货物|产品)[^,?]{0,6}率)"
    r"|(?P<way>航空|陆路|铁路|公路|水路)口岸"
    r"|(?P<part>航空|陆路|铁路|公路|水路|民营|国有|外资|小微|进口|出口|东部|中部|西部|城镇|农村|女|男)[\u4e00-\u9fff]{0,4}占(?:了|到|其中)?(?:几|多少|百分)"
)
"""Parts of which a figure of the whole, or of another part, says nothing."""
_REGION = re.compile(
    r"(?P<region>非洲|欧洲|亚洲|拉美|美洲|大洋洲|东盟|欧盟|(?<!其)中亚|西亚|中东|东南亚|阿拉伯|金砖)[^,?]{0,20}(?:几(?!乎)|多少|占比)"
)
_YEARLY = re.compile(r"逐年|历年|分年度?|各年度?(?!龄)|一年一年|每一?年(?:各|分别)")
_YEARS = re.compile(r"(?:19|20)\d{2}(?=年)")
_YEARLY_SAID = re.compile(r"逐年|历年|每年|年均|各年|年度|年增")
_LEADING = re.compile(
    r"(?:前|头)[二两三四五六七八九十\d]+(?:名|位|大|强)[^,?]{0,6}(?:哪|谁|什么|啥|名单)"
    r"|(?:哪|谁|名单)[^,?]{0,8}(?:排|列|进|居)[^,?]{0,3}前[二两三四五六七八九十\d]"
)
_LEADING_SAID = re.compile(
    r"、[^,;。:]+[、和与及]|[^,;。:]、[^,;。:]|前[二两三四五六七八九十\d]+[名位大强]"
)
_MOST = re.compile(
    r"哪(?:一|几)?(?:样|个|种|类|项|家|国|省|市|块|门|款)[^,?]{0,10}(?:最[快慢多少高低大小]|第一$|居首|领先)"
)
_MOST_SAID = re.compile(
    r"最|首位|居首|领先|[\d一二三四五六七八九十](?P<unit>%|[\u4e00-\u9fff])[^;。]*、[^;。]*[\d一二三四五六七八九十](?P=unit)"
)
_FIRST = re.compile(
    r"(?:首|第一|头一)批(?:试点|名单|适用|入选|开放|启动|纳入|放|是|有|都)*[^,?]{0,6}(?:哪|谁|什么|啥|几|多少)|(?:哪|几)[^,?]{0,6}(?:首|第一|头一)批"
)
_FIRST_SAID = re.compile(r"首批|第一批|先行|率先|首[个次家]|第一")
_ITEMS = re.compile(r"(?:给|要|有|列|求|附|看)[^,?]{0,3}(?:明细|细目)")
_ITEMS_SAID = re.compile(r"其中|分别|各[占为有]|明细")


def lacking_part(asked: str, text: str, *, points: int) -> str:
    """The part that a folded question asks for and a folded answer, which lists `points` points,
    speaks of nowhere, in words for a refusal; "" when it lacks none."""
    if _FIGURE.search(asked) and (side := _lost_side(asked, text)):
        return f"“{side}”的数字"
    regions = {found["region"] for found in _REGION.finditer(asked)}
    if regions and not any(region in text for region in regions):
        return f"“{min(regions)}”的数字"
    if _YEARLY.search(asked) and not _tells_years(text):
        return "逐年的数字"
    if _LEADING.search(asked) and points < 2 and not _LEADING_SAID.search(text):
        return "所问的名次"
    if _MOST.search(asked) and points < 2 and not _MOST_SAID.search(text):
        return "各自的数字"
    if _FIRST.search(asked) and not _FIRST_SAID.search(text):
        return "所问的首批"
    if _ITEMS.search(asked) and points < 2 and not _ITEMS_SAID.search(text):
        return "所问的明细"
    return ""


def asks_ranked(asked: str) -> bool:
    """Whether the leading ones of several are asked for by name, which no figure of them all tells."""
    return bool(_LEADING.search(asked))


def asks_yearly(asked: str) -> bool:
    """Whether a thing is asked for year by year."""
    return bool(_YEARLY.search(asked))


def _lost_side(asked: str, text: str) -> str:
    """The side of which alone a figure is asked (出口额 where only 进出口 or 贸易 is spoken of); "" for
    none, and where the text speaks of it or the question of several."""
    asked, text = asked.replace("进出口", ""), text.replace("进出口", "")
    sides = {f["side"] or f["way"] or f["part"] for f in _SIDE.finditer(asked)}
    return min(sides) if len(sides) == 1 and min(sides) not in text else ""


def _tells_years(text: str) -> bool:
    return bool(_YEARLY_SAID.search(text)) or len(set(_YEARS.findall(text))) > 1
