"""The front page as the desk arranges it: placed, for a time, seen before it is live."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEntry
from articles import actions
from articles.models import Article, FrontSlot, Series
from articles.reports.front import front_page
from branch_portal.lib.verdicts import Stale
from tests.factories import make_article, make_photo, make_section

pytestmark = pytest.mark.django_db
DESK = reverse("admin:articles_frontslot_changelist")
LOOK = reverse("admin:articles_frontslot_preview")
FRONT = reverse("articles:front")


def hours(number):
    return timezone.now() + dt.timedelta(hours=number)


def written(moment):
    return f"{timezone.localtime(moment):%d/%m/%Y %H:%M}"


@pytest.fixture
def news():
    """Twelve articles, the newest first: "Tin 0", an hour old, with a picture."""
    return [
        make_article(f"Tin {n}.", publish_at=hours(-1 - n), photo=make_photo() if n == 0 else None)
        for n in range(12)
    ]


def place(where, article=None, *, starts=-1, ends=None, **kw):
    return FrontSlot.objects.create(
        place=where,
        article=article,
        starts_at=hours(starts),
        ends_at=None if ends is None else hours(ends),
        **kw,
    )


def keys(*rows):
    return [row.pk for row in rows]


def posted(*rows, base=None, **extra):
    """What the desk's form sends: each row a dict."""
    data = {"slot-TOTAL_FORMS": str(len(rows)), "slot-INITIAL_FORMS": "0"}
    for number, row in enumerate(rows):
        row = {"place": "lead", "position": str(number)} | row
        data |= {f"slot-{number}-{name}": str(value) for name, value in row.items()}
    return data | {"base": base if base is not None else FrontSlot.objects.version()} | extra


def lead_of(html):
    return html[html.index('class="lead"') : html.index('class="second"')]


# --- What readers see ---


def test_the_lead_of_the_desk_leads_and_is_not_repeated(page, news):
    place("lead", news[9])
    html = page(FRONT)
    assert "Tin 9." in lead_of(html)
    assert html.count("Tin 9.") == 1


def test_it_leads_for_its_time_only(news):
    place("lead", news[9], starts=1, ends=2)
    leads = [front_page(hours(number)).lead.pk for number in (0, 1.5, 3)]
    assert leads == keys(news[0], news[9], news[0])


def test_pinned_articles_stand_beside_the_lead(news):
    for position, number in enumerate((8, 7, 6)):
        place("pinned", news[number], position=position)
    found = front_page(timezone.now())
    assert keys(*found.second) == keys(news[8], news[7], news[6])
    assert not set(keys(news[8], news[7], news[6])) & set(keys(*found.newest))
    assert len(found.newest) == 7


def test_the_fifth_pinned_article_waits(news):
    for position, number in enumerate((8, 7, 6, 5, 4)):
        place("pinned", news[number], position=position)
    found = front_page(timezone.now())
    assert len(found.second) == 4
    assert "đã có bài đứng trước" in found.skipped[4]


def test_a_section_begins_with_the_article_placed_there(news):
    place("section", news[10], section=news[10].section)
    assert front_page(timezone.now()).blocks[0][1][0].pk == news[10].pk


def test_a_series_has_a_block_and_its_articles_are_not_repeated_below(page):
    series = Series.objects.create(name="Mười ngày ở bản", slug="muoi-ngay")
    for number in range(4):
        make_article(f"Tin {number}.", publish_at=hours(-1 - number))
    part = make_article("Kỳ một: Đường lên bản", series=series.pk, publish_at=hours(-60))
    place("series", series=series)
    html = page(FRONT)
    assert "Tuyến bài: Mười ngày ở bản" in html
    found = front_page(timezone.now())
    assert [(row, keys(*lines)) for row, lines in found.series] == [(series, [part.pk])]
    assert part.pk not in keys(*found.blocks[0][1])


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"state": "withdrawn"}, "Bài đã gỡ"),
        ({"state": "draft"}, "Bài chưa đăng"),
        ({"expires_at": dt.datetime(2022, 1, 1, tzinfo=dt.UTC)}, "hết hạn"),
        ({"publish_at": dt.datetime(2090, 1, 1, tzinfo=dt.UTC)}, "lên trang lúc"),
    ],
)
def test_an_article_that_readers_may_not_see_is_skipped(client, page, publisher, change, reason):
    make_article("Tin khác")
    hidden = make_article("Bài được chọn", publish_at=dt.datetime(2021, 1, 1, tzinfo=dt.UTC))
    place("lead", hidden)
    Article.objects.filter(pk=hidden.pk).update(**change)
    assert "Bài được chọn" not in page(FRONT)
    client.force_login(publisher)
    text = client.get(DESK).content.decode()
    assert "Bài được chọn" in text
    assert reason in text


