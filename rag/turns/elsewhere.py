"""A follow-up that names a part of a kind which the document before has none of."""

from __future__ import annotations

from index.folding import fold
from rag.catalogue import Catalogue
from rag.question import ParsedQuestion
from rag.scope import choose_scope
from rag.structure.addresses import find_addresses
from rag.structure.places import find_places
from rag.turns.carrying import without_names
from rag.turns.previous import Answerer


def elsewhere(standalone: str, turn: str, catalogue: Catalogue, answer: Answerer) -> str:
    """The same question of the first document that has such a part: “那专栏2呢” after a question
    on a document without any 专栏. The question as it was where that one has parts of the kind, or
    where the turn itself names a document."""
    question = ParsedQuestion(standalone)
    scope = choose_scope(question, catalogue.infos)
    own = find_addresses(fold(turn))
    if not own or not scope.spans or choose_scope(ParsedQuestion(turn), catalogue.infos).named:
        return standalone
    _, missing = find_places(find_addresses(question.folded), scope, catalogue, question.folded)
    if missing is None or missing.total:
        return standalone
    bare = without_names(standalone, catalogue)
    asked = ParsedQuestion(bare)
    every = choose_scope(asked, catalogue.infos)
    places, _ = find_places(find_addresses(asked.folded), every, catalogue, asked.folded)
    moved = f"{catalogue.title(places[0].document_id)}{bare}" if places else ""
    return moved if moved and answer(moved).found else standalone
