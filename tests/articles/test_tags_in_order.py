"""Tags kept in order: other names, new names, merging with a look beforehand."""

import pytest
from django.urls import reverse

from accounts.models import AuditEntry
from articles import actions
from articles.models import Revision, Snapshot, Tag
from branch_portal.lib.verdicts import RuleBroken
from tests.factories import make_article, make_tag

pytestmark = pytest.mark.django_db
LIST = "/admin/articles/tag/"
MERGE = "/admin/articles/tag/merge/"


def tag(name):
    return Tag.objects.get(name=name)


def change(tag):
    return reverse("admin:articles_tag_change", args=[tag.pk])


def names(article):
    return sorted(tag.name for tag in article.tags.all())


# --- Other names ---


def test_typing_another_name_gives_the_tag_and_its_address_leads_there(client, publisher):
    main = make_tag("Chuyển đổi số")
    client.force_login(publisher)
    client.post(f"{LIST}add/", {"name": "CĐS", "slug": "cds", "alias_of": main.pk})
    assert names(make_article(tags=["cđs"])) == ["Chuyển đổi số"]
    response = client.get("/chu-de/cds/")
    assert (response.status_code, response.url) == (301, "/chu-de/chuyen-doi-so/")


def test_there_is_no_chain_of_other_names(client, publisher):
    main = make_tag("Chuyển đổi số")
    alias = actions.save_tag(Tag(name="CĐS", alias_of=main), by=publisher)
    client.force_login(publisher)
    form = {"name": "Số hóa", "slug": "so-hoa", "alias_of": alias.pk}
    response = client.post(f"{LIST}add/", form)
    assert response.context["adminform"].form.errors.keys() == {"alias_of"}
    with pytest.raises(RuleBroken):
        actions.save_tag(Tag(name="Số hóa", alias_of=alias), by=publisher)
    assert Tag.objects.count() == 2


def test_a_tag_with_articles_becomes_another_name_by_merging_only(publisher):
    make_article(tags=["Một", "Hai"])
    one = tag("Một")
    one.alias_of = tag("Hai")
    with pytest.raises(RuleBroken):
        actions.save_tag(one, by=publisher)


def test_another_name_can_become_a_tag_of_its_own_again(client, publisher):
    alias = actions.save_tag(Tag(name="CĐS", alias_of=make_tag("Chuyển đổi số")), by=publisher)
    client.force_login(publisher)
    client.post(change(alias), {"name": "CĐS", "slug": alias.slug, "alias_of": ""})
    alias.refresh_from_db()
    assert alias.alias_of is None


# --- New names ---


def test_a_renamed_tag_keeps_its_former_name_for_older_texts(client, publisher):
    article = make_article(tags=["Đại hội"], by=publisher)
    old = tag("Đại hội")
    client.force_login(publisher)
    client.post(change(old), {"name": "Đại hội Đảng", "slug": old.slug})
    assert names(article) == ["Đại hội Đảng"]
    assert tag("Đại hội").alias_of == tag("Đại hội Đảng")
    # The newest text still says the former name; saving it gives the same tag.
    words = Snapshot.newest(article)
    words.lead = "Sapo mới."
    actions.save_article(article, words, base_version=article.version, by=publisher)
    article = actions.publish_article(article, checked=False, by=publisher)
    assert names(article) == ["Đại hội Đảng"]
    assert Tag.objects.count() == 2


def test_a_tag_takes_one_of_its_other_names(publisher):
    one = make_tag("Đại hội")
    one.name = "Đại hội Đảng"
    actions.save_tag(one, by=publisher)
    one.name = "Đại hội"
    actions.save_tag(one, by=publisher)
    assert set(Tag.objects.values_list("name", "alias_of__name")) == {
        ("Đại hội", None),
        ("Đại hội Đảng", "Đại hội"),
    }


