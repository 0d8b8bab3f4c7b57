"""The language model path on the clock: how long until a reader sees the first sentence.

The model is a server of our own on loopback that repeats the first passage it is given at once, so
that what is measured is ours: evidence, prompt, connection, verification.
"""

from __future__ import annotations

import json
import re
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from eval.asker import as_request
from eval.questions import EvalQuestion
from rag.answer import Question, Sentence
from rag.assistant import Assistant
from rag.llm.composer import ModelComposer
from rag.llm.settings import LlmSettings

ASKED = 60
"""Questions asked at most; those that need no model are left out of the figure."""
_PASSAGE = re.compile(r'<材料 编号="1"[^>]*>\n(?P<text>.*?)\n</材料>', re.DOTALL)
_SENTENCE = re.compile(r"[^。\n]{6,}。")


def first_sentence_seconds(
    assistant: Assistant, questions: Sequence[EvalQuestion]
) -> tuple[float, ...]:
    """Seconds from the question to the first sentence, for each that the model was asked.

    The documents and the embedding are those of `assistant`, which is not changed. The libraries
    are loaded before the first measurement, as a page that is served has them.
    """
    asked = [as_request(q) for q in questions if not q.texts][:ASKED]
    with _model_server() as server:
        llm = LlmSettings("openai:bench", f"http://127.0.0.1:{server.server_address[1]}/v1")
        writing = Assistant(assistant.store, assistant.embedder, ModelComposer(llm))
        _warm_up(writing, server, asked)
        found = []
        for question in asked:
            before = server.served
            seconds = _until_first_sentence(writing, question)
            if server.served > before:
                found.append(seconds)
    return tuple(found)


def _warm_up(assistant: Assistant, server: _ModelServer, questions: Sequence[Question]) -> None:
    for question in questions:
        _until_first_sentence(assistant, question)
        if server.served:
            return


def _until_first_sentence(assistant: Assistant, question: Question) -> float:
    started = time.perf_counter()
    events = assistant.stream(question)
    for event in events:
        if isinstance(event, Sentence):
            break
    seconds = time.perf_counter() - started
    events.close()
    return seconds


class _ModelServer(ThreadingHTTPServer):
    daemon_threads = True
    served = 0


class _Handler(BaseHTTPRequestHandler):
    server: _ModelServer

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.served += 1
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        for chunk in _chunks(_repeated(body["messages"][1]["content"])):
            self.wfile.write(f"data: {chunk}\n\n".encode())

    def log_message(self, format: str, *args: object) -> None:
        """Nothing on stderr."""


def _repeated(prompt: str) -> str:
    """The first sentence of the first passage, with its mark."""
    passage = _PASSAGE.search(prompt)
    sentence = _SENTENCE.search(passage["text"]) if passage else None
    return f"{sentence[0]}[1]\n" if sentence else ""


def _chunks(text: str) -> Iterator[str]:
    for start in range(0, len(text), 4):
        yield _chunk({"content": text[start : start + 4]}, None)
    yield _chunk({}, "stop")
    yield "[DONE]"


def _chunk(delta: dict[str, str], finish: str | None) -> str:
    choice = {"index": 0, "delta": delta, "finish_reason": finish}
    head = {"id": "1", "object": "chat.completion.chunk", "created": 1, "model": "bench"}
    return json.dumps({**head, "choices": [choice]})


@contextmanager
def _model_server() -> Iterator[_ModelServer]:
    with _ModelServer(("127.0.0.1", 0), _Handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
