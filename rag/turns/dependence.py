"""Whether a turn needs the ones before it to be understood."""

from __future__ import annotations

import re

from rag.catalogue import Catalogue
from rag.question import ParsedQuestion
from rag.scope import choose_scope
from rag.small_talk import answer_small_talk
from rag.structure.addresses import find_addresses
from rag.structure.part_words import BARE_WORDS, PART_WORD

_ONE = r"(?:个|些|份|条(?![例款约])|项(?!目)|章(?!程)|节(?!能))"
_NOUNS = "专栏|指标|工程|章节|章|节|条|部分|目标|数字|比例|内容|机制|制度"
LEAD = re.compile(
    rf"^(?:那么|那(?!一?{_ONE}|一(?:{_NOUNS}))|还有|另外|再(?!下|上|往|后|前)|以及|然后|而|至于|接着|好的?(?=[,，、。 ])|嗯|请问|同样|同一年|同期)+[,、 ]*"
)
PRONOUN = re.compile(
    rf"(?<!的)(?:它们|[他她]们|它|她|(?<!其)他(?!人|国|乡)|其(?!他|它|中|次|实|余)|(?:这|那)(?:一?{_ONE}|一(?=(?:{_NOUNS})))(?:{_NOUNS})?|(?:这|那|该)(?!条[例款约]|章程)(?:{_NOUNS})(?!\s*[\d一二三四五六七八九十])|上述(?:{_NOUNS})?|此项|前者|后者|刚才(?:说的|那个)|(?<=[为对就据])此(?!外)|(?:这|那)(?=(?:[在是属写]|出[自现])(?!什么)))"
)
NTH = re.compile(
    r"第\s*([一二三四五六七八九十\d]+)\s*(?![一二三四五六七八九十\d步次期批轮季代阶产])(?:点|项|个|条|方面|款)?"
)
LAST = re.compile(
    r"(?:最后|末尾|最末)(?:那|的)?一?(?:个|点|项|条|方面|步|阶段|期|类|种)|倒数第(?P<n>[一二三四五\d])(?:个|点|项|条|方面|步|类|种)"
)
TAIL = re.compile(r"(?:的)?(?:呢|又如何|又怎样|怎么样|又是多少|又是什么|又是|啊|吗)?[??？。!！]*$")
"""What only says that a turn goes on: ……呢, ……怎么样."""
MORE = re.compile(
    r"展开|念|读一|复述|详细|具体(?:点|一点|说|讲|内容|呢)|细说|再说|继续|多说|进一步|讲讲|说说|举例|还有(?:吗|呢|别的)"
)
BESIDE = re.compile(
    r"^(?:那|再|请问|它|这个|的|然后|接着|紧?挨着|紧[接跟]着?|隔壁|同一?个?(?:专栏|章|节|部分)(?:里面?|中|内)?)*(?P<way>(?:往|朝)?(?:下|后|上|前))(?:面|边|头)?的?(?:那|这)?一?(?:个|条)?的?(?P<kind>条|章|节|部分|专栏|项?指标|项)?(?:呢|的?(?:标题|名称|题目)(?:呢)?|(?:的)?(?:标题|内容)?(?:又|是|叫|讲|说|写|的)*(?:是什么|讲什么|讲啥|什么|啥))?[??。]*$"
)
INSIDE = re.compile(r"^(?:这|那)?(?:里面|里头|里边|当中)(?=\S)")
"""“里面说的……”: of what the turn before was about."""
AMONG = re.compile(
    r"(?:也|都|还)?(?:[在算]|属于)?(?:它|这|那)?(?:里面|里头|里边|其中)(?:吗|么|吧|呢)?[?？。]*$"
)
"""“……也在里面吗”: whether the part before says something of it."""
WHOLE = re.compile(r"一共|总共|全部|所有|整个|全文")
TOGETHER = re.compile(
    r"加起来|加在一起|之和|合计|相加|相差|差多少|差几|两者|两个数|这两|二者|哪个[更比]|谁[更比]|哪个[多大高少小低]|几倍|同一个?[章节条]|同一个?部分|^(?:那)?(?:一共|总共|合计)(?:是|有)?多少[?]?$"
)
CHANGES = re.compile(
    r"(?:增加|增长|提高|提升|减少|下降|多|高|降低|缩短|涨)了?(?:多少|几|出)|几倍|翻(?:了)?几|相差|比(?:19|20)\d\d年?"
)
_DEFINES = re.compile(r"什么是|什么叫|何谓")
RELATIVE = frozenset(
    "平均 每年 年均 年平均 属性 性质 单位 目标 目标值 现状 原来 之前 以前 占比 比例 比重 同比 依据 出处 原文 来源 理由 原因 作用 意义 时间 范围 "
    "约束 约束性 预期 预期性 对应 相应 具体 数值 数字 增加 增长 提高 减少 下降 相差 两者 两个 现在 后来 最后 最终 当时 目前 为什么 原因".split()
)
"""Words that say something of a subject and name none."""
ATTRIBUTES = frozenset(
    "峰值 峰期 涨幅 跌幅 降幅 增幅 增速 幅度 效果 成效 结果 进展 规模 总额 总量 总数 金额 数额 份额 人数 次数 上限 下限 门槛 "
    "期限 年限 时限 日期 地点 对象 范围 条件 程序 流程 步骤 标准 后果 处罚 责任 例外 费用 价格 名字 姓名 名称 全称 简称 "
    "情况 实际 完成 落实 实现 规模 水平 频率 比率 占比".split()
)
"""Nouns for what is asked of a thing: documents give it under other words, or in figures alone."""
_SMALL = 6
"""A follow-up with fewer characters than this, subject words counted, cannot stand alone."""