def test_slots_cost_readers_little(client, news, warm, django_assert_max_num_queries):
    place("lead", news[9])
    place("section", news[10], section=news[10].section)
    for position, number in enumerate((8, 7, 6, 5)):
        place("pinned", news[number], position=position)
    warm(FRONT)
    with django_assert_max_num_queries(6):
        client.get(FRONT)


# --- The desk ---


def test_the_desk_puts_everything_up_at_once(client, page, publisher, news):
    client.force_login(publisher)
    rows = [
        {"article": news[9].pk},
        {"place": "pinned", "article": f"/tin/{news[7].pk}/tin/", "position": 1},
        {"place": "pinned", "article": news[8].pk, "position": 0},
        {"place": "section", "section": news[5].section.pk, "article": news[5].pk},
        {},
    ]
    answer = client.post(DESK, posted(*rows), follow=True)
    assert "Đã sắp xếp trang nhất" in answer.content.decode()
    stored = FrontSlot.objects.values_list("place", "position", "article", "made_by")
    assert list(stored) == [
        ("lead", 0, news[9].pk, publisher.pk),
        ("pinned", 0, news[8].pk, publisher.pk),
        ("pinned", 1, news[7].pk, publisher.pk),
        ("section", 0, news[5].pk, publisher.pk),
    ]
    assert "Tin 9." in lead_of(page(FRONT))
    entry = AuditEntry.objects.get(verb="front.arranged")
    assert entry.facts["slots"][0] == ["lead", news[9].pk]


def test_the_same_again_changes_nothing(client, publisher, news):
    client.force_login(publisher)
    place("lead", news[9])
    slot = FrontSlot.objects.get()
    FrontSlot.objects.update(starts_at=slot.starts_at.replace(second=0, microsecond=0))
    slot.refresh_from_db()
    row = {"article": news[9].pk, "starts_at": written(slot.starts_at)}
    answer = client.post(DESK, posted(row), follow=True)
    assert "Không có gì thay đổi" in answer.content.decode()
    assert FrontSlot.objects.get().pk == slot.pk


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ({"article": "999999"}, "Không có bài số 999999"),
        ({"article": "tin hay"}, "Hãy ghi số của bài"),
        ({"article": "9" * 30}, "Hãy ghi số của bài"),
        ({"starts_at": "mai"}, "Hãy ghi ngày giờ như sau"),
        ({"ends_at": "31/02/2030 07:00"}, "Hãy ghi ngày giờ như sau"),
        ({"starts_at": "10/01/1022 07:00"}, "từ 2000 đến 2100"),
        ({"ends_at": "10/01/2022 07:00"}, "đã qua"),
        (
            {"starts_at": "10/01/2090 07:00", "ends_at": "09/01/2090 07:00"},
            "kết thúc nằm trước",
        ),
        ({"place": "section", "section": "77"}, "không còn khối riêng"),
        ({"place": "nowhere"}, "nowhere"),
        ({"position": "-1"}, "Đảm bảo"),
        ({"article": "", "ends_at": "10/01/2090 07:00"}, "Hãy chọn"),
    ],
)
def test_bad_input_is_said_beside_the_field_and_stores_nothing(
    client, publisher, news, row, sentence
):
    client.force_login(publisher)
    answer = client.post(DESK, posted({"article": news[3].pk} | row))
    assert answer.status_code == 200
    if "place" not in row or row["place"] != "nowhere":
        assert sentence in answer.content.decode()
    assert not FrontSlot.objects.exists()
    look = client.post(LOOK, posted({"article": news[3].pk} | row))
    assert "Chưa xem được" in look.content.decode()


