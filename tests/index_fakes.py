"""Stand-ins for tests of index: a model of character pairs, and documents from a few lines."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from index.documents import Document
from index.outline import parse_outline


class PairEmbedder:
    """An Embedder that needs no training: a text is the bag of its character pairs."""

    def __init__(self, name: str = "pairs", dimension: int = 64, shift: int = 0) -> None:
        self.name = name
        self.dimension = dimension
        self._shift = shift

    def encode_queries(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        return self.encode_passages(texts)

    def encode_passages(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        rows = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            for first, second in pairwise(text):
                row[(zlib.crc32((first + second).encode()) + self._shift) % self.dimension] += 1
            row /= np.linalg.norm(row) or 1
        return rows


def document(text: str, document_id: str = "doc", title: str = "测试规划") -> Document:
    """A document as the reader makes it of a text."""
    return Document(document_id, title, parse_outline(text, document_id=document_id, title=title))


PLAN = """测试规划
一、总体要求
（一）指导思想。
坚持依法行政。到2025年，互认国家达到60个以上。
（二）基本原则。
——坚持人民至上。
——坚持科学治关。
二、主要任务
（三）深化大数据应用。
建设“智慧海关”平台，推进中欧班列枢纽站点建设。
专栏1 主要指标
指标|2020年|2025年
1.互认国家数量（个）|42|60
2.国际卫生港口岸数量（个）|—|35
"""
