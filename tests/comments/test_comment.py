"""Posting a comment: what is taken, what is refused with a sentence, what is kept."""

import hashlib
import re
import threading
import unicodedata

import pytest
from django.core.cache.backends.filebased import FileBasedCache
from django.db import connection
from django.test import Client

from accounts.models import AuditEntry
from branch_portal.lib.sealed import address_tag, unseal
from branch_portal.lib.simhash import bands
from branch_portal.settings import CACHES
from comments import actions
from comments.actions import send_comment
from comments.forms.comment import CONSENT, CONSENT_VERSION
from comments.models import (
    BlockedSender,
    Comment,
    CommentBand,
    Decision,
    Pause,
    Phrase,
)
from tests.comments.posting import OUR_PAGE, post, timeless, url, words
from tests.factories import make_article, make_comment

pytestmark = pytest.mark.django_db


@pytest.fixture
def article():
    return make_article()


# --- It is taken ---


def test_a_reader_sends_a_comment_which_waits(client, article):
    response = post(client, article)
    comment = Comment.objects.get()
    assert response.status_code == 303
    assert response.headers["Location"] == f"/y-kien/da-nhan/{comment.code}/"
    assert (comment.state, comment.article) == (Comment.State.PENDING, article)
    assert "đáng học theo" not in client.get(article.get_absolute_url()).content.decode()
    entry = AuditEntry.objects.get(verb="comment.sent")
    assert entry.actor is None
    assert "Thọ" not in f"{entry.label} {entry.facts}"


def test_it_needs_no_cookie_and_leaves_none(article):
    client = Client(enforce_csrf_checks=True)
    response = post(client, article)
    assert response.status_code == 303
    assert not client.cookies
    assert "Cookie" not in response.headers.get("Vary", "")
    assert "no-store" in response.headers["Cache-Control"]


def test_the_page_is_the_same_for_two_readers_and_its_form_works(article):
    first, second = (Client().get(article.get_absolute_url()) for _reader in range(2))
    assert timeless(first.content.decode()) == timeless(second.content.decode())
    token = re.search(r'name="token" value="([^"]+)"', first.content.decode())[1]
    assert post(Client(), article, token=token).status_code == 303


def test_a_signed_in_moderator_is_not_named_and_gains_nothing(client, article, moderator):
    client.force_login(moderator)
    assert post(client, article).status_code == 303
    comment = Comment.objects.get()
    assert AuditEntry.objects.get(verb="comment.sent").actor is None
    assert (comment.state, comment.written_by, comment.kind) == ("pending", None, "reader")
    html = post(client, article, text="").content.decode()
    assert moderator.username not in html


def test_what_is_stored_beside_the_words(client, article):
    post(client, article, email="Tho.Nguyen+tin@example.vn", wants_mail="on")
    comment = Comment.objects.get()
    assert unseal(comment.email_cipher) == "Tho.Nguyen+tin@example.vn"
    assert comment.email_tag == address_tag("tho.nguyen@example.vn")
    assert comment.wants_mail
    assert comment.consent_version == CONSENT_VERSION
    assert comment.consent_at
    assert comment.network_tag
    assert "203.0.113" not in comment.network_tag
    assert comment.scored_by
    assert comment.text_hash
    stored = CommentBand.objects.values_list("number", "value")
    assert set(stored) == set(enumerate(bands(comment.simhash % (1 << 64))))


def test_the_wording_of_the_consent_has_its_version():
    """Who changes the words gives them a new CONSENT_VERSION, then this line."""
    told = f"{CONSENT_VERSION} {CONSENT}"
    assert hashlib.sha256(told.encode()).hexdigest()[:8] == "d8110b41"


def test_the_address_is_not_required(client, article, settings):
    assert post(client, article, email="").status_code == 303
    settings.COMMENT_EMAIL_REQUIRED = True
    response = post(client, article, text="Ý khác", email="")
    assert response.status_code == 422
    assert "Bạn chưa ghi địa chỉ email." in response.content.decode()


