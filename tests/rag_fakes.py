"""A small made-up catalogue for tests of rag: a plan, a law and a news report, indexed in memory."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from index_fakes import PairEmbedder, document

from index.documents import Document
from index.store import Store
from rag.answer import Question
from rag.assistant import Assistant
from rag.catalogue import Catalogue
from rag.question import ParsedQuestion
from rag.scope import Scope, choose_scope

PLAN = """港口发展规划
一、总体要求
（一）指导思想。
坚持绿色发展，建设平安港口。
（二）主要目标。
到2030年，万吨级泊位达到80个，岸电使用率达到95%。引进引航员不少于12名。
专栏1 港口发展主要指标
指标|2025年|2030年|属性
1.万吨级泊位数量（个）|50|≥80|预期性
2.岸电使用率（%）|60|95|约束性
3.绿色泊位数量（个）|—|20|预期性
二、重点任务
（三）完善集疏运体系。
建设疏港铁路3条，形成公铁水联运网络。
专栏2 智慧港口建设工程
（一）无人集卡推广。投放无人集卡200套。
（二）数字孪生平台。建成港口数字孪生平台。
（四）强化安全监管。
近期（2026—2027年）：完成危化品堆场改造。
危化品堆场改造由市交通委员会负责督查。
"""

LAW = """内河船舶管理条例
第一章 总则
第一条 为了规范内河船舶管理，制定本条例。
第二条 本条例所称船舶，是指在内河航行的机动船。
第二章 登记
第一节 一般规定
第三条 船舶所有人应当在三十日内办理登记。
第四条 登记工作程序由航道局制定。
第二节 特别规定
第五条 伪造登记证书的，处二万元以上十万元以下罚款。
第三章 附则
第六条 有下列情形之一的，不予登记：
（一）船龄超过30年；
（二）船体严重变形；
（三）来历不明。
第七条 本条例自2020年1月1日起施行。
"""

NEWS = """港口建设五年见成效
©原创 作者:李明 来源:港口日报 发表时间:2031-02-03 10:00
智慧港口加快建设
2030年，全市万吨级泊位达到86个。
港口局局长王海在会上介绍，无人集卡投放了260套。
"""

RESTARTING = """仓库管理办法
一、入库
（一）登记。
入库当天登记。
（二）验货。
两人同时验货。
二、出库
（一）审批。
出库须经主管审批。
（二）复核。
出库前复核数量。
"""


def plan() -> Document:
    return document(PLAN, "plan", "港口发展规划")


def law() -> Document:
    return document(LAW, "law", "内河船舶管理条例")


def news() -> Document:
    made = document(NEWS, "news", "港口建设五年见成效")
    return replace(made, author="李明", date="2031-02-03", source="港口日报")


def restarting() -> Document:
    return document(RESTARTING, "store", "仓库管理办法")


def catalogue_of(*documents: Document) -> Catalogue:
    """A catalogue of these documents (the plan, the law and the report when none is given)."""
    embedder = PairEmbedder()
    return Catalogue(Store.in_memory(documents or (plan(), law(), news()), embedder), embedder)


def assistant_of(*documents: Document) -> Assistant:
    """An assistant over these documents, with extractive answers."""
    embedder = PairEmbedder()
    store = Store.in_memory(documents or (plan(), law(), news()), embedder)
    return Assistant(store, embedder)


def asked(
    text: str, catalogue: Catalogue, documents: Sequence[str] = ()
) -> tuple[ParsedQuestion, Scope]:
    """A question taken apart, with its scope, as the routes receive them."""
    question = ParsedQuestion(text)
    return question, choose_scope(question, catalogue.infos, documents)


def follow_up(*turns: str) -> Question:
    """A question with its earlier turns."""
    return Question(turns)
