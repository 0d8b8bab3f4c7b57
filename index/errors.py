"""The exception tree of index: every error that a person can act on, one Chinese sentence each.

GuanwenError
├── ReadError       a file cannot be read as a document
├── CorpusError     a corpus folder or its manifest is wrong
├── ModelError      an embedding model cannot be opened
└── StoreError      a store cannot be opened or written
    ├── StoreMissing    there is no store at the place
    ├── StoreMismatch   made with another format or another model
    ├── StoreBusy       another process is building it
    └── VectorsLost     the Chroma server that keeps its vectors does not answer as it should
"""


class GuanwenError(Exception):
    """Base of all errors that are shown to people: `str(error)` is one Chinese sentence."""


class ReadError(GuanwenError):
    """A file cannot be read as a document."""


class CorpusError(GuanwenError):
    """A corpus folder or its manifest is wrong."""


class ModelError(GuanwenError):
    """An embedding model cannot be opened."""


class StoreError(GuanwenError):
    """A store cannot be opened or written."""


class StoreMissing(StoreError):
    """There is no store at the place."""


class StoreMismatch(StoreError):
    """The store was made with another format or another embedding model."""


class StoreBusy(StoreError):
    """Another process is building the store."""


class VectorsLost(StoreError):
    """The Chroma server that keeps the vectors of a store does not answer as it should."""
