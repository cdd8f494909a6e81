import re

import pytest
from django.core.cache.backends.filebased import FileBasedCache
from django.test import Client
from django.urls import reverse

from accounts.models import AuditEntry
from branch_portal.settings import CACHES
from comments.models import Comment
from tests.factories import make_article, make_comment

pytestmark = pytest.mark.django_db


@pytest.fixture
def article():
    return make_article()


def url(article):
    return reverse("comments:comment", args=[article.pk])


def words(**changed):
    return {
        "author_name": "Nguyễn Văn Thọ",
        "email": "tho.nguyen@example.vn",
        "text": "Cách làm này đáng học theo.",
        "consent": "on",
        "link": "",
    } | changed


def test_a_reader_sends_a_comment_which_waits(client, article):
    response = client.post(url(article), words())
    assert response.status_code == 303
    assert response.headers["Location"] == reverse("comments:received", args=[article.pk])
    comment = Comment.objects.get()
    assert comment.state == Comment.State.WAITING
    assert comment.article == article
    assert "đáng học theo" not in client.get(article.get_absolute_url()).content.decode()
    entry = AuditEntry.objects.get(verb="comment.sent")
    assert entry.actor is None
    assert "Thọ" not in f"{entry.label} {entry.facts}"


def test_it_needs_no_cookie_and_leaves_none(article):
    client = Client(enforce_csrf_checks=True)
    response = client.post(url(article), words())
    assert response.status_code == 303
    assert not client.cookies
    assert "Cookie" not in response.headers.get("Vary", "")


def test_a_signed_in_person_is_not_named(client, article, editor):
    client.force_login(editor)
    client.post(url(article), words())
    assert AuditEntry.objects.get(verb="comment.sent").actor is None


def test_ten_thousand_characters_are_refused_with_both_numbers_and_kept(client, article):
    long = "Ý kiến dài. " * 833 + "abcd"
    response = client.post(url(article), words(text=long))
    html = response.content.decode()
    assert response.status_code == 422
    assert "dài 10.000 ký tự, tối đa là 2.000 ký tự" in html
    assert long in html
    assert 'role="alert"' in html
    assert '<a href="#y-kien-text">' in html
    assert 'value="Nguyễn Văn Thọ"' in html
    assert not Comment.objects.exists()


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("author_name", "", "Bạn chưa ghi họ tên."),
        ("author_name", " \u200b ", "Bạn chưa ghi họ tên."),
        ("author_name", "x" * 61, "tối đa 60 ký tự"),
        ("text", "", "Bạn chưa viết nội dung ý kiến."),
        ("text", "\u200b", "Bạn chưa viết nội dung ý kiến."),
        ("email", "không phải email", "Địa chỉ email chưa đúng"),
        ("link", "http://spam.example", "Một ô ẩn đã bị điền"),
        ("text", "a\x00b", "ký tự"),
    ],
)
def test_bad_input_is_said_and_nothing_is_stored(client, article, field, value, sentence):
    response = client.post(url(article), words(**{field: value}))
    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert not Comment.objects.exists()


def test_consent_is_an_act_and_without_it_the_words_are_kept(client, article):
    label = "Tôi đồng ý cho đăng họ tên và ý kiến này"
    shown = client.get(article.get_absolute_url()).content.decode()
    assert label in shown
    assert not re.search(r'type="checkbox"[^>]* checked', shown)
    without = words()
    del without["consent"]
    response = client.post(url(article), without)
    html = response.content.decode()
    assert response.status_code == 422
    assert 'id="y-kien-consent_error">Bạn chưa đồng ý.' in html
    assert re.search(r'<input type="checkbox"[^>]*aria-describedby="y-kien-consent_error"', html)
    assert "Cách làm này đáng học theo.</textarea>" in html
    assert 'value="Nguyễn Văn Thọ"' in html
    assert not Comment.objects.exists()
    again = client.post(url(article), words(text="")).content.decode()
    assert re.search(r'<input type="checkbox"[^>]* checked', again)


def test_the_limit_is_told_with_its_field(client, article):
    html = client.get(article.get_absolute_url()).content.decode()
    assert re.search(r'<textarea[^>]*aria-describedby="y-kien-text_helptext"', html)
    assert 'id="y-kien-text_helptext">Tối đa 2.000 ký tự.' in html
    html = client.post(url(article), words(text="x" * 2001)).content.decode()
    assert 'aria-describedby="y-kien-text_helptext y-kien-text_error"' in html


def test_a_busy_day_does_not_wash_the_limits_away(tmp_path):
    store = FileBasedCache(tmp_path, CACHES["default"])
    for number in range(400):
        store.set(f"limit:{number}", 1, timeout=600)
    assert all(store.get(f"limit:{number}") for number in range(400))


def test_exactly_two_thousand_characters_are_fine(client, article):
    assert client.post(url(article), words(text="ý" * 2000)).status_code == 303


def test_the_address_is_not_required(client, article):
    assert client.post(url(article), words(email="")).status_code == 303


