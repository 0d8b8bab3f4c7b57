"""Ranking: the chunks found by words and vectors, put into order by what they have of the question."""
