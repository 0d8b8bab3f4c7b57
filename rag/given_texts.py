"""Texts given with a request: a catalogue of them in memory, the store untouched."""

from __future__ import annotations

from collections.abc import Sequence

from index.embedding import Embedder
from index.embedding_static import encodable
from index.errors import ReadError
from index.store import Store
from rag.answer import InlineText
from rag.catalogue import Catalogue
from rag.errors import AskError
from rag.glossary.glossary import Glossary
from rag.rerank import Reranker

TEXTS_LIMIT = 5_000_000
"""Most characters in the texts given with one request."""


def catalogue_of_texts(
    texts: Sequence[InlineText],
    embedder: Embedder,
    reranker: Reranker | None,
    glossary: Glossary | None,
) -> Catalogue:
    """A catalogue of the texts; AskError when they are too long or cannot be read.

    Whoever asks for it closes its store.
    """
    from index.corpus import read_inline  # its readers take 0.2 s, and most questions need none

    size = sum(len(text.text) for text in texts)
    if size > TEXTS_LIMIT:
        raise AskError(f"给出的文字共{size}字，超过{TEXTS_LIMIT}字的上限。")
    try:
        documents = [
            read_inline(encodable(text.title) or f"文件{number}", encodable(text.text))
            for number, text in enumerate(texts, start=1)
        ]
    except ReadError as error:
        raise AskError(str(error)) from error
    store = Store.in_memory(documents, embedder)
    return Catalogue(store, embedder, reranker, glossary)
