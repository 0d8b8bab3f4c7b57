"""What a question about a table says beside names, columns and conditions: nothing, or it asks of content."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.folding import fold
from index.numerals import NUMERAL
from rag.catalogue import Catalogue
from rag.question import ParsedQuestion
from rag.tables.rows import Row

SUPERLATIVE = re.compile(
    r"最(?P<way>大|高|多|长|快|小|低|少|短|慢)|居?首位|排?第一(?!产业|[条项章节步行])"
)
ORDERED = re.compile(
    r"从(?P<a>大|高|多|小|低|少)到(?P<b>小|低|少|大|高|多)|由(?P<c>大|高|多|小|低|少)[到至](?:小|低|少|大|高|多)|降序|升序|排序|排名|排列|排个?队"
)
_NOISE = re.compile(
    rf"上升|下降|降低|{NUMERAL}+(?=[个项条])|哪(?:些|几|个|两|{NUMERAL})*|地方|地区|省份|省市|省区|城市|部门|"
    r"主要指标|核心指标|关键指标|指标|项目|行|条目|表格|这张表|那张表|表里|表中|表|专栏\s*\d*|列出|列举|给出|写出|标出|标注|填|写|公布|数据|数字|数值|目标值|目标|值|基数|现状|水平|比例|"
    r"超过|超出|突破|大于等于|小于等于|大于|小于|高于|低于|多于|少于|不低于|不高于|不少于|不超过|至少|至多|起码|不到|不足|不满|等于|正好|恰好|刚好|达到|达|定在|要求|要到|"
    r"大于号|等于号|符号|带|号|以上|以下|以内|单位|计算|计|衡量|百分比|百分数|百分率|百分之|百分点|最大|最小|最高|最低|最多|最少|最长|最短|最|从高到低|从低到高|从大到小|从小到大|从多到少|从少到多|降序|升序|排序|排名|排列|排|"
    r"(?:就|早)?已经?|就|全部|所有|全|都|均|各|每|一共|总共|共|其中|里面|里|中|内|的|是|为|有|没有|没|未|无|不|含|包括|包含|在内|到|至|年底|年末|年|底|末|个数|数|项|条|个|家|名|种|类|哪些|哪几|哪|几|多少|什么|谁|分别|同时|既|又|而且|且|并|和|与|或|以|按|用|把|将|被|对|那|这|一|属于|占|属性|性质|类型|算|来|得|着|了|过|要|能|会|可|还|也|只|才|再|下|上|出|看|说|请问|请|您好|你好|麻烦|帮|我|告诉|知道|想|报|给|呢|吗|吧|啊|么|规划|方案|文件|空着|空缺|空白|空|写明|明确|栏|列|哪里|统计|汇总|数一数|数量|名单|标准|适用|相比|相较|比|多|少|高|低|约|大概|左右|增加|增长|提高|提升|上升|减少|下降|降低|扩大|变化|建成|建设|实现|完成|创建|推动|设定|定|期间|时候|同期|翻|倍|差|加|起"
)


def left_terms(question: ParsedQuestion, rows: Sequence[Row], catalogue: Catalogue) -> list[str]:
    """Pieces of the question beside words of asking and comparing, figures and what the tables
    themselves say (columns, remarks, units, titles); they can only mean names of rows."""
    text = re.sub(r"[\d.,]+|[%≥≤<>=]", " ", question.subject)
    pieces = re.sub(r"[\W_]+", " ", _NOISE.sub(" ", text)).split()
    said = vocabulary(rows, catalogue)
    return [p for p in pieces if p not in said and not set(p) <= _characters(said)]


def vocabulary(rows: Sequence[Row], catalogue: Catalogue) -> str:
    """The folded words of columns, remarks, units and headings of the tables that the rows stand in."""
    said: dict[str, None] = {}
    tables: set[tuple[str, str]] = set()
    for row in rows:
        said.update({fold(row.attribute): None, **{fold(c.measure): None for c in row.cells[:6]}})
        said.update({fold(c.unit): None for c in row.cells[:6]})
        outline = catalogue.outline(row.document_id)
        table = (row.document_id, outline.node(row.node_id).parent or "")
        if table not in tables:
            tables.add(table)
            said[fold("".join(outline.heading_path(table[1])) + outline.title)] = None
            header = next(
                (t.header[0] for t in outline.tables if t.node_id == table[1] and t.header), ""
            )
            said[fold(header)] = None
    return "\n".join(said)


def _characters(said: str) -> set[str]:
    """The characters of the short words only: “省区” of a column “省、自治区、直辖市”."""
    return {c for line in said.split("\n") if len(line) <= 16 for c in line}
