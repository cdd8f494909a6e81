"""The queue: tabs, order, what a row tells, search, many at once, and the card."""

import datetime as dt
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from branch_portal.lib.dates import working_days_later
from comments import actions
from comments.models import Comment, CommentBand, Decision, Reason
from comments.reports.queue import is_overdue
from tests.comments.moderating import QUEUE, another_moderator, card, decide, page_of, state
from tests.factories import make_article, make_comment, make_unit, make_user

pytestmark = pytest.mark.django_db
BULK = f"{QUEUE}hang-loat/"
# What hostile people send; each must stand in a page as text.
PROBES = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "\"'><svg onload=alert(1)>",
    "{{ 7|add:7 }}{% debug %}",
    "'; DROP TABLE comments_comment; --",
    "ngược \u202e\u2066 chữ",
    "a\u0300\u0301\u0302\u0303\u0304",
    "=HYPERLINK(0)",
]


@pytest.fixture
def article():
    return make_article()


@pytest.fixture
def comment(article):
    return make_comment(article, email="nguyen@example.vn")


@pytest.fixture
def signed_in(client, moderator):
    client.force_login(moderator)
    return client


def written(comment, **ago):
    moment = timezone.now() - dt.timedelta(**ago)
    Comment.objects.filter(pk=comment.pk).update(written_at=moment)
    comment.refresh_from_db()
    return comment


def make_reply(article):
    unit = make_unit("Đảng ủy xã Thử", type_code="grassroots-committee")
    return make_comment(
        article, "Đã tiếp thu", kind="official", unit=unit, written_by=make_user("viet")
    )


def order(html):
    return [int(key) for key in re.findall(r'id="row-(\d+)"', html)]


def test_the_queue_shows_what_waits_with_a_masked_address(signed_in, comment):
    make_comment(comment.article, "Đã duyệt rồi", state="approved")
    html = page_of(signed_in)
    assert comment.text in html
    assert "Đã duyệt rồi" not in html
    assert "n•••@e•••.vn" in html
    assert "nguyen@example.vn" not in html
    assert comment.article.headline in html
    assert "Đã duyệt rồi" in page_of(signed_in, tab="approved")
    assert "Đã duyệt rồi" in page_of(signed_in, tab="all")


def test_what_may_hurt_somebody_comes_first_and_likely_spam_last(signed_in, article):
    spammy = written(make_comment(article, "Hơi giống quảng cáo", spam=30), hours=9)
    plain = written(make_comment(article, "Hay"), hours=2)
    older = written(make_comment(article, "Rất hay"), hours=5)
    risky = make_comment(article, "Gọi 0900 000 123", privacy=80)
    suspect = make_comment(article, "Vay nhanh", spam=90)
    reply = make_reply(article)
    assert order(page_of(signed_in)) == [risky.pk, older.pk, plain.pk, spammy.pk]
    assert order(page_of(signed_in, tab="suspect")) == [suspect.pk]
    assert order(page_of(signed_in, tab="replies")) == [reply.pk]


def test_tabs_say_how_much_stands_in_them(signed_in, article):
    for text, kw in [("Một", {}), ("Hai", {}), ("Ba", {"spam": 90}), ("Bốn", {"state": "hidden"})]:
        make_comment(article, text, **kw)
    html = page_of(signed_in)
    tabs = dict(re.findall(r'<a href="\?tab=(\w+)".*?tab-number">(\d+)<', html))
    assert tabs["waiting"] == "2"
    assert tabs["suspect"] == tabs["hidden"] == "1"
    assert tabs["spam"] == "0"
    assert tabs["all"] == "4"


def test_a_row_tells_what_is_known_about_its_sender(signed_in, article, comment):
    for number, kind in enumerate(["approved", "approved", "rejected", "spam"]):
        make_comment(article, f"Trước {number}", state=kind, email="Nguyen+thu@example.vn")
    assert "2 đã đăng, 2 từ chối" in page_of(signed_in)


def test_a_row_tells_why_its_scores_are_high(signed_in, article):
    why = [{"code": "link", "points": 2.0, "words": ""}]
    make_comment(article, "Xem trang này", spam=40, explanation=why)
    html = page_of(signed_in)
    assert "40/100" in html
    assert "+2,0" in html


