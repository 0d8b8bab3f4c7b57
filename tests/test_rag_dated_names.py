"""Documents called by a year or by their age: their year must not be asked of the answer too."""

from __future__ import annotations

import pytest

from index.documents import DocumentInfo
from rag.dated_names import own_years
from rag.question import ParsedQuestion
from rag.scope import choose_scope

INFOS = (
    DocumentInfo("port", "“十四五”港口发展规划"),
    DocumentInfo("old", "现代港口制度第二步发展战略规划", date="2006年修订"),
    DocumentInfo("reform-2013", "港口全面深化改革总体方案"),
    DocumentInfo("news", "守港口促发展", author="李明", date="2025-03-02"),
)


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("2013年方案里引航站有几个", ("reform-2013",)),
        ("2013方案 三支队伍", ("reform-2013",)),
        ("引航站 2013 第几条 建设", ("reform-2013",)),
        ("13年的方案里泊位怎么分", ("reform-2013",)),
        ("2013年那套新办法先由谁看", ("reform-2013",)),
        ("2013年改革方案讲几类企业", ("reform-2013",)),
        ("06年那份靠什么系统", ("old",)),
        ("06版规划靠什么系统", ("old",)),
        ("涉案率每年控制在多少（2006）", ("old",)),
        ("2006年的老规定是几个月", ("old",)),
        ("早年那份规划怎么叫", ("old",)),
        ("现行规划还这么提吗", ("port",)),
        ("2025年的报道怎么说", ("news",)),
        ("06年那份和十四五各怎么安排", ("port", "old")),
    ],
)
def test_a_year_of_its_own_names_a_document(question: str, named: tuple[str, ...]) -> None:
    scope = choose_scope(ParsedQuestion(question), INFOS)
    assert scope.named
    assert scope.documents == named
    assert ParsedQuestion(question, scope.spans).years == ()


@pytest.mark.parametrize(
    ("question", "years"),
    [
        ("2025年规划目标是多少", (2025,)),
        ("规划到2010年要多少", (2010,)),
        ("2013—2014年要做什么", (2013, 2014)),
    ],
)
def test_any_other_year_is_asked_for(question: str, years: tuple[int, ...]) -> None:
    scope = choose_scope(ParsedQuestion(question), INFOS)
    assert ParsedQuestion(question, scope.spans).years == years


def test_a_plan_without_a_date_has_the_first_year_of_its_five() -> None:
    assert own_years(INFOS[0]) == {2021}
    assert own_years(INFOS[1]) == {2006}
    assert own_years(DocumentInfo("a1998f", "某办法")) == frozenset()
