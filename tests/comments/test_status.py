import pytest

from articles.models import Article
from comments import actions
from comments.models import Comment, Reason
from tests.factories import make_article, make_comment

pytestmark = pytest.mark.django_db


def ask(client, code):
    return client.get("/y-kien/trang-thai/", {"ma": code})


def said(client, comment):
    html = ask(client, comment.code).content.decode()
    assert comment.text not in html
    assert comment.author_name not in html
    return html


def test_it_asks_for_a_code(client):
    response = client.get("/y-kien/trang-thai/")
    html = response.content.decode()
    assert response.status_code == 200
    assert '<label for="ma">Mã ý kiến</label>' in html
    assert 'role="alert"' not in html
    assert "no-store" in response.headers["Cache-Control"]
    assert '<meta name="robots" content="noindex">' in html
    assert not response.cookies


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("pending", "Đang chờ duyệt"),
        ("escalated", "Đang chờ duyệt"),
        ("approved", "Đã đăng"),
        ("spam", "Không đăng"),
        ("hidden", "Không đăng"),
    ],
)
def test_it_tells_three_things_and_no_word_more(client, state, words):
    comment = make_comment(make_article(), "Lời kín", author_name="Người kín", state=state)
    html = said(client, comment)
    assert f"<strong>{words}</strong>" in html
    assert (f"#yk-{comment.code}" in html) == (state == "approved")


def test_a_refusal_comes_with_the_sentence_of_its_reason(client, moderator):
    comment = make_comment(make_article(), "Lời kín", author_name="Người kín")
    reason = Reason.objects.get(code="off_topic")
    actions.reject(comment, version=1, reason=reason, note="Ghi chú nội bộ", by=moderator)
    html = said(client, comment)
    assert "Không đăng" in html
    assert reason.told in html
    assert "nội bộ" not in html
    assert moderator.username not in html


def test_what_was_approved_under_a_withdrawn_article_has_no_address(client):
    article = make_article()
    comment = make_comment(article, state="approved")
    Article.objects.filter(pk=article.pk).update(state=Article.State.WITHDRAWN)
    html = said(client, comment)
    assert "Bài viết không còn trên trang." in html
    assert "#yk-" not in html


def test_an_erased_comment_says_nothing(client):
    comment = make_comment(make_article())
    empty = {"text": "", "author_name": ""}
    Comment.objects.filter(pk=comment.pk).update(state="erased", **empty)
    assert "Không đăng" in ask(client, comment.code).content.decode()


def test_a_code_is_read_as_people_write_it(client):
    comment = make_comment(make_article())
    loose = f" {comment.code[:5].lower()}-{comment.code[5:]} "
    assert "Đang chờ duyệt" in ask(client, loose).content.decode()


@pytest.mark.parametrize("code", ["AAAAAAAAAA", "<b>x</b>", "'; --", "x" * 5000, "😀"])
def test_an_unknown_code_is_said(client, code):
    response = ask(client, code)
    html = response.content.decode()
    assert response.status_code == 404
    assert "Không có ý kiến nào mang mã này." in html
    assert "<b>x" not in html


def test_it_is_read_only_and_cheap(client, django_assert_max_num_queries):
    comment = make_comment(make_article(), state="spam")
    assert client.post("/y-kien/trang-thai/").status_code == 405
    client.get("/")  # from now on the head of the pages is known
    with django_assert_max_num_queries(3):
        ask(client, comment.code)
