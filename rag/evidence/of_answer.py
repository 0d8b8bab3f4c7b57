"""Kinds asked for: what a whole answer must have a sign of, whatever form has found it.

A question for a share, an age, an hour, a street, papers or the names of some places is not answered by a
sentence that speaks of its subject alone.
"""

from __future__ import annotations

import re

from index.words import content_words
from rag.evidence.breakdowns import asks_ranked, lacking_part
from rag.evidence.kinds import NUMBER, Kind, first_absent
from rag.evidence.measures import lacking_measure
from rag.evidence.of_sentence import EVERYWHERE
from rag.substance import kind_of

_MONEY = rf"{NUMBER}\s*(?:多|余)?(?:万亿|亿|万|千|百)?(?:美|欧)?(?:元|块)"


_KINDS = (
    Kind(
        re.compile(r"几成|各占[^,?]{0,10}多少|占(?:了|到|比)?(?:百分之几|多大|几分之几)|多大比[例重]|(?:占比|比重)(?:是|为|有)?多少"),
        re.compile(r"%|百分之|分之|成(?![立为员本果效])|一半|过半|倍|比例|比重|全部|1/\d"), "所问的比例",
    ),
    Kind(
        re.compile(r"几(?:千|万|百|亿)?多?(?:块钱|元|毛钱)|几[千万百亿]块|(?:发|给|补|付|交|收|罚|奖|赔|要|低|高|少|多)几(?:块|元|百|千|万)(?!内容|次|人|个|名|吨)|(?:补贴|工资|津贴|奖金|薪水|费用?|罚款|保证金|工钱|报酬|补助)[^,?]{0,5}多少(?!人|名|个|次|项|天|年|月|家|倍|标准)"),
        re.compile(rf"{_MONEY}|百分之|%|倍|免费|免征|不收|不承担"), "所问的金额",
    ),
    Kind(
        re.compile(r"(?:补贴|工资|津贴|奖金|薪水|费用?|罚款|保证金|工钱|报酬|补助)[^,?]{0,8}(?:什么|啥|哪个|多少|多高)的?(?:标准|档次?|水平|价)"),
        re.compile(rf"{_MONEY}|百分之|%|倍|免费|免征|不收|不承担|标准"), "所问的金额",
    ),
    Kind(
        re.compile(r"(?:给|发|补|领|拿|付|奖)(?:我|你|他|了|到)*多少[\u4e00-\u9fff]{0,3}(?:费|金|贴|助|薪|资|款)(?!人|的人|项目)"),
        re.compile(rf"{_MONEY}|百分之|%|倍|免|不收|不承担"), "所问的金额",
    ),
    Kind(
        re.compile(r"(?:多少|几)(?:名|位|个)?(?:在编|在职|正式|专职|兼职)?[\u4e00-\u9fff]{0,2}(?:人员|编制|兵力|人手|师生)|编制(?:数|有|是|共)*多少|多少(?:人)?编制"),
        re.compile(rf"{NUMBER}(?:多|余)?\s*(?:万|亿|千|百)?(?:余|多)?(?:名|人|位|个)"), "所问的人数",
    ),
    Kind(
        re.compile(r"(?:多大|什么)(?:年纪|岁数|年龄)|年龄(?:是|有)?多[大少]|多少岁|今年几岁|哪年(?:出生|生)"),
        re.compile(r"岁|出生|年龄"), "所问的年龄",
    ),
    Kind(
        re.compile(r"几点(?:钟|整|半)?(?:开|关|上|下|结束|举行|起|到|[?。]|$)"),
        re.compile(rf"{NUMBER}\s*[点时](?!间|期|代|候)|\d:\d\d|小时|[上下]午|当晚"), "所问的时间",
    ),
    Kind(
        re.compile(r"哪条(?:路|街|道)|[校地住厂]址(?:是|在)?(?:哪|什么|多少|[?。]|$)|门牌|几号楼"),
        re.compile(r"[\u4e00-\u9fff](?:路|街|大道|巷|弄)(?![径线由程口])|\d号|[校地住]址"), "所问的地址",
    ),
    Kind(
        re.compile(r"量刑|刑期(?:是|有|标准|多|几|[?。]|$)|判(?:刑)?(?:几|多少)年|判多久"),
        re.compile(rf"徒刑|拘役|管制|死刑|罚金|刑期|{NUMBER}(?:年|个月)"), "所问的刑期",
    ),
    Kind(
        re.compile(r"(?:单价|售价|造价|价位|价钱)(?:是|为|有|大概|大约|在)?(?:多少|几|什么|啥|怎)"),
        re.compile(rf"{NUMBER}\s*(?:万|亿|千)?(?:美)?(?:元|块)|单价|价"), "所问的价格",
    ),
    Kind(
        re.compile(r"(?:费用?|钱|成本|开支|花销)[^,?]{0,6}(?:由|是|归|让|算)?(?:谁|哪[个家方])|(?:费用?|成本|开支)[^,?]{0,3}由[^,?]{1,8}(?:出|承担|付)|谁来?(?:出钱|掏钱|付钱|付费|买单)"),
        re.compile(r"费|元|资金|预算|财政|出资|承担|负担|拨"), "所问的费用",
    ),
    Kind(
        re.compile(r"学历|什么学位"),
        re.compile(r"学[历位]|本科|大专|硕士|博士(?!后)|研究生|大学"), "所问的学历",
    ),
    Kind(
        re.compile(r"(?:评估|检查|考核|调查|评审|验收)[^?]{0,12}结[论果](?:是|为)?(?:什么|啥|如何|怎么样|怎样|咋样)?[?。!]*$"),
        re.compile(r"结论|结果(?:为|是|显示|表明|达到|优|良|合格)|得分|评为|[显表]示|表明"), "所问的结论",
    ),
    Kind(
        re.compile(r"几等几级|分(?:为|成)?几(?:等|级|档)"),
        re.compile(rf"{NUMBER}个?(?:等|级|档|类|种)"), "所问的等级",
    ),
    Kind(
        re.compile(r"(?:什么|哪些|哪几[种份样]|啥)(?:申请|报名|申报|证明)?(?:材料|资料|证件|单证|表格|证明)"),
        re.compile(r"材料|资料|证件|证明|申请[书表]|凭证|单[证据]|原件|复印件|表格|说明书|文件|报告|合同|文书|证书|通知书"), "所问的材料",
    ),
)  # fmt: skip
_LIST = re.compile(r"[^,;。:、]{2,}、[^,;。:]{2,}")
_PLACES = r"机场|港口?|码头|城市|车站|口岸|省份?|地市|海关|[省市县区]|关(?![键节于系注口税])"
_FIRMS = r"企业|公司|厂[家商]|集团|大学|学校|高校|学院|医院|银行|研究[院所]"
_WHICH = r"(?:哪(?:一|几|两|三|些)?(?:个|家|座|所|处|条)|哪(?:一|几|两|三))"
_PLACE_ASKED = re.compile(
    rf"{_WHICH}(?:沿海|内陆|沿边|试点)?(?:{_PLACES})(?![^,?]{{0,2}}[和与及、])|哪些[\u4e00-\u9fff]{{0,4}}(?:机场|港口|城市|省份?|车站|市|县)(?!级)|(?:设|建|放|选|定|开|试点|用)[在于]了?哪[些几][\u4e00-\u9fff]{{0,4}}(?:海关|口岸|机场|港口?|[省市县]|城市)|(?:选址|校址|地点|坐落|总部|驻地|位置)(?:定|放|设|选|安排)?(?:在|于)?(?:哪|什么地方)"
)
_PERSON_ASKED = re.compile(
    r"哪一?位(?:领导|同志|署长|局长|专家|负责人|先生|女士)?(?:[?。,]|$|负责|主持|讲|说|签|担任|当)|(?:他们?|她们?|[人士员家者长师])(?:都|又|分别|具体)?(?:叫|是)(?:什么|啥)名字|姓(?:什么|啥|甚)"
)
_SIGNED = re.compile(r"[:：]\s*[\u4e00-\u9fff]{2,3}(?=[\s,，。、;；)]|$)")
"""“编辑：某某”."""
_FIRM_ASKED = re.compile(rf"{_WHICH}(?:{_FIRMS})")
_FIRM = re.compile(
    r"[\u4e00-\u9fff]{2,}(?:公司|集团|大学|学院|研究[院所]|银行|医院|中学|小学)|[\u4e00-\u9fff]{2,}局"
)
_NAMED_ONES = re.compile(
    rf"{_PLACES}|{_FIRMS}|国家|品牌|单位|海关|实验室|岛|村|园区|试验区|专家|基地|景区|医疗机构"
)
"""What has a name of its own, each."""
_ROSTER = re.compile(
    r"(?:(?<![黑红白人入进])名单|清单|花名册)(?=是|有|给|列|发|排|拉|贴|整理|都|呢|在|[,?。]|$)|(?:名字|名称)[^?]{0,4}(?:列|给|报|说)|(?:列|给|报)[^,?]{0,4}(?:名字|名称)|都叫(?:什么|啥)|都?是哪[几些]个?(?:国家|单位|企业|口岸|机场|海关)"
)
_OF_NAMED = re.compile(
    rf"(?:{_NAMED_ONES.pattern}|地区),?的?(?:具体|完整|全部)?的?(?:名单|花名册)"
    r"|(?:国家|地区|口岸|机场|港口|企业)[^?的]{0,8}[,了](?:是|叫)哪(?:一|几|些)?(?:个|家)?[?。]*$"
)
_ALL = EVERYWHERE | frozenset("深度 博士后 中华人民共和国 拉美 东盟 欧盟 东南亚 沿海 内陆".split())
_GENERAL = re.compile(
    r"[东西南北中陆海空内外沿边境欧亚非美洲各]{1,3}[部港洲境外内边岸国欧亚非美西]|陆海|水陆"
)
"""Words marked as names of places that are parts of the world, or ports of a kind."""


