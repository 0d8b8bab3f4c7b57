"""What a question asks of a part: its number, its holder, its neighbours, how many parts it has, which.

Questions about structure are told from questions about content by exhaustion: when the names of
the parts, the words for parts and the words of asking are taken away, nothing is left of them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from index.numerals import parse_numeral
from rag.structure.part_words import BEFORE, PART_WORDS, are_parts

Relation = Literal[
    "range", "number", "holder", "next", "previous", "between", "count", "list", "most", "fewest",
    "each", "within", "inside", "same", "title", "content",
]  # fmt: skip

_K = rf"(?:小[项点]|{PART_WORDS}|款|点|号)"
_HOW_MANY = r"(?:几|多少)"
_WHICH = rf"(?:哪|什么|第{_HOW_MANY})"
_RANGES = re.compile(
    rf"第?(?:{_HOW_MANY}|哪)(?:一|个)*{_K}?(?:开始|起)?,?(?:一直)?(?:到|至|止于)(?:了)?第?(?:{_HOW_MANY}|哪)"
    rf"|起止|起讫|首尾|始末|从第?(?:{_HOW_MANY}|哪一?).{{0,6}}(?:开始|起)"
    rf"|(?:编|排|写|列|分|数)(?:号)?到了?(?:第?{_HOW_MANY}|哪)|到第?{_HOW_MANY}{_K}?(?:为止|结束|完)|(?:一直|最多)到第?{_HOW_MANY}{_K}"
)
_HOLDS = re.compile(
    rf"(?:属于?|在|归|隶属|归属|位于|处于|处在|放|挂|列|写|设|排|安排|落|对应|出现|出自|来自|见|参见|是(?!什么))(?:在|于|到)?[^,;?§]{{0,4}}§*的?{_WHICH}(?:一|个|几)*大?(?P<k>{PART_WORDS})(?!§)"
    rf"|{_WHICH}(?:一|个)*大?(?P<k2>{PART_WORDS})(?:的)?(?:下面|底下|里面?|中|内|之下)?(?:下?设|有|带|包含|包括|含|放|列|挂|附|收)(?:有|了|着|入)?§"
    rf"|^§+(?:是|的|属)*{_WHICH}(?:一|个)*大?(?P<k3>{PART_WORDS})(?:的|里的?|下面的?|下的|中的|当中的)"
    rf"|哪(?:一|个)*大?(?:{PART_WORDS})(?:里|是|专门|主要|集中|在)*(?:讲|说|写|谈|关于|介绍|涉及|规定)(?:了|的|到|是)*§"
    rf"|(?:上一级|上级|上一层|所在的?(?P<k4>{PART_WORDS})|所属的?(?P<k5>{PART_WORDS}))"
)
_NUMBERS = re.compile(
    rf"第{_HOW_MANY}(?:个|号|大)?(?P<k>{PART_WORDS})?|几号(?P<k2>{PART_WORDS})?|(?P<k3>专栏)(?:第)?{_HOW_MANY}(?!个)|编号|序号|排第?{_HOW_MANY}|多少号"
)
_UNDER = re.compile(r"下面|底下|下边|之下|里面?|其中|中|内|当中|附|带|配|下设")
_NEXT = re.compile(
    r"后面|后边|之后|下一|接下来|(?<!最)后一|(?<!最)后头|紧接|紧跟|紧挨|跟着|接着|往后|下个|随后|下面(?=紧|跟|接|一|那|的?是|呢)|完了?是"
)
_PREVIOUS = re.compile(
    rf"前面|前边|{BEFORE}|上一|(?<!最)前一|(?<!最)前头|往前|上个|上面(?=一|那|的?是)"
)
_COUNTS = re.compile(
    rf"(?<!哪){_HOW_MANY}(?:个|大|小)*{_K}|{_K}(?:的?(?:一共|总共|共|到底|总数|个数|数量|数))?(?:有|是)?{_HOW_MANY}个?|{_K}的?(?:个数|数目|总数|数量)(?=[,?]|$)|分(?:成|为)?{_HOW_MANY}(?:个|大|小)*{_K}?|{_HOW_MANY}个(?=[,;?]|$)|{_K}数"
)
_LISTS = re.compile(
    rf"(?:哪|什么|列|所有|全部|各|每)(?:些|几|[一二两三四五六七八九十\d]+)?(?:个|大|小|的|了|出)*{_K}|由(?:哪|什么|几)|分别|依次|各是|各叫|都(?:有|是|叫)|目录|框架|结构|提纲|大纲"
    rf"|{_K}(?:都|分别|各)*(?:有|是|叫|包括|包含|为)?(?:哪|什么)|(?:有没有|是否有|有无|设没设|是否设)|(?:有|设|带|附|配|含|包括|包含|下设)(?:有|着|了)?{_K}|{_K}(?:吗|么|没有?)[?。]*$|(?:包括|包含|组成|构成|下设|分为|分成)"
)
_TITLES = re.compile(
    r"标题|题目|[章节编条款](?:的)?名|名称|名字|叫(?:什么|啥|做|何)|什么名|题名|是(?:个)?(?:什么|哪个?|啥)(?:专栏|工程)|哪[个项](?:专栏|工程)"
)
_CONTENTS = re.compile(
    r"§的?(?:主要|都|是)*(?:管|抓|干|搞|做|针对|围绕|负责|解决)(?:的是|的|了)*(?:什么|啥|哪)|讲|说|写|谈|介绍|提|规定|内容|是什么|是啥|什么意思|原文|全文|大意|概括|总结|概述|展开|详细|要点|主旨|关于什么|呢"
)
_INSIDE = re.compile(
    r"§(?:是|也|就|真的?)*(?:属于?|在|归|隶属|归属|位于|是|放在|设在|写在|排在)于?§+(?:的|里面?|中|下面?|内|之下|范围)*(?:吗|么|吧|对吗|对吧|是吗|没错吧|对不对|\?|$)|是不是(?:属于|在)§"
)
"""“第三十条属于第三章吗”: whether one part stands in another."""
_AROUND = re.compile(r"§的?前后(?:两|各|的|分别|相邻)*")
_OF_EACH = re.compile(rf"§的?(?:里面?|下面?|中)?的?(?:各|每)(?:个|一)?(?:{PART_WORDS})")
"""“第八章各节的名称”: those of the parts inside."""
_TOTAL = re.compile(rf"(?:共|总数|总计|合计)[^,?]{{0,4}}{_HOW_MANY}")
_NUMBERING = re.compile(r"编[排号到]")
_SAME = re.compile(
    rf"同一?个?(?P<k>{PART_WORDS})|(?:在|属于?|归|是)(?:不在|不是)?一个?(?P<k2>{PART_WORDS})(?:里面?|内|中|下面?|的)*(?:吗|么|吧|[,?]|$)"
)
_BELONGS = re.compile(r"属于|隶属|归属|位于|[归挂放排列写设]在")
_BETWEEN = re.compile(rf"(?:中间|之间|隔)[^,;?§]*?(?P<k>{PART_WORDS})")
_INNER = re.compile(
    rf"§(?:(?:下面|底下|里面|里|中|之下|内|所)+(?:设|带|附|含|有)?|(?:设|带|附|含|有)(?:有|着|了)?)的(?P<k>{PART_WORDS})(?:都|分别|各|的)*(?:叫|是|标题|名)"
    rf"|§对应的?(?P<k2>{PART_WORDS})"
)
"""“第三节下面的专栏叫什么”: the names of the parts inside."""
_EACH = re.compile(
    rf"(?:各|每)(?:一|个)*(?P<k>{PART_WORDS})[^,;?]{{0,6}}?(?:几|多少)个?(?P<of>{PART_WORDS})"
)
_WITHIN = re.compile(
    rf"(?:(?<=[\d一二两三四五六七八九十]个)|(?<=[\d一二两三四五六七八九十])|(?<![个几哪少第同这那各每\d一二三四五六七八九十]))(?P<of>{PART_WORDS})(?:里面?|里头|下面?|底下|之下|当中|中|内|的|各自?|分别|都|一共|总共|共计|共|合计|加起来|合起来)*"
    rf"(?:有|是|含|设|分|包括|包含|列|写)*(?:了|着|成|出)?{_HOW_MANY}(?:个|大|小)*(?P<k>小[项点]|{PART_WORDS}|款|点)"
)
"""“第三章的专栏一共几项”: counts what stands in the parts of a part."""
_POINTS_OF = re.compile(
    r"(?<![个几哪少第同每各])(?P<of>专栏)(?:里面?|里头|当中|中|下面?|的)*(?:那|这)?(?:\d|[一二两三四五六七八九十])+个?小?(?P<k>[项点])(?:内容)?(?:都|分别|各)*(?:是|叫|有|讲)"
)
"""“专栏三项分别是”: the points of the box that a part has."""
_MOST = re.compile(
    rf"(?:哪|什么)(?:一|个)*(?P<k>章(?=节[数最])|{PART_WORDS})[^,;?]{{0,6}}?(?P<of>{PART_WORDS})文?(?:的?数量?|的?个数)?(?:是)?最(?P<way>多|少)"
    rf"|(?P<of2>{PART_WORDS})文?(?:的?数量?|的?个数)?最(?P<way2>多|少)的(?:是|那)*(?:哪|什么)?(?:一|个)*(?P<k2>{PART_WORDS})"
)
_AND_WHAT = re.compile(
    r"[、和与及并又都](?:分别|各|都|又)?(?:说|讲|写|规定)(?:的|了)?(?:是)?(?:什么|啥|哪些)"
)
"""“是第几条、说什么”: the number, and what it says."""
_SEVERAL = re.compile(
    rf"的?(?:那|这)?(?P<n>1?\d|[两二三四五六七八九]|十[一二三四五六七八九]?)个?大?(?={PART_WORDS})"
)
MOST_BESIDE = 20
"""Parts beside another one that are named at most."""
_WAYS: tuple[tuple[Relation, re.Pattern[str]], ...] = (("previous", _PREVIOUS), ("next", _NEXT))
_ASKED_KIND = re.compile(
    rf"(?:{_WHICH}|几|多少)(?:一|个|几|号)*大?(?:{PART_WORDS})|专栏第?(?:{_HOW_MANY})|所[在属]的?(?:{PART_WORDS})"
)
_KIND = re.compile(rf"小[项点]|{PART_WORDS}|款|(?<!一|重|要|观)点")
_ENDS = re.compile(rf"§.*(?:{PART_WORDS})(?:呢)?$")
"""“第三章的专栏”: the parts are named and nothing is asked."""
_CALLED = re.compile(rf"§(?:是|叫)(?:一?个)?(?:什么|哪个?|啥)(?:{PART_WORDS})")
"""“专栏3是什么项目”: asks what the part itself is called."""
_CLAUSE = re.compile(r"[,;?!。:]+")
_THINGS = re.compile(
    r"§的?(?:里面?|里头|当中|中)?(?:规定|提出|写明|明确|列举|[共总]?[定提写讲说列有建设立]{0,2})?(?:了|的|出|到)*(?:哪|几|什么|多少)(?:些|几)?(?:个|条|项|种|点|类|方面)*的?"
    r"(?P<thing>(?:基本)?原则|情形|情况|条件|措施|任务|要求|事项|做法|举措|权利|义务|职责|处罚|内容|工作|(?:制度|机制)(?:(?:或|和|与|、|及)?(?:制度|机制))?)(?=[,?呢]|$)"
)
_ONE_BY_ONE = re.compile(r"逐[条项一个]|一[条项个]一[条项个]地?|挨个")
_APART = re.compile(
    rf"(?:单独|独立|单列|自成|专门)(?:的|成|为|设|列|是|了|有|算)*一?个?(?P<k>{PART_WORDS})"
)
"""“是单独一章吗”: asks which part of the kind it is."""
_WHICH_ONE = re.compile(rf"^§+(?:的|是|在|属于)*{_WHICH}(?:一|个)*大?(?P<k>{PART_WORDS})呢?$")
_KEPT = re.compile(
    rf"^[^§]*(?:收录|节选|摘录|摘选|选取|截取|收)(?:了|的|是)+(?:第?{_HOW_MANY}|哪)[^,;?§]{{0,3}}?(?P<k>{PART_WORDS})"
)
"""“节选收录的是哪一章”: the parts that a document has."""
_BACK = re.compile(r"^(?:那么?|而|又|再|它们?的?|其|这|该)*")
"""What a clause begins with that goes on about the part before."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing asked: the relation, the word for the parts asked for ("" when none is said), and how
    many parts beside another one are meant."""

    relation: Relation
    kind: str = ""
    several: int = 1


def clauses(blanked: str) -> list[tuple[int, int]]:
    """The spans of the clauses of a question whose subjects are blanked out."""
    spans, start = [], 0
    for cut in _CLAUSE.finditer(blanked):
        spans.append((start, cut.start()))
        start = cut.end()
    spans.append((start, len(blanked)))
    return [(a, b) for a, b in spans if re.search(r"\w|§", blanked[a:b])]


def asked_on(clause: str) -> tuple[Asked, ...]:
    """What a clause without a part of its own asks of the part before."""
    whole = f"§{_BACK.sub('', clause.strip())}"
    if which := _WHICH_ONE.match(whole):
        return (Asked("holder", which["k"]),)
    return _beside(whole) or asked_in(clause)


def asked_thing(clause: str) -> re.Match[str] | None:
    """“第四条定了几条原则”: the points of a part under the word for what they are (`thing`)."""
    return _THINGS.search(clause)


def asked_in(clause: str) -> tuple[Asked, ...]:
    """What a clause asks, the most telling relation first; empty when it asks nothing of parts."""
    clause = _ONE_BY_ONE.sub("", clause)
    if asked_thing(clause):
        return (Asked("content"),)
    if most := _MOST.search(clause):
        pair = f"{most['k'] or most['k2']} {most['of'] or most['of2']}"
        return (Asked("most" if "多" in (most["way"], most["way2"]) else "fewest", pair),)
    if apart := _APART.search(clause):
        return (Asked("holder", apart["k"]),)
    if _RANGES.search(clause):
        kinds = _kinds(clause, _ASKED_KIND)
        word = kinds[-1] if kinds else _any_kind(_NUMBERING.sub("", clause))
        counted = (Asked("count", word),) if _TOTAL.search(clause) else ()
        return (Asked("range", word), *counted)
    if same := _SAME.search(clause):
        return (Asked("same", same["k"] or same["k2"]),)
    if _INSIDE.search(clause):
        return (Asked("inside"),)
    beside = _beside(clause) if "§" in clause and not _BELONGS.search(clause) else ()
    if beside:
        return beside
    if kept := _KEPT.search(clause):
        return (Asked("list", kept["k"]),)
    if _HOLDS.search(clause):
        return (Asked("holder", " ".join(_kinds(clause, _ASKED_KIND))),)
    if _NUMBERS.search(clause):
        number = Asked("number", " ".join(_kinds(clause, _ASKED_KIND)))
        return (number, Asked("content")) if _AND_WHAT.search(clause) else (number,)
    return _parts_asked(clause) or _told(clause)


def _beside(clause: str) -> tuple[Asked, ...]:
    """The part after or before, or both; “下面跟着哪个专栏” asks for the boxes of a part."""
    asked: list[Asked] = []
    if found := _AROUND.search(clause):
        kind = _any_kind(clause[found.end() :])
        return (Asked("previous", kind), Asked("next", kind))
    if found := _BETWEEN.search(clause):
        return (Asked("between", _kind(clause, found)),)
    for relation, pattern in _WAYS:
        way = pattern.search(clause)
        if way and not (_UNDER.match(way[0]) and "专栏" in clause):
            rest = clause[way.end() :]
            several = _SEVERAL.match(rest)
            number = parse_numeral(several["n"]) if several else None
            asked.append(Asked(relation, _any_kind(rest), min(number or 1, MOST_BESIDE)))
    return tuple(asked)


def _parts_asked(clause: str) -> tuple[Asked, ...]:
    """Counts and lists of parts, one for each kind of part."""
    if each := _EACH.search(clause):
        return (Asked("each", f"{each['k']} {each['of']}"),)
    if "§" in clause and (points := _POINTS_OF.search(clause)):
        return (Asked("list", f"{points['of']} {points['k']}"),)
    within = _WITHIN.search(clause) if "§" in clause else None
    if within and are_parts(within["of"], within["k"]):
        return (Asked("within", f"{within['of']} {within['k']}"),)
    counts = [Asked("count", kind) for kind in _kinds(clause, _COUNTS) or [""]]
    if not _COUNTS.search(clause):
        counts = []
    lists: list[Asked] = []
    inner = _INNER.search(clause) or _OF_EACH.search(clause)
    titled = "§" in clause and _TITLES.search(clause) and not inner
    if "§" in clause and (named := _INNER.search(clause)) and not counts:
        return (Asked("list", named["k"] or named["k2"]),)
    if _LISTS.search(clause) and (counts or not titled):
        lists = [Asked("list", kind) for kind in _kinds(clause, _LISTS) or [_any_kind(clause)]]
    if not counts and not lists and not _CALLED.search(clause) and _ENDS.search(clause):
        lists = [Asked("list", _any_kind(clause))]
    return (*counts, *lists)


def _told(clause: str) -> tuple[Asked, ...]:
    if _TITLES.search(clause):
        return (Asked("title"),)
    return (Asked("content"),) if _CONTENTS.search(clause) else ()


def _kinds(clause: str, pattern: re.Pattern[str]) -> list[str]:
    """The words for parts inside the matches of a pattern, each once."""
    found = (_KIND.search(match[0]) for match in pattern.finditer(clause))
    return list(dict.fromkeys(kind[0] for kind in found if kind))


def _kind(clause: str, found: re.Match[str]) -> str:
    """The word for parts in a match, else the first of the clause."""
    inside = _KIND.search(found[0])
    return inside[0] if inside else _any_kind(clause)


def _any_kind(clause: str) -> str:
    found = _KIND.search(clause)
    return found[0] if found else ""
