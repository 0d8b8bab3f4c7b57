"""Web pages: what the site says is quoted as if the plan said it, or a piece of the plan is lost."""

from __future__ import annotations

import pytest

from index.blocks import Block, Grid, Marked, line_of
from index.errors import ReadError
from index.formats.html import blocks_of_markup, read_html

P = "各单位要结合实际抓好落实，确保各项任务按期完成，不断提高工作水平。"


def blocks(markup: str) -> list[Block]:
    return list(read_html(markup.encode(), "甲.html").blocks)


GOVERNMENT = f"""<html><head><meta charset=gb2312><title>某某规划的通知_部门文件_中国政府网</title>
<meta name=ArticleTitle content="某某规划的通知"></head><body>
<div class=header><ul class=nav><li><a href=/>首页</a><li><a href=/a>新闻</a></ul></div>
<div class=BreadcrumbNav>当前位置：<a href=/>首页</a> &gt; 正文</div>
<div class="article oneColumn"><h1> 某某规划
 的通知 </h1>
<div class=pages-date>2021-07-30 来源：海关总署 <span>字体：大 中 小</span> <span>打印</span></div>
<table><tr><td>索 引 号：</td><td>0001/2021</td><td>发布日期：</td><td>2021年7月1日</td></tr></table>
<div class=pages_content id=UCAP-CONTENT><p align=center>某某规划</p><p>　　<strong>一、总体要求</strong></p>
&nbsp;&nbsp;&nbsp;&nbsp;{P}<br>&nbsp;&nbsp;&nbsp;&nbsp;（一）指导思想。坚持改革。　　（二）基本原则。坚持开放。
<p>附件：1.<a href=a.docx>分工表</a></p><p>海关总署</p><p>2021年7月1日</p></div>
<div class=share>分享：<a href=#>微信</a></div></div>
<div class=xglj><h2>相关链接</h2><a href=1>一、专家解读规划，看懂今后五年怎么干</a></div>
<div class=qrcode>扫一扫在手机打开当前页</div>
<div class=footer><p>主办单位：某办</p><p>版权所有 京ICP备05070218号</p></div></body></html>"""


def test_a_page_of_a_government_site_gives_the_document_alone() -> None:
    reading = read_html(GOVERNMENT.encode("gb18030"), "甲.html")
    assert reading.title == "某某规划的通知"
    assert list(reading.blocks) == [
        Marked("某某规划的通知", 1), "2021-07-30 来源：海关总署", "索引号：0001/2021", "发布日期：2021年7月1日",
        "某某规划", "一、总体要求", P, "（一）指导思想。坚持改革。", "（二）基本原则。坚持开放。",
        "附件：1.分工表", "海关总署", "2021年7月1日",
    ]  # fmt: skip
    assert reading.warnings == ()


def test_a_page_laid_out_with_tables_and_without_names() -> None:
    page = (
        "<table><tr><td><a href=/>首页</a></td><td><a href=/b>新闻</a></td></tr></table>"
        f"<table><tr><td><a href=x>栏目</a></td><td><p>关于某事的公告</p><p>{P * 15}</p><p>某局</p></td>"
        "</tr></table><center>版权所有：某网 ICP备12345号</center>"
    )
    assert blocks(page)[-2:] == [P * 15, "某局"]
    assert "新闻" not in blocks(page)


@pytest.mark.parametrize(
    ("page", "lost"),
    [
        (f"<form><div class=header>甲</div><div><p>{P}</p></div></form>", "甲"),
        (f"<article><p>{P * 3}</p></article><div id=comments><p>{P}{P}</p></div>", P * 2),
        (f"<p>{P}</p><p style='display: none'>藏</p><span hidden>藏</span><!-- 藏 -->", "藏"),
        (f"<script>document.write('<p>藏</p>')</script><style>藏</style><p>{P}</p>", "藏"),
        (f"<p>{P}</p><template><p>藏</p></template><noscript>请启用脚本</noscript>", "请启用脚本"),
    ],
)
def test_what_no_reader_sees_or_others_wrote_is_left_out(page: str, lost: str) -> None:
    found = blocks(page)
    assert any(P in str(block) for block in found)
    assert lost not in found


