"""Public data: the same system on other people's questions, so that our own set cannot flatter it."""
