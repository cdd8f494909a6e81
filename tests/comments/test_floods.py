"""Too many comments: one more click first, then patience; the words are kept."""

import pytest

from comments.models import Comment, Mail
from comments.views import floods
from tests.comments.posting import hidden, post, url
from tests.factories import make_article, make_comment

pytestmark = pytest.mark.django_db


@pytest.fixture
def article():
    return make_article()


def of(number):
    """Somebody of another network."""
    return f"198.51.{number}.7"


def test_one_network_is_asked_first_and_then_waits(client, article):
    for number in range(3):
        assert post(client, article, text=f"Ý thứ {number}").status_code == 303
    asked = post(client, article, text="Ý thứ ba", REMOTE_ADDR="203.0.113.99")
    assert asked.status_code == 200
    assert "Mạng của bạn vừa gửi nhiều ý kiến" in asked.content.decode()
    assert client.post(url(article), hidden(asked), REMOTE_ADDR="203.0.113.7").status_code == 303
    for number in (4, 5):
        assert post(client, article, text=f"Ý thứ {number}").status_code == 200
    refused = post(client, article, text="Ý cuối cùng", author_name="Thọ ở bản")
    html = refused.content.decode()
    assert refused.status_code == 429
    assert 0 < int(refused.headers["Retry-After"]) <= 600
    assert "Mạng của bạn vừa gửi quá nhiều ý kiến. Mời bạn chờ" in html
    assert "Ý cuối cùng</textarea>" in html
    assert 'value="Thọ ở bản"' in html
    assert Comment.objects.count() == 4
    assert post(client, article, text="Nơi khác", REMOTE_ADDR="198.51.100.7").status_code == 303


def test_a_day_has_its_own_limit(client, article, monkeypatch):
    monkeypatch.setitem(floods.LIMITS, "network", [floods.Limit("day", 1, 2, 86_400)])
    codes = [post(client, article, text=f"Ý {number}").status_code for number in range(3)]
    assert codes == [303, 200, 429]


def test_one_address_is_limited_over_all_networks(client, article):
    codes = [
        post(client, article, text=f"Ý {n}", email="tho@example.vn", REMOTE_ADDR=of(n)).status_code
        for n in range(11)
    ]
    assert codes == [303] * 5 + [200] * 5 + [429]
    page = post(client, article, text="Ý nữa", email="Tho+x@example.vn", REMOTE_ADDR=of(99))
    assert "Địa chỉ email này vừa gửi quá nhiều ý kiến." in page.content.decode()


def test_an_article_and_the_site_are_limited(client, article, monkeypatch):
    monkeypatch.setitem(floods.LIMITS, "article", [floods.Limit("hour", 2, 3, 3600)])
    codes = [post(client, article, text=f"Ý {n}", REMOTE_ADDR=of(n)).status_code for n in range(4)]
    assert codes == [303, 303, 200, 429]
    other = make_article("Bài khác")
    assert post(client, other, REMOTE_ADDR=of(9)).status_code == 303
    monkeypatch.setitem(floods.LIMITS, "site", [floods.Limit("hour", 1, 1, 3600)])
    page = post(client, other, text="Ý khác", REMOTE_ADDR=of(10))
    assert page.status_code == 429
    assert "Trang đang nhận quá nhiều ý kiến." in page.content.decode()


def test_what_was_sent_before_counts_no_more(client, article):
    codes = {post(client, article).status_code for _click in range(9)}
    assert codes == {303}


def test_when_the_queue_is_swamped_everybody_is_asked_and_moderators_are_told_once(
    client, article, moderator, monkeypatch
):
    monkeypatch.setattr(floods, "BREAKER", 2)
    moderator.email = "kiemduyet@example.vn"
    moderator.save()
    for number in range(3):
        make_comment(article, f"Ý {number}")
    for number in range(3):
        page = post(client, article, text=f"Ý mới {number}", REMOTE_ADDR=of(number))
        assert page.status_code == 200
        assert "Lúc này trang đang nhận rất nhiều ý kiến." in page.content.decode()
    assert Mail.objects.filter(kind=Mail.Kind.ALERT).count() == 1
    answer = client.post(url(article), hidden(page))
    assert answer.status_code == 303