def test_letters_are_stored_in_one_form(client, article):
    decomposed = unicodedata.normalize("NFD", "Tiếng Việt"), unicodedata.normalize("NFD", "Thọ")
    post(client, article, text=decomposed[0], author_name=decomposed[1])
    comment = Comment.objects.get()
    assert (comment.text, comment.author_name) == ("Tiếng Việt", "Thọ")


def test_three_thousand_characters_are_counted_as_people_do(client, article):
    assert post(client, article, text="👨‍👩‍👧" * 400 + "ấ" * 2600).status_code == 303
    response = post(client, article, text=unicodedata.normalize("NFD", "ấ" * 3001))
    assert response.status_code == 422
    assert "dài 3.001 ký tự, tối đa là 3.000 ký tự" in response.content.decode()


# --- Once ---


def test_the_same_words_twice_are_one_comment_with_one_receipt(client, article):
    receipts = {post(client, article).headers["Location"] for _click in range(2)}
    assert len(receipts) == 1
    assert Comment.objects.count() == 1
    assert CommentBand.objects.filter(comment=Comment.objects.get()).count() == 4
    assert AuditEntry.objects.filter(verb="comment.sent").count() == 1
    post(client, article, author_name="Người khác")
    assert Comment.objects.count() == 2


def test_of_two_at_once_the_second_finds_the_first(article):
    """As after the check of the first: both come to the action."""
    sent = [
        send_comment(article, author_name="Thọ", text="Hay lắm", by=None) for _click in range(2)
    ]
    assert sent[0].pk == sent[1].pk
    assert Comment.objects.count() == 1


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
@pytest.mark.skipif(
    "connection.vendor == 'sqlite'",
    reason="SQLite tests share one in-memory connection; the PostgreSQL leg runs this race",
)
def test_of_many_at_the_same_moment_one_is_stored(article):
    receipts = []

    def click():
        try:
            receipts.append(post(Client(), article).headers.get("Location"))
        finally:
            connection.close()

    threads = [threading.Thread(target=click) for _click in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Comment.objects.count() == 1
    assert AuditEntry.objects.filter(verb="comment.sent").count() == 1
    code = Comment.objects.get().code
    # Many at once count as many tries: at worst one is asked for one more click.
    assert set(receipts) <= {f"/y-kien/da-nhan/{code}/", None}
    assert receipts.count(None) <= 5


# --- It is refused, and nothing is lost ---


def test_ten_thousand_characters_are_refused_with_both_numbers_and_kept(client, article):
    long = "Ý kiến dài. " * 833 + "abcd"
    response = post(client, article, text=long)
    html = response.content.decode()
    assert response.status_code == 422
    assert "dài 10.000 ký tự, tối đa là 3.000 ký tự" in html
    assert long in html
    assert 'role="alert"' in html
    assert '<a href="#y-kien-text">' in html
    assert 'value="Nguyễn Văn Thọ"' in html
    assert "no-store" in response.headers["Cache-Control"]
    assert '<meta name="robots" content="noindex">' in html
    assert not Comment.objects.exists()


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("author_name", "", "Bạn chưa ghi tên."),
        ("author_name", " \u200b ", "Bạn chưa ghi tên."),
        ("author_name", "\u3164\u115f", "Bạn chưa ghi tên."),
        ("author_name", "x" * 61, "tối đa 60 ký tự"),
        ("author_name", "Z" + "\u0335" * 300, "quá nhiều dấu"),
        ("author_name", "Ban biên tập", "Tên này dễ bị hiểu"),
        ("author_name", "B\u200ban  Biên Tập", "Tên này dễ bị hiểu"),
        ("author_name", "UBND xã Đầu", "Tên này dễ bị hiểu"),
        ("author_name", "cong an huyen", "Tên này dễ bị hiểu"),
        ("text", "", "Bạn chưa viết nội dung ý kiến."),
        ("text", "\u200b", "Bạn chưa viết nội dung ý kiến."),
        ("text", "a", "ít nhất 2 ký tự"),
        ("text", "a\x00b", "ký tự điều khiển"),
        ("text", "a\x07b", "ký tự điều khiển"),
        ("author_name", "a\x00b", "ký tự điều khiển"),
        ("text", "Ýa" + "\u0300" * 20_000, "quá nhiều dấu"),
        ("text", "\u202e" * 50 + "ngược", "quá nhiều dấu"),
        ("email", "không phải email", "Địa chỉ email chưa đúng"),
        ("email", "a@example.vn\nBcc: b@example.vn", "Địa chỉ email chưa đúng"),
        ("email", "a\x00@example.vn", "ký tự điều khiển"),
        ("wants_mail", "on", "Muốn nhận tin qua email"),
        ("consent", None, "Bạn chưa đồng ý"),
        ("parent", "AAAAAAAAAA", "không còn trên trang"),
        ("parent", "../../etc", "không còn trên trang"),
    ],
)
def test_bad_input_is_said_and_nothing_is_stored(client, article, field, value, sentence):
    response = post(client, article, **{field: value})
    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert not Comment.objects.exists()


