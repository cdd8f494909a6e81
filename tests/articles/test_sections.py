"""Sections on two levels: what readers see of them, and how the desk arranges them."""

import pytest
from django.urls import reverse

from accounts.models import AuditEntry, Role
from articles import actions
from articles.models import Article, Section
from branch_portal.lib.verdicts import RuleBroken
from tests.factories import grant, make_article, make_section, make_user

pytestmark = pytest.mark.django_db
ADD = "/admin/articles/section/add/"
LIST = "/admin/articles/section/"


def change(section):
    return reverse("admin:articles_section_change", args=[section.pk])


def form(section, **changed):
    values = {"name": section.name, "slug": section.slug, "position": section.position}
    return values | {"parent": section.parent_id or "", "grants": []} | changed


def part_of(parent, name="Gương điển hình"):
    return make_section(name, parent=parent)


# --- For readers ---


def test_a_section_lists_its_parts_and_their_articles(page):
    section = make_section("Xây dựng Đảng")
    part = part_of(section)
    make_article("Bài của phần", section=part)
    make_article("Bài của mục", section=section)
    html = page("/chuyen-muc/xay-dung-dang/")
    assert "Bài của phần" in html
    assert "Bài của mục" in html
    assert f'<a href="{part.get_absolute_url()}">Gương điển hình</a>' in html


def test_a_part_shows_its_own_articles_and_the_way_up(page, django_assert_max_num_queries):
    section = make_section("Xây dựng Đảng")
    part = part_of(section)
    make_article("Bài của phần", section=part)
    make_article("Bài của mục", section=section)
    with django_assert_max_num_queries(5):
        html = page(part.get_absolute_url())
    assert "Bài của phần" in html
    assert "Bài của mục" not in html
    assert f'<a href="{section.get_absolute_url()}">Xây dựng Đảng</a> ›' in html
    # The row under the head marks the section to which the part belongs.
    assert 'aria-current="true">Xây dựng Đảng' in html


def test_parts_do_not_stand_in_the_navigation(page):
    part_of(make_section("Xây dựng Đảng"))
    assert "Gương điển hình" not in page("/tim-kiem/?q=x")


# --- Arranging ---


def test_the_articles_follow_their_section_to_its_new_place(client, publisher):
    top, part = make_section("Xây dựng Đảng"), make_section("Gương điển hình")
    article, other = make_article("Một", section=part), make_article("Hai", section=top)
    version = article.version
    client.force_login(publisher)
    client.post(change(part), form(part, parent=top.pk))
    article.refresh_from_db()
    assert (article.section, article.top_section) == (part, top)
    client.post(change(part), form(part, parent=""))
    article.refresh_from_db()
    other.refresh_from_db()
    assert (article.top_section, other.top_section) == (part, top)
    assert article.version == version
    lines = AuditEntry.objects.filter(verb="section.changed", actor=publisher)
    assert [line.facts["part_of"] for line in lines] == [None, top.pk]


def test_moving_a_section_costs_the_same_for_many_articles(
    publisher, django_assert_max_num_queries
):
    top, part = make_section("Xây dựng Đảng"), make_section("Gương điển hình")
    for number in range(12):
        make_article(f"Tin {number}", section=part)
    part.parent = top
    with django_assert_max_num_queries(8):
        actions.arrange_section(part, by=publisher)
    assert Article.objects.filter(top_section=top).count() == 12


def test_three_levels_are_refused_beside_the_field(client, publisher):
    top, part, other = make_section("Một"), make_section("Hai"), make_section("Ba")
    Section.objects.filter(pk=part.pk).update(parent=top)
    client.force_login(publisher)
    response = client.post(change(other), form(other, parent=part.pk))
    assert response.context["adminform"].form.errors.keys() == {"parent"}
    response = client.post(change(top), form(top, parent=other.pk))
    assert "chuyên mục con" in str(response.context["adminform"].form.errors["parent"])


