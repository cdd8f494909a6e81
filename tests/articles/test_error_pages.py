"""When something is missing, forbidden or broken, the answer is still a page of ours."""

import pytest
from django.template.loader import get_template
from django.test import Client

from articles import actions
from tests.factories import make_article, make_section


@pytest.mark.django_db
def test_a_missing_page_leads_on_and_sets_no_cookie(client):
    make_section("Kinh tế")
    response = client.get("/khong-co-gi-o-day/")
    html = response.content.decode()
    assert response.status_code == 404
    assert "Không có trang này" in html
    assert "Kinh tế" in html
    assert not response.cookies
    assert "Cookie" not in response.headers.get("Vary", "")


@pytest.mark.django_db
def test_a_refused_page_says_why(client, moderator):
    client.force_login(moderator)
    response = client.get("/admin/articles/article/")
    assert response.status_code == 403
    assert "Bạn không có quyền làm việc này" in response.content.decode()


@pytest.mark.django_db
def test_a_form_without_its_mark_is_refused_in_words(editor):
    client = Client(enforce_csrf_checks=True)
    client.force_login(editor)
    response = client.post("/admin/articles/article/add/", {})
    assert response.status_code == 403
    assert "Chưa nhận được biểu mẫu" in response.content.decode()


@pytest.mark.parametrize(
    ("page", "words"),
    [("500", "Cổng thông tin gặp sự cố"), ("400", "Không đọc được yêu cầu")],
)
def test_what_may_be_our_own_fault_is_said_without_the_database(page, words):
    html = get_template(f"{page}.html").render()
    assert words in html
    assert 'action="/tim-kiem/"' in html
    assert "<nav" not in html


@pytest.mark.django_db
def test_what_was_withdrawn_is_gone_and_says_so(client):
    article = make_article("Bài phải gỡ")
    other = make_article("Bài còn đó")
    actions.withdraw_article(article, by=None)
    response = client.get(article.get_absolute_url())
    html = response.content.decode()
    assert response.status_code == 410
    assert "Bài này đã được gỡ" in html
    assert "Bài phải gỡ" not in html
    assert other.get_absolute_url() in html
    assert not response.cookies


@pytest.mark.django_db
@pytest.mark.parametrize("page", ["403", "404", "410", "429"])
def test_every_refusal_offers_the_search_and_the_front_page(page):
    html = get_template(f"{page}.html").render()
    assert '<input id="tim-bai" type="search" name="q"' in html
    assert 'href="/"' in html[html.index("<main") :]