def test_what_was_damaged_comes_back_mended_and_can_be_sent(client, article):
    html = post(client, article, text="Hay\x00 lắm").content.decode()
    assert "Hay lắm</textarea>" in html
    assert post(client, article, text="Hay lắm").status_code == 303


@pytest.mark.parametrize("name", ["Nguyễn Công An", "Bì Thu", "Cô giáo vùng cao", "Đảng", "😀"])
def test_names_of_people_are_taken(client, article, name):
    assert post(client, article, author_name=name).status_code == 303


def test_consent_is_an_act_and_without_it_the_words_are_kept(client, article):
    shown = client.get(article.get_absolute_url()).content.decode()
    assert str(CONSENT) in shown
    assert not re.search(r'type="checkbox"[^>]* checked', shown)
    html = post(client, article, consent=None).content.decode()
    assert 'id="y-kien-consent_error">Bạn chưa đồng ý.' in html
    assert re.search(r'<input type="checkbox"[^>]*aria-describedby="y-kien-consent_error"', html)
    assert "Cách làm này đáng học theo.</textarea>" in html
    again = post(client, article, text="").content.decode()
    assert re.search(r'<input type="checkbox" name="consent"[^>]* checked', again)


def test_the_limits_are_told_with_their_fields(client, article):
    html = client.get(article.get_absolute_url()).content.decode()
    assert re.search(r'<textarea[^>]*aria-describedby="y-kien-text_helptext"', html)
    assert 'id="y-kien-text_helptext">Tối đa 3.000 ký tự.' in html
    assert 'id="y-kien-author_name_helptext">Tên thật hoặc biệt danh đều được' in html
    html = post(client, article, text="x" * 3001).content.decode()
    assert 'aria-describedby="y-kien-text_helptext y-kien-text_error"' in html


def test_a_megabyte_is_refused_with_a_sentence_and_more_is_not_read(client, article):
    assert post(client, article, text="ă" * 500_000).status_code == 422
    assert post(client, article, text="ă" * 1_100_000).status_code == 400
    assert not Comment.objects.exists()


def test_other_alphabets_of_bytes_files_and_broken_parts_are_refused(client, article):
    kinds = {
        "application/x-www-form-urlencoded; charset=utf-16": b"\xff\xfea",
        "multipart/form-data; boundary=x; charset=rot13": b"--x\r\n",
        "multipart/form-data": b"--x",
        "multipart/form-data; boundary=x": b"--x\r\nContent-Disposition: form-data\r\n\r\na",
        "application/json": b"{}",
        "text/plain": b"text=a",
    }
    for kind, body in kinds.items():
        answer = client.generic("POST", url(article), body, content_type=kind, headers=OUR_PAGE)
        assert answer.status_code in (400, 422), kind
    assert not Comment.objects.exists()


# --- Where no comments are taken ---


