"""What the rules for tables understand of a question, beside names of rows and columns."""

from __future__ import annotations

import re

TABLE = re.compile(
    r"指标|专栏|表格|[这那张个]表|表[里中内上头]|一览表|[这那末首一]行|[一这那]栏|[一这那]列|约束性|预期性|基数|基期|目标值|属性|年均"
)
"""Words of tables."""
COMPLETE = re.compile(
    r"齐全|齐备|(?:数据|数值|数字)完整|都(?:给|列|填|写|标)(?:出|了|有)*|(?:都|均)有(?=数|值|基|了?$)|均列|两头"
)
"""Both the first and the last figure are there."""
WORKING = re.compile(
    r"相差|差距|差值|差|减去?|加起来|相加|净增|新增|多出|高出|扩大|加上|之和|合计|总和|总计|增长|增加|提高|提升|上升|下降|降低|减少|涨|升|降|翻|倍数?|幅度|增幅|涨幅|跨度|变化|占比|占|比例|比重|几分之[几一]|平均|每年|一年|折合|换算|算算|算下来|算出来|算"
)
"""Words of reckoning."""
COMPARING = re.compile(
    r"[从由][大高多小低少][到至][大高多小低少]|[更最][大小多少高低快慢长短]|较?(?:大|小|多|少|高|低)(?:于|出)?|大于等于|小于等于|大于|小于|等于|超过|不到|不足|至少|起码|以上|以下|正好|刚好|恰好|一样|相同|相等|一致|排[在第]?|名次|次序|顺序|前[一二三四五几]名?|倒数|不等号|符号|谁|哪[边个一]"
)
"""Words of comparing."""
SPEAKING = re.compile(
    r"一并|发我|给我|告诉我?|报一?[遍下]|核对|对一下|列[一出]?下?|数[一出]?下|写明|写着|写的|列着|列的|填的|标的|标着|定的|定了|定在|定为|规定|设定|要求|达到|做到|干到|建到|完成|达标|算数|底|末|规划|五年|期间|起步|起初|最终|最后|结束|末尾|开头|名称|名字|叫法|清单|数目|数字|数值|个数|总数|总量|多少|分别|各自?|分开|说说|讲讲|这块|这边|方面|这[一二两三四五六七八九]?[样项条个]|那[一二两三四五六七八九]?[样项条个]|[一二两三四五六七八九十]+[样项条个者]|必须|应该|究竟|到底|大概|差不多|刚刚|整|封顶|上限|下限|考核|任务"
)
"""Words that say nothing of their own beside figures."""


def understood(text: str) -> str:
    """A folded text with all that is understood blanked out, of the same length."""
    for pattern in (TABLE, COMPLETE, COMPARING, WORKING, SPEAKING):
        text = pattern.sub(lambda m: " " * len(m[0]), text)
    return text
