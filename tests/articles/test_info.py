"""Information pages: what readers see, and how the desk writes them."""

import pytest
from django.template import Context, Template

from accounts.models import AuditEntry
from articles import actions
from articles.models import InfoPage
from branch_portal.lib.verdicts import RuleBroken
from tests.factories import make_article, make_photo

pytestmark = pytest.mark.django_db
ADD = "/admin/articles/infopage/add/"
LIST = "/admin/articles/infopage/"
VALUES = {"title": "Giới thiệu", "slug": "gioi-thieu", "position": "1", "is_in_foot": "on"}
VALUES |= {"body": "<p>Trang tin của huyện.</p>"}


def make_page(title="Giới thiệu", slug="gioi-thieu", body="<p>Trang tin của huyện.</p>", **kw):
    return actions.save_info_page(InfoPage(title=title, slug=slug, body=body, **kw), by=None)


def foot():
    source = "{% load article_tags %}{% info_links as pages %}"
    source += "{% for page in pages %}{{ page.title }}={{ page.address }};{% endfor %}"
    return Template(source).render(Context())


def change(page):
    return f"/admin/articles/infopage/{page.pk}/change/"


# --- For readers ---


def test_it_shows_its_text(page, django_assert_max_num_queries):
    make_page()
    with django_assert_max_num_queries(4):
        html = page("/thong-tin/gioi-thieu/")
    assert "<h1>Giới thiệu</h1>" in html
    assert "<p>Trang tin của huyện.</p>" in html


def test_an_unknown_page_is_404(page):
    page("/thong-tin/khong-co/", status=404)


def test_links_and_photos_are_the_present_ones(page, publisher):
    article, photo = make_article("Bài một"), make_photo()
    body = f'<p><a href="/tin/{article.pk}/">Bài</a></p><figure class="image">'
    body += f'<img src="{photo.file.url}" data-photo-id="{photo.pk}" alt="Trụ sở"></figure>'
    make_page(body=body)
    html = page("/thong-tin/gioi-thieu/")
    assert f'href="{article.get_absolute_url()}"' in html
    assert "srcset=" in html
    with pytest.raises(RuleBroken):
        actions.delete_photo(photo, by=publisher)
    actions.take_down_photo(photo, "Người trong ảnh không đồng ý.", by=publisher)
    assert "<img" not in page("/thong-tin/gioi-thieu/").partition("<h1>")[2]


def test_the_foot_names_the_pages_in_their_order():
    make_page("Liên hệ", "lien-he", position=2)
    make_page(position=1)
    hidden = make_page("Quy chế", "quy-che", is_in_foot=False)
    assert foot() == "Giới thiệu=/thong-tin/gioi-thieu/;Liên hệ=/thong-tin/lien-he/;"
    hidden.is_in_foot = True
    actions.save_info_page(hidden, by=None)
    assert "Quy chế" in foot()
    actions.delete_info_page(hidden, by=None)
    assert "Quy chế" not in foot()


def test_it_is_read_only(client):
    make_page()
    assert client.post("/thong-tin/gioi-thieu/").status_code == 405


# --- At the desk ---


def test_the_desk_writes_changes_and_deletes_it(client, page, publisher):
    client.force_login(publisher)
    client.post(ADD, VALUES)
    info = InfoPage.objects.get()
    changed = VALUES | {"title": "Về chúng tôi", "slug": "khac", "body": "<p>Chữ mới.</p>"}
    client.post(change(info), changed)
    assert "Chữ mới." in page("/thong-tin/gioi-thieu/")  # the address stays
    client.post(f"/admin/articles/infopage/{info.pk}/delete/", {"post": "yes"})
    page("/thong-tin/gioi-thieu/", status=404)
    lines = AuditEntry.objects.filter(actor=publisher, verb__startswith="infopage.")
    assert {line.verb for line in lines} == {
        "infopage.added",
        "infopage.changed",
        "infopage.deleted",
    }


def test_its_text_is_cleaned(client, page, publisher):
    client.force_login(publisher)
    body = '<p onclick="x()">Chữ</p><script>alert(1)</script><p style="color:red">đỏ</p>'
    client.post(ADD, VALUES | {"body": body})
    html = page("/thong-tin/gioi-thieu/")
    assert "<p>Chữ</p><p>đỏ</p>" in html
    assert "alert" not in html


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"title": " "}, "title"),
        ({"title": "x" * 121}, "title"),
        ({"slug": "có dấu"}, "slug"),
        ({"body": "<p> </p>"}, "body"),
        ({"body": ""}, "body"),
        ({"position": "-1"}, "position"),
        ({"position": "9" * 20}, "position"),
    ],
)
def test_what_cannot_be_is_said_beside_the_field(client, publisher, values, field):
    client.force_login(publisher)
    response = client.post(ADD, VALUES | values)
    assert response.context["adminform"].form.errors.keys() == {field}
    assert not InfoPage.objects.exists()


def test_two_pages_do_not_share_a_title_or_an_address(client, publisher):
    make_page()
    client.force_login(publisher)
    response = client.post(ADD, VALUES)
    assert response.context["adminform"].form.errors.keys() == {"title", "slug"}


@pytest.mark.parametrize("who", ["reporter", "editor"])
def test_only_those_who_publish_everywhere_write_it(client, request, who):
    info = make_page()
    client.force_login(request.getfixturevalue(who))
    assert client.get(LIST).status_code == 200
    assert client.post(ADD, VALUES).status_code == 403
    assert client.post(change(info), VALUES).status_code == 403
    delete = f"/admin/articles/infopage/{info.pk}/delete/"
    assert client.post(delete, {"post": "yes"}).status_code == 403
    assert InfoPage.objects.get().title == "Giới thiệu"


def test_others_do_not_see_the_list(client, moderator):
    client.force_login(moderator)
    assert client.get(LIST).status_code == 403
