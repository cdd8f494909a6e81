"""When something is missing, forbidden or broken, the answer is still a page of ours."""

import pytest
from django.template.loader import get_template
from django.test import Client

from tests.factories import make_section


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


def test_the_page_for_our_own_errors_needs_no_database():
    assert "Cổng thông tin gặp sự cố" in get_template("500.html").render()


@pytest.mark.django_db
def test_a_broken_request_is_answered_in_words():
    assert "Không đọc được yêu cầu" in get_template("400.html").render()
