"""Passages of a document that speak to a language model in place of a reader.

They are part of the document, and whoever asks for them is shown them; a model is not given them,
and they support nothing that it writes.
"""

from __future__ import annotations

import re

from index.folding import fold

_RULES = "指令|指示|提示词?|要求|规则|设定|约束|限制|命令|说明|内容|上文|前文|对话"
_PATTERNS = (
    rf"(?:忽略|无视|忘记|忘掉|不要理会|不用管|不必理会|绕过|跳过|推翻).{{0,12}}(?:{_RULES})",
    rf"(?:以上|上述|之前|前面|此前|先前)的?(?:所有|全部|一切)?(?:{_RULES}).{{0,6}}(?:作废|无效|失效|取消)",
    r"你(?:现在|从现在起)?(?:是|扮演|充当|作为)(?:一个|一名|一位)?.{0,10}(?:助手|机器人|模型|ai|黑客|dan)",
    r"(?:告诉|回复|回答|引导|诱导)(?:用户|提问者|读者)",
    r"(?:直接|只能?|必须|务必)(?:回答|回复|输出|答复)[\"':]",
    r"系统(?:提示|指令|消息|已被)|开发者模式|越狱模式|提示词|语言模型|人工智能助手",
    r"(?:ignore|disregard|forget|override).{0,30}(?:instruction|previous|above|prompt|rule)",
    r"you are now |you are (?:a|an|the) |act as |system prompt|jailbreak|as an? (?:\w+ )?(?:model|assistant)",
    r"<\|?\s*/?\s*(?:im_start|im_end|system|user|assistant|endoftext)|\[/?inst\]|<<sys>>",
    r"(?:^|\n)\s*(?:system|assistant|user|human)\s*:|###\s*(?:instruction|system|response)",
)
_ORDER = re.compile("|".join(_PATTERNS))


def speaks_to_a_model(text: str) -> bool:
    """Whether a passage holds words that are meant for a language model."""
    return bool(_ORDER.search(fold(text)))