@pytest.mark.parametrize(
    "page",
    [
        f"<div style='display:none' id=c><p>{P * 5}</p></div><p>请稍候</p>",
        "".join(f"<div class='hot mt-top position'><p>{n}、{P}</p></div>" for n in "一二三四"),
        f"<div class=related><p>五、{P}</p></div>",
        f"<select><option>甲<p>{P * 3}<p>二、尾",
        f"<article><p>{P}</p><aside><p>专栏1 任务</p><p>{P}</p></aside></article>",
        f"<div class=content><p>{P * 9}</p></div><p>附则：{P}</p>",
        f"<p>{P}<![CDATA[{P}]]></p>",
        f"<p>\x00{P[:9]}\x00{P[9:]}",
        f"<h1>{P}<p>{P}",
    ],
)
def test_text_of_the_document_is_never_lost(page: str) -> None:
    wanted = page.replace("\x00", "").count(P)
    assert sum(str(block).count(P) for block in blocks(page)) == wanted


def test_the_title_stands_first_though_the_body_is_named_without_it() -> None:
    page = f"<title>某规划 - 海关总署</title><div><h2>某规划</h2></div><div class=TRS_Editor><p>{P}</p></div>"
    reading = read_html(page.encode(), "甲.html")
    assert reading.title == "某规划"
    assert list(reading.blocks) == [Marked("某规划", 2), P]


@pytest.mark.parametrize(
    ("title", "wanted"),
    [
        ("某某规划_中国政府网", "某某规划"),
        ("某某规划 - 海关总署", "某某规划"),
        ("某某规划-新华网", "某某规划"),
        ("某某规划（2024-2027年）", "某某规划（2024-2027年）"),
        ("在会上的讲话——开创新局面", "在会上的讲话——开创新局面"),
        ("无标题文档", ""),
    ],
)
def test_a_title_without_the_name_of_the_site(title: str, wanted: str) -> None:
    page = f"<title>{title}</title><nav><a href=/>首页</a></nav><p>一、{P}</p>"
    assert read_html(page.encode(), "甲.html").title == wanted


def test_headings_are_marked_and_paragraphs_set_as_headings_are_not() -> None:
    page = f"<h2>第一章<br>总则</h2><h3>{P * 3}</h3><p><strong>甲</strong></p>"
    assert blocks(page) == [Marked("第一章总则", 2), P * 3, "甲"]


def test_lists_show_the_numbers_that_a_browser_shows() -> None:
    page = (
        "<ol><li>甲</li><li><p>乙</p><p>续</p></li></ol>"
        "<ol start=9 style='list-style-type: cjk-ideographic'><li>丙<li>丁<li value=21>戊</ol>"
        "<ol type=a><li>己</ol><ol reversed><li>庚<li>辛</ol><ol><li>（一）壬</ol>"
        "<ol style='list-style:none'><li>癸</ol><ul><li>点</ul><ol><li>5个</ol>"
    )
    assert blocks(page) == [
        "1.甲", "2.乙", "续", "九、丙", "十、丁", "二十一、戊", "a.己", "2.庚", "1.辛", "（一）壬",
        "癸", "点", "1. 5个",
    ]  # fmt: skip


def test_tables_keep_merged_cells_header_and_caption() -> None:
    (above, grid) = blocks_of_markup(
        "<table><caption>表1 指标</caption><thead><tr><th rowspan=2>指标<th colspan=2>年份"
        "<tr><th>2020年<th>2025年</thead><tr><td>互认<br>（个）<td>42<td>≥60</table>"
    )
    assert above == "表1 指标"
    assert isinstance(grid, Grid)
    assert len(grid.header) == 3
    assert "2025年" in grid.header[2]
    assert grid.rows[-1][1:] == ("42", "≥60")


@pytest.mark.parametrize(
    "spans", ["rowspan=65534 colspan=1000", "rowspan=0 colspan=0", "rowspan=x"]
)
def test_spans_are_bounded_by_the_table(spans: str) -> None:
    rows = "<tr><td>3<td>4</tr>" * 200
    found = blocks_of_markup(f"<table><tr><td {spans}>甲<td>乙</tr>{rows}</table>")
    grids = [block for block in found if isinstance(block, Grid)]
    assert all(len(row) <= 4 for grid in grids for row in grid.rows)
    assert "乙" in str(found)


def test_a_cell_that_holds_pieces_of_a_page_is_no_cell() -> None:
    page = f"<table><tr><td><h2>第一章　总则</h2><p>{P}</p></td><td>旁</td></tr></table>"
    assert blocks(page) == [Marked("第一章　总则", 2), P, "旁"]


