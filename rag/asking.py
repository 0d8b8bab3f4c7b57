"""Words of asking: what makes a question of a subject, and what kind of answer it wants.

`ASKING` blanks out all that is not the subject; `WANTS` tells the kinds of answer. Both are lists of
words in ordinary and in spoken Chinese, tried from left to right.
"""

from __future__ import annotations

import re
from typing import Literal

Want = Literal[
    "quantity", "count", "time", "who", "where", "list", "define", "how", "check", "plain"
]

_REQUESTS = (
    "请问 请教 还是 列成表格? 做成表格? 列个表 用表格 麻烦 告诉我 帮我 查一下 查查 查询 我想知道 想知道 我想问 想问一下 "
    "想了解 了解一下 介绍一下 说一下 说说 讲讲"
)
_PADDING = (
    "原话 原文 原句 一下 到底 究竟 具体 大概 主要 应该 可以 需要 能否 能不能 根据 按照 规划里 规划中 文件里 文件中 文中 里面 当中 其中 "
    "关于 对于 有关 请"
)
_QUESTION_WORDS = "(?:放|摆|定|安排|排|设|布|建|落)在(?=哪|什么|几) (?:哪一?个?|什么)(?:时期|阶段|时段) 是多少 有多少 多少 什么时候 啥时候 啥时 何时 几点 几时 多会儿 哪一年 哪年 哪几年 几年 哪些 哪个 哪几[个项条种类点步层批]? 哪[二两三四五六七八九十][项条种类点步] 哪"
_CHECKS = "有没有 有木有 是不是 是否 对吗 对不对 对吧 是吗 没错吧 吗 呢 吧 啊 嘛 么 呀"
_WHAT = "什么是 是什么 什么叫 叫什么 什么意思 啥意思 是啥 啥叫 叫啥 指什么 指啥 指的是 是指 什么 啥"
_MEANING = "意思 含义 定义 界定 为止 提到过 提到"
_HOW = "做到(?:什么|啥|何种)(?:程度|地步|水平) (?:什么|啥|何种)(?:程度|地步|水平) 怎么样 怎么 怎样 如何 咋样 咋整 咋办 咋弄 咋 为什么 为何 为啥"
_COUNTING = (
    "有哪几 有几 几周?岁 几[个项条名人种类次天日年月班件份章节倍成点位家座期办届轮部册卷只台辆艘种层级步句道] [百千万]分(?:之)?(?:几|多少) 来着 最多 最高 最少 分别 "
    "一共 总共 共有 都有 列出 列举 [全都]列(?:出来|出|全)? 列全 列齐"
)
_WHO = "谁 哪位 哪里 多大 多高 多长 多久"
_LIGHT = (
    "要求 规定了 规定 提出了 提出 (?<![重需主必首概纲摘紧简])要(?![求素件点]) (?<![社大员机协工议合金学事委展省年])会(?![议计员晤费同]) "
    "将(?![来军]) 的话 方面 内容 情况 名单 数量 数字(?=[是为有呢吗么吧多几各分又到究都大呀啊\\W]|$)"
)
"""要, 会, 将 and 数字 only where they are words: 重要, 社会, 将来 and 数字档案 are said of the subject."""
_MARKS = r"""[,。、;:?!()\[\]<>·~…—"'“”‘’《》]"""

ASKING = re.compile(
    "|".join(
        word
        for group in (
            _REQUESTS, _PADDING, _QUESTION_WORDS, _CHECKS, _WHAT, _MEANING, _HOW, _COUNTING, _WHO,
            _LIGHT, _MARKS,
        )
        for word in group.split()
    )
)  # fmt: skip
"""All words of asking, in a folded text."""

