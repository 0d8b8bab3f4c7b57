"""Route “structure”: the parts of documents, asked for by number, by title or by place."""
