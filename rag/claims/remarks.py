"""Remarks: clauses that say who has said a thing, where it will be written, or whether it may stand so.

“书上这么写的”, “写进简报行不行”, “会计让我核一下”, “这条要改吗” say nothing of the subject: whoever says them wants
what was stated before them held against the text.
"""

from __future__ import annotations

import re

LONGEST = 20
"""Characters beyond which a clause is more than a remark."""
_SAYER = r"[^,\d]{0,8}?"
_SPEECH = (
    r"(?:写|说|讲|背|记|抄|教|报|发|传|理解|表述|表达|引用|引|填|用|提|认为|规定|算|分|排|列|划)"
)
_FINE = (
    r"(?:对|行|可以|能行|合适|妥|成|好|准确?|正确|严谨|靠谱|恰当|[没有]?问题|[没有]?毛病|[没有]错)"
)
_ASKED = rf"(?:能|会不会|是不是|是否|算|还|总)*{_FINE}*(?:不{_FINE}|不|没有?)?(?:了|的)*(?:吗|吧|么|嘛|呢|不|没)?"
_SO = r"(?:这么|这样|那么|那样|如此|[按照]这个)"
_THERE = r"(?:[到进在入成给上][^,]{1,6}?(?:里面?|中|上|去)?)"
_THIS = r"(?:这|那|此|该|上述)?(?:[一两三几]?[个条句段些])?(?:话|数字?|数据|说法|提法|写法|表述|结论|年份|日期|顺序|名称|名字|时间|[两三几]个)"
_FORMS = (
    rf"{_SAYER}(?:都|也|就|总|一直|是)*{_SO}[^,]{{0,3}}?{_SPEECH}(?:的|了|着|过|得)*{_THERE}?{_ASKED}",
    rf"{_SAYER}{_SPEECH}(?:过|的|着)?我?(?:不对|不行|错|{_SPEECH}[错反]|不准|有误|有问题)(?:了|的)*",
    rf"{_SAYER}(?:让|叫|催|等着?|请|托)(?:我们?|咱们?|你)[^,]{{0,3}}?(?:核|查|确认|校|改|看|问)[^,]{{0,4}}",
    rf"{_SAYER}(?:要不要|需不需要|用不用|该不该|要|用|需要?|得)(?:改|更正|修改|订正|改正|撤回)[^,]{{0,3}}?(?:吗|么|不|呢|吧)?",
    rf"{_SAYER}(?:没有?|有没有|有|(?:不会|会不会)有?)(?:什么|啥)?(?:毛病|问题|错误?|出入|偏差|差错|这回事|这[条种]?(?:规定|说法)?)(?:吧|吗|么|呢)?",
    rf"(?:{_SPEECH}|放){_THERE}{_ASKED}",
    rf"{_THIS}(?:我们?|咱们?|他们?)?(?:都|已经?|也|就|正|打算|准备|要)*(?:直接|原样)?{_SPEECH}{_THERE}?(?:了|的|过)*",
    r"(?:我们?|咱们?|俺)?(?:都|这就|正|已经)?(?:准备|打算|马上|正要|就要|这就)(?:去|要)?(?!.*[吗么])[^,\d?]{1,6}(?:了|呢)",
    r"(?:我们?|咱们?)?[^,\d]{0,5}(?:前|之前|先|再|想|要|得)(?:先|再)?(?:核实?|核对|查|确认|校对?)[^,]{0,4}",
    rf"{_THIS}?(?:能不能|能否|能|可不可以|可以|可)(?:直接|这样|原样|放心|照)*(?:引用|采用|照?抄|用|写|说|发|报)(?:进去|上去|出去|上)?(?:吗|么|不|呢|吧)?",
    rf"{_THIS}?(?:没有?|有没有|是不是|会不会|别是)?(?:{_SPEECH}|搞|弄|看|听)(?:错|反|混|颠倒|岔)(?:了|的)*(?:吗|吧|么|没有?|呢|啊)?",
    rf"{_THIS}(?:是|还|算)*{_FINE}{_ASKED}",
    rf"{_SAYER}(?:{_SPEECH}|告诉我?)(?:给?我)?的",
    r"(?:到底|究竟|原文|原话|原句|正确的?|法条|条文|文件|规划|法律|规定|上|里|中|又|应该|应当|实际|说法|是|的|请问)*"
    r"(?:怎么|咋|如何|怎样)(?:写|说|讲|规定|定|表述|要求)(?:的|了|呢|呀|啊)*",
)
_ASKS = re.compile(r"怎么算|谁|哪|几(?!个)|多少|什么(?!毛病|问题|错)|何时|呢$")
_REMARK = re.compile("|".join(f"(?:{form})" for form in _FORMS))


def is_remark(folded: str) -> bool:
    """Whether a folded clause, which states no figure or name, is such a remark."""
    said = re.sub(r"[\s\"'()?!。、]", "", folded)
    return 0 < len(said) <= LONGEST and bool(_REMARK.fullmatch(said)) and not _ASKS.search(said)
