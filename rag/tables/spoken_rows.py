"""What people say of a table, in the words that tables and the rules for them use.

“25年底数” → “2025年基数”, “硬性的” → “约束性的”, “头一行” → “第1项”: one vocabulary for all that reads it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from index.numerals import parse_numeral
from rag.question import ParsedQuestion
from rag.tables.rows import Row

_HERE = r"(?:指标|目标|项目|那[项条个些]|这[项条个些]|一[项条个]|[项条个]|的|性|考核|要求|任务|$|[,?、还是和与])"
_SAID: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), word)
    for pattern, word in (
        (r"最(?:厉害|狠|猛|凶|明显|突出|显著|夸张)", "最大"),
        (r"居首(?!位)|榜首|拔头筹|夺魁|夺冠|冠军|头一名|排头名|排头一个", "最大"),
        (
            r"(?:垫底|倒数第一|居末|末位|排(?:在)?最末|排(?:在)?最后|最靠后|敬陪末座)(?!的?(?:那|这|一)*[行条项个])",
            "最小",
        ),
        (
            r"底数|底子|家底|期初(?:存量|数值?|值|水平)?|起始值|初始值|起始数|出发点|起点值?|原有数|原来的数|基准值?|老底",
            "基数",
        ),
        (
            rf"(?:硬性|刚性|强制性?|必须完成|非完成不可|死任务|硬杠杠|硬)(?:约束|要求)?的?(?={_HERE})",
            "约束性",
        ),
        (rf"(?:软性|弹性|柔性|非强制性?|参考性|引导性|软)(?:要求)?的?(?={_HERE})", "预期性"),
        (r"满分(?:100%)?|百分百|百分之百|百分之一百|全覆盖(?=的)|拉满", "100%"),
        (r"个点(?!儿)", "个百分点"),
        (r"目标数字?|目标值|要求值|终值|期末值|规划值|规划数", "目标值"),
        (r"约束(?!性|力|机制|条件)", "约束性"),
        (r"预期(?!性|寿命|收益|效果)", "预期性"),
        (r"总盘子|大盘子", "总数"),
        (r"(?<=[几多少])个?(?:档次?|级别|等级)(?=[^,?]{0,8}(?:[,?]|$))", "项"),
        (r"(?:再|还|得|要)*(?:多?添|凑|补)(?:上|出|到)?(?=多少|几)", "增加"),
        (r"(?:空着)?(?:画|打|划)(?:着|了|有)?(?:短?横线|横杠|杠)的?", "空着的"),
        (r"差额|差数|净差", "相差"),
        (r"(?:增幅|涨幅|升幅|增量)(?=(?:[是为])?最|排)", "增长"),
        (r"(?:降幅|跌幅|减幅)(?=(?:[是为])?最|排)", "下降"),
        (r"(?<=[长加高升降少])(?:的)?(?:幅度|幅|得)(?=最)", ""),
        (r"(?:涨|升|变化|进步)(?:的|得)?(?:幅度|幅)?(?=最)", "增长"),
        (r"(?<=最)(?:大|快|猛|明显)(?=的?(?:增长|增幅))", "大"),
        (r"不等号|不等式|(?:大于|小于)?符号", "不等号"),
    )
)
_DENIED = re.compile(
    r"(?:(?<![是属算岂])(?<!难道)不(?:是|属于|算)|并不是?|并非|非)(?P<kind>约束性|预期性)"
)
"""A kind that is denied is the other one: a table has these two."""
_OTHER = {"约束性": "预期性", "预期性": "约束性"}
_SHORT_YEAR = re.compile(
    r"(?<![\d.年第])(?P<year>\d\d)年(?!以[上下内]|来|内|间|后|前|期|多|的?时间)"
)
_FIRST = re.compile(r"(?:头|首|打头|最前面?|最上面?|最靠前|开头)的?(?:那|这|一)*(?=[行条项个])")
_LAST = re.compile(
    r"(?:末尾|末了|末|最后面?|最末|最下面?|最底下|结尾|垫底|压轴|收尾)的?(?:那|这|一)*(?=[行条项个])"
)
_PLACE = re.compile(
    r"(?P<back>倒数)?第(?P<n>[一二三四五六七八九十\d]{1,3})(?=[行条项个](?!月|五年))"
)


def in_table_words(question: ParsedQuestion, rows: Sequence[Row]) -> ParsedQuestion:
    """The question without names of documents, its everyday words for tables made the usual ones."""
    text = question.subject
    for pattern, word in _SAID:
        text = pattern.sub(word, text)
    text = _DENIED.sub(lambda found: _OTHER[found["kind"]], text)
    years = {c.year for r in rows for c in r.cells if c.year}

    def full(match: re.Match[str]) -> str:
        year = 2000 + int(match["year"])
        return f"{year}年" if year in years else match[0]

    text = _SHORT_YEAR.sub(full, text)
    # The question itself where nothing changes: it has been expanded already.
    return question if text == question.subject else ParsedQuestion(text, (), question.learned)


def places_named(subject: str, size: int) -> tuple[int, ...]:
    """The places of rows that a folded question names by order, from 0, of `size` rows."""
    found: dict[int, None] = {}
    if _FIRST.search(subject):
        found[0] = None
    for match in _PLACE.finditer(subject):
        number = parse_numeral(match["n"]) or 0
        place = size - number if match["back"] else number - 1
        if number and 0 <= place < size:
            found[place] = None
    if _LAST.search(subject) and size:
        found[size - 1] = None
    return tuple(found)


def table_years(rows: Iterable[Row]) -> tuple[int, ...]:
    """The years that the columns of rows stand for, in order."""
    return tuple(sorted({c.year for r in rows for c in r.cells if c.year}))
