"""Pieces: what the cross-encoder knows of each piece of its vocabulary, and texts as pieces."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from index.embedding_static import encodable
from rag.ranking.pieces import Floats, Ids

if TYPE_CHECKING:
    from tokenizers import Tokenizer

QUESTION, HEADINGS, SENTENCE = 28, 14, 64
"""Most pieces that are read: of a question, of headings (the last ones), of a sentence."""


@dataclass(frozen=True, slots=True)
class Pieces:
    """A vocabulary with, for each piece, its unit vector (a small integer each, times `scale`), the
    logarithm of its weight in a text, its length in characters, and these as code points, −1 for none.

    Shapes (pieces, width), (pieces,), (pieces,), (pieces,), (pieces, 4).
    """

    tokenizer: Tokenizer
    vectors: npt.NDArray[np.int8]
    scale: Floats
    weight: Floats
    length: Floats
    characters: npt.NDArray[np.int32]

    def directions(self, ids: Ids) -> Floats:
        """The unit vectors of some pieces, shape (len(ids), width)."""
        return self.vectors[ids].astype(np.float32) * self.scale[ids, None]

    def of_question(self, text: str) -> Ids:
        """The pieces of a question; the unknown piece for none."""
        return np.array(self._encoded([text])[0][:QUESTION] or [0], np.int64)

    def of_sentences(self, texts: Sequence[tuple[str, str]]) -> list[tuple[Ids, int]]:
        """The pieces of (headings, sentence) in one row, and how many of them are headings."""
        above = [ids[-HEADINGS:] for ids in self._encoded([headings for headings, _ in texts])]
        said = [ids[:SENTENCE] or [0] for ids in self._encoded([text for _, text in texts])]
        return [
            (np.array([*first, *rest], np.int64), len(first))
            for first, rest in zip(above, said, strict=True)
        ]

    def _encoded(self, texts: Sequence[str]) -> list[list[int]]:
        some = [encodable(text) for text in texts]
        found = self.tokenizer.encode_batch_fast(some, add_special_tokens=False)
        return [encoding.ids for encoding in found]


def pieces_of(tokenizer: Tokenizer, tensors: Mapping[str, npt.NDArray[np.generic]]) -> Pieces:
    """The pieces of a tokenizer with their tensors, each named “pieces.” and the name of its field."""
    return Pieces(
        tokenizer,
        np.asarray(tensors["pieces.vectors"], np.int8),
        np.asarray(tensors["pieces.scale"], np.float32),
        np.asarray(tensors["pieces.weight"], np.float32),
        np.asarray(tensors["pieces.length"], np.float32),
        np.asarray(tensors["pieces.characters"], np.int32),
    )