def lacking_kind(asked: str, text: str, *, points: int) -> str:
    """What a folded question asks for of which a folded answer has no sign, in words for a refusal; ""
    when it lacks nothing. `points` is how many points the answer lists."""
    if absent := first_absent(_KINDS, asked, text):
        return absent
    if measure := lacking_measure(asked, text, points=points):
        return measure
    if part := lacking_part(asked, text, points=points):
        return part
    if _PLACE_ASKED.search(asked) and not _names(asked, text, "ns"):
        return "所问的地点"
    if _FIRM_ASKED.search(asked) and not (_names(asked, text, "nt") or _new(_FIRM, asked, text)):
        return "所问的名称"
    if _PERSON_ASKED.search(asked) and not _names_person(asked, text):
        return "所问的姓名"
    if _ROSTER.search(asked) and "多少" not in asked and not _rosters(asked, text, points):
        return "所问的名单"
    return ""


def asks_names(asked: str) -> bool:
    """Whether a folded question asks which ones they are of what a table only gives the number of."""
    return bool(_OF_NAMED.search(asked)) or asks_ranked(asked)


def _rosters(asked: str, text: str, points: int) -> bool:
    """Whether a text lists what the question does not say: names, where each has one of its own."""
    if "名单" in text or "清单" in text or _names(asked, text, "n"):
        return True
    return not _NAMED_ONES.search(asked) and (points > 1 or bool(_LIST.search(text)))


def _names(asked: str, text: str, kind: str) -> bool:
    """Whether a text has a name of a kind (jieba's mark) that the question lacks."""
    words = (
        w for w in content_words(text.replace("长江学者", " "))
        if w not in asked and w not in _ALL and not _GENERAL.fullmatch(w)
    )  # fmt: skip
    kinds = ("ns", "nt") if kind == "n" else (kind,)
    return any(kind_of(w)[:2] in kinds for w in words)


def _names_person(asked: str, text: str) -> bool:
    """Whether a text has a person's name that the question lacks; the dictionary knows few of them, so
    that any short word it lacks may be one."""
    return (
        _names(asked, text, "nr")
        or bool(_SIGNED.search(text))
        or any(
            len(word) in (2, 3) and not word.isascii() and not kind_of(word) and word not in asked
            for word in content_words(text)
        )
    )


def _new(pattern: re.Pattern[str], asked: str, text: str) -> bool:
    return any(found not in asked for found in pattern.findall(text))
