"""Verdicts on answers: if these fail, what a reader said is lost, doubled, or kept for another."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from ui_fakes import FakeAssistant, small_assistant

from eval.draft import drafts
from index.errors import StoreMissing
from rag.feedback import COMMENT_LIMIT, FeedbackBook, FeedbackError
from ui.api import install_errors
from ui.app import create_app
from ui.conversation import Conversation, converse, messages, stopped
from ui.security import Guard
from ui.shelf import Shelf
from ui.verdicts import OpenBook, Verdicts, no_book, verdict_router

TAB, OTHER = "0f" * 16, "1e" * 16
PATH = "/guanwen/verdict"


def asked(*questions: str, documents: tuple[str, ...] = ()) -> Conversation:
    conversation: Conversation = ()
    for question in questions:
        *_, conversation = converse(small_assistant(), conversation, question, documents)
    return conversation


TALK = asked("社区分馆多少个", "食堂几点开饭", documents=("library",))
ANSWER, REFUSAL = (each.given.id for each in TALK if each.given)


def client_of(open_book: OpenBook) -> TestClient:
    shelf = Shelf()
    shelf.keep(TAB, TALK)
    shelf.keep(OTHER, asked("数字资源覆盖率"))
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    install_errors(app)
    app.include_router(verdict_router(Verdicts(shelf, open_book)))
    app.add_middleware(Guard)
    return TestClient(app, raise_server_exceptions=False)


@pytest.fixture
def book(tmp_path: Path) -> Iterator[FeedbackBook]:
    opened = FeedbackBook.in_folder(tmp_path)
    yield opened
    opened.close()


@pytest.fixture
def client(book: FeedbackBook) -> TestClient:
    return client_of(lambda: book)


def body(rating: str, comment: str = "", answer: str = ANSWER, tab: str = TAB) -> dict[str, str]:
    return {"tab": tab, "answer": answer, "rating": rating, "comment": comment}


def give(client: TestClient, *verdicts: dict[str, str]) -> None:
    for verdict in verdicts:
        answer = client.post(PATH, json=verdict)
        assert answer.status_code == 200, answer.text
        assert answer.json() == {"rating": verdict["rating"]}


def test_a_verdict_keeps_the_turns_the_limit_and_the_answer(
    client: TestClient, book: FeedbackBook
) -> None:
    give(client, body("good"), body("bad", "没有写时间", REFUSAL))
    good, bad = book.all()
    assert (good.rating, good.turns, good.documents) == ("good", ("社区分馆多少个",), ("library",))
    assert good.answer["citations"]
    assert (bad.rating, bad.comment, bad.answer["status"]) == ("bad", "没有写时间", "not_found")
    assert bad.turns == ("社区分馆多少个", "食堂几点开饭")


def test_however_often_a_reader_changes_his_mind_there_is_one_record(
    client: TestClient, book: FeedbackBook
) -> None:
    give(client, *[body("good"), body("bad")] * 5, body("bad", "少了一个"))
    (kept,) = book.all()
    assert (kept.rating, kept.comment) == ("bad", "少了一个")
    give(client, body("good"))
    assert [(each.id, each.rating, each.comment) for each in book.all()] == [(kept.id, "good", "")]


def test_a_verdict_can_be_withdrawn_and_given_again(client: TestClient, book: FeedbackBook) -> None:
    give(client, body("none"), body("bad", "错"), body("none"), body("none"))
    assert book.all() == ()
    give(client, body("good"))
    assert [each.rating for each in book.all()] == ["good"]


def test_clicks_that_come_at_once_are_one_record(client: TestClient, book: FeedbackBook) -> None:
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda n: give(client, body("good" if n % 2 else "bad")), range(24)))
    assert len(book.all()) == 1


def test_a_reloaded_page_judges_the_same_answer(book: FeedbackBook) -> None:
    """A reload takes the conversation over under a new token; its record must not be doubled."""
    shelf = Shelf()
    shelf.keep(TAB, TALK)
    app = FastAPI()
    app.include_router(verdict_router(Verdicts(shelf, lambda: book)))
    verdicts = TestClient(app)
    give(verdicts, body("bad"))
    shelf.keep(OTHER, stopped(shelf.find(TAB)))
    give(verdicts, body("good", tab=OTHER))
    assert [each.rating for each in book.all()] == ["good"]


@pytest.mark.parametrize(
    "verdict",
    [body("bad", answer="ab" * 16), body("bad", tab="ab" * 16), body("bad", tab=OTHER)],
    ids=["no such answer", "no such tab", "the answer of another tab"],
)
def test_an_answer_that_is_not_there_is_one_sentence(
    client: TestClient, book: FeedbackBook, verdict: dict[str, str]
) -> None:
    answer = client.post(PATH, json=verdict)
    assert answer.status_code == 404
    assert answer.json() == {"error": "服务可能重新启动过，已找不到这个回答，评价没有记下。"}
    assert book.all() == ()


@pytest.mark.parametrize(
    "change, sentence",
    [
        ({"rating": "great"}, "rating 不对：它应当是 good、bad 或 none（撤回）。"),
        ({"rating": None}, "rating 不对：它应当是 good、bad 或 none（撤回）。"),
        ({"comment": "长" * (COMMENT_LIMIT + 1)}, "comment 不对：它应当是最多 2000 字的文字。"),
        ({"comment": 3}, "comment 不对：它应当是最多 2000 字的文字。"),
        ({"tab": "../../etc"}, "tab 不对：它应当是 32 位十六进制的文字。"),
        ({"answer": ["x"]}, "answer 不对：它应当是 32 位十六进制的文字。"),
        ({"id": 1}, "没有“id”这个字段，可用的是 tab、answer、rating、comment。"),
    ],
)
def test_a_wrong_field_is_one_sentence_that_names_it(
    client: TestClient, book: FeedbackBook, change: dict[str, object], sentence: str
) -> None:
    answer = client.post(PATH, json={**body("bad"), **change})
    assert (answer.status_code, answer.json()) == (422, {"error": sentence})
    assert book.all() == ()


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b'"x"', b'{"comment": "\\ud800"}', b"\xff\xfe"]
)
def test_what_is_no_verdict_at_all_is_one_sentence(client: TestClient, content: bytes) -> None:
    answer = client.post(PATH, content=content, headers={"Content-Type": "application/json"})
    assert answer.status_code in (400, 422)
    assert answer.json()["error"].endswith("。")


def test_a_form_of_another_site_is_refused(client: TestClient, book: FeedbackBook) -> None:
    """A form can send text/plain across origins without being asked; JSON it cannot."""
    content = TestClient(FastAPI()).build_request("POST", "/", json=body("bad")).content
    answer = client.post(PATH, content=content, headers={"Content-Type": "text/plain"})
    assert answer.status_code == 422
    assert book.all() == ()


def test_a_body_that_is_far_too_long_is_not_read(client: TestClient) -> None:
    answer = client.post(PATH, json=body("bad", "长" * 30_000))
    assert (answer.status_code, answer.json()) == (413, {"error": "请求太大，最多 64 KB。"})


@pytest.mark.parametrize(
    "comment, kept",
    [
        ("'); DROP TABLE feedback;--", "'); DROP TABLE feedback;--"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("一\x00二\u202e三\n\n四　五", "一 二 三 四 五"),
        ("   ", ""),
        ("𠮷" * COMMENT_LIMIT, "𠮷" * COMMENT_LIMIT),
    ],
)
def test_a_hostile_remark_is_only_text(
    client: TestClient, book: FeedbackBook, comment: str, kept: str
) -> None:
    give(client, body("bad", comment))
    (one,) = book.all()
    assert one.comment == kept
    (draft,) = drafts(book.all())
    assert (kept or "没有留言") in str(draft["note"])


def test_a_book_that_cannot_be_opened_is_told_and_tried_again(
    book: FeedbackBook, caplog: pytest.LogCaptureFixture
) -> None:
    broken = True

    def open_book() -> FeedbackBook:
        if broken:
            raise FeedbackError("保存评价的数据库打不开，请检查设置。")
        return book

    client = client_of(open_book)
    answer = client.post(PATH, json=body("bad"))
    assert answer.status_code == 503
    assert answer.json() == {"error": "保存评价的数据库打不开，请检查设置。"}
    assert "a verdict was not kept" in caplog.text
    broken = False
    give(client, body("bad"))
    assert len(book.all()) == 1


def test_a_database_that_refuses_is_told_and_keeps_what_was_there(
    client: TestClient, book: FeedbackBook, tmp_path: Path
) -> None:
    give(client, body("good"))
    file = tmp_path / "feedback.sqlite"
    whole = file.read_bytes()
    book.close()
    file.write_bytes(b"damaged" * 1000)
    for verdict in (body("bad"), body("none"), body("good", answer=REFUSAL)):
        answer = client.post(PATH, json=verdict)
        assert answer.status_code == 503
        assert answer.json()["error"].endswith("请稍后再试。")
        assert "damaged" not in answer.text
    book.close()
    file.write_bytes(whole)
    give(client, body("bad"))
    assert [each.rating for each in book.all()] == ["bad"]


def test_the_page_starts_where_nobody_said_where_feedback_is_kept() -> None:
    assert TestClient(create_app(small_assistant())).get("/").status_code == 200
    answer = client_of(no_book).post(PATH, json=body("bad"))
    assert answer.json() == {"error": "没有设置保存评价的地方，评价没有记下。"}


def test_the_whole_application_has_the_route() -> None:
    answer = TestClient(create_app(small_assistant())).post(PATH, json=body("bad"))
    assert answer.status_code == 404
    assert "已找不到这个回答" in answer.json()["error"]


def failing() -> FakeAssistant:
    assistant = small_assistant()
    assistant.failure = StoreMissing("还没有索引。")
    return assistant


def test_only_whole_answers_and_refusals_can_be_judged() -> None:
    for message in messages(TALK)[1::2]:
        assert message["content"].count('href="#verdict/') == 2
    *growing, whole = converse(small_assistant(), (), "社区分馆多少个", ())
    assert growing
    for conversation in growing:
        assert "#verdict/" not in messages(stopped(conversation))[-1]["content"]
        assert "#verdict/" not in messages(conversation)[-1]["content"]
    assert "#verdict/" in messages(stopped(whole))[-1]["content"]
    *_, problem = converse(failing(), (), "社区分馆多少个", ())
    assert "#verdict/" not in messages(problem)[-1]["content"]


def test_no_two_answers_share_an_id() -> None:
    twice = asked("社区分馆多少个", "社区分馆多少个")
    assert len({each.given.id for each in (*TALK, *twice) if each.given}) == 4
