"""Mending: the blocks of a file without page furniture, broken lines joined into paragraphs."""
