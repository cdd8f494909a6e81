import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from articles.models import Photo
from tests.factories import make_photo

pytestmark = pytest.mark.django_db
URL = reverse("articles:find_photos")


@pytest.fixture
def field(editor):
    return make_photo("olive", caption="Ruộng bậc thang", alt="Lúa chín", credit="Hà Vân")


@pytest.fixture
def hall(editor):
    return make_photo("navy", caption="Hội trường", alt="", credit="Thu Nhàn")


def find(client, status=200, **query):
    response = client.get(URL, query)
    assert response.status_code == status
    return response.json()


def test_a_reporter_sees_the_newest_photos_first(client, reporter, field, hall):
    client.force_login(reporter)
    answer = find(client)
    assert [row["id"] for row in answer["results"]] == [hall.pk, field.pk]
    assert answer["has_more"] is False
    row = answer["results"][1]
    assert row["url"].startswith("/media/photos/")
    assert row["thumb"].startswith("/media/photos/")
    assert row["width"] > row["height"] > 0
    assert (row["caption"], row["credit"], row["alt"]) == ("Ruộng bậc thang", "Hà Vân", "Lúa chín")


@pytest.mark.parametrize(
    "words", ["ruong bac", "Ruộng bậc", "hà vân", "LÚA CHÍN", "ruo\u0302\u0323ng ba\u0323\u0302c"]
)
def test_words_find_a_photo_whatever_their_marks(client, reporter, field, hall, words):
    client.force_login(reporter)
    assert [row["id"] for row in find(client, q=words)["results"]] == [field.pk]


@pytest.mark.parametrize("query", ["%", "_", "'", '"', "\\", "x" * 5000, "không có"])
def test_odd_words_find_nothing_and_break_nothing(client, reporter, field, query):
    client.force_login(reporter)
    assert find(client, q=query) == {"results": [], "has_more": False}


def test_pages_follow_each_other(client, reporter, field):
    row = {f.attname: getattr(field, f.attname) for f in Photo._meta.concrete_fields}
    row.pop("id")
    copies = [Photo(**row | {"sha256": f"{number:064}"}) for number in range(24)]
    Photo.objects.bulk_create(copies)
    client.force_login(reporter)
    first, second = find(client), find(client, trang="2")
    assert (len(first["results"]), first["has_more"]) == (24, True)
    assert (len(second["results"]), second["has_more"]) == (1, False)
    seen = {row["id"] for answer in (first, second) for row in answer["results"]}
    assert len(seen) == 25


@pytest.mark.parametrize("page", ["3", "0", "-1", "x", "999999999999"])
def test_a_page_that_is_not_there_is_empty(client, reporter, field, page):
    client.force_login(reporter)
    assert find(client, trang=page) == {"results": [], "has_more": False}


def test_a_photo_that_was_taken_down_is_not_offered(client, editor, field):
    Photo.objects.filter(pk=field.pk).update(taken_down_at=timezone.now() - dt.timedelta(days=1))
    client.force_login(editor)
    assert find(client)["results"] == []


@pytest.mark.parametrize("who", ["moderator", "secretary", "stranger"])
def test_the_wrong_role_is_refused(client, request, who):
    client.force_login(request.getfixturevalue(who))
    assert "phóng viên và biên tập viên" in find(client, 403)["error"]["message"]


def test_a_visitor_is_sent_to_sign_in(client):
    assert client.get(URL).status_code == 302


def test_it_is_only_read(client, editor):
    client.force_login(editor)
    assert client.post(URL).status_code == 405


def test_its_cost(client, reporter, field, hall, django_assert_max_num_queries):
    client.force_login(reporter)
    with django_assert_max_num_queries(4):  # session, user, roles, photos
        find(client, q="h")