SPOKEN = tuple(
    "什么 什么时候 什么样 怎么 怎么样 怎样 如何 哪些 哪个 哪里 多少 几个 多久 多大 多高 多长 一共 总共 分别 包括 包含 有没有 "
    "是不是 是否 为什么 请问 告诉 目标 指标 规定 要求 第几 哪一 多少钱 列举 属于 后面 前面 下面 里面 标题 题目 名字 叫做 作者 报道 "
    "文件 规划 专栏 第一 全文 意思 含义 定义 比例 大约 大概 左右 超过 不少 至少 最高 最低 最多".split()
)
"""Words that questions are made of: typed right they raise no doubt, and typed wrong they are meant."""

_SOME = "(?<![这那好前近头十没每隔们错])"
"""Behind these 几 is some, and asks for no number: 这几年, 好几个, 我们几个."""

_NOBODY = "(?<!没[^说写讲提定有是人])(?<!没[^说写讲提定有是人].)"
"""Behind these 谁 is anybody: 没惹谁, 没害到谁."""

WANTS: tuple[tuple[Want, re.Pattern[str]], ...] = (
    ("time", re.compile(
        r"什么时候|啥时候?|嘛时候|多会儿|何时|哪[一几两二三四五六七八九十]?年|几几年|哪[一几两二三四五六七八九十]?[天日月]|(?:哪一?个?|什么)(?:时期|阶段|时段)|几月|几点(?!建议|意见|要求|内容|措施)|几时|什么时间|哪个年份|多久"
        r"|(?:封关|开通|完成|实施|截止|发布|出台|生效|施行|建成|启动|成立|开始|到期|设立|召开|举行|公布)(?:运[作行])?的?(?:时间|日期|日子)"
    )),
    ("count", re.compile(
        r"(?:一共|总共|共有|共|有|包括|分|列|设|多达|提出)了?(?:几|多少)[个项条章节点种类大部]"
        rf"|{_SOME}几[个项条章节点种类大](?!月)|多少(?:章|节|专栏|指标)"
    )),
    ("quantity", re.compile(
        rf"多少|{_SOME}几(?<!分几(?=次))[名人次倍成万套年天日周]|{_SOME}几个?(?:工作日|小时|月|百分点)|{_SOME}几个点|{_SOME}几[份家所座亩吨票台辆艘起件元批]|多长时间|多久|多大|多高|多长|比例|[占率]是|百分之?(?:几|多少)|几成|(?:目标值?|数值|数字|指标值)(?:是|为)"
    )),
    ("who", re.compile(rf"{_NOBODY}谁|哪位|什么人|哪个(?:部门|单位|机构|组织)|由哪|作者|哪家|归哪个?|哪个衙门")),
    ("where", re.compile(r"在哪[里儿]?|哪个地方|哪些地方|什么地方|何处|啥地方|哪疙瘩")),
    ("list", re.compile(
        r"哪些|哪[\"']?[几二两三四五六七八九十\d]+|分别|有什么|有啥|包括什么|包含什么|列出|列举|都有|几方面|名单|哪五|什么内容|啥内容|哪方面|[一逐][条项个样][条项个样]|逐一|列(?:一下|一列|一遍|给我|全|齐)|(?:涵盖|囊括|包含|包括|覆盖|涉及|列)(?:了|到|有|着)?(?:些|几|什么|啥|哪)|些(?:什么|啥)(?!时候)|名目|清单"
    )),
    ("define", re.compile(r"什么是|是什么|什么叫|指什么|指啥|指的是|是指|什么意思|啥意思|何谓|含义|定义|界定|是啥|啥叫|啥是")),
    ("how", re.compile(r"怎么|怎样|如何|咋|措施|办法|做法|举措|方式|途径|要求|干什么|做什么|做些什么|干啥|做啥")),
    ("check", re.compile(
        r"对吗|对不对|是吗|是不是|对么|是否|吗[??]?$|没错吧|正确吗|对吧|有没有|有木有|吧[??。!]*$"
    )),
)  # fmt: skip
"""Kinds of answer with the wording that asks for them, in a folded text."""