def is_dependent(turn: str, catalogue: Catalogue) -> bool:
    """Whether a turn needs the earlier ones to be understood."""
    question = ParsedQuestion(turn)
    folded = question.folded
    own = "".join(question.core.split())
    if answer_small_talk(question, ()) is not None:
        return False
    if BESIDE.match(folded) or INSIDE.match(folded) or AMONG.search(folded):
        return True
    if PRONOUN.search(folded) and not re.search(r"其中(?!的)", folded):
        return True
    if TOGETHER.search(folded) and len(own) <= 10 and not re.search(r"[\w]和[\w]", folded):
        return True
    addressed = _by_address(question, catalogue)
    if addressed is not None:
        return addressed
    if re.search(r"(?:呢)[??。]*$", folded) and len(own) <= 16:
        return True
    if LEAD.match(folded) and len(own) <= 10:
        return True
    if MORE.search(folded) and len(own) <= _SMALL:
        return True
    if _DEFINES.search(folded) and len(own) >= 2:
        return False
    return _says_no_subject(question, own, catalogue)


def _by_address(question: ParsedQuestion, catalogue: Catalogue) -> bool | None:
    """The same of a turn that names a number; None when it names none."""
    folded = question.folded
    nth = NTH.search(folded)
    addresses = find_addresses(folded)
    if nth and all(a.level in ("item", "clause") for a in addresses):
        return True
    if LAST.search(folded) and not any(a.ordinal > 0 for a in addresses):
        return not choose_scope(question, catalogue.infos).named
    if not addresses:
        return None
    named = choose_scope(question, catalogue.infos).named
    if addresses[0].ordinal < 0 and not named and addresses[0].level not in ("box", "chapter"):
        return True
    bare = len(addresses) == 1 and addresses[0].level in ("section", "article")
    asks_on = (
        bool(MORE.search(folded) or re.search(r"是什么|是啥", folded)) and len(question.text) <= 12
    )
    return folded.rstrip("?。").endswith("呢") or (bare and asks_on)


def _says_no_subject(question: ParsedQuestion, own: str, catalogue: Catalogue) -> bool:
    """Whether a turn says nothing but words for parts, or words that are said of something."""
    words = {w for w in question.terms if not w.isdigit()}
    named = choose_scope(question, catalogue.infos).named
    parts = [w for w in words if PART_WORD.fullmatch(w)]
    if (
        parts
        and not WHOLE.search(question.folded)
        and all(PART_WORD.fullmatch(w) or w in BARE_WORDS or w in RELATIVE for w in words)
    ):
        return not named
    if words and words <= RELATIVE:
        return True
    without_years = re.sub(r"(?:19|20)\d{2}年?", "", own)
    return len(without_years) < 3 and not named
