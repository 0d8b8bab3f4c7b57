"""What a question about parts says beside their names, the words for parts and the words of asking."""

from __future__ import annotations

import re
from functools import lru_cache

from rag.question import ParsedQuestion
from rag.structure.part_words import PART_WORDS

_NOISE = re.compile(
    rf"(?:19|20)\d{{2}}年|[哪这那]一?[块类种样](?=内容|事|$)|专门|指的是|条文|{PART_WORDS}|目录|框架|结构|提纲|大纲|标题|题目|名称|名字|题名|编号|序号|号码|数字|数目|数量|总数|个数|开头|开篇|打头|结尾|末尾|起止|起讫|首尾|始末|为止|结束|开始|止于|"
    r"加起来|合起来|加在一起|合在一起|共计|总计|合共|单独|独立|单列|自成|针对|围绕|负责|解决|管|抓|干|搞|做|名|组成|构成|包括|包含|囊括|涵盖|划分|分为|分成|下设|设置|设有|设立|配有|附有|带有|上一级|上级|上一层|下一级|下级|层级|对应|相应|所在|所属|隶属|归属|属于|位于|处于|处在|安排|出现|出自|来自|参见|涉及|关于|有关|相关|地方|"
    r"夹着?|紧接|紧跟|紧挨|挨着|相邻|跟着|接着|随后|往后|往前|后面|后边|后头|前面|前边|前头|之后|之前|下面|下边|底下|之下|上面|里面|里头|里边|当中|其中|中间|之间|隔着?|最[多少]|数(?!\w)|本身|自己|"
    r"收录|收(?=[了有着])|节选|摘录|摘选|选取|截取|讲述|讲的|讲到|讲|说到|说|写到|写|谈到|谈|介绍|提到|提|规定|内容|原文|全文|正文|大意|概括|总结|概述|展开|详细|具体|要点|主旨|主要|意思|解释|"
    r"叫做|叫|称为|名为|标|题|含|设|附|带|配|挂|跟|随|接|列|排|放|写|落|归|属|编|分|从|由|到|至|止|起|完|有|是|在|的|了|着|过|为|于|以|将|把|被|给|对|"
    r"一直|直|那么|那个|这个|那|这|该|此|它们|它|其|个|些|一共|总共|共有|合计|共|一|各|每|所有|全部|整个|整|全|同|逐|几|多少|哪|什么|啥|谁|何|分别|依次|顺序|按|先后|都|还|也|和|与|跟|及|或|并|且|又|再|就|只|才|"
    r"大|小|号|款|点|层|级|条目|第|里|中|内|下|上|后|前|出|来|去|看|想|问|请|您|你|我|们|好|麻烦|帮|能|可以|可|要|知道|告诉|呢|吗|吧|啊|么|嘛|呀|哦|吗|没|不|否|无|"
    r"文件|文本|文中|本文|全书|规划纲要|规划|方案|纲要|条例|法律|办法|报告|文章|报道|法|份|部|两|二|三|四|五|六|七|八|九|十|\d"
)
UNKNOWN = re.compile(r"[总分附]则|[总分]纲|序言")
"""Names of parts: where they still stand in a clause no part of the document is called so."""


@lru_cache(maxsize=10_000)
def left_over(clause: str) -> tuple[str, ...]:
    """What a clause says beside its subjects, words for parts and words of asking, in pieces."""
    core = ParsedQuestion(clause.replace("§", " ")).core
    if unknown := UNKNOWN.search(clause):
        return (unknown[0],)
    return tuple(re.sub(r"[\W_]+", " ", _NOISE.sub(" ", core)).split())