def test_other_marks_or_case_are_the_same_name(publisher):
    one = make_tag("chuyen de")
    one.name = "Chuyên đề"
    actions.save_tag(one, by=publisher)
    assert [each.name for each in Tag.objects.all()] == ["Chuyên đề"]


# --- Merging ---


@pytest.fixture
def twins():
    """Three articles of one topic under two names: one has the first, one the second, one both."""
    first = make_article("Một", tags=["Chuyển đổi số"])
    second = make_article("Hai", tags=["Số hóa", "Nông thôn"])
    both = make_article("Ba", tags=["Chuyển đổi số", "Số hóa"])
    return first, second, both


def test_merging_moves_articles_names_and_addresses(twins, publisher, page, client):
    alias = actions.save_tag(Tag(name="Số hoá hồ sơ", alias_of=tag("Số hóa")), by=publisher)
    versions = [article.version for article in twins]
    main = tag("Chuyển đổi số")
    assert actions.merge_tags([tag("Số hóa")], main, by=publisher) == 2
    assert [names(article) for article in twins] == [
        ["Chuyển đổi số"],
        ["Chuyển đổi số", "Nông thôn"],
        ["Chuyển đổi số"],
    ]
    alias.refresh_from_db()
    assert (tag("Số hóa").alias_of, alias.alias_of) == (main, main)
    response = client.get("/chu-de/so-hoa/")
    assert (response.status_code, response.url) == (301, "/chu-de/chuyen-doi-so/")
    assert "Hai" in page("/chu-de/chuyen-doi-so/")
    for article, version in zip(twins, versions, strict=True):
        article.refresh_from_db()
        assert article.version == version
    line = AuditEntry.objects.get(verb="tag.merged")
    assert (line.actor, line.facts) == (publisher, {"names": ["Số hóa"], "articles": 2})


def test_a_revision_from_before_is_restored_with_the_tag_that_stayed(twins, publisher):
    _first, second, _both = twins
    before = Revision.objects.get(article=second, number=second.version)
    words = Snapshot.newest(second)
    words.tags = []
    actions.save_article(second, words, base_version=second.version, by=publisher)
    actions.publish_article(second, checked=False, by=publisher)
    actions.merge_tags([tag("Số hóa")], tag("Chuyển đổi số"), by=publisher)
    actions.restore_revision(before, by=publisher)
    article = actions.publish_article(second, checked=False, by=publisher)
    assert names(article) == ["Chuyển đổi số", "Nông thôn"]


def test_somebody_who_was_writing_meets_no_clash(twins, publisher):
    _first, second, _both = twins
    words, base = Snapshot.newest(second), second.version
    actions.merge_tags([tag("Số hóa")], tag("Chuyển đổi số"), by=publisher)
    words.lead = "Sapo viết trong lúc gộp."
    saved = actions.save_article(second, words, base_version=base, by=publisher)
    assert saved.taken_over == ()
    article = actions.publish_article(second, checked=False, by=publisher)
    assert names(article) == ["Chuyển đổi số", "Nông thôn"]
    assert article.lead == "Sapo viết trong lúc gộp."


def test_several_tags_are_merged_at_once_and_all_or_none(publisher):
    make_article("Một", tags=["A1", "B1", "C1"])
    make_article("Hai", tags=["B1"])
    gone = tag("C1")
    alias = actions.save_tag(Tag(name="D1", alias_of=tag("A1")), by=publisher)
    with pytest.raises(RuleBroken):
        actions.merge_tags([tag("B1"), gone], alias, by=publisher)
    with pytest.raises(RuleBroken):
        actions.merge_tags([tag("A1")], tag("A1"), by=publisher)
    assert Tag.objects.filter(alias_of=None).count() == 3
    actions.merge_tags([tag("B1"), gone], tag("A1"), by=publisher)
    assert tag("A1").articles.count() == 2
    assert set(Tag.objects.filter(alias_of=tag("A1")).values_list("name", flat=True)) == {
        "B1",
        "C1",
        "D1",
    }


