import datetime as dt

import pytest
from django.utils.timezone import now

from articles import actions
from articles.models import Listing, Snapshot, Tag
from tests.articles.lists import headlines, newer, older
from tests.factories import make_article

pytestmark = pytest.mark.django_db


def test_it_lists_the_articles_of_its_topic(page):
    make_article("Bài có chủ đề", tags=["Nghị quyết chi bộ"])
    make_article("Bài không chủ đề")
    html = page("/chu-de/nghi-quyet-chi-bo/")
    assert "Bài có chủ đề" in html
    assert '<p class="ui">Chủ đề</p>' in html
    assert "Bài không chủ đề" not in html


def test_marks_and_case_do_not_make_another_tag():
    make_article("Một", tags=["Chuyên đề"])
    make_article("Hai", tags=["chuyen de", "CHUYÊN ĐỀ", "  Chuyên   đề "])
    assert [tag.name for tag in Tag.objects.all()] == ["Chuyên đề"]
    assert Tag.objects.get().articles.count() == 2


def test_two_names_of_one_address_are_two_tags_with_an_address_each():
    make_article("Một", tags=["Dân vận"])
    make_article("Hai", tags=["Dân-vận", "dân – vận"])
    assert dict(Tag.objects.values_list("name", "slug")) == {
        "Dân vận": "dan-van",
        "Dân-vận": "dan-van-2",
        "dân – vận": "dan-van-3",
    }


def test_a_tag_with_the_address_of_another_name_is_not_attached():
    Tag.objects.create(name="Chuyển đổi số", slug="giao-duc")
    article = make_article("Một", tags=["Giáo dục"])
    assert [(tag.name, tag.slug) for tag in article.tags.all()] == [("Giáo dục", "giao-duc-2")]


def test_a_topic_without_a_published_article_is_404(page):
    Tag.objects.create(name="Vắng")
    make_article("Bản nháp", tags=["Việc chưa công bố"], published=False)
    page("/chu-de/vang/", status=404)
    page("/chu-de/viec-chua-cong-bo/", status=404)


def test_another_name_leads_to_the_topic_once_that_is_public(client):
    main = Tag.objects.create(name="Chuyển đổi số")
    other = Tag.objects.create(name="Số hóa", alias_of=main)
    make_article("Bản nháp", tags=["Chuyển đổi số"], published=False)
    assert client.get(f"/chu-de/{other.slug}/").status_code == 404
    make_article("Bài đăng", tags=["Chuyển đổi số"])
    response = client.get(f"/chu-de/{other.slug}/")
    assert (response.status_code, response["Location"]) == (301, "/chu-de/chuyen-doi-so/")


def test_an_unknown_topic_is_404(page):
    page("/chu-de/khong-co/", status=404)


def test_a_draft_is_not_listed(page):
    make_article("Bài đăng", tags=["Nghị quyết"])
    make_article("Bản nháp", tags=["Nghị quyết"], published=False)
    assert "Bản nháp" not in page("/chu-de/nghi-quyet/")


def test_its_cost_does_not_grow(
    page, django_assert_max_num_queries, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        for number in range(25):
            make_article(f"Tin {number}", tags=["Nghị quyết"])
    with django_assert_max_num_queries(5):
        page("/chu-de/nghi-quyet/")


def test_it_goes_on_page_by_page(page, django_assert_max_num_queries):
    for number in range(41):
        make_article(f"Tin số {number:02}", tags=["Nghị quyết"])
    address = "/chu-de/nghi-quyet/"
    first = page(address)
    second = page(address + older(first))
    with django_assert_max_num_queries(6):
        third = page(address + older(second))
    found = [*headlines(first), *headlines(second), *headlines(third)]
    assert found == [f"Tin số {number:02}" for number in reversed(range(41))]
    assert (newer(second), newer(third)) == (address, older(first))
    page(f"{address}?trang=20200101-0000-1", status=404)
    page(f"{address}?trang=2", status=404)


def test_it_follows_what_happens_to_its_articles(page, publisher):
    article, other = (make_article(name, tags=["Nghị quyết"]) for name in ("Bài một", "Bài hai"))
    address = "/chu-de/nghi-quyet/"
    assert headlines(page(address)) == ["Bài hai", "Bài một"]
    actions.schedule_article(article, now() - dt.timedelta(days=1), by=publisher)
    assert headlines(page(address)) == ["Bài một", "Bài hai"]
    actions.schedule_article(article, now() + dt.timedelta(days=1), by=publisher)
    assert headlines(page(address)) == ["Bài hai"]
    ends = now() - dt.timedelta(minutes=1)
    actions.schedule_article(other, other.publish_at, until=ends, by=publisher)
    page(address, status=404)
    actions.schedule_article(article, now() - dt.timedelta(days=1), by=publisher)
    assert headlines(page(address)) == ["Bài một"]
    actions.withdraw_article(article, by=publisher)
    page(address, status=404)
    assert not Listing.objects.filter(article=article).exists()


def test_a_correction_that_waits_changes_no_list(page, publisher):
    article = make_article("Bài một", tags=["Nghị quyết"])
    words = Snapshot.newest(article)
    words.tags = ["Dân vận"]
    actions.save_article(article, words, by=publisher)
    assert headlines(page("/chu-de/nghi-quyet/")) == ["Bài một"]
    page("/chu-de/dan-van/", status=404)
    actions.publish_article(article, by=publisher, checked=False)
    page("/chu-de/nghi-quyet/", status=404)
    assert headlines(page("/chu-de/dan-van/")) == ["Bài một"]


def test_merged_tags_have_one_list(client, page, publisher):
    both = make_article("Có cả hai", tags=["Số hóa", "Chuyển đổi số"])
    make_article("Có một", tags=["Số hóa"])
    gone, main = Tag.objects.get(folded="so hoa"), Tag.objects.get(folded="chuyen doi so")
    actions.merge_tags([gone], main, by=publisher)
    assert headlines(page("/chu-de/chuyen-doi-so/")) == ["Có một", "Có cả hai"]
    assert both.listings.filter(name__startswith="tag:").count() == 1
    response = client.get("/chu-de/so-hoa/?trang=abc")
    assert (response.status_code, response["Location"]) == (301, "/chu-de/chuyen-doi-so/")


def test_it_is_read_only(client):
    Tag.objects.create(name="Vắng")
    assert client.post("/chu-de/vang/").status_code == 405
