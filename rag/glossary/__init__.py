"""The glossary: what people say and the words that official documents use for it.

The files beside this one are UTF-8 text with tabs, a line for each entry: what is said, what is
written, and “both” where the two are synonyms either way. Alternatives are parted by a bar; lines
that begin with # are remarks.
"""