def test_its_cost_does_not_grow_with_the_articles(publisher, django_assert_max_num_queries):
    for number in range(15):
        make_article(f"Tin {number}", tags=["Số hóa"])
    main = make_tag("Chuyển đổi số")
    old = tag("Số hóa")
    with django_assert_max_num_queries(11):
        actions.merge_tags([old], main, by=publisher)


def test_the_page_says_beforehand_what_will_change_and_changes_nothing(client, twins, publisher):
    old = tag("Số hóa")
    client.force_login(publisher)
    response = client.post(LIST, {"action": "merge", "_selected_action": [old.pk]})
    assert response.url == f"{MERGE}?tag={old.pk}"
    html = client.get(MERGE, {"tag": old.pk, "into": "chuyen doi so"}).content.decode()
    assert "1 bài được gắn “Chuyển đổi số”; 1 bài đã có cả hai" in html
    assert "/chu-de/so-hoa/" in html
    assert tag("Số hóa").alias_of is None
    response = client.post(MERGE, {"tag": old.pk, "into": "Chuyển đổi số"}, follow=True)
    assert "Đã gộp vào “Chuyển đổi số”; 2 bài được chuyển." in response.content.decode()
    assert tag("Số hóa").alias_of == tag("Chuyển đổi số")


@pytest.mark.parametrize("into", ["Không có", "", "x" * 61, "Số hóa"])
def test_a_target_that_cannot_be_is_said_beside_the_field(client, twins, publisher, into):
    client.force_login(publisher)
    for ask in (client.get, client.post):
        response = ask(MERGE, {"tag": tag("Số hóa").pk, "into": into})
        assert response.status_code == 200
        assert response.context["form"].errors.keys() == {"into"}
    assert not AuditEntry.objects.filter(verb="tag.merged").exists()


@pytest.mark.parametrize("keys", [[], ["abc"], ["9" * 30], ["-1"], ["999999"]])
def test_tags_that_are_not_there(client, publisher, keys):
    client.force_login(publisher)
    response = client.get(MERGE, {"tag": keys}, follow=True)
    assert "Hãy chọn chủ đề trong danh sách trước." in response.content.decode()


@pytest.mark.parametrize("who", ["reporter", "editor"])
def test_only_those_who_publish_everywhere_merge(client, request, who):
    one, main = make_tag("Một"), make_tag("Hai")
    client.force_login(request.getfixturevalue(who))
    assert client.get(MERGE, {"tag": one.pk}).status_code == 403
    assert client.post(MERGE, {"tag": one.pk, "into": main.name}).status_code == 403
    assert client.post(change(one), {"name": "Ba", "slug": "ba"}).status_code == 403


# --- The list ---


def test_the_list_counts_articles_and_finds_dead_tags(
    client, twins, publisher, django_assert_max_num_queries
):
    make_tag("Chết")
    for number in range(30):
        make_article(f"Tin {number}", tags=[f"Chủ đề {number}"])
    client.force_login(publisher)
    with django_assert_max_num_queries(8):
        html = client.get(LIST).content.decode()
    assert "chưa có bài nào" in html
    dead = client.get(LIST, {"use": "dead"}).content.decode()
    assert "Chết" in dead
    assert "Số hóa" not in dead
    assert "Số hóa" in client.get(LIST, {"q": "so hoa"}).content.decode()


@pytest.mark.parametrize("key", ["abc", "-1", "9" * 30, "1 OR 1"])
def test_another_name_of_what_is_no_tag_is_refused_beside_the_field(client, publisher, key):
    client.force_login(publisher)
    answer = client.post(f"{LIST}add/", {"name": "Nông thôn mới", "slug": "ntm", "alias_of": key})
    assert answer.status_code == 200
    assert "alias_of" in answer.context["adminform"].form.errors
    assert not Tag.objects.exists()
