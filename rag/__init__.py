"""rag: question → route → evidence → answer with citations; quiz."""
