import pytest
from django.urls import reverse

from articles.models import Article
from tests.factories import make_article, make_section

pytestmark = pytest.mark.django_db
URL = reverse("articles:find_articles")


@pytest.fixture
def spring(editor):
    return make_article("Giữ nước cho vụ xuân", section=make_section("Nông thôn"))


@pytest.fixture
def draft(editor):
    return make_article("Đèn đường thôn Hạ", published=False, publish_at=None)


def find(client, status=200, **query):
    response = client.get(URL, query)
    assert response.status_code == status
    return response.json()


def ids(answer):
    return [row["id"] for row in answer["results"]]


def test_without_words_the_latest_come_first(client, reporter, spring, draft):
    client.force_login(reporter)
    answer = find(client)
    assert ids(answer) == [draft.pk, spring.pk]
    assert answer["results"][1] == {
        "id": spring.pk,
        "headline": "Giữ nước cho vụ xuân",
        "url": f"/tin/{spring.pk}/",
        "section": "Nông thôn",
        "state": "Đã đăng",
        "when": "10/01/2022",
    }


def test_words_find_an_article_whatever_their_marks(client, reporter, spring, draft):
    client.force_login(reporter)
    assert ids(find(client, q="giu nuoc")) == [spring.pk]
    assert ids(find(client, q="đèn đường")) == [draft.pk]


def test_an_address_or_a_number_finds_its_article(client, reporter, spring, draft):
    client.force_login(reporter)
    for query in (str(spring.pk), f"/tin/{spring.pk}/", f"https://example.vn/tin/{spring.pk}/a-b/"):
        assert ids(find(client, q=query)) == [spring.pk]
    assert ids(find(client, q="999999999999999999")) == []


@pytest.mark.parametrize("query", ["%", '"', "' OR 1=1", "(", "x" * 5000, "NEAR("])
def test_odd_words_find_nothing_and_break_nothing(client, reporter, spring, query):
    client.force_login(reporter)
    assert ids(find(client, q=query)) == []


def test_at_most_twelve_and_none_without_a_headline(client, reporter, spring):
    for number in range(13):
        make_article(f"Bài {number}", published=False)
    nameless = make_article("", published=False)
    client.force_login(reporter)
    found = ids(find(client))
    assert len(found) == 12
    assert nameless.pk not in found
    assert Article.objects.count() == 15


@pytest.mark.parametrize("who", ["moderator", "secretary", "stranger"])
def test_the_wrong_role_is_refused(client, request, who):
    client.force_login(request.getfixturevalue(who))
    assert "phóng viên và biên tập viên" in find(client, 403)["error"]["message"]


def test_a_visitor_is_sent_to_sign_in(client):
    assert client.get(URL).status_code == 302


def test_it_is_only_read(client, editor):
    client.force_login(editor)
    assert client.post(URL).status_code == 405


def test_its_cost(client, reporter, spring, draft, django_assert_max_num_queries):
    client.force_login(reporter)
    with django_assert_max_num_queries(4):  # session, user, roles, articles
        find(client, q="thon")
