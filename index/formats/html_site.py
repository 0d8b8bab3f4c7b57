"""What of a page belongs to the site around the document: by tags, by names, by words.

Names are many and mean little by themselves (`top`, `head`, `position`): those of `_WEAK` count
only for regions without a sentence or a number in them.
"""

from __future__ import annotations

import re

from index.blocks import line_of
from index.formats.html_blocks import Line, Region
from index.formats.html_tags import SITE_TAGS

FRAME_TAGS = frozenset(("header", "footer", "aside"))
"""Tags of the site's frame, unless they stand inside the article."""
_EDGE = r"(?:^|[\s_-])(?:{})(?:$|[\s_-]|\d)"
_STRONG = re.compile(
    _EDGE.format(
        r"nav|navi|navbar|navigation|menu|submenu|bread\w*|crumbs?|dqwz|weizhi|mbx|share\w*|sharing|bdshare\w*"
        r"|bdsharebuttonbox|jiathis\w*|social|fenxiang|related?|xgxw|xgyd|xgwz|xgwd|xglj|recommend\w*|tuijian|ranking|paihang"
        r"|sidebar|footer|copyright|friendlinks?|yqlj|qrcode|ewm|erweima|toolbar|font-?sizer?|pagination|pager|prevnext"
        r"|advert\w*|ads?|gotop|backtop|wza|comments?|pinglun|repl(?:y|ies)|disqus\w*"
    )
)
_WEAK = re.compile(
    _EDGE.format(
        r"position|location|wz|pl|relation|relevant|hot|rank|side|aside|foot|bottom|links|qr|code|print|printer|tools?|ziti|zihao"
        r"|prev|next|login|search|sousuo|banner|header|head|top|topbar|toplinks?|logo|totop|fixed|float|popup|modal|dialog"
        r"|accessibility|language|lang|subscribe|keywords?|disclaimer|statistics|operate|btns?|buttons?|close|dayin|guanbi|sns"
    )
)
_COMMENTS = re.compile(_EDGE.format(r"comments?|pinglun|repl(?:y|ies)|disqus\w*"))
_BODY_NAMES = re.compile(
    r"trs_editor|trs_preappend|custom_union|article|content|detail|zoom|maintext|news_?text|con_?text|text_?con|zhengwen|neirong"
    r"|wenzhang|(?:^|[\s_-])(?:con|text|txt|body|main|editor|post|entry|view|zw|nr)(?:$|[\s_-]|\d)"
)
_WORDS = re.compile(
    r"(?:首页|当前位置|您?(?:现在)?(?:所在)?的?位置)\s*[:：>/›»].*|.{0,10}首页\s*[>›»].*"
    r"|[【\[（(]?\s*(?:字[体号]|打印|关闭|收藏|分享)(?:到|至|本页|此页|文章|窗口|本文)?\s*(?:[:：【\[（(|｜\s].{0,24})?[】\]）)]?"
    r"|(?:加入收藏|设为首页|返回(?:顶部|首页|列表)|回到顶部|大|中|小|默认|登录|注册|搜索|English|手机版|电脑版)"
    r"|大\s*中\s*小|(?:无障碍|长者)(?:阅读|浏览|模式|版)?|网站(?:地图|支持IPv6)|[简繁]体(?:版|中文)?"
    r"|(?:扫一扫|微信扫|扫码|手机扫).{0,40}|.{0,12}(?:二维码|打开当前页).{0,10}"
    r"|(?:浏览|阅读|点击|访问)(?:次数|量|数|率)?\s*[:：]\s*\d*\s*次?|[上下]一[篇条页]\s*[:：].*"
    r"|(?:相关|推荐|延伸|热门|最新)(?:阅读|新闻|链接|文章|稿件|推荐|资讯|评论|报道)\s*[:：]?|A\s*[+-]|[|｜>»›/·\s]+"
)
_TOOLS_AFTER = re.compile(
    r"[\s\u3000]*(?:[【\[（(]?\s*(?:字[体号]|打印|分享)\s*(?:[:：】\]）)]|$)|(?:浏览|阅读|点击)(?:次数|量|数)\s*[:：]).*"
)
_SOURCE = re.compile(
    r"(?:来源|发布(?:时间|日期|机构)|发表时间|作者|日期|成文日期|文号|发文字号)\s*[:：]"
)
_FOOT = re.compile(
    r"ICP备|公网安备|网站标识码|版权所有|copyright\b|©\s*(?:19|20)\d\d|all rights reserved", re.I
)
_FOOT_BESIDE = re.compile(
    r"主办|承办|技术支持|地址|邮编|邮政编码|联系|电话|网站|友情链接|建议使用|推荐使用|最佳浏览|关于我们|隐私|总访问"
)


def is_frame(region: Region) -> bool:
    """Whether only its tag says that a region is the site's, as <header> says."""
    return region.tag in FRAME_TAGS and not _STRONG.search(region.names)


def is_site(region: Region, *, speaks: bool) -> bool:
    """Whether a region is the site's; `speaks` says that it holds sentences or numbered lines."""
    if region.tag in SITE_TAGS:
        return True
    if _STRONG.search(region.names):
        return not _BODY_NAMES.search(_STRONG.sub(" ", region.names)) or not speaks
    return not speaks and bool(_WEAK.search(region.names)) and not is_body(region)


def is_body(region: Region) -> bool:
    """Whether a region is named as what sites keep the document in."""
    return region.tag in ("article", "main") or bool(_BODY_NAMES.search(region.names))


def is_comments(region: Region) -> bool:
    """Whether a region holds what readers wrote below."""
    return bool(_COMMENTS.search(region.names))


def is_site_line(line: Line) -> bool:
    """Whether a line says what only sites say: “字号：大 中 小”, “上一篇：…”, a licence number."""
    text = line_of(line.block).strip()
    return bool(_WORDS.fullmatch(text)) or is_foot(text)


def is_foot(text: str) -> bool:
    """Whether a line is a copyright notice or a licence number."""
    return bool(_FOOT.search(text)) and len(text) <= 120 and not names_source(text)


def stands_at_foot(text: str) -> bool:
    """Whether a line is one of those that stand beside a copyright notice."""
    return bool(_FOOT_BESIDE.match(text)) and len(text) <= 80


def names_source(text: str) -> bool:
    """Whether a line says when, by whom or where a document was published."""
    return bool(_SOURCE.search(text)) and len(text) <= 120


def without_tools(text: str) -> str:
    """A line “2025-01-22 来源：新华社 字体：大 中 小 打印” without the site's buttons."""
    return _TOOLS_AFTER.sub("", text) if names_source(text) else text
