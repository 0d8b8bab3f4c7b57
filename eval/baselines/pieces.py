"""What the baselines search: pieces of a document's text, each with its place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from index.documents import Document, Span

SIZE, OVERLAP = 500, 50
"""Characters in a piece, and how many of them it shares with the next: the usual recipe."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of one document's canonical text."""

    id: str
    document_id: str
    text: str
    span: Span


class Searcher(Protocol):
    """Ranks the pieces it was made of."""

    def search(self, query: str, k: int) -> list[Piece]:
        """At most k pieces, best first."""


def windows(documents: Sequence[Document]) -> list[Piece]:
    """Windows of text by LangChain's RecursiveCharacterTextSplitter, at its usual setting."""
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    splitter = RecursiveCharacterTextSplitter(
        chunk_size=SIZE, chunk_overlap=OVERLAP, add_start_index=True
    )
    return [
        _piece(document, number, part.page_content, int(part.metadata["start_index"]))
        for document in documents
        for number, part in enumerate(splitter.create_documents([document.outline.text]))
    ]


def own_chunks(documents: Sequence[Document]) -> list[Piece]:
    """The chunks of our own index, cut by section and 专栏."""
    from index.chunk import chunk_document

    return [
        Piece(chunk.id, chunk.document_id, chunk.text, chunk.span)
        for document in documents
        for chunk in chunk_document(document)
    ]


def _piece(document: Document, number: int, text: str, start: int) -> Piece:
    return Piece(f"{document.id}~{number}", document.id, text, (start, start + len(text)))
