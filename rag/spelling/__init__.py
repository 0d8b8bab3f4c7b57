"""Spelling: words of a question that no document knows, mended to words that the documents use.

`sounds.tsv` and `shapes.tsv` hold which characters sound and look alike; `python -m
rag.spelling.make_tables` makes them.
"""