def test_after_two_working_days_a_comment_is_overdue(signed_in, comment):
    assert "age is-late" not in page_of(signed_in)
    written(comment, days=8)
    assert "age is-late" in page_of(signed_in)
    friday = timezone.make_aware(dt.datetime(2026, 11, 20, 9, 0))
    assert timezone.localtime(working_days_later(friday, 2)).day == 24
    comment.written_at = friday
    assert not is_overdue(comment, friday + dt.timedelta(days=3))
    assert is_overdue(comment, friday + dt.timedelta(days=4, minutes=1))


def test_after_a_decision_one_stands_at_the_next_comment(signed_in, article):
    rows = [written(make_comment(article, f"Ý {n}"), hours=9 - n) for n in range(3)]
    html = page_of(signed_in)
    forms = html.split(f'id="row-{rows[0].pk}"')[1]
    assert f'name="next" value="{rows[1].pk}"' in forms
    form = {"version": "1", "back": "tab=waiting&p=2", "next": str(rows[1].pk)}
    response = signed_in.post(decide("approve", rows[0]), form)
    assert response.status_code == 303
    assert response.url == f"{QUEUE}?tab=waiting&p=2#row-{rows[1].pk}"


def test_the_queue_costs_the_same_however_long(signed_in, article, django_assert_max_num_queries):
    parent = make_comment(article, "Gốc", state="approved")
    for number in range(60):
        make_comment(article, f"Ý {number}", email=f"ai{number}@example.vn", parent=parent)
    with django_assert_max_num_queries(11):
        html = page_of(signed_in)
    assert len(order(html)) == 25
    with django_assert_max_num_queries(12):
        page_of(signed_in, q="Ý")


@pytest.mark.parametrize(
    "words", ["thọ", "tho", "Cách làm", "cach  lam", "VIỆC KHÓ", "viec kho", "{code}"]
)
def test_search_looks_in_names_texts_headlines_and_codes(signed_in, comment, words):
    make_comment(make_article("Chuyện khác"), "Không liên quan", author_name="Lê An")
    wanted = words.format(code=comment.code.lower())
    assert order(page_of(signed_in, q=wanted)) == [comment.pk]


@pytest.mark.parametrize(
    "words",
    [
        "nguyen@example.vn",
        "example.vn",
        "%",
        "_",
        ".*",
        "[",
        "(?i)x",
        "\\",
        "thò",
        "9" * 500,
        "đ" * 500,
    ],
)
def test_search_never_finds_by_address_or_pattern(signed_in, comment, words):
    response = signed_in.get(QUEUE, {"q": words, "p": "-3"})
    assert response.status_code == 200
    assert not order(response.content.decode())


# --- Many at once ---------------------------------------------------------------------------------


def ticks(*comments):
    return [f"{comment.pk}-{comment.version}" for comment in comments]


def test_many_are_decided_after_a_page_that_lists_them(signed_in, article):
    first, second, third = (make_comment(article, f"Ý {n}") for n in range(3))
    form = {"deed": "reject", "comment": ticks(first, second)}
    html = signed_in.post(BULK, form).content.decode()
    assert "Ý 0" in html
    assert "Ý 1" in html
    assert "Ý 2" not in html
    assert not Decision.objects.exists()
    refused = signed_in.post(BULK, form | {"sure": "1", "reason": ""})
    assert refused.status_code == 422
    done = signed_in.post(BULK, form | {"sure": "1", "reason": "off_topic"}, follow=True)
    assert "2 ý kiến" in done.content.decode()
    assert [state(row) for row in (first, second, third)] == ["rejected", "rejected", "pending"]


def test_of_many_those_that_others_decided_are_named_and_left(
    signed_in, article, district, moderator
):
    first, second = (make_comment(article, f"Ý {n}", author_name=f"Tên {n}") for n in range(2))
    form = {"deed": "approve", "comment": ticks(first, second), "sure": "1"}
    actions.mark_spam(second, version=1, by=another_moderator(district))
    html = signed_in.post(BULK, form, follow=True).content.decode()
    assert "Bỏ qua: Tên 1" in html
    assert "Ngô Thị Bình" in html
    assert (state(first), state(second)) == ("approved", "spam")


