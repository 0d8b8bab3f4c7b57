"""The asker: clauses that say who asks, for whom and what for, none of it part of the question.

“我是报社新人，……”, “本刊拟做一期专题，……”, “一位货主朋友打听：……”, “领导让我归纳……”. A clause stays where the
asker goes on to ask about himself (“我是店主，我能……吗”): there it says of whom it is asked.
"""

from __future__ import annotations

import re

LEAST = 7
"""Least characters of a question that needs no word on who asks it."""
_SELF = r"(?:我们?|咱们?|俺们?|本人|在下|鄙人)(?:这边|这里)?(?:也|就|只|刚|才)?"
_PEOPLE = (
    "(?:新人|新手|小白|菜鸟|萌新|外行|门外汉|记者|编辑|主编|学生|同学|研究生|博士|考生|学员|老师|教师|科员|职员|员工|干部|公务员|实习生|文员|秘书|"
    "从业者|爱好者|志愿者|家长|市民|群众|网友|读者|听众|观众|游客|旅客|朋友|同事|同行|同仁|客户|货主|货代|店主|商户|领导|上司|导师|亲戚|邻居|老乡|家人|室友)"
)
_ENQUIRES = "(?:打听|询问|追问|问起|问到|问|咨询|请教|来电|来信|来问|提问|发问|想知道|想了解|好奇|求助|求教|求解|求问|求指点|求指教|报到|路过)"
_BODY = "(?:报|刊|台|社|网站?|栏目|频道|公众号|课题组|编辑部|学?校|院|所|科室?|处室?|办公室|局|单位|部门|公司|馆|中心|班组|支部)"
_WILL = "(?:拟|要|想|将|准备|正在|正|在|打算|需要|需|计划|急着|催着|马上|得)"
_PIECE = "(?:报道|稿子?|文章|专栏|节目|专题|专版|特刊|论文|课题|材料|汇报|总结|报告|发言稿?|讲话稿?|简报|展板|课件|宣讲|培训|活动|比赛|竞赛|意见|方案|细则|心得|体会|推文|视频|海报|手册|台账|ppt)"
_DOES = "(?:写|编|做|搞|出|发|起草|撰写|整理|准备|拟|交|报|办|开|推|登|刊发|策划|组织|举办)"
_TRADE = re.compile(
    rf"(?:{_SELF})?(?:是)?(?:刚|才|一直|主要|专门|长期)?(?:做|搞|干|跑|从事|经营|负责|分管|主管)[^,?!\"\d]{{1,10}}(?:代理|货代|外贸|电商|生意|贸易|批发|零售|运输|物流|代购|行业?|这一?[行块]|工作|厂家|的)"
)
"""A trade: it may say what is asked about, so it is dropped only where “想了解……” follows it."""
_GOES_ON = re.compile(rf"(?:就|只|特)?(?:想|要|来)?(?:请问|请教|想知道|想了解|{_ENQUIRES})")
_INTRODUCED = re.compile(
    rf"{_SELF}(?:是|当)(?:个|一[名位个]|[新刚][^,不没被]{{0,3}}的)?[^,?!\"\d不没被派签租买卖]{{0,8}}?(?:{_PEOPLE}|[员师手]|店长|研究者)"
    rf"|{_SELF}(?:刚|新)?(?:入职|调来|调到|接手|转岗到?|就职于|供职于|任职于|就读于|来自)[^,?!\"\d]{{0,12}}"
    rf"|{_SELF}在[^,?!\"\d]{{1,12}}(?:工作|上班|任职|实习|读书|上学|值班|供职|读研|读博)的?"
    rf"|(?:一[位名个])?[\u4e00-\u9fff]{{0,6}}?{_PEOPLE}(?:一[名位枚个只])?(?:们|的)?(?:来|在|想|正|总|老|又|都|刚|托我|让我|要我|叫我|跟我|向我|找我)*{_ENQUIRES}(?:一下|了|着|下|我们?|说|道|个事)*"
    rf"|[本我敝][\u4e00-\u9fff]{{0,2}}{_BODY}(?:近期|最近|下周|明天)?{_WILL}+[^,?!\"\d]{{0,12}}{_PIECE}(?:用|使用|参考)?"
    rf"|[\u4e00-\u9fff]{{1,4}}(?:科|处|室|组|办|岗|口|社|台|班)里?{_WILL}+{_DOES}[^,?!\"\d]{{0,6}}{_PIECE}(?:用|使用|参考)?"
)
_ASKS = re.compile(r"多少|几|哪|谁|什么|啥|何|多[久长大]|咋|怎|吗$|呢$|能不能|可不可以|是否")
_HIMSELF = re.compile("我(?!国|省|市|县|区|军|党|关)|咱|俺|本人|自己")
_ORDERED = re.compile(
    rf"(?:^|(?<=[。?？!！;；,，]))(?:(?:{_PEOPLE}|主任|科长|处长|组长|班长|老板|经理|单位|科里|处里)(?:要|让|叫|派|催|命|请|嘱咐|吩咐)(?:我们?|咱们?|俺)?|(?:请|烦请|麻烦|劳驾|帮忙|帮我|给我|替我)+)"
    '(?:归纳|概括|总结|整理|梳理|提炼|罗列|摘录|抄录|提供|汇总|点明|写明|写出|查明|查清)(?:一下|下|出来?|清楚|一份|一遍)?(?=[\u4e00-\u9fff"“《\\d]{6})'
)
_ENGLISH = re.compile(
    r"^(?:(?:hi|hello|hey)\b[\s,，.。!！]*)?(?:(?:i am|i'm|im|we are|we're|my name is|this is)(?: [a-z'\-]+){1,6}\s*[,，.。!！;；:：]\s*"
    r"|(?:i|we) (?:heard?|read|saw|think|thought|wonder|know|believe|guess|was told|(?:want(?:ed)?|would like|need) to (?:know|ask))(?: that| if| whether| about)?\s+)",
    re.IGNORECASE,
)
_HAN = re.compile("[\u4e00-\u9fff]")


def introduces(said: str, following: str) -> bool:
    """Whether a folded clause only says who asks or what for; `following` is the clause behind it."""
    if _ASKS.search(said):
        return False
    if _TRADE.fullmatch(said) and _GOES_ON.match(following):
        return True
    return bool(_INTRODUCED.fullmatch(said))


def stands_alone(rest: str) -> bool:
    """Whether what is left asks for something, and nothing of the asker himself."""
    long_enough = len(re.findall(r"\w", rest)) >= LEAST
    return long_enough and not _HIMSELF.search(re.sub(_SELF + _GOES_ON.pattern, "", rest))


def without_orders(text: str) -> str:
    """“领导让我归纳港口的做法” → “港口的做法”, “Hi, I am a clerk. 泊位有几个” → “泊位有几个”."""
    bare = _ENGLISH.sub("", text) if _HAN.search(text) else text
    return _ORDERED.sub("", bare) or text
