"""What a question asks of a part: its number, its holder, its neighbours, how many parts it has, which.

Questions about structure are told from questions about content by exhaustion: when the names of
the parts, the words for parts and the words of asking are taken away, nothing is left of them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from rag.question import ParsedQuestion
from rag.structure.part_words import PART_WORDS

Relation = Literal[
    "range",
    "number",
    "holder",
    "next",
    "previous",
    "between",
    "count",
    "list",
    "most",
    "each",
    "inside",
    "same",
    "title",
    "content",
]

_K = rf"(?:{PART_WORDS}|款|点|号)"
_HOW_MANY = r"(?:几|多少)"
_WHICH = rf"(?:哪|什么|第{_HOW_MANY})"
_RANGES = re.compile(
    rf"第?(?:{_HOW_MANY}|哪)(?:一|个)*{_K}?(?:开始|起)?,?(?:一直)?(?:到|至|止于)(?:了)?第?(?:{_HOW_MANY}|哪)"
    rf"|起止|起讫|首尾|始末|从第?(?:{_HOW_MANY}|哪一?).{{0,6}}(?:开始|起)"
    rf"|(?:编|排|写|列|分|数)(?:号)?到了?(?:第?{_HOW_MANY}|哪)|到第?{_HOW_MANY}{_K}?(?:为止|结束|完)|(?:一直|最多)到第?{_HOW_MANY}{_K}"
)
_HOLDS = re.compile(
    rf"(?:属于?|在|归|隶属|归属|位于|处于|处在|放|挂|列|写|设|排|安排|落|出现|出自|来自|见|参见|是(?!什么))(?:在|于|到)?[^,;?§]{{0,4}}{_WHICH}(?:一|个|几)*大?(?P<k>{PART_WORDS})(?!§)"
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
_PREVIOUS = re.compile(r"前面|前边|之前|上一|(?<!最)前一|(?<!最)前头|往前|上个|上面(?=一|那|的?是)")
_COUNTS = re.compile(
    rf"(?<!哪){_HOW_MANY}(?:个|大|小)*{_K}|{_K}(?:一共|总共|共|到底|数)?(?:有|是)?{_HOW_MANY}个?|分(?:成|为)?{_HOW_MANY}(?:个|大|小)*{_K}?|{_HOW_MANY}个(?=[,;?]|$)|{_K}数"
)
_LISTS = re.compile(
    rf"(?:哪|什么|列|所有|全部|各|每)(?:些|几|[一二两三四五六七八九十\d]+)?(?:个|大|小|的|了|出)*{_K}|由(?:哪|什么|几)|分别|依次|各是|各叫|都(?:有|是|叫)|目录|框架|结构|提纲|大纲"
    rf"|{_K}(?:都|分别|各)*(?:有|是|叫|包括|包含|为)?(?:哪|什么)|(?:有没有|是否有|有无|设没设|是否设)|(?:有|设|带|附|配|含|包括|包含|下设)(?:有|着|了)?{_K}|{_K}(?:吗|么|没有?)[?。]*$|(?:包括|包含|组成|构成|下设|分为|分成)"
)
_TITLES = re.compile(
    r"标题|题目|名称|名字|叫(?:什么|啥|做|何)|什么名|题名|是(?:个)?(?:什么|哪个?|啥)(?:专栏|工程)|哪[个项](?:专栏|工程)"
)
_CONTENTS = re.compile(
    r"§的?(?:主要|都|是)*(?:管|抓|干|搞|做|针对|围绕|负责|解决)(?:的是|的|了)*(?:什么|啥|哪)|讲|说|写|谈|介绍|提|规定|内容|是什么|是啥|什么意思|原文|全文|大意|概括|总结|概述|展开|详细|要点|主旨|关于什么|呢"
)
_NOISE = re.compile(
    rf"(?:19|20)\d{{2}}年|条文|{PART_WORDS}|目录|框架|结构|提纲|大纲|标题|题目|名称|名字|题名|编号|序号|号码|数字|数目|数量|总数|个数|开头|开篇|打头|结尾|末尾|起止|起讫|首尾|始末|为止|结束|开始|止于|"
    r"单独|独立|单列|自成|针对|围绕|负责|解决|管|抓|干|搞|做|名|组成|构成|包括|包含|囊括|涵盖|划分|分为|分成|下设|设置|设有|设立|配有|附有|带有|上一级|上级|上一层|下一级|下级|层级|对应|相应|所在|所属|隶属|归属|属于|位于|处于|处在|安排|出现|出自|来自|参见|涉及|关于|有关|相关|地方|"
    r"紧接|紧跟|紧挨|跟着|接着|随后|往后|往前|后面|后边|后头|前面|前边|前头|之后|之前|下面|下边|底下|之下|上面|里面|里头|里边|当中|其中|中间|之间|隔着?|最多|本身|自己|"
    r"讲述|讲的|讲到|讲|说到|说|写到|写|谈到|谈|介绍|提到|提|规定|内容|原文|全文|正文|大意|概括|总结|概述|展开|详细|具体|要点|主旨|主要|意思|解释|"
    r"叫做|叫|称为|名为|标|题|含|设|附|带|配|挂|跟|随|接|列|排|放|写|落|归|属|编|分|从|由|到|至|止|起|完|有|是|在|的|了|着|过|为|于|以|将|把|被|给|对|"
    r"一直|直|那么|那个|这个|那|这|该|此|它们|它|其|个|些|一共|总共|共有|合计|共|一|各|每|所有|全部|整个|整|全|同|逐|几|多少|哪|什么|啥|谁|何|分别|依次|顺序|按|先后|都|还|也|和|与|跟|及|或|并|且|又|再|就|只|才|"
    r"大|小|号|款|点|层|级|条目|第|里|中|内|下|上|后|前|出|来|去|看|想|问|请|您|你|我|们|好|麻烦|帮|能|可以|可|要|知道|告诉|呢|吗|吧|啊|么|嘛|呀|哦|吗|没|不|否|无|"
    r"文件|文本|文中|本文|全书|规划纲要|规划|方案|纲要|条例|法律|办法|报告|文章|报道|法|份|部|两|二|三|四|五|六|七|八|九|十|\d"
)
_INSIDE = re.compile(
    r"§(?:是|也|就|真的?)*(?:属于?|在|归|隶属|归属|位于|是|放在|设在|写在|排在)于?§+(?:的|里面?|中|下面?|内|之下|范围)*(?:吗|么|吧|对吗|对吧|是吗|没错吧|对不对|\?|$)|是不是(?:属于|在)§"
)
"""“第三十条属于第三章吗”: whether one part stands in another."""
_AROUND = re.compile(r"§的?前后(?:两|各|的|分别|相邻)*")
_NUMBERING = re.compile(r"编[排号到]")
_SAME = re.compile(rf"同一?个?(?P<k>{PART_WORDS})")
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
_MOST = re.compile(
    rf"(?:哪|什么)(?:一|个)*(?P<k>{PART_WORDS})[^,;?]{{0,6}}?(?P<of>{PART_WORDS})文?(?:的?数量?|的?个数)?最多"
)
_PAIRS: tuple[tuple[Relation, re.Pattern[str]], ...] = (("each", _EACH), ("most", _MOST))
_WAYS: tuple[tuple[Relation, re.Pattern[str]], ...] = (("previous", _PREVIOUS), ("next", _NEXT))
_ASKED_KIND = re.compile(
    rf"(?:{_WHICH}|几|多少)(?:一|个|几|号)*大?(?:{PART_WORDS})|专栏第?(?:{_HOW_MANY})|所[在属]的?(?:{PART_WORDS})"
)
_KIND = re.compile(rf"{PART_WORDS}|款|(?<!一|重|要|观)点")
_ENDS = re.compile(rf"§.*(?:{PART_WORDS})(?:呢)?$")
"""“第三章的专栏”: the parts are named and nothing is asked."""
_CALLED = re.compile(rf"§(?:是|叫)(?:一?个)?(?:什么|哪个?|啥)(?:{PART_WORDS})")
"""“专栏3是什么项目”: asks what the part itself is called."""
_CLAUSE = re.compile(r"[,;?!。:]+")
_THINGS = re.compile(
    r"§的?(?:规定|提出|写明|明确|列举|[定提写讲说列有])?(?:了|的|出|到)*(?:哪|几|什么|多少)(?:些|几)?(?:个|条|项|种|点|类|方面)*的?"
    r"(?P<thing>(?:基本)?原则|情形|情况|条件|措施|任务|要求|事项|做法|举措|权利|义务|职责|处罚|内容|工作)(?=[,?呢]|$)"
)
_ONE_BY_ONE = re.compile(r"逐[条项一个]|一[条项个]一[条项个]地?|挨个")
_APART = re.compile(
    rf"(?:单独|独立|单列|自成|专门)(?:的|成|为|设|列|是|了|有|算)*一?个?(?P<k>{PART_WORDS})"
)
"""“是单独一章吗”: asks which part of the kind it is."""
_WHICH_ONE = re.compile(rf"^§+(?:的|是|在|属于)*{_WHICH}(?:一|个)*大?(?P<k>{PART_WORDS})呢?$")
_BACK = re.compile(r"^(?:那么?|而|又|再|它们?的?|其|这|该)*")
"""What a clause begins with that goes on about the part before."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing asked: the relation, and the word for the parts asked for ("" when none is said)."""

    relation: Relation
    kind: str = ""