def test_letters_are_stored_in_one_form(client, article):
    client.post(
        url(article), words(text="Tie\u0302\u0301ng Vie\u0323\u0302t", author_name="Tho\u0323")
    )
    comment = Comment.objects.get()
    assert (comment.text, comment.author_name) == ("Tiếng Việt", "Thọ")


def test_the_same_words_twice_are_one_comment(client, article):
    client.post(url(article), words())
    assert client.post(url(article), words()).status_code == 303
    assert Comment.objects.count() == 1
    client.post(url(article), words(author_name="Người khác"))
    assert Comment.objects.count() == 2


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://testserver.evil.example"},
    ],
)
def test_a_form_on_another_site_is_refused(client, article, headers):
    assert client.post(url(article), words(), headers=headers).status_code == 403
    assert not Comment.objects.exists()


@pytest.mark.parametrize(
    "headers",
    [{"Sec-Fetch-Site": "same-origin", "Origin": "null"}, {"Origin": "http://testserver"}, {}],
)
def test_our_own_form_is_taken(client, article, headers):
    assert client.post(url(article), words(), headers=headers).status_code == 303


def test_a_closed_article_takes_none_and_shows_no_form(client):
    closed = make_article(comments_open=False)
    html = client.get(closed.get_absolute_url()).content.decode()
    assert "Bài này đã ngừng nhận ý kiến." in html
    assert 'method="post"' not in html
    response = client.post(url(closed), words())
    assert response.status_code == 422
    html = response.content.decode()
    assert "Bài này đã ngừng nhận ý kiến." in html
    assert "Cách làm này đáng học theo." in html
    assert not Comment.objects.exists()


def test_too_many_from_one_network_have_to_wait_and_keep_their_words(client, article):
    for number in range(5):
        assert client.post(url(article), words(text=f"Ý {number}")).status_code == 303
    response = client.post(url(article), words(text="Ý thứ sáu"), REMOTE_ADDR="127.0.0.99")
    assert response.status_code == 429
    assert 0 < int(response.headers["Retry-After"]) <= 600
    html = response.content.decode()
    assert "Mạng của bạn vừa gửi quá nhiều ý kiến" in html
    assert "Ý thứ sáu" in html
    assert Comment.objects.count() == 5
    elsewhere = client.post(url(article), words(text="Nơi khác"), REMOTE_ADDR="203.0.113.7")
    assert elsewhere.status_code == 303


@pytest.mark.parametrize("pk", [0, 999])
def test_an_article_that_is_not_there_is_404(client, pk):
    assert client.post(f"/y-kien/{pk}/", words()).status_code == 404


def test_a_draft_takes_no_comments(client):
    assert client.post(url(make_article(published=False)), words()).status_code == 404


def test_it_only_takes_posts(client, article):
    assert client.get(url(article)).status_code == 405


def test_its_cost(client, article, django_assert_max_num_queries):
    with django_assert_max_num_queries(9):
        client.post(url(article), words())


# --- Under the article ---


def test_approved_comments_are_shown_oldest_first_and_no_others(client, article):
    make_comment(article, "Ý đầu tiên", state="approved", email="an@example.vn")
    make_comment(article, "Ý thứ hai", state="approved")
    for state in ("waiting", "rejected", "spam"):
        make_comment(article, f"Ý kín {state}", state=state)
    html = client.get(article.get_absolute_url()).content.decode()
    assert html.index("Ý đầu tiên") < html.index("Ý thứ hai")
    assert "Ý kiến bạn đọc (2)</h2>" in html
    assert "<h3>Ý kiến của bạn</h3>" in html
    assert "Ý kín" not in html


def test_hostile_words_are_shown_as_words(client, article):
    make_comment(article, "<script>alert(1)</script>", author_name="<b>x</b>", state="approved")
    html = client.get(article.get_absolute_url()).content.decode()
    assert "<script>" not in html
    assert "&lt;script&gt;" in html
    assert "<b>x</b>" not in html


def test_the_address_of_a_reader_is_nowhere_public(client, article):
    make_comment(article, "Ý", state="approved", email="bimat.rieng@example.vn")
    tag_pages = ["/", article.get_absolute_url(), "/rss/", "/tim-kiem/?q=bimat", "/luu-tru/2022/1/"]
    tag_pages += [article.section.get_absolute_url(), f"/y-kien/{article.pk}/da-nhan/"]
    for address in tag_pages:
        html = client.get(address).content.decode()
        assert "bimat.rieng" not in html
        assert "@example.vn" not in html


def test_many_comments_come_in_pages(client, article, warm, django_assert_max_num_queries):
    for number in range(60):
        make_comment(article, f"Ý số {number:02}.", state="approved")
    first = client.get(article.get_absolute_url()).content.decode()
    assert "Ý số 00." in first
    assert "Ý số 59." not in first
    assert "?trang=2#y-kien" in first
    warm(article.get_absolute_url())
    with django_assert_max_num_queries(6):
        second = client.get(article.get_absolute_url() + "?trang=2").content.decode()
    assert "Ý số 59." in second
    assert client.get(article.get_absolute_url() + "?trang=3").status_code == 404
    assert client.get(article.get_absolute_url() + "?trang=x").status_code == 404
