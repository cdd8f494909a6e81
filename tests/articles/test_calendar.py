"""The editorial calendar: what appears when, and acting from it."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEntry
from articles import actions
from articles.models import Article, Snapshot
from articles.models.snapshots import in_iso
from articles.reports import calendar as reports
from articles.reports.calendar import Period
from tests.factories import make_article, make_section

pytestmark = pytest.mark.django_db
CALENDAR = "/admin/articles/article/lich/"
MONTH = f"{CALENDAR}?thang=2026-11"
NOON = dt.datetime(2026, 11, 18, 5, 0, tzinfo=dt.UTC)  # 12:00, Wednesday 18/11, in Vietnam


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    """`clock(moment)` sets what time it is; at first it is noon of 18/11/2026."""

    def set_to(moment):
        monkeypatch.setattr(timezone, "now", lambda: moment)

    set_to(NOON)
    return set_to


def at(day, hour=7, minute=0):
    """A moment of November 2026 on the clock of Vietnam."""
    zone = timezone.get_current_timezone()
    return dt.datetime(2026, 11, day, hour, minute, tzinfo=zone)


def draft(headline="Bài dự kiến", *, by=None, **words):
    words.setdefault("publish_at", None)
    moment = words.pop("publish_at")
    snapshot = Snapshot(
        headline=headline,
        section=make_section().pk,
        lead="Sapo.",
        body="<p>Chi bộ có 67 đảng viên.</p>",
        publish_at=in_iso(moment),
        **words,
    )
    return actions.save_article(None, snapshot, by=by).article


def look(client, user, address=MONTH):
    client.force_login(user)
    response = client.get(address)
    assert response.status_code == 200
    return response


def entry(response, article):
    entries = [*response.context["undated"]]
    for leaf in response.context["leaves"]:
        entries += leaf.entries
    return next((each for each in entries if each.article.pk == article.pk), None)


def leaf(response, day):
    return next(each for each in response.context["leaves"] if each.day.date == day)


def press(client, user, article, deed, address=MONTH, **typed):
    client.force_login(user)
    article.refresh_from_db()
    form = {"article": article.pk, "version": article.version, deed: "1"} | typed
    return client.post(address, form)


# --- What stands in it ----------------------------------------------------------------------------


def test_articles_of_every_state_stand_on_their_day_with_words(client, publisher):
    draft("Bài nháp", publish_at=at(20))
    waiting = draft("Bài chờ duyệt", publish_at=at(20, 9))
    actions.submit_article(waiting, by=None)
    make_article("Bài hẹn giờ", publish_at=at(20, 8))
    make_article("Bài đã đăng", publish_at=at(2))
    gone = make_article("Bài đã gỡ", publish_at=at(3))
    actions.withdraw_article(gone, by=publisher)
    response = look(client, publisher)
    friday = leaf(response, dt.date(2026, 11, 20))
    assert [(str(each.article), each.state, each.kind) for each in friday.entries] == [
        ("Bài nháp", "Bản nháp", "draft"),
        ("Bài hẹn giờ", "Hẹn giờ đăng", "scheduled"),
        ("Bài chờ duyệt", "Chờ duyệt", "in_review"),
    ]
    assert leaf(response, dt.date(2026, 11, 2)).entries[0].kind == "published"
    assert leaf(response, dt.date(2026, 11, 3)).entries[0].kind == "withdrawn"


def test_a_day_is_a_day_in_vietnam(client, publisher):
    late, early = draft("Đêm", publish_at=at(19, 23, 59)), draft("Sớm", publish_at=at(20, 0, 0))
    response = look(client, publisher)
    assert [e.article.pk for e in leaf(response, dt.date(2026, 11, 19)).entries] == [late.pk]
    assert [e.article.pk for e in leaf(response, dt.date(2026, 11, 20)).entries] == [early.pk]


def test_weeks_begin_on_monday_and_today_is_marked(client, publisher):
    response = look(client, publisher, CALENDAR)
    leaves = response.context["leaves"]
    assert (leaves[0].day.date, leaves[-1].day.date) == (
        dt.date(2026, 10, 26),
        dt.date(2026, 12, 6),
    )
    assert leaves[0].weekday == "Thứ Hai"
    assert [each.day.date for each in leaves if each.is_today] == [dt.date(2026, 11, 18)]
    assert response.content.decode().count("Hôm nay</span>") == 1


def test_a_week_shows_its_seven_days(client, publisher):
    response = look(client, publisher, f"{CALENDAR}?tuan=2026-W47")
    dates = [each.day.date for each in response.context["leaves"]]
    assert (dates[0], dates[-1], len(dates)) == (dt.date(2026, 11, 16), dt.date(2026, 11, 22), 7)
    assert "Tuần 16/11 – 22/11/2026" in response.content.decode()


@pytest.mark.parametrize(
    "query", ["thang=2026-13", "thang=x", "tuan=2026-W60", "tuan=9999-W52", "thang=0000-00"]
)
def test_a_time_that_cannot_be_read_is_said_and_shows_the_present(client, publisher, query):
    page = look(client, publisher, f"{CALENDAR}?{query}").content.decode()
    assert "Lịch không có tháng hay tuần" in page


def test_the_leaves_end_with_the_years_of_the_paper():
    assert Period.read("thang", "2100-12").next is None
    assert Period.read("thang", "2000-01").previous is None
    assert Period.read("tuan", "2026-W53").next.name == "2027-W01"


def test_the_end_of_a_notice_stands_on_its_day(client, publisher):
    make_article("Thông báo", publish_at=at(2), expires_at=in_iso(at(25, 17)))
    page = look(client, publisher).content.decode()
    assert 'class="cal-hour">17:00</span> Gỡ xuống:' in page


def test_texts_without_a_day_stand_aside_newest_first(client, publisher):
    first, second = draft("Nháp một"), draft("Nháp hai")
    published = make_article("Đã đăng")
    response = look(client, publisher)
    assert [each.article.pk for each in response.context["undated"]] == [second.pk, first.pk]
    assert entry(response, published) is None


def test_a_plan_whose_day_has_passed_is_called_late(client, publisher):
    late = draft("Quá ngày", publish_at=at(17))
    response = look(client, publisher)
    assert entry(response, late).is_late
    assert "Ngày dự kiến đã qua" in response.content.decode()


def test_a_full_day_counts_what_it_does_not_show(client, publisher):
    for number in range(reports.MOST_IN_MONTH + 3):
        draft(f"Bài {number}", publish_at=at(20, 6, number))
    response = look(client, publisher)
    assert len(leaf(response, dt.date(2026, 11, 20)).entries) == reports.MOST_IN_MONTH
    page = response.content.decode()
    assert "còn 3 bài" in page
    assert "?tuan=2026-W47" in page
    week = look(client, publisher, f"{CALENDAR}?tuan=2026-W47")
    assert len(leaf(week, dt.date(2026, 11, 20)).entries) == reports.MOST_IN_MONTH + 3


def test_only_the_newsroom_sees_it(client, reporter, moderator, stranger):
    look(client, reporter)
    client.force_login(moderator)
    refused = client.get(CALENDAR)
    assert refused.status_code == 403
    assert "Chỉ phóng viên" in refused.content.decode()
    client.force_login(stranger)
    assert client.get(CALENDAR).status_code == 302


def test_the_board_and_the_list_of_articles_lead_to_it(client, reporter):
    client.force_login(reporter)
    for address in ("/admin/", "/admin/articles/article/"):
        assert f'href="{CALENDAR}"' in client.get(address).content.decode()


# --- Acting from it -------------------------------------------------------------------------------


def test_a_draft_gets_its_day(client, reporter):
    article = draft(by=reporter)
    response = press(client, reporter, article, "_schedule", day="20/11/2026", hour="07:30")
    assert response.headers["Location"] == f"{MONTH}#bai-{article.pk}"
    article.refresh_from_db()
    assert (article.publish_at, article.state) == (at(20, 7, 30), "draft")
    page = client.get(MONTH).content.decode()
    assert "Dự kiến lên trang lúc 07:30, Thứ Sáu 20/11" in page
    assert AuditEntry.objects.filter(verb="article.scheduled", actor=reporter).exists()


def test_a_day_can_be_taken_away_from_a_plan(client, editor):
    article = draft(publish_at=at(20))
    press(client, editor, article, "_schedule", day="", hour="")
    article.refresh_from_db()
    assert article.publish_at is None


def test_a_new_day_keeps_the_end_and_the_words(client, publisher):
    article = make_article(publish_at=at(20), expires_at=in_iso(at(27)))
    words = Snapshot.newest(article)
    press(client, publisher, article, "_schedule", day="21/11/2026", hour="7h15")
    article.refresh_from_db()
    assert (article.publish_at, article.expires_at) == (at(21, 7, 15), at(27))
    assert (article.state, article.pending) == ("published", "")
    words.publish_at = in_iso(at(21, 7, 15))
    assert Snapshot.newest(article) == words


@pytest.mark.parametrize(
    ("day", "hour", "sentence"),
    [
        ("31/02/2026", "07:00", "không có trong lịch"),
        ("20/11/2026", "25:00", "Hãy ghi giờ như 08:30."),
        ("20/11/2026", "", "Hãy ghi cả ngày và giờ."),
        ("", "07:00", "Hãy ghi cả ngày và giờ."),
        ("17/11/2026", "07:00", "Thời điểm này đã qua."),
        ("20/11/2999", "07:00", "Năm"),
        ("<i>mai</i>", "07:00", "không có trong lịch"),
    ],
)
def test_a_moment_that_is_none_is_refused_beside_the_entry(client, editor, day, hour, sentence):
    article = draft(publish_at=at(20))
    response = press(client, editor, article, "_schedule", day=day, hour=hour)
    refused = entry(response, article)
    assert sentence in " ".join(refused.refusal.sentences)
    assert (refused.typed["day"], refused.typed["hour"]) == (day, hour)
    page = response.content.decode()
    assert 'name="calendar-entry" open' in page
    assert "<i>mai" not in page
    article.refresh_from_db()
    assert article.publish_at == at(20)


def test_an_article_never_ends_before_it_appears(client, publisher):
    article = make_article(publish_at=at(20), expires_at=in_iso(at(22)))
    response = press(client, publisher, article, "_schedule", day="23/11/2026", hour="07:00")
    assert "Bài sẽ" in entry(response, article).refusal.sentences[0]


def test_the_day_of_an_article_that_readers_have_stays(client, publisher):
    article = make_article(publish_at=at(2))
    assert not entry(look(client, publisher), article).may_move
    press(client, publisher, article, "_schedule", day="25/11/2026", hour="07:00")
    article.refresh_from_db()
    assert article.publish_at == at(2)


def test_a_text_that_somebody_changed_meanwhile_is_not_pressed_on(client, publisher):
    article = draft(publish_at=at(20))
    client.force_login(publisher)
    form = {"article": article.pk, "version": article.version, "_publish": "1"}
    words = Snapshot.newest(article)
    words.headline = "Tiêu đề khác"
    actions.save_article(article, words, by=None)
    response = client.post(MONTH, form)
    assert "Bài vừa được người khác sửa" in entry(response, article).refusal.sentences[0]
    assert not Article.objects.filter(state="published").exists()


def test_a_refusal_shows_even_when_the_entry_is_elsewhere(client, editor):
    article = draft(publish_at=at(20))
    response = press(
        client, editor, article, "_schedule", f"{CALENDAR}?thang=2025-01", day="x", hour="x"
    )
    assert response.context["refused"].article == article
    assert "không có trong lịch" in response.content.decode()


def test_a_text_goes_its_way_through_the_calendar(client, reporter, publisher):
    article = draft(by=reporter, publish_at=at(20))
    press(client, reporter, article, "_submit")
    press(client, publisher, article, "_approve")
    article.refresh_from_db()
    assert article.state == "approved"
    press(client, publisher, article, "_publish")
    page = client.get(MONTH).content.decode()
    assert "Sẽ lên trang lúc 07:00, Thứ Sáu 20/11, giờ Việt Nam, còn 1 ngày 19 giờ" in page
    press(client, publisher, article, "_withdraw", reason_withdraw="Đổi kế hoạch")
    article.refresh_from_db()
    assert (article.state, article.remark) == ("withdrawn", "Đổi kế hoạch")


def test_a_return_without_a_reason_is_refused_beside_the_entry(client, editor, reporter):
    article = draft(by=reporter, publish_at=at(20))
    actions.submit_article(article, by=reporter)
    response = press(client, editor, article, "_return")
    assert entry(response, article).refusal.sentences


def test_the_checklist_stops_here_too_and_takes_a_reason(client, publisher):
    article = draft(publish_at=at(20))
    words = Snapshot.newest(article)
    words.lead = ""
    actions.save_article(article, words, by=None)
    response = press(client, publisher, article, "_publish")
    page = response.content.decode()
    assert "Bài chưa có sapo." in page
    assert 'name="reason-no_lead"' in page
    press(client, publisher, article, "_publish", **{"reason-no_lead": "Tin ảnh."})
    article.refresh_from_db()
    assert article.state == "published"


def test_each_person_sees_only_buttons_that_work(client, reporter, editor, publisher):
    foreign, own = draft(publish_at=at(20)), draft(by=reporter, publish_at=at(21))
    waiting = draft(publish_at=at(23))
    actions.submit_article(waiting, by=None)
    live = make_article(publish_at=at(2))

    def names(user, article):
        return [deed.name for deed in entry(look(client, user), article).deeds]

    assert names(reporter, foreign) == []
    assert names(reporter, own) == ["_submit"]
    assert names(editor, waiting) == ["_return"]
    assert names(publisher, waiting) == ["_return", "_approve", "_publish"]
    assert names(publisher, live) == ["_withdraw"]
    assert names(editor, live) == []


@pytest.mark.parametrize("deed", ["_schedule", "_submit", "_publish", "_withdraw"])
def test_pressing_without_the_right_is_refused(client, reporter, deed):
    article = draft(publish_at=at(20))
    response = press(client, reporter, article, deed, day="21/11/2026", hour="07:00")
    assert response.status_code == 403
    article.refresh_from_db()
    assert (article.publish_at, article.state) == (at(20), "draft")


def test_an_editor_does_not_publish_and_does_not_move_what_is_scheduled(client, editor):
    planned, scheduled = draft(publish_at=at(20)), make_article(publish_at=at(21))
    assert press(client, editor, planned, "_publish").status_code == 403
    response = press(client, editor, scheduled, "_schedule", day="22/11/2026", hour="07:00")
    assert "Chỉ người" in entry(response, scheduled).refusal.sentences[0]


@pytest.mark.parametrize("key", ["", "x", "987654", "9" * 30])
def test_an_article_that_is_not_there_is_not_found(client, publisher, key):
    client.force_login(publisher)
    form = {"article": key, "version": "1", "_publish": "1"}
    assert client.post(MONTH, form).status_code == 404


# --- The clock ------------------------------------------------------------------------------------


def test_a_scheduled_article_appears_when_its_minute_has_come(client, publisher, clock):
    article = draft()
    press(client, publisher, article, "_schedule", day="18/11/2026", hour="12:01")
    press(client, publisher, article, "_publish")
    client.logout()
    address = reverse("articles:short", args=[article.pk])
    assert client.get(address).status_code == 404
    assert not Article.objects.published().exists()
    clock(NOON + dt.timedelta(seconds=59))
    assert client.get(address).status_code == 404
    clock(NOON + dt.timedelta(seconds=60))
    assert client.get(address, follow=True).status_code == 200
    assert Article.objects.published().get() == article


# --- What it costs --------------------------------------------------------------------------------


def test_a_full_month_costs_no_more_queries(client, publisher, django_assert_max_num_queries):
    for day in range(1, 29):
        draft(f"Bài {day}", publish_at=at(day))
    for number in range(5):
        draft(f"Nháp {number}")
    client.force_login(publisher)
    with django_assert_max_num_queries(12):
        client.get(MONTH)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="the plan of SQLite")
def test_the_days_are_found_by_an_index():
    with CaptureQueriesContext(connection) as asked:
        reports.days_of(Period.read("thang", "2026-11"))
        reports.undated()
    queries = [query["sql"] for query in asked.captured_queries]
    for query, index in zip(queries, ["by_date", "ending", "newest"], strict=True):
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN QUERY PLAN {query}")
            assert f"USING INDEX article_{index}" in str(cursor.fetchall())
