"""Conversion: a figure in the unit that a question asks it to be told in, with the working shown."""

from __future__ import annotations

import re

from index.documents import Fact
from index.folding import fold
from rag.draft import Evidence, Statement

_ASKED = re.compile(
    r"(?:折合|换算|折算|换成|合成?|相当于|等于|化成|也就是|(?<![占使费信作应利适录公专通])用|按)[^,。?]{0,4}?(?:是|为|成)?(?:多少|几)个?(?P<scale>万亿|亿|万)?个?(?P<unit>[\u4e00-\u9fff]{1,2})"
)
_SCALES = {"万亿": 1e12, "亿": 1e8, "万": 1e4, "": 1.0, None: 1.0}
_HOURS = {"小时": 1.0, "分钟": 1 / 60, "天": 24.0, "日": 24.0, "周": 168.0, "星期": 168.0}
_MONTHS = {"个月": 1.0, "月": 1.0, "年": 12.0, "季度": 3.0}
_METRES = {"米": 1.0, "公里": 1000.0, "千米": 1000.0}
_KILOGRAMS = {"公斤": 1.0, "千克": 1.0, "吨": 1000.0}
_TABLES = (_HOURS, _MONTHS, _METRES, _KILOGRAMS)


def converted(question_folded: str, fact: Fact, place: Evidence) -> Statement | None:
    """“9.7万亿元＝97000亿元。”, or None where no other unit is asked for or none can be told."""
    asked = _ASKED.search(question_folded)
    if asked is None or fact.number is None or fact.upper is not None:
        return None
    unit = fact.unit.lstrip("多余个")
    wanted = next((u for u in (asked["unit"], asked["unit"][:1]) if _rate(unit, u)), "")
    rate = _rate(unit, wanted)
    if not rate or (unit == wanted and not asked["scale"]):
        return None
    number = fact.number * rate / _SCALES[asked["scale"]]
    said = re.sub(r"[^\d.万亿%]", "", fold(fact.value)) if fact.value[:1].isdigit() else fact.value
    text = f"{said}{'' if said.endswith(unit) else unit}＝{number:.10g}{asked['scale'] or ''}{'个月' if wanted == '月' else wanted}。"
    return Statement(text, (place,), derived=True) if said != f"{number:.10g}" else None


def _rate(unit: str, wanted: str) -> float:
    """How many of the wanted unit one unit is; 0 where they do not measure the same."""
    if unit == wanted:
        return 1.0
    table = next((t for t in _TABLES if unit in t and wanted in t), None)
    return table[unit] / table[wanted] if table else 0.0
