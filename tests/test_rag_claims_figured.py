"""A figure claimed is held against the sentence of the article that has one of its kind."""

from __future__ import annotations

import pytest
from index_fakes import PairEmbedder, document
from rag_fakes import assistant_of

from index.store import Store
from rag.catalogue import Catalogue
from rag.claims.counted import miscounted
from rag.question import ParsedQuestion
from rag.scope import choose_scope

LAW = """渡口管理条例
第一条 经营渡口应当具备下列条件：
（一）渡船的总价值不得少于三十万元；
（二）有符合安全要求的码头。
经营渡口，应当向渡口管理局申请许可；经许可的，办理经营渡口的登记。
第二条 渡口夜间停运。
第三条 渡口管理员违反本条例约定替班的，由渡口管理局责令改正。
第四条 同一渡口与同一管理员只能约定一次替班。
第五条 新设渡口的申请，由省渡口管理局审批。
"""


@pytest.mark.parametrize(
    "text",
    ["经营渡口，渡船总价值八万元就够登记吧", "经营渡口渡船价值八万元就能登记吧，准备去申请了"],
)
def test_a_wrong_figure_meets_the_right_one(text: str) -> None:
    with assistant_of(document(LAW, "ferry", "渡口管理条例")) as assistant:
        answer = assistant.ask(text)
    assert "三十万元" in answer.answer
    assert not answer.answer.startswith("是的")


def test_nothing_is_put_beside_where_the_article_has_no_such_figure() -> None:
    with assistant_of(document(LAW, "ferry", "渡口管理条例")) as assistant:
        answer = assistant.ask("渡口夜间停运八万元吧")
    assert "三十万元" not in answer.answer


def test_a_wrong_number_of_times_meets_the_right_one() -> None:
    with assistant_of(document(LAW, "ferry", "渡口管理条例")) as assistant:
        assert "一次替班" in assistant.ask("渡口管理员可以约定替班两次，对吧").answer


def test_an_office_that_nobody_knows_is_put_right() -> None:
    # it was refused, since no document has that office
    with assistant_of(document(LAW, "ferry", "渡口管理条例")) as assistant:
        assert (
            "省渡口管理局审批"
            in assistant.ask("新设渡口的申请交给水利部审批后，水利部何时答复").answer
        )


def test_a_number_said_in_another_word_is_no_other_number() -> None:
    """二步走 and 两步走: nobody who says it the other way is told that he is wrong."""
    texts = document("港口规划\n第一条 港口发展分两步走，2030年前建成新港。\n", "port", "港口规划")
    embedder = PairEmbedder()
    catalogue = Catalogue(Store.in_memory((texts,), embedder), embedder)
    scope = choose_scope(ParsedQuestion("二步走"), catalogue.infos, ())
    assert miscounted(ParsedQuestion("二步走哪年建成新港"), scope, catalogue) is None
    wrong = miscounted(ParsedQuestion("三步走哪年建成新港"), scope, catalogue)
    assert wrong is not None
    assert wrong.text == "两步走哪年建成新港"
