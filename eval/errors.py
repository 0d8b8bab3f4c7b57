"""The exception tree of eval, below GuanwenError: one Chinese sentence each.

EvalError
├── SetError      an evaluation set is missing or a line of it is wrong
├── RunError      a run cannot be written where it was asked to be
├── GateError     floors are missing, broken, of another set, or would be lowered
├── BenchError    a measured command failed
└── DataError     the public data of a measure is not there
"""

from index.errors import GuanwenError


class EvalError(GuanwenError):
    """An evaluation cannot be done as it was asked."""


class SetError(EvalError):
    """An evaluation set is missing or a line of it is wrong."""


class RunError(EvalError):
    """A run cannot be written where it was asked to be."""


class BenchError(EvalError):
    """A command that was to be measured failed."""


class GateError(EvalError):
    """Floors are missing, broken, of another set or corpus, or would be lowered."""


class DataError(EvalError):
    """The public data that a measure is taken on is not there."""
