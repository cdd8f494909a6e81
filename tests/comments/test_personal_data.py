import datetime as dt

import pytest

from comments.rules import keeping

pytestmark = pytest.mark.django_db
PATH = "/y-kien/du-lieu-ca-nhan/"


def test_it_says_what_is_kept_why_how_long_and_how_to_ask(client):
    response = client.get(PATH)
    for words in ("Địa chỉ email", "mã hóa", "Ai được xem", "rút lại sự đồng ý"):
        assert words in response.text
    assert "/y-kien/quyen-du-lieu/" in response.text
    assert not response.cookies
    assert "Cookie" not in response.headers.get("Vary", "")


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("SPAM", "123 ngày; sau đó"),
        ("REJECTED", "123 ngày sau khi quyết định"),
        ("ADDRESS", "123 ngày sau lần xử lý cuối cùng"),
        ("MAIL", "địa chỉ trong thư: 123 ngày"),
        ("NO_MAIL", "123 ngày, để không gửi"),
    ],
)
def test_its_numbers_are_those_by_which_we_erase(client, monkeypatch, name, words):
    assert words not in client.get(PATH).text
    monkeypatch.setattr(keeping, name, dt.timedelta(days=123))
    assert words in client.get(PATH).text


def test_its_days_of_answering_are_those_by_which_we_answer(client, monkeypatch):
    monkeypatch.setattr(keeping, "ANSWER_WORKING_DAYS", 7)
    monkeypatch.setattr(keeping, "DONE_DAYS", 77)
    html = client.get(PATH).text
    assert "7 ngày làm việc" in html
    assert "77 ngày" in html


def test_it_is_read_only_and_cheap(client, warm, django_assert_max_num_queries):
    warm(PATH)
    with django_assert_max_num_queries(2):
        client.get(PATH)
    assert client.post(PATH).status_code == 405
