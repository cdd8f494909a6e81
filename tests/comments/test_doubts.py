"""One more step before a doubtful comment is taken, and who is refused outright."""

import pytest
from django.core import signing
from django.core.cache import cache

from comments.forms.comment import CommentForm
from comments.models import Comment
from comments.views import doubts
from tests.comments.posting import hidden, post, url
from tests.factories import make_article

pytestmark = pytest.mark.django_db
ADVERTISING = (
    "VAY TIỀN NHANH không thế chấp, giải ngân trong ngày, nợ xấu vẫn vay, lãi suất thấp. "
    "Liên hệ zalo 0900 000 123 hoặc https://vay-nhanh.example/ngay"
)


@pytest.fixture
def article():
    return make_article()


def press(client, article, page, **changed):
    """Press the button of the page that asks for one more step."""
    return client.post(url(article), hidden(page) | changed, REMOTE_ADDR="203.0.113.7")


# --- Where it comes from ---


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "cross-site", "Origin": "http://testserver"},
        {"Origin": "https://evil.example"},
        {"Origin": "http://testserver.evil.example"},
        {"Origin": "http://con.testserver"},
        {"Referer": "https://evil.example/y-kien/"},
    ],
)
def test_a_form_on_another_site_is_refused(client, article, headers):
    assert post(client, article, headers=headers).status_code == 403
    assert not Comment.objects.exists()


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "same-origin", "Origin": "null"},
        {"Origin": "http://testserver"},
        {"Referer": "http://testserver/2022/bai-viet/"},
    ],
)
def test_our_own_form_is_taken(client, article, headers):
    assert post(client, article, headers=headers).status_code == 303


@pytest.mark.parametrize(
    "headers",
    [{}, {"Origin": "null"}, {"Sec-Fetch-Site": "none"}, {"Referer": "http://["}],
)
def test_who_does_not_say_is_asked_for_one_more_click(client, article, headers):
    page = post(client, article, headers=headers, email="tho@example.vn", wants_mail="on")
    html = page.content.decode()
    assert page.status_code == 200
    assert "Trình duyệt không cho biết" in html
    assert "Cách làm này đáng học theo." in html
    assert "no-store" in page.headers["Cache-Control"]
    assert '<meta name="robots" content="noindex">' in html
    assert not page.cookies
    assert not Comment.objects.exists()
    assert press(client, article, page).status_code == 303
    comment = Comment.objects.get()
    assert comment.wants_mail
    assert comment.email_tag
    assert comment.consent_at


# --- The token of the page ---


def test_a_stale_token_brings_the_form_again_with_the_words(client, article, monkeypatch):
    monkeypatch.setattr("comments.forms.comment.TOKEN_LIVES", -1)
    page = post(client, article)
    assert page.status_code == 409
    html = page.content.decode()
    assert "Trang đã mở quá lâu" in html
    assert "Cách làm này đáng học theo.</textarea>" in html
    assert not Comment.objects.exists()
    monkeypatch.undo()
    assert post(client, article, token=hidden(page)["token"]).status_code == 303


def test_forged_foreign_and_absent_tokens_bring_the_form_again(client, article):
    other = CommentForm.blank(make_article("Bài khác")).token
    good = CommentForm.blank(article).token
    old = signing.dumps([article.pk, "2020-01"], salt="comments.form")
    for token in (None, "", "x", "a:b:c", other, old, good[:-1], good + "x", "\x00", "é" * 300):
        page = post(client, article, token=token)
        assert page.status_code == 409, token
        assert "Cách làm này đáng học theo.</textarea>" in page.content.decode()
    assert not Comment.objects.exists()


# --- The page that asks ---


def test_a_promise_is_for_the_words_that_were_on_the_page(client, article):
    page = post(client, article, headers={})
    other = press(client, article, page, text="Lời khác hẳn")
    assert other.status_code == 200
    assert not Comment.objects.exists()
    assert press(client, article, other).status_code == 303
    assert Comment.objects.get().text == "Lời khác hẳn"


def test_a_promise_is_good_once(client, article):
    page = post(client, article, headers={})
    assert press(client, article, page).status_code == 303
    assert press(client, article, page).status_code == 303  # a double click: the same receipt
    assert Comment.objects.count() == 1
    Comment.objects.all().delete()
    assert press(client, article, page).status_code == 200
    assert not Comment.objects.exists()


def test_a_promise_ends_after_an_hour_and_cannot_be_made_up(client, article, monkeypatch):
    page = post(client, article, headers={})
    assert press(client, article, page, proof=hidden(page)["proof"][:-2]).status_code == 200
    monkeypatch.setattr(doubts, "LIVES", -1)
    assert press(client, article, page).status_code == 200
    assert not Comment.objects.exists()


def test_the_words_can_be_changed_instead(client, article):
    page = post(client, article, headers={})
    form = press(client, article, page, edit="1")
    html = form.content.decode()
    assert form.status_code == 200
    assert "Cách làm này đáng học theo.</textarea>" in html
    assert 'role="alert"' not in html.partition("<main")[2]
    assert not Comment.objects.exists()


# --- What was noticed ---


def test_personal_data_are_named_before_they_are_sent(client, article):
    page = post(client, article, text="Tôi ở đầu xóm, bà con gọi số 0900 000 123 nhé.")
    assert page.status_code == 200
    assert "Ý kiến có số điện thoại; sẽ được che khi đăng." in page.content.decode()
    assert press(client, article, page).status_code == 303


def test_advertising_answers_a_question_in_words(client, article, monkeypatch):
    monkeypatch.setattr(doubts, "HIGH_RISK", doubts.SPAM_SUSPECTED)
    monkeypatch.setattr(doubts, "_answer", lambda nonce: 7)
    page = post(client, article, text=ADVERTISING)
    assert page.status_code == 200
    assert "Viết bằng chữ số: bảy" in page.content.decode()
    for wrong in ("", "8", "bay", "x" * 5000, "7" * 5000, "٧٧", "\x00"):
        cache.clear()
        page = press(client, article, page, answer=wrong)
        assert page.status_code == 422, wrong
        assert "Chưa đúng." in page.content.decode()
    assert not Comment.objects.exists()
    assert press(client, article, page, answer=" 7 ").status_code == 303
    assert Comment.objects.get().spam >= doubts.SPAM_SUSPECTED


def test_a_field_that_a_browser_filled_in_never_refuses(client, article):
    page = post(client, article, link="https://nha-toi.example/")
    if page.status_code == 200:  # at most one more click
        page = press(client, article, page)
    assert page.status_code == 303
    assert Comment.objects.get().state == Comment.State.PENDING
    assert "honeypot" in str(Comment.objects.get().explanation)


def test_doubts_about_a_closed_article_are_not_raised(client):
    closed = make_article(comments_open=False)
    page = post(client, closed, headers={})
    assert page.status_code == 422
    assert "Bài này đã ngừng nhận ý kiến." in page.content.decode()