def test_a_closed_article_takes_none_and_keeps_the_words(client):
    closed = make_article(comments_open=False)
    response = post(client, closed, text="Chữ của tôi <b>\nhai dòng")
    html = response.content.decode()
    assert response.status_code == 422
    assert "Bài này đã ngừng nhận ý kiến." in html
    assert "Chữ của tôi &lt;b&gt;<br>hai dòng" in html
    assert "<form class" not in html.partition("<main")[2]
    assert not Comment.objects.exists()
    assert "Bài này đã ngừng" in post(client, closed, text="").content.decode()


def test_a_pause_and_a_hidden_talk_keep_the_words_too(client, article, moderator):
    pause = Pause.objects.create(message="Tạm nghỉ đến thứ Hai.", began_by=moderator)
    response = post(client, article)
    assert response.status_code == 422
    assert "Tạm nghỉ đến thứ Hai." in response.content.decode()
    assert "Cách làm này đáng học theo." in response.content.decode()
    pause.delete()
    actions.set_policy(article, policy="hidden", by=moderator)
    response = post(client, article)
    assert response.status_code == 422
    assert "Cách làm này đáng học theo." in response.content.decode()
    assert not Comment.objects.exists()


@pytest.mark.parametrize("pk", [0, 999, 99999999999999999999999])
def test_an_article_that_is_not_there_is_404(client, article, pk):
    assert client.post(f"/y-kien/{pk}/", words(article), headers=OUR_PAGE).status_code == 404


def test_a_draft_takes_no_comments(client):
    assert post(client, make_article(published=False)).status_code == 404


def test_it_only_takes_posts(client, article):
    assert client.get(url(article)).status_code == 405


# --- The queue ---


def test_what_a_blocked_sender_writes_is_filed_as_spam_by_nobody(client, article, moderator):
    tag = address_tag("quay.ray@example.vn")
    BlockedSender.objects.create(email_tag=tag, reason="Quấy rầy", by=moderator)
    response = post(client, article, email="quay.ray+2@example.vn")
    assert response.status_code == 303
    assert Comment.objects.get().state == Comment.State.SPAM
    assert Decision.objects.get().by is None


def test_moderators_phrases_count(client, article):
    Phrase.objects.create(words="bánh cuốn gia truyền", kind="spam", points=5)
    response = post(client, article, text="Mời nếm bánh cuốn gia truyền nhà em.")
    assert "giống quảng cáo" in response.content.decode()


def test_a_copy_of_others_words_counts(client, article):
    text = "Nhà em có xe chở vật liệu đi các thôn bản, bà con gọi là có mặt trong ngày nhé."
    for number in range(2):
        post(client, article, text=text, author_name=f"Người {number}")
    first, second = Comment.objects.order_by("pk").values_list("explanation", flat=True)
    assert [row["code"] for row in first] != [row["code"] for row in second]


# --- It costs little ---


def test_its_cost(client, article, django_assert_max_num_queries):
    make_comment(article)
    post(client, article)  # from now on the process knows its weights
    with django_assert_max_num_queries(12):
        assert post(client, article, text="Ý khác").status_code == 303
    with django_assert_max_num_queries(12):
        assert post(client, article, text="Ý nữa", email="a@example.vn").status_code == 303


def test_a_busy_day_does_not_wash_the_limits_away(tmp_path):
    store = FileBasedCache(tmp_path, CACHES["default"])
    for number in range(400):
        store.set(f"limit:{number}", 1, timeout=600)
    assert all(store.get(f"limit:{number}") for number in range(400))


def test_the_address_of_a_reader_is_in_no_row_and_no_log(client, article, caplog):
    with caplog.at_level("DEBUG"):
        post(client, article, email="bimat.rieng@example.vn", wants_mail="on")
    assert "bimat.rieng" not in caplog.text
    assert "bimat" not in str(Comment.objects.get().__dict__)
    assert "bimat" not in str(list(AuditEntry.objects.values()))
