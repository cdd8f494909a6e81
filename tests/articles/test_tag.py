import pytest

from articles.models import Tag
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


def test_its_cost_does_not_grow(page, django_assert_max_num_queries):
    for number in range(25):
        make_article(f"Tin {number}", tags=["Nghị quyết"])
    with django_assert_max_num_queries(5):
        page("/chu-de/nghi-quyet/")


def test_it_is_read_only(client):
    Tag.objects.create(name="Vắng")
    assert client.post("/chu-de/vang/").status_code == 405