def test_many_have_an_end_and_need_something_to_do(signed_in, article):
    assert "ít nhất một" in signed_in.post(BULK, {"deed": "spam"}, follow=True).content.decode()
    keys = [f"{number}-1" for number in range(1, 102)]
    html = signed_in.post(BULK, {"deed": "spam", "comment": keys}, follow=True).content.decode()
    assert "nhiều nhất 100" in html
    nonsense = {"deed": "erase", "comment": ["1-1", "x", "²-1", "1-" + "9" * 40]}
    assert signed_in.post(BULK, nonsense, follow=True).status_code == 200


# --- The card -------------------------------------------------------------------------------------


def test_the_card_shows_everything_but_the_address(signed_in, moderator, article):
    parent = make_comment(article, "Ý gốc", state="approved")
    comment = make_comment(article, "Trả lời ý gốc", parent=parent, email="nguyen@example.vn")
    make_comment(article, "Ý bên cạnh", state="approved")
    make_comment(make_article("Bài khác"), "Lần trước", state="rejected", email="nguyen@example.vn")
    actions.approve(comment, version=1, by=moderator)
    html = page_of(signed_in, card(comment))
    for words in (comment.text, "Ý gốc", "Ý bên cạnh", "Lần trước", article.headline):
        assert words in html
    assert "0 đã đăng" not in html.split("Người gửi này")[0]
    assert "1 đã đăng, 1 từ chối" in html
    assert "nguyen@example.vn" not in html
    assert str(moderator) in html


def test_the_card_names_copies(signed_in, article, comment):
    words = "Nhà cái uy tín tặng thưởng lớn cho người mới đăng ký hôm nay"
    one = make_comment(article, words)
    two = make_comment(make_article("Bài khác"), words.replace("hôm nay", "tối nay"))
    other = make_comment(article, "Đường làng đã sạch hơn trước nhiều")
    for row in (one, two, other):
        CommentBand.objects.create(comment=row, number=0, value=7)
    html = page_of(signed_in, card(one)).split("Ý kiến gần giống")[1].split("</section>")[0]
    assert "tối nay" in html
    assert other.text not in html


def test_the_card_leads_to_the_next_of_its_tab(signed_in, article):
    rows = [written(make_comment(article, f"Ý {n}"), hours=9 - n) for n in range(3)]
    html = page_of(signed_in, card(rows[1]), tab="waiting")
    assert f'href="{card(rows[0])}?tab=waiting&amp;card=1" rel="prev"' in html
    assert f'href="{card(rows[2])}?tab=waiting&amp;card=1" rel="next"' in html
    form = {"version": "1", "back": "tab=waiting&card=1", "next": str(rows[2].pk)}
    assert signed_in.post(decide("spam", rows[1]), form).url.startswith(card(rows[2]))
    form["next"] = str(rows[1].pk)  # it is gone by now: the first one comes
    assert signed_in.post(decide("spam", rows[2]), form).url.startswith(card(rows[0]))
    response = signed_in.post(decide("spam", rows[0]), {"version": "1", "back": "card=1"})
    assert response.url == f"{QUEUE}?tab=waiting"


def test_hostile_words_are_words_everywhere(signed_in, article, moderator):
    reason = Reason.objects.get(code="other")
    for probe in PROBES:
        row = make_comment(article, f"{probe} thử", author_name=f"{probe} N")
        note = f"{probe} ghi chú"
        actions.reject(row, version=1, reason=reason, note=note, by=moderator)
        pages = [
            page_of(signed_in, card(row)),
            page_of(signed_in, reverse("admin:comments_decision_changelist")),
            page_of(signed_in, tab="rejected"),
            signed_in.post(decide("reopen", row), {"version": "2"}, follow=True).content.decode(),
            signed_in.post(
                BULK, {"deed": "spam", "comment": [f"{row.pk}-3"]}, follow=True
            ).content.decode(),
        ]
        for html in pages:
            assert "<script>alert" not in html
            assert "<img src=x" not in html
            assert "<svg onload" not in html
            assert "1414" not in html
