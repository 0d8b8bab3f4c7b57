"""A made-up plan, regulation and report with lists, dates, people and figures of many kinds."""

from __future__ import annotations

from dataclasses import replace

from index_fakes import PairEmbedder, document

from index.store import Store
from rag.catalogue import Catalogue
from rag.routes import draft_answer

PLAN = """车站发展规划
一、总体目标
（一）基本思路。
打造清洁、安静、节能、便捷、美观“五好”车站。坚持“安全第一、服务至上、整洁有序”车站工作12字要求。
（二）主要指标。
专栏1 主要指标
指标|2025年|2030年|属性
1.无障碍电梯数量（台）|40|>60|预期性
候车室新增座椅800个，现在总数已经达到5000个。站台安检年度合格率达到90%以上，候车厅安检年度合格率达到95%以上。
到2030年，货运列车正点率达到85%，其他列车达到95%。
二、主要任务
（三）理顺管理机制。
一级调度中心由总站运行（含改造后的东、西、北分站）和应急等力量组成。二级调度中心由各站运行、检修、客服、保洁等力量组成，并向一级调度中心报送信息。
改革出现“三个转变”，即：由人工向自动转变；由分散向集中转变；由管理向服务转变。
全面推广K2030新一代售票系统。
近期（2025—2026年）：完成站房改造。
远期（到2030年）：全面建成智慧车站。
站务委员会于2027年对规划进行中期评估。
（四）加强国际合作。
推动“经认证的运输人”（CTO）互认。
"""
RULES = """车站管理条例
第一条 票价的种类如下：
（一）普通票；
（二）优惠票；
（三）免费票。
前款规定的票种，由车站公布。
第二条 进站申请，由车站管理局审批。经批准的，由车站管理局发给通行证。
第三条 封站的期限，除第五条规定外，为一个月以上六个月以下。
第四条 连续三次违规不满五年的，可以停运，但是最长不能超过二年。
第五条 本条例自2026年3月1日起施行。
"""
REPORT = """车站建设见成效
©原创 作者:李明 来源:车站日报 发表时间:2031-02-03 10:00
建设成果
五年来，新建无障碍电梯38台，达到78台。
4月6日，站长周宁在开放日上介绍，智慧车站服务更加便利。
责任编辑：吴越
"""


def stations() -> Catalogue:
    """A catalogue of the plan, the regulation and the report."""
    embedder = PairEmbedder()
    report = document(REPORT, "report", "车站建设见成效")
    report = replace(report, author="李明", date="2031-02-03", source="车站日报")
    documents = (
        document(PLAN, "plan", "车站发展规划"),
        document(RULES, "rules", "车站管理条例"),
        report,
    )
    return Catalogue(Store.in_memory(documents, embedder), embedder)


CATALOGUE = stations()


def said(text: str) -> str:
    """What is answered, the statements on lines of their own; "" for a refusal."""
    draft = draft_answer(text, (), CATALOGUE)
    return "\n".join(s.text for s in draft.statements) if draft.found else ""


def members(text: str) -> list[str]:
    """The items of the list that is answered."""
    return [s.text for s in draft_answer(text, (), CATALOGUE).statements if s.form == "item"]
