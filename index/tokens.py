"""How long a text is for a language model: tokens of the Qwen vocabulary, offline."""

from __future__ import annotations

import base64
import importlib.util
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import ModelError

if TYPE_CHECKING:
    import tiktoken

TOKENIZER_NAME = "qwen"
"""Recorded in the manifest of a store: chunk limits are counted with this vocabulary."""

_PATTERN = (
    r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}"
    r"| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"
)


def count_tokens(text: str) -> int:
    """Number of Qwen tokens; text such as “<|im_start|>” is counted as ordinary characters."""
    return len(_encoding().encode(text, disallowed_special=()))


@lru_cache(maxsize=1)
def _encoding() -> tiktoken.Encoding:
    import tiktoken

    return tiktoken.Encoding(
        TOKENIZER_NAME,
        pat_str=_PATTERN,
        mergeable_ranks=_read_ranks(_vocabulary_file()),
        special_tokens={},
    )


def _vocabulary_file() -> Path:
    # find_spec does not import dashscope, which would load its whole HTTP client.
    spec = importlib.util.find_spec("dashscope")
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        path = Path(folder) / "resources" / "qwen.tiktoken"
        if path.is_file():
            return path
    raise ModelError("找不到分词词表 qwen.tiktoken，请重新安装 dashscope 软件包。")


def _read_ranks(path: Path) -> dict[bytes, int]:
    # tiktoken.load.load_tiktoken_bpe would leave a copy of the file in the temporary folder.
    pairs = (line.split() for line in path.read_bytes().splitlines() if line)
    return {base64.b64decode(token): int(rank) for token, rank in pairs}
