"""Where it is written: “泊位一共多少个，报道有写吗” asks the report alone, as “报道里泊位一共多少个” does."""

from __future__ import annotations

import re

_PAPER = "(?:报道|规划|方案|文件|条例|文章|稿子?|发布会|通知|办法|纲要|意见|总结)"
_TELLS = "(?:写|提|说|讲|交代|公布|透露|披露)(?:明|到|过|及|了|出来|清楚)*"
_WRITTEN = re.compile(
    rf"^(?P<asked>.+?)[,，;；。?？]\s*(?P<where>[^,，;；。?？“”\"]{{0,12}}?{_PAPER})(?:里面?|中|上)?(?:都|也|到底|究竟|对此)?(?:明确|具体)?"
    rf"(?:(?:有没有|是否|有无)(?:明确|具体)?{_TELLS}|(?:有|可)?{_TELLS}(?:吗|没有|没|么|不))[?？]?$"
)
_ASKS = re.compile(r"多少|几[个项条名人家座]|哪|谁|什么|何时")
_NAMES = re.compile(rf"{_PAPER}|[《（(“\"]")


def asked_of_paper(text: str) -> str:
    """The question put to the paper that is asked last whether it tells; others stay as they are."""
    found = _WRITTEN.match(text)
    if found is None or not _ASKS.search(found["asked"]) or _NAMES.search(found["asked"]):
        return text
    return f"{found['where']}里，{found['asked']}？"