def test_what_word_writes_reads_as_it_looks() -> None:
    page = (
        "<div class=WordSection1><p class=MsoNormal><!--[if gte mso 9]><xml>藏</xml><![endif]-->到<span\n"
        "lang=EN-US>2025</span>年，建成<span lang=EN-US>10</span>个<o:p></o:p></p>"
        "<p><span style='mso-list:Ignore'>1.<span style='font:7.0pt \"Times New Roman\"'>&nbsp;&nbsp; </span>"
        "</span>监管</p><p><span style='font-family:Wingdings'>l<span>&nbsp; </span></span>要点</p></div>"
    )
    assert blocks(page) == ["到2025年，建成10个", "1. 监管", "要点"]


@pytest.mark.parametrize(
    ("markup", "lines"),
    [
        ("<p>第一条　为了\n   加强管理</p>", ["第一条　为了加强管理"]),
        ("<p>see\n this</p>", ["see this"]),
        ("甲<br/><br/>乙<hr>丙", ["甲", "乙", "丙"]),
        ("<pre>甲\n  乙</pre>", ["甲", "乙"]),
        ("<div style='white-space:pre-wrap'>甲\n乙</div>", ["甲", "乙"]),
        ("<ruby>汉<rp>(</rp><rt>hàn</rt><rp>)</rp></ruby>字", ["汉（hàn）字"]),
        ("<ruby>汉<rt>hàn</rt></ruby>字", ["汉（hàn）字"]),
        ("10<sup>8</sup>m<sup>2</sup>CO<sub>2</sub>", ["10⁸m2CO2"]),
        ("<p>甲<a href=x>乙</a><img alt=藏>丙</p>", ["甲乙丙"]),
        ("<dl><dt>甲<dd>乙</dl><details><summary>丙</summary>丁</details>", ["甲", "乙", "丙", "丁"]),
        ("&ldquo;甲&rdquo;&hellip;&#x4e2d;&nbsp;乙&amp;", ["“甲”…中 乙&"]),
        ('<!DOCTYPE a [<!ENTITY b "bb"><!ENTITY c SYSTEM "file:///etc/passwd">]><p>甲&b;&c;', ["甲&b;&c;"]),
    ],
)  # fmt: skip
def test_lines_are_those_that_a_browser_shows(markup: str, lines: list[str]) -> None:
    assert blocks(markup) == lines


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("", "没有文字：网页是空的"),
        ("<html><body> &nbsp;　</body></html>", "没有文字"),
        ("<frameset><frame src=a><noframes>请换浏览器</noframes></frameset>", "框架网页"),
        ("<div id=app></div><script>x</script><noscript>We need JavaScript</noscript>", "运行脚本"),
        ("<div>正在加载中…</div><script src=a></script>", "运行脚本"),
    ],
)
def test_a_page_without_text_says_why(page: str, words: str) -> None:
    with pytest.raises(ReadError, match=words):
        read_html(page.encode(), "甲.html")


@pytest.mark.parametrize(
    "page",
    [
        "<div>" * 50_000 + f"<p>{P}",
        "<div class=content>" * 50_000 + f"<p>{P}",
        "<p>" + "<b>" * 50_000 + P,
        "<table><tr><td>" * 10_000 + P,
        "<table border=1><tr><td>甲<td>乙<tr><td>" * 300 + P,
        "<ol>" * 10_000 + f"<li>{P}",
        "<" * 300_000 + f"<p>{P}",
        "<![CDATA[" * 50_000 + f"<p>{P}",
        "<p>甲" * 50_000 + f"<p>{P}",
    ],
    ids=lambda page: page[:12],
)
def test_hostile_markup_is_read_to_its_end(page: str) -> None:
    """The parser's tree is cut at 2,048 levels without a word: text below them would be lost."""
    assert P in str(blocks(page)[-1])


def test_a_title_on_two_lines_is_not_cut_after_the_first() -> None:
    page = (
        "<title>某省关于印发数字经济发展行动方案的通知</title><p>索引号：0001</p>"
        "<p>某省关于印发数字经济</p><p>发展行动方案的通知</p><p>各市人民政府：</p>"
    )
    reading = read_html(page.encode(), "甲.html")
    assert reading.title == "某省关于印发数字经济发展行动方案的通知"
    assert list(map(line_of, reading.blocks))[:3] == [
        "索引号：0001", "某省关于印发数字经济", "发展行动方案的通知",
    ]  # fmt: skip
