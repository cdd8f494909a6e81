"""The list of articles in the newsroom: found, filtered, quick, and readable."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Role
from articles import actions
from articles.admin.paging import MOST_COUNTED
from articles.models import Article, Snapshot, Waiver
from articles.reports.words import when_words
from tests.factories import grant, make_article, make_photo, make_section, make_user

pytestmark = pytest.mark.django_db
LIST = "/admin/articles/article/"


@pytest.fixture
def shown(client, editor):
    """What the list shows for a query, as numbers of articles in their order."""
    client.force_login(editor)

    def ask(**query):
        response = client.get(LIST, query)
        assert response.status_code == 200
        return [article.headline for article in response.context["cl"].result_list]

    return ask


def in_hours(hours):
    return timezone.now() + dt.timedelta(hours=hours)


def correct(article, by=None, **words):
    snapshot = Snapshot.newest(article)
    for name, value in words.items():
        setattr(snapshot, name, value)
    return actions.save_article(article, snapshot, by=by).article


# --- Searching ---


def test_it_is_searched_without_marks_and_by_author(shown):
    make_article("Đảng bộ họp", author_name="Hà Vân")
    make_article("Chuyện khác", body="<p>Không liên quan.</p>")
    assert shown(q="dang bo") == ["Đảng bộ họp"]
    assert shown(q="ha van") == ["Đảng bộ họp"]
    assert shown(q="khong co gi ca") == []


def test_a_number_finds_its_article(shown):
    article = make_article("Một")
    make_article("Hai")
    assert shown(q=f"#{article.pk}") == ["Một"]
    assert shown(q=f" # {article.pk} ") == ["Một"]
    assert shown(q="#" + "9" * 18) == []


@pytest.mark.parametrize("query", ["'", '"', "%", "*", "AND", "#", "x" * 3000, "#" + "9" * 40])
def test_odd_queries_find_nothing_and_break_nothing(shown, query):
    make_article("Một")
    assert shown(q=query) == []


@pytest.mark.parametrize(
    "query",
    ["section__id__exact=" + "9" * 30, "caption__regex=[", "headline__regex=(a%2B)%2B", "o=x"],
)
def test_an_address_typed_by_hand_breaks_nothing(client, editor, query):
    client.force_login(editor)
    assert client.get(f"/admin/articles/article/?{query}").status_code in (200, 302, 400)


# --- Filters ---


def test_a_section_is_shown_with_its_parts(shown):
    top = make_section("Kinh tế")
    part = make_section("Nông nghiệp", parent=top)
    make_article("Của mục", section=top)
    make_article("Của phần", section=part)
    make_article("Của mục khác")
    assert shown(section=top.pk) == ["Của phần", "Của mục"]
    assert shown(section=part.pk) == ["Của phần"]


def test_an_author_is_who_started_it_or_stands_under_it(shown, reporter, editor):
    make_article("Tự viết", by=reporter)
    line = {"name": "Người viết", "user": reporter.pk}
    make_article("Viết chung", by=editor, by_lines=[line])
    make_article("Của người khác", by=editor)
    assert shown(author=reporter.pk) == ["Viết chung", "Tự viết"]
    assert shown(desk="mine") == ["Của người khác", "Viết chung"]


def test_states_as_the_newsroom_speaks_of_them(shown, editor, publisher):
    make_article("Nháp", published=False)
    actions.submit_article(make_article("Chờ duyệt", published=False), by=None)
    returned = actions.submit_article(make_article("Trả lại", published=False), by=None)
    actions.return_article(returned, "Thiếu số liệu.", by=editor)
    approved = actions.submit_article(make_article("Đã duyệt", published=False), by=None)
    actions.approve_article(approved, by=publisher)
    make_article("Đã đăng")
    make_article("Hẹn giờ", publish_at=in_hours(2))
    ended = make_article("Hết hạn")
    actions.schedule_article(ended, in_hours(-9), until=in_hours(-1), by=None)
    corrected = correct(make_article("Đang sửa"), lead="Sapo mới.")
    actions.submit_article(corrected, by=None)
    actions.withdraw_article(make_article("Đã rút"), by=None)
    assert shown(state="draft") == ["Nháp"]
    assert shown(state="in_review") == ["Đang sửa", "Chờ duyệt"]
    assert shown(state="returned") == ["Trả lại"]
    assert shown(state="approved") == ["Đã duyệt"]
    assert shown(state="published") == ["Đang sửa", "Đã đăng"]
    assert shown(state="scheduled") == ["Hẹn giờ"]
    assert shown(state="expired") == [ended.headline]
    assert shown(state="correcting") == ["Đang sửa"]
    assert shown(state="withdrawn") == ["Đã rút"]


def test_a_period_is_one_of_publication_in_that_order(shown):
    for day in (9, 10, 11):
        at = dt.datetime(2022, 1, day, 16, 59, tzinfo=dt.UTC)  # one minute before midnight here
        make_article(f"Ngày {day}", publish_at=at)
    make_article("Không ngày", published=False, publish_at=None)
    assert shown(first="10/01/2022") == ["Ngày 11", "Ngày 10"]
    assert shown(last="10/01/2022") == ["Ngày 10", "Ngày 9"]
    assert shown(first="10/01/2022", last="10/01/2022") == ["Ngày 10"]
    make_article("Hôm nay", publish_at=timezone.now())
    assert shown(period="today") == shown(period="week") == ["Hôm nay"]
    assert shown(period=f"{timezone.localdate():%Y-%m}") == ["Hôm nay"]


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("first", "31/02/2022", "Ngày này không có trong lịch"),
        ("last", "hôm qua", "Ngày này không có trong lịch"),
        ("first", "01/01/0001", "Năm phải trong khoảng"),
    ],
)
def test_a_day_that_does_not_exist_is_said_beside_its_field(client, editor, field, typed, sentence):
    client.force_login(editor)
    html = client.get(LIST, {field: typed}).content.decode()
    assert sentence in html
    assert f'value="{typed}"' in html


def test_a_period_that_ends_before_it_begins_is_said(client, editor):
    client.force_login(editor)
    html = client.get(LIST, {"first": "02/01/2022", "last": "01/01/2022"}).content.decode()
    assert "trước ngày đầu" in html


@pytest.mark.parametrize("name", ["section", "state", "author", "period", "desk"])
@pytest.mark.parametrize("value", ["x", "9" * 30, "-1", "0"])
def test_a_choice_that_is_not_there_shows_the_whole_list(client, editor, name, value):
    client.force_login(editor)
    make_article("Một")
    response = client.get(LIST, {name: value}, follow=True)
    assert response.status_code == 200
    assert "Một" in response.content.decode()


def test_empty_choices_are_no_filter(shown):
    make_article("Một")
    empty = dict.fromkeys(["section", "state", "author", "period", "first", "last", "q"], "")
    assert shown(**empty) == ["Một"]


# --- Waiting for me ---


def test_what_waits_for_a_reporter_is_what_came_back(client, reporter, editor):
    for name in ("Trả lại", "Chờ duyệt"):
        actions.submit_article(make_article(name, by=reporter, published=False), by=reporter)
    actions.return_article(Article.objects.get(headline="Trả lại"), "Sửa.", by=editor)
    client.force_login(reporter)
    response = client.get(LIST, {"desk": "waiting"})
    assert [a.headline for a in response.context["cl"].result_list] == ["Trả lại"]


def test_what_waits_for_an_editor_is_in_the_own_sections(client, editor, district):
    mine, other = make_section("Kinh tế"), make_section("Văn hóa")
    mine.grants.set(editor.grants.all())
    for section in (mine, other):
        article = make_article(f"Bài {section}", section=section, published=False)
        actions.submit_article(article, by=None)
    client.force_login(editor)
    response = client.get(LIST, {"desk": "waiting"})
    assert [a.headline for a in response.context["cl"].result_list] == ["Bài Kinh tế"]
    # Who publishes everywhere sees approved ones, too.
    chief = make_user("tongbientap", is_staff=True)
    grant(chief, Role.PUBLISHER, district)
    actions.approve_article(Article.objects.get(headline="Bài Văn hóa"), by=chief)
    client.force_login(chief)
    assert len(client.get(LIST, {"desk": "waiting"}).context["cl"].result_list) == 2


# --- Reading it ---


def test_dates_are_said_in_words():
    now = timezone.localtime()
    assert when_words(now) == f"{now:%H:%M} hôm nay"
    assert when_words(now - dt.timedelta(days=1)).endswith("hôm qua")
    assert when_words(now + dt.timedelta(days=1)).endswith("ngày mai")
    assert when_words(dt.datetime(2022, 1, 10, 1, 30, tzinfo=dt.UTC)) == "08:30, 10/01/2022"


def test_a_correction_in_preparation_is_seen_in_its_line(client, editor):
    correct(make_article("Bài đã đăng"), by=editor, lead="Sapo mới.")
    client.force_login(editor)
    html = client.get(LIST).content.decode()
    assert "đang sửa" in html or "bản sửa" in html or "đính chính" in html


def test_numbers_in_addresses_have_no_thousands_separator(client, editor):
    words = {"search_exact": "", "search_folded": "", "slug": "x", "section": make_section()}
    Article.objects.create(pk=123456, headline="Một", **words)
    client.force_login(editor)
    html = client.get(LIST).content.decode()
    assert "/admin/articles/article/123456/change/" in html
    assert "#123456" in html


def test_counting_ends_at_a_thousand(client, editor, django_assert_max_num_queries):
    section = make_section()
    text = {"search_exact": "", "search_folded": "", "slug": "x", "section": section}
    Article.objects.bulk_create(
        Article(headline=f"Bài {number}", **text) for number in range(MOST_COUNTED + 60)
    )
    client.force_login(editor)
    html = client.get(LIST).content.decode()
    assert "hơn 1.000 bài" in html
    assert client.get(LIST, {"p": 21}).status_code == 200
    assert client.get(LIST, {"p": 500}, follow=True).status_code == 200


# --- What it costs ---


def budget(client, user, address, most, django_assert_max_num_queries):
    client.force_login(user)
    with django_assert_max_num_queries(most):
        assert client.get(address).status_code == 200


@pytest.mark.parametrize(
    "query", ["", "?q=dang+bo", "?desk=waiting", "?desk=mine", "?state=in_review", "?period=week"]
)
def test_the_list_costs_the_same_for_many(
    client, editor, reporter, query, django_assert_max_num_queries
):
    for number in range(12):
        section = make_section(f"Mục {number}")
        make_article(f"Đảng bộ số {number}", by=reporter, section=section)
        article = make_article(f"Nháp {number}", by=reporter, section=section, published=False)
        actions.submit_article(article, by=reporter)
    budget(client, editor, LIST + query, 12, django_assert_max_num_queries)


def test_the_list_of_photos_costs_the_same_for_many(client, editor, django_assert_max_num_queries):
    for number in range(8):
        make_photo(colour=(number * 30, 90, 90), by=editor)
    budget(client, editor, "/admin/articles/photo/", 10, django_assert_max_num_queries)


def test_the_list_of_exceptions_costs_the_same_for_many(
    client, publisher, django_assert_max_num_queries
):
    for number in range(8):
        article = make_article(f"Tin {number}")
        writer = make_user(f"nguoi{number}")
        facts = {"version": 1, "code": "no-lead", "finding": "x", "reason": "y"}
        Waiver.objects.create(article=article, by=writer, **facts)
    budget(client, publisher, "/admin/articles/waiver/bao-cao/", 12, django_assert_max_num_queries)


@pytest.mark.parametrize("who", ["moderator", "secretary", "organisation_board", "stranger"])
def test_nobody_else_sees_it(client, request, who):
    user = request.getfixturevalue(who)
    client.force_login(user)
    assert client.get(LIST).status_code == (403 if user.is_staff else 302)


# --- The board on the first page ---


def test_the_first_page_shows_what_there_is_to_do(
    client, reporter, editor, django_assert_max_num_queries
):
    for number in range(7):
        make_article(f"Nháp {number}", by=reporter, published=False)
        waiting = make_article(f"Chờ {number}", by=editor, published=False)
        actions.submit_article(waiting, by=editor)
    back = actions.submit_article(make_article("Về tay", by=reporter, published=False), by=None)
    actions.return_article(back, "Thiếu ảnh.", by=editor)
    make_article("Sáng mai", publish_at=in_hours(20))
    correct(make_article("Đang sửa"), by=reporter, lead="Mới.")
    client.force_login(reporter)
    html = client.get("/admin/").content.decode()
    assert "Nháp 6" in html
    assert "Nháp 1" not in html  # five at most
    assert "Thiếu ảnh." in html
    assert "Sáng mai" in html
    assert "Chờ 6" not in html
    client.force_login(editor)
    with django_assert_max_num_queries(16):
        html = client.get("/admin/").content.decode()
    assert "Chờ 6" in html
    assert "Đang sửa" in html
    assert f"{reverse('admin:articles_article_changelist')}?state=in_review" in html


def test_the_first_page_has_no_board_for_others(client, moderator):
    client.force_login(moderator)
    html = client.get("/admin/").content.decode()
    assert "Nháp của tôi" not in html
