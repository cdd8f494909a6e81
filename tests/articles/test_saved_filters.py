"""Views of the list that somebody keeps."""

import pytest
from django.urls import reverse

from accounts.models import AuditEntry
from articles.actions.lists import MOST
from articles.models import SavedFilter
from tests.factories import make_article

pytestmark = pytest.mark.django_db
LIST = "/admin/articles/article/"
SAVE = "/admin/articles/article/bo-loc/"


def delete(saved):
    return reverse("admin:articles_filter_delete", args=[saved.pk])


def test_a_view_is_kept_shown_and_opened_again(client, editor):
    client.force_login(editor)
    make_article("Nháp", published=False)
    query = {"name": "Nháp của phòng", "query": "state=draft&p=3&x=1&q=nh%C3%A1p"}
    response = client.post(SAVE, query, follow=True)
    saved = SavedFilter.objects.get()
    assert (saved.user, saved.query) == (editor, "state=draft&q=nh%C3%A1p")
    html = response.content.decode()
    assert "Đã giữ: “Nháp của phòng”." in html
    assert 'href="?state=draft&amp;q=nh%C3%A1p" aria-current="page">Nháp của phòng' in html
    assert AuditEntry.objects.filter(verb="filter.saved", actor=editor).exists()


def test_the_same_name_again_replaces_it(client, editor):
    client.force_login(editor)
    client.post(SAVE, {"name": "Của tôi", "query": "state=draft"})
    client.post(SAVE, {"name": " Của  tôi ", "query": "state=returned"})
    assert SavedFilter.objects.get().query == "state=returned"


@pytest.mark.parametrize(
    ("name", "query"),
    [
        ("", "state=draft"),
        ("x" * 61, "state=draft"),
        ("Tên", ""),
        ("Tên", "x=1"),
        ("T", "q=" + "đ" * 400),
    ],
)
def test_what_cannot_be_kept_is_said(client, editor, name, query):
    client.force_login(editor)
    response = client.post(SAVE, {"name": name, "query": query}, follow=True)
    assert response.status_code == 200
    assert 'class="error"' in response.content.decode()
    assert not SavedFilter.objects.exists()


def test_there_is_an_end_to_keeping(client, editor):
    SavedFilter.objects.bulk_create(
        SavedFilter(user=editor, name=f"Lọc {number}", query="state=draft")
        for number in range(MOST)
    )
    client.force_login(editor)
    client.post(SAVE, {"name": "Thêm", "query": "state=draft"})
    client.post(SAVE, {"name": "Lọc 1", "query": "state=returned"})
    assert SavedFilter.objects.count() == MOST
    assert SavedFilter.objects.get(name="Lọc 1").query == "state=returned"


def test_everybody_sees_and_deletes_their_own(client, editor, reporter):
    saved = SavedFilter.objects.create(user=editor, name="Của biên tập", query="state=draft")
    client.force_login(reporter)
    assert "Của biên tập" not in client.get(LIST).content.decode()
    assert client.post(delete(saved)).status_code == 404
    client.force_login(editor)
    assert client.get(delete(saved)).status_code == 405
    client.post(delete(saved))
    assert not SavedFilter.objects.exists()
    assert AuditEntry.objects.filter(verb="filter.deleted", actor=editor).exists()


def test_it_is_for_the_newsroom_only(client, moderator):
    client.force_login(moderator)
    assert client.post(SAVE, {"name": "x", "query": "state=draft"}).status_code == 403
    assert not SavedFilter.objects.exists()
