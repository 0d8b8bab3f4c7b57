"""The three ways in which the baselines search, each as its library's first page shows it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import uuid4

import numpy as np

from eval.baselines.pieces import Piece
from index.embedding import Embedder
from index.words import terms


class ChromaSearcher:
    """LangChain's Chroma wrapper over our embedding: similarity search and nothing else."""

    def __init__(self, pieces: Sequence[Piece], embedder: Embedder) -> None:
        from langchain_chroma import Chroma

        self._pieces = {piece.id: piece for piece in pieces}
        self._chroma = Chroma(f"recipe-{uuid4().hex[:12]}", _embeddings(embedder))
        if pieces:
            self._chroma.add_texts([p.text for p in pieces], ids=[p.id for p in pieces])

    def search(self, query: str, k: int) -> list[Piece]:
        found = self._chroma.similarity_search(query, k=k)
        return [self._pieces[str(document.id)] for document in found]


class WordSearcher:
    """BM25 (Okapi, of rank_bm25) over our words and character pairs, alone."""

    def __init__(self, pieces: Sequence[Piece]) -> None:
        from rank_bm25 import BM25Okapi

        self._pieces = list(pieces)
        self._index: Any = BM25Okapi([terms(piece.text) for piece in pieces])

    def search(self, query: str, k: int) -> list[Piece]:
        scores = self._index.get_scores(terms(query))
        return [self._pieces[place] for place in np.argsort(-scores, kind="stable")[:k]]


class PastedSearcher:
    """LangChain's BM25Retriever with its defaults: words are what white space sets apart."""

    def __init__(self, pieces: Sequence[Piece]) -> None:
        from langchain_community.retrievers import BM25Retriever

        self._pieces = {piece.id: piece for piece in pieces}
        self._retriever: Any = BM25Retriever.from_texts(
            [p.text for p in pieces], [{"id": p.id} for p in pieces]
        )

    def search(self, query: str, k: int) -> list[Piece]:
        self._retriever.k = k
        return [self._pieces[d.metadata["id"]] for d in self._retriever.invoke(query)]


def _embeddings(embedder: Embedder) -> Any:
    from langchain_core.embeddings import Embeddings

    class Ours(Embeddings):
        def embed_documents(self, texts: list[str]) -> list[list[float]]:
            return [[float(v) for v in row] for row in embedder.encode_passages(texts)]

        def embed_query(self, text: str) -> list[float]:
            return [float(v) for v in embedder.encode_queries([text])[0]]

    return Ours()
