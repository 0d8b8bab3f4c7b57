"""A made-up plan of a bus depot: several figures in a sentence, dated paragraphs, a named procedure."""

from __future__ import annotations

from index_fakes import PairEmbedder, document

from index.store import Store
from rag.catalogue import Catalogue
from rag.routes import draft_answer

PLAN = """公交场站发展规划
一、主要目标
（一）人才队伍。
建好场站调度学校2-3个，培养引进高级技师60名以上；资料库收录案例900件。
司机投诉率误差控制在3%以内，满意程度保持在0.9到0.97的合理区间。
“一卡通乘”业务达到12大类340项，覆盖全部线路。
以快线为例，检票通道加装闸机，候车时间平均压缩9分钟以上。
专栏1 主要指标
指标|2025年|2030年|年均|属性
1.新能源公交车占比（%）|60|>95||约束性
2.示范站台建设数量（座）||40|8|预期性
3.线网互通城市数量（个）|6|≥18||预期性
（二）实施步骤。
——近期（2026—2027年）：更换旧车。把“电子站牌”试点推行到东城线路。
——远期（到2030年）：智慧场站全面建成。各条线路取得实质进展。
（三）实行车辆检修“一次进场、分类处置”的新模式。
第一步由检修中心查看车况，再由安全中心核对记录。
"""


def depot() -> Catalogue:
    """A catalogue of the plan alone."""
    embedder = PairEmbedder()
    documents = (document(PLAN, "plan", "公交场站发展规划"),)
    return Catalogue(Store.in_memory(documents, embedder), embedder)


CATALOGUE = depot()


def said(text: str) -> str:
    """What is answered, the statements on lines of their own; "" for a refusal."""
    draft = draft_answer(text, (), CATALOGUE)
    return "\n".join(s.text for s in draft.statements) if draft.found else ""
