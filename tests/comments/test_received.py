import pytest
from django.urls import reverse

from articles.models import Article
from tests.factories import make_article, make_comment

pytestmark = pytest.mark.django_db


def address(comment):
    return reverse("comments:received", args=[comment.code])


def test_it_gives_a_code_and_says_what_happens_next(client):
    article = make_article()
    comment = make_comment(article, "Lời kín", author_name="Người kín", email="kin@example.vn")
    response = client.get(address(comment))
    html = response.content.decode()
    assert comment.code in html
    assert "thường trong 2 ngày làm việc" in html
    assert article.get_absolute_url() in html
    assert f"/y-kien/trang-thai/?ma={comment.code}" in html
    assert "kín" not in html
    assert "kin@" not in html
    assert not response.cookies
    assert "no-store" in response.headers["Cache-Control"]
    assert '<meta name="robots" content="noindex">' in html


def test_who_wants_mail_is_told_of_the_letter(client):
    article = make_article()
    wants = make_comment(article, email="an@example.vn", wants_mail=True)
    assert "mở thư vừa gửi" in client.get(address(wants)).content.decode()
    assert "mở thư vừa gửi" not in client.get(address(make_comment(article))).content.decode()


def test_it_stays_when_the_article_is_gone(client):
    article = make_article()
    comment = make_comment(article)
    Article.objects.filter(pk=article.pk).update(state=Article.State.WITHDRAWN)
    html = client.get(address(comment)).content.decode()
    assert article.get_absolute_url() not in html


@pytest.mark.parametrize("code", ["AAAAAAAAAA", "x", "1" * 500])
def test_an_unknown_code_is_404(client, code):
    assert client.get(f"/y-kien/da-nhan/{code}/").status_code == 404


def test_it_is_read_only_and_cheap(client, django_assert_max_num_queries):
    comment = make_comment(make_article())
    assert client.post(address(comment)).status_code == 405
    client.get("/")  # from now on the head of the pages is known
    with django_assert_max_num_queries(4):
        client.get(address(comment))
