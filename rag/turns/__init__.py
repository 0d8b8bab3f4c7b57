"""Turns of a conversation: a follow-up becomes a question that stands alone."""
