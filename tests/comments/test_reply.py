import pytest
from django.urls import reverse

from comments import actions
from comments.models import Comment
from tests.comments.posting import hidden, post, url
from tests.factories import make_article, make_comment

pytestmark = pytest.mark.django_db


@pytest.fixture
def article():
    return make_article()


def address(comment):
    return reverse("comments:reply", args=[comment.article_id, comment.code])


def test_it_quotes_the_comment_and_takes_an_answer(client, article):
    comment = make_comment(article, "Ý đầu <b>", state="approved", email="kin@example.vn")
    response = client.get(address(comment))
    html = response.content.decode()
    assert "Ý đầu &lt;b&gt;" in html
    assert "kin@" not in html
    assert "no-store" in response.headers["Cache-Control"]
    assert '<meta name="robots" content="noindex">' in html
    assert not response.cookies
    assert post(client, article, **hidden(response)).status_code == 303
    answer = Comment.objects.latest("pk")
    assert (answer.parent, answer.state) == (comment, Comment.State.PENDING)


def test_wrong_input_keeps_what_is_answered(client, article):
    comment = make_comment(article, "Ý đầu", state="approved")
    page = post(client, article, parent=comment.code, text="")
    assert page.status_code == 422
    assert "Ý đầu" in page.content.decode()
    assert hidden(page)["parent"] == comment.code
    page = post(client, article, parent=comment.code, headers={})
    assert client.post(url(article), hidden(page)).status_code == 303
    assert Comment.objects.latest("pk").parent == comment


def test_there_is_one_level_of_answers(client, article):
    comment = make_comment(article, state="approved")
    answer = make_comment(article, "Đáp", state="approved", parent=comment)
    assert client.get(address(answer)).status_code == 404
    assert post(client, article, parent=answer.code).status_code == 303
    assert Comment.objects.latest("pk").parent == comment


@pytest.mark.parametrize("state", ["pending", "rejected", "spam", "hidden", "escalated"])
def test_what_nobody_sees_is_not_answered(client, article, state):
    comment = make_comment(article, state=state)
    assert client.get(address(comment)).status_code == 404
    page = post(client, article, parent=comment.code)
    assert page.status_code == 422
    assert "không còn trên trang" in page.content.decode()
    assert "parent" not in hidden(page)
    assert Comment.objects.count() == 1


def test_a_comment_of_another_article_is_not_answered(client, article):
    comment = make_comment(make_article("Bài khác"), state="approved")
    assert client.get(f"/y-kien/{article.pk}/tra-loi/{comment.code}/").status_code == 404
    assert post(client, article, parent=comment.code).status_code == 422


def test_a_closed_article_says_so_and_a_hidden_talk_is_not_there(client, article, moderator):
    comment = make_comment(article, "Ý đầu", state="approved")
    actions.set_policy(article, policy="closed", by=moderator)
    html = client.get(address(comment)).content.decode()
    assert "Bài này đã ngừng nhận ý kiến." in html
    assert "<textarea" not in html
    actions.set_policy(article, policy="hidden", by=moderator)
    assert client.get(address(comment)).status_code == 404


def test_it_is_read_only_and_cheap(client, article, django_assert_max_num_queries):
    comment = make_comment(article, state="approved")
    assert client.post(address(comment)).status_code == 405
    client.get("/")  # from now on the head of the pages is known
    with django_assert_max_num_queries(5):
        client.get(address(comment))