def test_a_parent_that_became_a_part_meanwhile_is_refused(publisher):
    top, middle, part = make_section("Một"), make_section("Hai"), make_section("Ba")
    part.parent = middle
    Section.objects.filter(pk=middle.pk).update(parent=top)
    with pytest.raises(RuleBroken):
        actions.arrange_section(part, by=publisher)
    part.refresh_from_db()
    assert part.parent is None


def test_the_address_stays_once_an_article_stands_under_it(client, publisher):
    section = make_section("Kinh tế")
    client.force_login(publisher)
    client.post(change(section), form(section, slug="kinh-te-moi"))
    section.refresh_from_db()
    assert section.slug == "kinh-te-moi"
    make_article(section=section)
    client.post(change(section), form(section, slug="khac"))
    section.refresh_from_db()
    assert section.slug == "kinh-te-moi"


def test_the_same_name_in_other_letters_is_said_beside_the_field(client, publisher):
    make_section("Kinh tế")
    client.force_login(publisher)
    response = client.post(ADD, {"name": "Kinh tế", "slug": "kt", "position": 1})
    assert response.context["adminform"].form.errors.keys() == {"name"}
    assert Section.objects.count() == 1


# --- Roles limited to a section ---


def test_a_role_is_limited_to_sections_by_the_persons_name(client, publisher, district):
    section = make_section("Kinh tế")
    writer = make_user("thuhang", full_name="Thu Hằng", is_staff=True)
    role = grant(writer, Role.EDITOR, district)
    client.force_login(publisher)
    html = client.get(change(section)).content.decode()
    assert "Thu Hằng – Biên tập viên" in html
    client.post(change(section), form(section, grants=[role.pk]))
    assert list(section.grants.all()) == [role]
    assert AuditEntry.objects.filter(verb="section.changed").first().facts["grants"] == [role.pk]
    assert "Thu Hằng – Biên tập viên" in client.get(LIST).content.decode()


def test_roles_of_other_work_are_not_offered(client, publisher, secretary, moderator):
    client.force_login(publisher)
    html = client.get(change(make_section())).content.decode()
    assert "truongban – " in html
    assert "bithu – " not in html
    assert "kiemduyet – " not in html


@pytest.mark.parametrize("key", ["x", "9" * 30, "-1", "999999"])
def test_a_parent_that_cannot_be_is_said_beside_the_field(client, publisher, key):
    section = make_section()
    client.force_login(publisher)
    response = client.post(change(section), form(section, parent=key))
    assert response.context["adminform"].form.errors.keys() == {"parent"}


@pytest.mark.parametrize("who", ["reporter", "editor"])
def test_only_those_who_publish_everywhere_arrange_sections(client, request, who):
    section = make_section()
    client.force_login(request.getfixturevalue(who))
    assert client.get(LIST).status_code == 200
    assert client.post(change(section), form(section, name="Khác")).status_code == 403
    assert client.post(ADD, {"name": "Mới", "slug": "moi", "position": 1}).status_code == 403


def test_who_publishes_in_one_section_only_does_not_arrange(client, publisher):
    section = make_section()
    section.grants.set(publisher.grants.all())
    client.force_login(publisher)
    assert client.post(change(section), form(section, grants=[])).status_code == 403


def test_the_list_costs_the_same_for_many(
    client, publisher, district, django_assert_max_num_queries
):
    for number in range(6):
        section = make_section(f"Mục {number}")
        part = part_of(section, f"Phần {number}")
        writer = make_user(f"nguoi{number}", is_staff=True)
        part.grants.add(grant(writer, Role.EDITOR, district))
    client.force_login(publisher)
    with django_assert_max_num_queries(9):
        html = client.get(LIST).content.decode()
    assert html.index("Mục 0") < html.index("— Phần 0") < html.index("Mục 1")


@pytest.mark.parametrize("key", ["abc", "9" * 30])
def test_a_role_that_cannot_be_is_said_beside_the_field(client, publisher, key):
    client.force_login(publisher)
    values = {"name": "Nông thôn", "slug": "nong-thon", "position": 1, "grants": [key]}
    answer = client.post("/admin/articles/section/add/", values)
    assert answer.status_code == 200
    assert "grants" in answer.context["adminform"].form.errors
    assert not Section.objects.exists()