def clauses(blanked: str) -> list[tuple[int, int]]:
    """The spans of the clauses of a question whose subjects are blanked out."""
    spans, start = [], 0
    for cut in _CLAUSE.finditer(blanked):
        spans.append((start, cut.start()))
        start = cut.end()
    spans.append((start, len(blanked)))
    return [(a, b) for a, b in spans if re.search(r"\w|§", blanked[a:b])]


@lru_cache(maxsize=10_000)
def left_over(clause: str) -> tuple[str, ...]:
    """What a clause says beside its subjects, words for parts and words of asking, in pieces."""
    core = ParsedQuestion(clause.replace("§", " ")).core
    return tuple(re.sub(r"[\W_]+", " ", _NOISE.sub(" ", core)).split())


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
    if apart := _APART.search(clause):
        return (Asked("holder", apart["k"]),)
    if _RANGES.search(clause):
        kinds = _kinds(clause, _ASKED_KIND)
        return (Asked("range", kinds[-1] if kinds else _any_kind(_NUMBERING.sub("", clause))),)
    if same := _SAME.search(clause):
        return (Asked("same", same["k"]),)
    if _INSIDE.search(clause):
        return (Asked("inside"),)
    beside = _beside(clause) if "§" in clause and not _BELONGS.search(clause) else ()
    if beside:
        return beside
    if _HOLDS.search(clause):
        return (Asked("holder", " ".join(_kinds(clause, _ASKED_KIND))),)
    if _NUMBERS.search(clause):
        return (Asked("number", " ".join(_kinds(clause, _ASKED_KIND))),)
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
            asked.append(Asked(relation, _any_kind(clause[way.end() :])))
    return tuple(asked)


def _parts_asked(clause: str) -> tuple[Asked, ...]:
    """Counts and lists of parts, one for each kind of part."""
    for relation, pattern in _PAIRS:
        if found := pattern.search(clause):
            return (Asked(relation, f"{found['k']} {found['of']}"),)
    counts = [Asked("count", kind) for kind in _kinds(clause, _COUNTS) or [""]]
    if not _COUNTS.search(clause):
        counts = []
    lists: list[Asked] = []
    titled = "§" in clause and _TITLES.search(clause) and not _INNER.search(clause)
    if "§" in clause and (within := _INNER.search(clause)) and not counts:
        return (Asked("list", within["k"] or within["k2"]),)
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
