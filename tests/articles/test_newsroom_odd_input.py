"""The newsroom's forms and lists when something arrives that no honest browser sends."""

import json

import pytest
from django.urls import reverse

from articles.models import Article
from tests.articles.test_newsroom import ADD, LIST, words
from tests.factories import make_article, make_photo, make_section

pytestmark = pytest.mark.django_db


GROWING = "\u0958"  # one character that becomes two in the form in which text is stored


@pytest.mark.parametrize(
    ("field", "most"),
    [
        ("kicker", 80),
        ("headline", 200),
        ("lead", 800),
        ("source_name", 120),
    ],
)
def test_the_length_is_that_of_the_text_as_it_is_stored(client, publisher, field, most):
    client.force_login(publisher)
    response = client.post(ADD, words() | {field: GROWING * most})
    assert response.context["adminform"].form.errors.keys() == {field}
    client.post(ADD, words() | {field: f" {GROWING * (most // 2)} \u200b"})
    assert Article.objects.count() == 1


@pytest.mark.parametrize(
    ("address", "form"),
    [
        ("section", {"name": GROWING * 60, "slug": "a", "position": 1}),
        ("tag", {"name": GROWING * 60, "slug": "a"}),
        ("tag", {"name": "각" * 60, "slug": "a"}),
    ],
)
def test_the_length_of_a_name_is_that_of_the_name_as_it_is_stored(client, publisher, address, form):
    client.force_login(publisher)
    response = client.post(f"/admin/articles/{address}/add/", form)
    assert response.context["adminform"].form.errors.keys() == {"name"}


def test_a_tag_whose_folded_name_is_too_long_is_refused(client, publisher):
    client.force_login(publisher)
    response = client.post(ADD, words(tag_names="a" + "각" * 59))
    assert response.context["adminform"].form.errors.keys() == {"tag_names"}


@pytest.mark.parametrize("day", ["01/01/0001", "31/12/1999", "01/01/2101", "31/12/9999"])
def test_a_year_beyond_the_archive_is_said_beside_its_field(client, publisher, day):
    client.force_login(publisher)
    response = client.post(ADD, words(publish_at_0=day, publish_at_1="08:00", _publish="1"))
    errors = response.context["adminform"].form.errors["publish_at"]
    assert errors == ["Năm phải trong khoảng từ 2000 đến 2100."]
    assert not Article.objects.exists()


@pytest.mark.parametrize("address", [f"{LIST}?q=%00", f"{LIST}?state=%00", "/?x=%00", "/rss/?%00"])
def test_a_nul_in_the_address_is_a_broken_request(client, publisher, address):
    client.force_login(publisher)
    response = client.get(address)
    assert response.status_code == 400
    assert "Không đọc được yêu cầu" in response.content.decode()
    assert response.headers["Permissions-Policy"]


def test_a_nul_while_searching_a_photo_is_a_broken_request(client, publisher):
    client.force_login(publisher)
    query = {"term": "\x00", "app_label": "articles", "model_name": "article"}
    address = reverse("admin:autocomplete")
    assert client.get(address, query | {"field_name": "photo"}).status_code == 400
    assert client.get("/tim-kiem/?q=100%25&x=%2500").status_code == 200


def test_the_link_to_the_page_of_a_section_goes_there_directly(client, publisher):
    client.force_login(publisher)
    section = make_section()
    address = reverse("admin:articles_section_change", args=[section.pk])
    assert f'href="{section.get_absolute_url()}"' in client.get(address).content.decode()
    address = reverse("admin:articles_photo_change", args=[make_photo().pk])
    assert client.get(address).status_code == 200


NO_LISTS = ["5", '"5"', "null", "true", "[null]", "[true]", "[1e999]", "[NaN]", "[1.0]", "[[1]]"]
NO_LISTS += ['["5"]', '{"5": 1}', '[{"5": 1}]', "[-1]", "[0]", f"[{2**70}]", f"[{'9' * 6000}]"]
NO_LISTS += ["[" * 100_000, "{", "\\x00"]
NO_PHOTOS = ["[1]", '[{"photo": [1]}]', '[{"photo": true}]', '[{"photo": 1e999}]']
NO_PHOTOS += ['[{"photo": 1, "caption": {"a": 1}}]', '[{"photo": 1, "alt": null}]']


@pytest.mark.parametrize(
    ("field", "value"),
    [(field, value) for field in ("photos", "attachments", "related") for value in NO_LISTS]
    + [("photos", value) for value in NO_PHOTOS],
)
def test_a_list_that_is_none_is_said_beside_its_field(client, publisher, field, value):
    client.force_login(publisher)
    make_photo("red")
    response = client.post(ADD, words() | {field: value})
    errors = response.context["adminform"].form.errors
    assert dict(errors) == {field: ["Danh sách không đến đủ. Hãy tải lại trang."]}
    assert not Article.objects.exists()
    fields = json.dumps({"headline": "Đang viết", field: value})
    client.post(reverse("articles:autosave"), {"key": "k", "fields": fields})
    assert client.get(reverse("articles:preview", args=["k"])).status_code == 200


@pytest.mark.parametrize("number", ["²", "٣", "1²", "-1", "1.0", "9" * 40])
def test_a_number_that_is_none_is_no_fault_of_the_server(client, publisher, number):
    client.force_login(publisher)
    article = make_article(published=False, by=publisher)
    page = f"/admin/articles/article/{article.pk}"
    assert client.get(f"{page}/phien-ban/1/", {"voi": number}).status_code == 200
    assert client.post(f"{page}/chia-se/", {"close": number}).status_code == 404
    assert client.post(f"{page}/chia-se/", {"days": number}).status_code == 200
    calendar = client.post("/admin/articles/article/lich/", {"article": number})
    assert calendar.status_code == 404
