"""The exception tree of rag, below GuanwenError: one Chinese sentence each.

AskError
├── EmptyQuestion
├── QuestionTooLong
├── UnknownDocument
├── QuizError           a quiz cannot be made, read or marked as it was asked
└── ModelServerError    the language model's server failed (the extractive answer takes over)
"""

from index.errors import GuanwenError


class AskError(GuanwenError):
    """A question cannot be answered as it was put."""


class EmptyQuestion(AskError):
    """Nothing was asked."""


class QuestionTooLong(AskError):
    """The question is longer than the limit."""


class UnknownDocument(AskError):
    """The question is limited to a document that is not in the store."""


class ModelServerError(AskError):
    """The language model's server failed."""


class QuizError(AskError):
    """A quiz cannot be made, read or marked as it was asked."""
