"""Circumstances: clauses in which the asker speaks of the work at hand, or of the form of the answer.

“写材料用：……”, “……，给标题就够”, “……，我核对一下”: they say nothing of the subject. A clause is one of them
when nothing is left of it without the words of reading, writing and telling.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.folding import fold
from rag.asker import introduces, stands_alone, without_orders

_MARK = re.compile(r"(?<!\d)[,，]|[,，](?!\d)|[。!！?？;；\n]+|[—–]{2,}|…+|[:：](?!\d)|[()（）]")
_OPENING, _CLOSING = "“《「‘", "”》」’"
LONGEST = 26
"""Characters beyond which a clause is more than a circumstance."""
LEAST = 4
"""Least characters of a question that is left."""

_PEOPLE = (
    "我们 我 咱们 咱 俺 你们 你 您 他们 他 她 自己 本人 人家 大家 有人 别人 领导 老师 学生 同学 同事 主任 科长 处长 组长 班长 老板 经理 编辑 "
    "审稿人 校对员 评委 专家 客户 朋友 群里 网上 网友 单位 科里 处里 组里 班里 书上 题目 考官 记者 孩子 室友 舍友 师兄 师姐 导师 上司 小王 小李 小张 老王 老李"
)
_TELLING = (
    "列举 列出来 列出 列明 列全 罗列 列 写出来 写出 写明 写清 写 报出 报一遍 报上 报 说出 说明 说清 说说 说 讲讲 讲清 讲 念 读 回答 回复 答复 答 概括 概述 总结 归纳 "
    "数数 数出 数 标出 标明 标注 注明 附上 附 带上 指出 指明 点明 点出 解释 解读 展开 复述 转述 摘录 摘抄 摘 抄录 抄 引用 引述 引 翻译 翻翻 翻 查查 查证 查实 查到 查 "
    "核对 核实 核查 核验 核准 核 复核 校对 校核 校验 确认 对照 比对 对一对 对一下 对下 验证 求证 印证 把关 看看 看 瞧瞧 瞅瞅 找找 找出 找 挑出 挑 整理 梳理 理一理 补充 提供 提炼 "
    "交代 区分 分清 搞清楚 搞清 弄清楚 弄清 弄明白 弄懂 搞懂 明白 清楚 了解 知道 学习 参考 参照 备查 存档 留底 备用 交差 汇报 上报 发稿 发给 发 投稿 写稿 定稿 交稿 成稿 "
    "拆解 剖析 谈谈 聊聊 速记 速查 速答 速览 抢答 快问快答 串讲 串一串 划重点 名词解释 简答 论述 背诵 背 默写 记住 记录 记 复习 备考 备课 讲课 上课 考试 答题 做题 出题 刷题 面试 答辩 开会 宣讲 培训 演讲 科普 求解 求教 提问 请教 对账 对稿 复盘 辟谣 使用 要用 有用 急用 用 做 编 弄 搞 拟 给 "
    "要求 需要 需 想要 想 要 求 请 烦请 烦 麻烦 劳烦 劳驾 帮忙 帮 替 拜托 觉得 认为 以为 理解 打算 准备"
)
_FORM = (
    "论文 实务 考前 课前 课后 笔试 复试 统考 短语 小标题 标题 题目 名称 名字 名 全称 全名 简称 年份 日期 时间点 数字 数据 数值 得数 结果 编号 序号 条号 条文号 条文 法条 条款 原文 原话 原句 出处 依据 来源 文件名 书名 结论 要点 关键词 重点 "
    "答案 表格 清单 列表 过程 细节 内容 意思 大意 大概 大致 措辞 表述 说法 提法 写法 格式 语气 顺序 次序 先后 页码 位置 句子 文字 字 句 行 段 点 条 个 遍 次 页 一句话 两三句话 三两句话 几句话 两句话 三句话 一段话 句话 段话 个字 考题 试题 问题 题 知识点 常识"
)
_MANNER = (
    "每条 每项 每点 每个 只要 只需 只用 只 光 就 即可 便可 就行 就够了 就够 就好 就可以 就成 足矣 足够 够了 够 可以 可 行 好 成 一下 一遍 下 直接 简单 简要 简明 简短 扼要 简洁 精炼 逐条 逐一 逐个 逐项 一条条 一个个 依次 分条 分点 "
    "按顺序 按 依 照 完整 全部 详细 具体 尽量 尽可能 最好 越 控制在 不超过 以内 左右 之内 不用 不必 不要 无需 无须 别 免了 免 省略 省 略 多 少 太 快 马上 今天 明天 待会 稍后 回头 现在 正在 正 在 先 再 也 都 还 又 才 全 各 "
    "方便 顺便 顺带 准确 精确 正式 通俗 大白话 口语 中文 后面 前面 上面 下面 这 那 这个 那个 这样 那样 这么 那么 这里 那里 以上 以下 分别 所有 一点 一些 些 点儿 一句 两句 三句 两三句 几句 一两句 一 二 两 三 四 五 六 七 八 九 十 百"
)
_DOUBT = (
    "凭印象 印象里 印象中 印象 凭记忆 记忆 记不清 记不得 记得 忘了 忘记 不确定 没把握 拿不准 吃不准 不太 不大 不知道 不清楚 不记得 没记住 没看懂 没查到 没找到 好像 似乎 可能 也许 应该 大约 据说 听说 听 传 怀疑 担心 怕 以免 免得 省得 防止 弄错 搞错 写错 抄错 记错 说错 "
    "引错 看错 错误 错了 错 有误 误 对不对 对吗 对吧 对 没错 没抄错 没写错 没记错 没弄错 没引错 没背错 没说错 有没有错 是否 是不是 是 正确 准确 准 真的 假的 太高 太低 太多 太少 偏高 偏低 究竟 到底 如何 怎样 怎么"
)
_GRAMMAR = "的话 的时候 时候 以后 之前 之后 前 后 时 里 中 上 的 了 着 过 得 地 吗 吧 呢 啊 呀 哈 哦 么 把 被 让 叫 为 给 跟 和 与 及 以 用来 来 去 到 出来 出 起来 因为 所以 但 而 其实 主要 为了 供 作为 作"

_WORDS = sorted(
    {w for group in (_PEOPLE, _TELLING, _FORM, _MANNER, _DOUBT, _GRAMMAR) for w in group.split()},
    key=lambda word: -len(word),
)
_SAID = re.compile("|".join(map(re.escape, _WORDS)))
_ACTS = re.compile("|".join(sorted((*_TELLING.split(), *_DOUBT.split()), key=lambda w: -len(w))))
_FORMS = re.compile("|".join(sorted(_FORM.split(), key=lambda w: -len(w))))
_ASKS = re.compile(
    r"多少|几(?![句字点])|哪|谁|什么|啥|何时|何处|多久|多长|多大|咋|为何|怎么|怎样|如何|能不能|要不要|呢$"
)
_CHECKS = re.compile(
    r"核对|核实|核查|核验|核一|核准|复核|校对|校核|确认|查证|求证|验证|印证|把关|印象|记不清|不确定|没把握|拿不准|吃不准|"
    r"[弄搞写抄记说引看背]错|有误|没错|对不对|对吗|对吧|正确|准确|准不准|属实|这[么样](?:理解|写|说|讲|记|报|提|引)|[行妥][吗吧]$|(?:是|对|没错|这[样么]|真|准)[^,]*[吗吧么]$|是不是|是否|原[文话](?:究竟|到底)?(?:如何|怎样|怎么)"
)
_ARTEFACT = (
    r"(?:ppt|幻灯片?|材料|素材|方案|报告|总结|[一-龥]{0,3}稿子?|论文|作业|图?表格?|图|笔记|课件|教案|简报|海报|展板|[一-龥]{0,2}栏|黑板报|目录|索引|提纲|大纲|文章|推文|"
    r"公文|请示|纪要|台账|手册|问卷|[考试]?[卷题](?:子|目|库)?|[周月日专]报|策划|脚本|文案|综述|词条|卡片|方案书|申报书|说明书?|批注|注释|沿革|年表|时间[轴线])"
)
_WORK = "撰写|起草|编写|编辑|编|整理|写|做|校对|准备|备|复习|汇总|梳理|出|拟|画|制作|排版|排|填|改|审|搞|弄|赶|投|设计|策划|录"
_ASPECT = r"(?:正在|正|在|想|要|得|需要?|准备|打算|刚|今天|明天|最近|马上|这两天|手头|负责|帮忙?|替|给|为|来|去|用来|用于|拿来|用)"
_ASKER = "(?:我们?|咱们?|俺|本人|领导|老师|同事|单位|科里|处里|学生|孩子)"
_PURPOSE = re.compile(
    rf"(?:因为|由于|为了)?{_ASKER}?{_ASPECT}*{_ASKER}?(?:{_WORK})(?:了|着|一?[个份张篇段页道次]|些|下|一下)?"
    rf"[^,，]{{0,8}}?{_ARTEFACT}(?:里|中|上|时|的时候|要|需要?|得|用|使|呢|前|使用|参考)*"
    rf"|{_ASKER}(?:正在|正|在|想|要|准备|打算|最近|负责)+(?:整理|撰写|起草|编写|校对|复习|研究|调研|汇总|梳理|学习|统计)[^,，]{{0,8}}"
    rf"|{_ASKER}{_ASPECT}*(?:做|搞)[^,，?？\d]{{2,8}}(?:研究|调研|课题|分析|培训)的?"
)
_LEADING = re.compile(
    rf"^{_ASKER}{_ASPECT}*(?:{_WORK})(?:一?[个份张篇段])?[^,，。?？“\"]{{0,6}}?{_ARTEFACT}(?:里|中|时|的时候)*(?:需要|要用|想要|要|得有|想引用?)(?=[“\"《一-龥])"
)
_FOUND = re.compile(
    rf"^{_ASKER}?{_ASPECT}*(?:{_WORK})(?:了|着)?[^,，。?？]{{0,4}}?{_ARTEFACT}(?:时|的时候)(?:发现|看到|注意到)(?=[“\"《一-龥])",
    re.IGNORECASE,
)
"""“做课件时发现……”."""
_ORDERS = re.compile(r"[吗吧么]\?*$|^请|把|列出|列一|报一|给[我个出]|发我|一遍|名单$|清单$")
_NUMBERED = re.compile(r"[(（][\d一二三四五六七八九十百]{1,4}[)）]")
_WHOLLY_QUOTED = re.compile(r"^[“\"]([^“”\"]{8,})[”\"]$")
_QUOTED = re.compile(r"[“\"《][^”\"》]+[”\"》]")
_TAG = re.compile(
    r"(?:这[样么]|这|说法|是|对|不|没错|正确|准确|属实|真|假|吗|吧|么|的|有误|呢|啊)+"
)
"""What asks for a yes: it belongs to what is stated before it."""
_COUNTS_PARTS = re.compile(r"(?:几|多少)(?:个|大|小)*(?:部分|[章节条编]|专栏|板块)(?=[,。;?!:]|$)")
_NAMES_THEM = re.compile(
    r"(?:标题|题目|名称|名字)[^,]{0,3}[列报说写给念]|[列报说写给念][^,]{0,4}(?:标题|题目|名称|名字)"
)
"""“……有几章，标题列一下”: what was counted is to be named."""
_TITLES = re.compile(r"标题|题目|名称|名字|名目|短语")
_MANY = re.compile(r"(?:[二两三四五六七八九十]|十[一二三四五六七八九])[条项点]")
_COUNTED = re.compile(
    r"(?:[下里底][面边头]?|中)?(?:一共|总共|共)?(?:挂|列|写|设|分|有|包括|包含|提出|讲|部署|安排)(?:着|了|出|成|为)*(?P<number>[二两三四五六七八九十]{1,3}|\d{1,2})(?:[个条项点件章节]|方面|大)*(?:事情?|内容|任务|工作|措施|要求|举措)?$"
)
"""“……下面列了四件事”: what the asker knows of a list whose members are wanted."""
_CONDITION = re.compile(r"(?:[的时后前]|的话)$")
"""Ends of a clause that says on what condition something is asked."""
_OWN_ACT = re.compile(
    r"我(?:这?里|这边)?(?:写|记|抄|默写|背|填|标|报|引|听到?|看到?|读到?|算|查到?)(?:的|成了?|作|得|下)(?:数字?|结果)?(?:是|为)?"
)


@dataclass(frozen=True, slots=True)
class _Clause:
    """A piece of a question with the mark behind it; `said` is what remains of it when folded."""

    text: str
    mark: str

    @property
    def said(self) -> str:
        return re.sub(r"[\s\"“”‘’'~、]", "", fold(self.text))


def without_circumstances(text: str) -> str:
    """The question without such clauses; one that wanted something checked still asks for that."""
    text = without_orders(_FOUND.sub("", _LEADING.sub("", text)) or text)
    clauses = _unintroduced(_clauses(text))
    text = _joined(clauses) if len(clauses) < len(_clauses(text)) else text
    counts = bool(_COUNTS_PARTS.search(fold(text)))
    kept = [
        c
        for c in clauses
        if len(clauses) == 1 or not _is_circumstance(c) or (counts and _NAMES_THEM.search(c.said))
    ]
    dropped = [c for c in clauses if c not in kept]
    rest = _without_own_acts(_joined(kept))
    if len(re.findall(r"\w", rest)) < LEAST or _leans(kept, dropped):
        return text
    if any(_CHECKS.search(c.said) for c in dropped) and _states(rest):
        stated = rest.rstrip("，,。：:；;？?！! ")
        quoted = _WHOLLY_QUOTED.fullmatch(stated)
        return f"{quoted[1] if quoted else stated}，对吗？"
    if any(_TITLES.search(c.said) for c in dropped) and _states(rest):
        return _listed(rest, "".join(c.said for c in dropped))
    return rest


def _unintroduced(clauses: Sequence[_Clause]) -> list[_Clause]:
    """The clauses without those that say who asks, where the others stand without them."""
    behind = (*(c.said for c in clauses[1:]), "")[: len(clauses)]
    kept = [
        c for c, following in zip(clauses, behind, strict=True) if not introduces(c.said, following)
    ]
    return kept if kept and stands_alone(_joined(kept)) else list(clauses)


def _listed(text: str, form: str) -> str:
    """“甲工程下面有四件事” with its titles wanted → “甲工程有哪四项？”; `form` may say how many."""
    named = text.rstrip("，,。：:；;？?！! ")
    counted = _COUNTED.search(named)
    if counted is None:
        many = _MANY.search(form)
        return f"{named}有哪{many[0]}？" if many else f"{named}有哪些？"
    return f"{named[: counted.start()]}有哪{counted['number']}项？"


def _states(text: str) -> bool:
    """Whether a text states something, and neither asks nor orders anything."""
    folded = fold(text)
    return not _ASKS.search(folded) and not _ORDERS.search(folded)


def _clauses(text: str) -> list[_Clause]:
    """The clauses in order; no mark inside quotation marks parts them, nor that of a number (三)."""
    found, start = [], 0
    numbered = {place for m in _NUMBERED.finditer(text) for place in (m.start(), m.end() - 1)}
    for mark in _MARK.finditer(text):
        if mark.start() in numbered:
            continue
        before = text[: mark.start()]
        inside = sum(map(before.count, _OPENING)) > sum(map(before.count, _CLOSING))
        if inside or before.count('"') % 2:
            continue
        if before[start:].strip():
            found.append(_Clause(before[start:], mark[0]))
        elif found:
            found[-1] = _Clause(found[-1].text, found[-1].mark + mark[0])
        start = mark.end()
    return [*found, _Clause(text[start:], "")] if text[start:].strip() else found


def _is_circumstance(clause: _Clause) -> bool:
    """Whether a clause speaks only of the asker's work, doubt or wishes for the answer."""
    said = clause.said
    if len(said) > LONGEST or not said:
        return False
    if _PURPOSE.fullmatch(said):
        return True
    if _TAG.fullmatch(said) or _QUOTED.search(clause.text) or len(said) < 3 or _SAID.sub("", said):
        return False
    if not (_ACTS.search(said) or _FORMS.search(said)):
        return False
    if _CONDITION.search(said) and "我" not in said:
        return False
    return not _ASKS.search(said) or bool(_CHECKS.search(said))