def test_a_row_that_is_taken_out_is_not_judged(client, publisher, news):
    client.force_login(publisher)
    place("lead", news[3])
    row = {"article": news[3].pk, "ends_at": "mai", "remove": "on"}
    assert client.post(DESK, posted(row)).status_code == 302
    assert not FrontSlot.objects.exists()


def test_an_article_of_another_section_does_not_begin_this_one(client, publisher, news):
    client.force_login(publisher)
    other = make_section("Kinh tế")
    row = {"place": "section", "section": other.pk, "article": news[2].pk}
    text = client.post(DESK, posted(row)).content.decode()
    assert "thuộc chuyên mục khác" in text


def test_a_form_that_did_not_arrive_whole_is_no_accident(client, publisher, news):
    client.force_login(publisher)
    place("lead", news[9])
    assert client.post(DESK, {"base": "x"}).status_code == 200
    assert FrontSlot.objects.count() == 1


def test_a_look_ahead_shows_the_page_and_stores_nothing(client, page, publisher, news):
    client.force_login(publisher)
    later = make_article("Bài của ngày mai", publish_at=hours(20))
    rows = [{"article": later.pk}, {"place": "pinned", "article": news[9].pk}]
    now = client.post(LOOK, posted(*rows))
    assert "Bài lên trang lúc" in now.content.decode()
    assert "Tin 0." in lead_of(now.content.decode())
    ahead = client.post(LOOK, posted(*rows, at=written(hours(21)))).content.decode()
    assert "Bài của ngày mai" in lead_of(ahead)
    assert "chưa đưa lên" in ahead
    assert not FrontSlot.objects.exists()
    assert "Bài của ngày mai" not in page(FRONT)
    assert now.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in now.headers["Content-Security-Policy"]


def test_somebody_else_was_quicker(client, publisher, editor, news):
    client.force_login(publisher)
    base = FrontSlot.objects.version()
    theirs = FrontSlot(place="lead", article=news[4], starts_at=hours(-1))
    actions.arrange_front([theirs], base=base, by=editor)
    answer = client.post(DESK, posted({"article": news[9].pk}, base=base))
    text = answer.content.decode()
    assert "có người khác đã thay đổi trang nhất" in text
    assert "Tin 4." in text
    assert "Tin 9." in text
    assert FrontSlot.objects.get().article == news[4]
    # Having seen both, the second press counts.
    client.post(DESK, posted({"article": news[9].pk}, base=answer.context["base"]))
    assert FrontSlot.objects.get().article == news[9]


def test_taking_a_row_away_is_noticed_too(publisher, news):
    first, second = place("lead", news[1]), place("pinned", news[2])
    base = FrontSlot.objects.version()
    actions.arrange_front([first], base=base, by=publisher)
    assert not FrontSlot.objects.filter(pk=second.pk).exists()
    with pytest.raises(Stale):
        actions.arrange_front([], base=base, by=publisher)


def test_what_is_over_stays_on_record(publisher, news):
    over = place("lead", news[1], starts=-5, ends=-1)
    base = FrontSlot.objects.version()
    fresh = FrontSlot(place="lead", article=news[2], starts_at=hours(0))
    assert actions.arrange_front([fresh], base=base, by=publisher)
    assert FrontSlot.objects.filter(pk=over.pk).exists()


@pytest.mark.parametrize("who", ["reporter", "editor"])
def test_only_those_who_publish_everywhere_arrange_it(client, request, who):
    client.force_login(request.getfixturevalue(who))
    assert client.get(DESK).status_code == 403
    assert client.post(DESK, posted()).status_code == 403
    assert client.post(LOOK, posted()).status_code == 403


def test_the_look_ahead_is_only_posted(client, publisher):
    client.force_login(publisher)
    assert client.get(LOOK).status_code == 405


def test_its_cost_does_not_grow(client, publisher, news, django_assert_max_num_queries):
    client.force_login(publisher)
    for number in range(6):
        make_section(f"Mục {number}", position=number)
        place("pinned", news[number], position=number)
    with django_assert_max_num_queries(18):
        client.get(DESK)
