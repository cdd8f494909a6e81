import pytest

from articles import actions
from articles.models import Tag
from tests.factories import make_article, make_tag

pytestmark = pytest.mark.django_db
ADDRESS = "/toa-soan/chu-de/"


@pytest.fixture
def found(client, reporter):
    client.force_login(reporter)
    return lambda typed: client.get(ADDRESS, {"q": typed}).json()["tags"]


def test_marks_and_case_do_not_matter(found):
    make_article(tags=["Chuyên đề", "Nông thôn mới"])
    assert found("chuyen") == found("CHUYÊN") == found(" Chuyên ") == ["Chuyên đề"]


def test_a_word_inside_is_found_after_those_that_begin_so(found):
    make_article(tags=["An toàn số", "Số hóa", "Cơ sở"])
    assert found("so") == ["Số hóa", "An toàn số", "Cơ sở"]


def test_another_name_finds_the_tag_itself(found):
    make_article(tags=["Chuyển đổi số"])
    actions.save_tag(Tag(name="CĐS", alias_of=Tag.objects.get()), by=None)
    assert found("cds") == ["Chuyển đổi số"]


def test_dead_and_retired_tags_are_not_suggested(found):
    make_tag("Chuyên đề chết")
    make_article(tags=["Chuyên đề cũ"])
    Tag.objects.filter(name="Chuyên đề cũ").update(is_retired=True)
    assert found("chuyen") == []


@pytest.mark.parametrize("typed", ["", " ", "%", "_", "x" * 2000, "'\"", "#"])
def test_odd_input_finds_nothing(found, typed):
    make_article(tags=["Chuyên đề"])
    assert found(typed) == []


def test_at_most_ten_in_one_query(found, django_assert_max_num_queries):
    make_article(tags=[f"Chuyên đề {number}" for number in range(15)])
    with django_assert_max_num_queries(5):
        assert len(found("chuyen")) == 10


@pytest.mark.parametrize("who", ["moderator", "secretary", "stranger"])
def test_it_is_for_the_newsroom_only(client, request, who):
    client.force_login(request.getfixturevalue(who))
    assert client.get(ADDRESS, {"q": "a"}).status_code == 403


def test_it_is_read_only(client, reporter):
    client.force_login(reporter)
    assert client.post(ADDRESS).status_code == 405