def _leans(kept: Sequence[_Clause], dropped: Sequence[_Clause]) -> bool:
    """Whether a part of a document is named and what is wanted of it stands in what was dropped."""
    named = re.search(
        r"第[\d一二三四五六七八九十百]+[章节条编款]|专栏\d|[最前后]一?[章节条个]|专栏[\d一-十]",
        _joined(kept),
    )
    return bool(named) and any(_FORMS.search(c.said) for c in dropped) and not any(
        _ASKS.search(c.said) for c in kept
    )  # fmt: skip


def _joined(clauses: Sequence[_Clause]) -> str:
    """The clauses as one text; a bracket that lost its counterpart becomes a comma."""
    text = "".join(c.text + c.mark for c in clauses).strip(" ，,：:")
    even = len(re.findall("[(（]", text)) == len(re.findall("[)）]", text))
    return text if even else re.sub("[()（）]", "，", text).strip("，")


def _without_own_acts(text: str) -> str:
    """“我写的60%” → “是60%”, “……我默写得对吗” → “……对吗”."""

    def plain(found: re.Match[str]) -> str:
        behind = text[found.end() :]
        return "是" if re.match(r"[\d“\"一二三四五六七八九十百]", behind) and found.start() else ""

    return _OWN_ACT.sub(plain, text)
