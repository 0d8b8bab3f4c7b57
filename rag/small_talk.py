"""Route “out of scope”: greetings, requests that are no questions, and attempts to lead it astray."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.documents import DocumentInfo
from index.folding import fold
from rag.draft import Draft, Statement
from rag.question import ParsedQuestion

_THANKS = re.compile(
    r"^(?:谢谢|多谢|感谢|辛苦了|再见|拜拜|好的?|嗯+|哦+|ok|知道了|明白了?)[\s,。!?~呀啊吧了]*$"
)
_GREETING = re.compile(
    r"^(?:你好|您好|hi|hello|hey|嗨|哈喽|在吗|在么|谢谢|多谢|感谢|再见|拜拜|早上好|下午好|晚上好|辛苦了|"
    r"(?:你|您)(?:是谁|叫什么|能做什么|会什么|有什么功能|是什么(?:模型|东西)?)|测试|test|ok|好的?|嗯+|哦+|哈+)[\s,。!?~呀啊吧吗]*(?:你好|您好)?[\s,。!?~]*$"
)
_ASTRAY = re.compile(
    r"(?:忽略|无视|忘记|忘掉|跳过|绕过|不要理会|抛开)[^。]{0,6}(?:之前|以上|上述|前面|先前|你|系统|所有|一切|任何|全部)[^。]{0,8}(?:指令|指示|规则|要求|限制|设定|提示|说明|约束|话|内容)|(?:忽略|无视|忘记|忘掉)[^。]{0,6}(?:指令|指示|设定|提示|前面|以上)"
    r"|ignore (?:all|the|any|previous|above)|system prompt|系统提示词|提示词|越狱|jailbreak|开发者模式|developer mode|dan模式"
    r"|(?:你|你们)的?(?:初始|原始|最初|内部|隐藏|系统)(?:指令|设定|提示|规则|消息|要求)|重复(?:一遍)?你?(?:上面|之前|最初|前面)的(?:话|内容|指令)|打印你的|越过[^,。]{0,6}限制|没有任何限制"
    r"|(?:不要|别|不用|无需|不必)(?:看|管|查|参考|理会|依据|按照?)(?:这些|这份|任何|原)?(?:文件|原文|资料|材料|规划|法律|文本)|(?:随便|瞎|乱|大胆)(?:地)?(?:给|说|报|猜|写)(?:一?个|点|些|一下)|猜(?:一个|个)数"
    r"|(?:管理员|系统|后台|官方)(?:的)?(?:通知|公告|消息|提示|指令)|^(?:system|admin|root|assistant|developer|系统|管理员|开发者|超级用户)\s*[:】\]]|(?:请)?以(?:此|更正|这个|上述|我(?:说)?的?|本通知)[^,。]{0,6}为准|已(?:经)?更正(?:为|:|,|$)"
    r"|(?:(?:你|请|来|起)[^,。]{0,3}扮演|假装|假设你是|现在你是|你现在是|从现在起你|(?:你|请)[^,。]{0,4}充当|角色扮演)|(?:不用|不要|无需|别)(?:引用|出处|依据|标注)|凭(?:空|你的?想象)|[瞎乱胡]编|(?:请|帮我|给我|你|随便)[^,。]{0,3}编(?:一?个|一[条段份些]|点|些|造)|(?:请|帮我|你|可以|随便)(?:虚构|杜撰|捏造|伪造)|(?:虚构|杜撰|捏造|伪造)一"
    r"|(?:(?:你|系统|后台|管理员|数据库|api)的?[^。]{0,4}(?:密钥|密码|口令)|api ?key|token|secret)[^。]{0,6}(?:是什么|是多少|[发交]?给我|发我|告诉|输出|打印|导出)|/etc/passwd|rm -rf|drop table|<script"
)
_CHORE = re.compile(
    r"(?:写|作|创作|来)(?:一|首|篇|个|段|封|几)+(?:[^,。]{0,8}的)?(?:诗|小说|故事|作文|代码|程序|情书|笑话|歌词|段子|文案|演讲稿|邮件)|讲个?(?:笑话|故事)|"
    r"翻译(?:成|一下|下面)|帮我(?:写|订|买|算命|画)|今天(?:天气|几号|星期)|天气(?:怎么样|如何|预报)|(?:今天|明天|后天|周末)[^,。]{0,8}(?:[下有]大?[雨雪]|刮风|冷不冷|热不热|气温)|(?:买|炒|推荐)[^,。]{0,4}(?:股票|彩票)|现在几点|唱(?:首|个)歌|^1\s*\+\s*1\s*(?:=|等于)"
)


_RUDE = re.compile(
    r"^(?:你)?(?:给我)?滚|滚(?:开|蛋|吧)?[!。,\s]*$|去死|闭嘴|混蛋|王八蛋|他妈|你妈|(?:你|这)[^,。?]{0,8}(?:没用|废物|垃圾|蠢|笨|傻|智障|白痴|破玩意|破机器人|破软件)|什么破(?:机器人|软件|系统|东西)|有病(?:吧|啊)?[!。]*$"
)
_ORDER = re.compile(
    r"(?:统一|一律|全部|都|通通|永远)(?:只)?(?:回答|答复|答|说成|写成|说是|改成|输出)|一律把|把[^,。]{1,12}(?:说成|改成|写成|当成|当作)|照(?:着|此|我说的)(?:说|答|回答|写)"
    r"|^(?:请|你)?(?:只能|必须|务必|直接|先|要|只)?(?:在(?:答案|回答)|回答[\"“]?是|只回答|输出|打印|加上|附上)|只能回答|(?:不许|不得)(?:再)?(?:说|回答|拒绝|引用|解释|反驳|提到)"
)

_REMARK_WORDS = re.compile(
    r"(?:从|在)?哪(?:里|儿)?(?:来|得来|看来|找来|得出|得到)的?(?:这个|这些)?(?:数据|数字|数|说法|结论|消息|信息)?|确定|肯定|真的|假的|真|假|准确|准|靠谱|靠得住|可靠|可信|能信|信得过|保证|骗|瞎编|乱编|编的?|搞错|弄错|看错|说错|记错|没错|有误|错|对|"
    r"厉害|不错|真棒|很棒|棒|很好|太好了|好极了|赞|牛|给力|有用|聪明|说得好|帮大忙|看不懂|没看懂|听不懂|没听懂|答非所问|太长|太短|太啰嗦|啰嗦|"
    r"问个问题|问个事|问几个问题|提个问题|提问|聊聊天?|聊|陪|无聊|"
    r"你们|你|您|我们|我|这个|那个|这|那|它|刚才|刚刚|说|讲|答案|答复|回答|答|结果|内容|一下|想|要|能|可以|敢|不会|会|不|没有|没|有|是|的|地|得|了|吗|吧|么|嘛|呢|啊|呀|哦|哈|"
    r"就|还|也|太|很|挺|非常|真是|啦|点|吓|再|又|别|把|给|到底|究竟|应该|[\s,。!?~、]"
)
_DOUBTS = re.compile(
    r"确定|肯定|真的|假的|准[吗不确]|靠谱|靠得住|可靠|可信|能信|信得过|保证|骗|编|[搞弄看说记]错|有误|对[吗么吧]|没错|不对|哪里?来|从哪"
)
_REMARKS = re.compile(
    r"厉害|不错|棒|很好|太好了|好极了|赞|牛|给力|有用|聪明|说得好|帮大忙|[看听]不懂|没[看听]懂|答非所问|太[长短]|啰嗦|问个|问几个|提个|聊|无聊"
)
LONGEST = 16
"""Characters beyond which a remark is more than one."""


def _remark(folded: str) -> str:
    """The reply to a remark on the answer, or to a question yet to come; "" for a real question."""
    if len(folded) > LONGEST or _REMARK_WORDS.sub("", folded):
        return ""
    if _DOUBTS.search(folded):
        return "我的回答都摘自文件原文，并附有出处，您可以点开出处核对。"
    return "好的，请直接提问，问得越具体，越容易找到原文。" if _REMARKS.search(folded) else ""


def without_lures(text: str) -> str:
    """The question without the sentences that give orders, when a real question is left."""
    for marks in (r"(?<=[。！!；;\n])|(?<=，)(?=并|然后|再|请|告诉)", r"(?<=[。！!；;\n，,])"):
        parts = re.split(marks, text)
        kept = [p for p in parts if not _is_lure(p)]
        rest = re.sub(r"^[，,并且然后再请]*(?:告诉我)?", "", "".join(kept).strip())
        asked = ParsedQuestion(rest)
        if (
            len(kept) < len(parts)
            and not rest.startswith("我是")
            and len(asked.core) >= (2 if asked.wants else 4)
        ):
            return rest
    return text


def _is_lure(part: str) -> bool:
    folded = fold(part.strip())
    return bool(_ASTRAY.search(folded) or _ORDER.search(folded))


def answer_small_talk(question: ParsedQuestion, infos: Sequence[DocumentInfo]) -> Draft | None:
    """One polite sentence on what it can do, or None for a real question."""
    folded = question.folded.strip()
    if _THANKS.match(folded):
        return Draft(
            "out_of_scope",
            (Statement("不客气，有问题请继续提问。", (), derived=True),),
            found=False,
        )
    if _GREETING.match(folded):
        return _polite("您好，我是关问，", infos)
    if reply := _remark(folded):
        return Draft("out_of_scope", (Statement(reply, (), derived=True),), found=False)
    if _ASTRAY.search(folded):
        return _polite("这个要求我不能照办。", infos)
    if _RUDE.search(folded):
        return _polite("很抱歉没能让您满意。", infos)
    if _CHORE.search(folded):
        return _polite("这不是我能帮上忙的事。", infos)
    return None


def _polite(opening: str, infos: Sequence[DocumentInfo]) -> Draft:
    titles = "、".join(f"《{i.title}》" for i in infos[:3])
    more = f"等{len(infos)}份文件" if len(infos) > 3 else ""
    text = f"{opening}我只回答{titles}{more}里写明的内容，并注明出处，请直接提问。"
    return Draft("out_of_scope", (Statement(text, (), derived=True),), found=False)
