"""The page of a year's plan: written by the branch, read against what was held."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEntry
from meetings.models import Plan, PlanItem, TopicGroup
from tests.factories import (
    hand_down,
    make_member,
    make_plan,
    make_year_plan,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(branch, secretary, members):
    return make_year_plan(branch, secretary)


def url(plan):
    return reverse("meetings:year_plan", args=[plan.pk])


def sheet(plan, changes=None, new=None, **more):
    """What the page sends: every stored topic, `changes` by topic, `new` rows by quarter."""
    changes, new = changes or {}, new or {}
    data = {"version": plan.version}
    for number in range(1, 5):
        rows = [
            {"id": item.pk, "topic": item.topic, "number": number} | changes.get(item.topic, {})
            for item in plan.items.order_by("pk")
            if plan.number_of(item.due_on) == number
        ]
        rows += [{"number": number} | row for row in new.get(number, [])]
        data[f"q{number}-TOTAL_FORMS"] = len(rows)
        data[f"q{number}-INITIAL_FORMS"] = 0
        for place, row in enumerate(rows):
            data |= {f"q{number}-{place}-{name}": value for name, value in row.items()}
    return data | more


def topics(plan):
    return [item.topic for item in plan.items.all()]


def test_the_secretary_rewords_moves_adds_and_strikes_out(client, plan, secretary, members):
    group = TopicGroup.objects.first()
    client.force_login(secretary)
    data = sheet(
        plan,
        {
            "Nước sạch": {"topic": "Nước sạch cho thôn", "presenter": "Lý Văn Khoa"},
            "Tiết kiệm điện": {"number": 3},
            "Rác ở chợ": {"drop": "on"},
            "Đường làng": {"group": group.pk},
        },
        {1: [{"topic": "Bình đẳng giới"}, {"topic": "  "}]},
    )
    response = client.post(url(plan), data, follow=True)
    assert "Đã lưu kế hoạch" in response.content.decode()
    plan.refresh_from_db()
    assert plan.version == 3
    assert [
        (i.topic, plan.number_of(i.due_on)) for i in plan.items.order_by("due_on", "topic")
    ] == [
        ("Bình đẳng giới", 1),
        ("Nước sạch cho thôn", 1),
        ("Tiết kiệm điện", 3),
        ("Đường làng", 4),
    ]
    assert plan.items.get(topic="Nước sạch cho thôn").presenter == members[7]
    assert plan.items.get(topic="Đường làng").group == group
    assert AuditEntry.objects.first().verb == "plan.saved"


@pytest.mark.parametrize("typed", ["ly van khoa", "LÝ VĂN KHOA"])
def test_a_name_may_be_typed_without_marks(client, plan, secretary, members, typed):
    client.force_login(secretary)
    client.post(url(plan), sheet(plan, {"Nước sạch": {"presenter": typed}}))
    assert plan.items.get(topic="Nước sạch").presenter == members[7]


def test_two_of_one_name_are_told_apart(client, plan, secretary, branch, members):
    other = make_member(branch, "Lý Văn Khoa")
    client.force_login(secretary)
    response = client.post(url(plan), sheet(plan, {"Nước sạch": {"presenter": "ly van khoa"}}))
    assert response.status_code == 302, "the first of them is called by the bare name"
    client.post(
        url(plan),
        sheet(Plan.objects.get(), {"Nước sạch": {"presenter": "Lý Văn Khoa (2)"}}),
    )
    assert plan.items.get(topic="Nước sạch").presenter == other


@pytest.mark.parametrize(
    ("changes", "new", "sentence"),
    [
        ({"Nước sạch": {"presenter": "Người Lạ"}}, {}, "không có ai tên như vậy"),
        ({"Nước sạch": {"topic": ""}}, {}, "Hãy ghi tên chuyên đề"),
        ({}, {2: [{"presenter": "Lý Văn Khoa"}]}, "Hãy ghi tên chuyên đề"),
        ({"Nước sạch": {"topic": "x" * 301}}, {}, "300"),
        ({"Nước sạch": {"number": "9"}}, {}, "errorlist"),
        ({"Nước sạch": {"group": "99999"}}, {}, "errorlist"),
        ({"Nước sạch": {"id": "999999999"}}, {}, "bị người khác bỏ"),
        ({}, {3: [{"topic": f"Việc {n}"} for n in range(13)]}, "errorlist"),
    ],
)
def test_what_is_wrong_stands_beside_its_field(client, plan, secretary, changes, new, sentence):
    client.force_login(secretary)
    response = client.post(url(plan), sheet(plan, changes, new | {4: [{"topic": "Còn nguyên"}]}))
    assert response.status_code == 422
    page = response.content.decode()
    assert sentence in page
    assert "Còn nguyên" in page, "what was typed stays on the page"
    assert "Còn nguyên" not in topics(plan)


@pytest.mark.parametrize("data", [{}, {"q1-TOTAL_FORMS": "x"}, {"version": "²"}])
def test_nonsense_is_refused_and_breaks_nothing(client, plan, secretary, data):
    client.force_login(secretary)
    assert client.post(url(plan), data).status_code == 422
    assert len(topics(plan)) == 4


def test_an_older_page_overwrites_nothing(client, plan, secretary, deputy):
    old = sheet(plan, {"Nước sạch": {"topic": "Của tôi"}})
    client.force_login(deputy)
    client.post(url(plan), sheet(plan, {"Nước sạch": {"topic": "Của người khác"}}))
    client.force_login(secretary)
    response = client.post(url(plan), old)
    assert response.status_code == 422
    page = response.content.decode()
    assert "Của tôi" in page
    assert "Của người khác" in page
    assert topics(plan)[0] == "Của người khác"


def test_a_topic_of_another_branch_is_out_of_reach(
    client, plan, secretary, foreign_branch, foreign_secretary
):
    foreign = make_year_plan(foreign_branch, foreign_secretary)
    stolen = foreign.items.first()
    client.force_login(secretary)
    response = client.post(url(plan), sheet(plan, {"Nước sạch": {"id": stolen.pk}}))
    assert response.status_code == 422
    stolen.refresh_from_db()
    assert stolen.plan == foreign


def test_a_topic_with_a_session_is_not_struck_out(client, plan, secretary, branch):
    item = plan.items.first()
    make_plan(branch, secretary, plan_item=item)
    client.force_login(secretary)
    response = client.post(url(plan), sheet(plan, {"Nước sạch": {"drop": "on"}}))
    assert response.status_code == 422
    assert "phải giữ trong kế hoạch" in response.content.decode()
    assert plan.items.filter(pk=item.pk).exists()


def test_who_left_the_branch_may_stay_named(client, plan, secretary, members):
    client.force_login(secretary)
    client.post(url(plan), sheet(plan, {"Nước sạch": {"presenter": "Kiều Oanh"}}))
    members[10].memberships.update(ends_on=timezone.localdate() - dt.timedelta(days=1))
    assert "Kiều Oanh" in client.get(url(plan)).content.decode()
    plan.refresh_from_db()
    response = client.post(url(plan), sheet(plan, {"Nước sạch": {"presenter": "Kiều Oanh"}}))
    assert response.status_code == 302
    assert plan.items.get(topic="Nước sạch").presenter == members[10]


def test_one_more_row_without_javascript(client, plan, secretary):
    client.force_login(secretary)
    response = client.post(url(plan), sheet(plan, more="2"))
    assert response["Location"] == f"{url(plan)}?them=2#quy-2"
    page = client.get(response["Location"]).content.decode()
    assert "q2-1-topic" in page
    assert "q1-1-topic" not in page


def test_a_school_year_has_its_own_four_quarters(client, branch, secretary, members):
    plan = make_year_plan(branch, secretary, kind="school", year=2026)
    assert plan.name == "Kế hoạch chuyên đề năm học 2026–2027"
    assert [str(quarter) for quarter in plan.quarters] == [
        "quý III/2026",
        "quý IV/2026",
        "quý I/2027",
        "quý II/2027",
    ]
    assert [f"{item.due_on:%d/%m/%Y}" for item in plan.items.all()] == [
        "30/09/2026",
        "31/12/2026",
        "31/03/2027",
        "30/06/2027",
    ]
    assert plan.number_of(dt.date(2027, 8, 5)) == 4, "the summer closes the school year"
    client.force_login(secretary)
    assert "Quý III/2026" in client.get(url(plan)).content.decode()


def test_what_is_typed_is_never_markup(client, plan, secretary):
    client.force_login(secretary)
    client.post(url(plan), sheet(plan, {"Nước sạch": {"topic": '<b>Nước</b> & "điện"'}}))
    page = client.get(url(plan)).content.decode()
    assert "<b>Nước</b>" not in page
    assert plan.items.filter(topic='<b>Nước</b> & "điện"').exists()


def test_the_page_of_a_large_branch_stays_small_and_cheap(
    client, branch, secretary, members, working_group, commune, django_assert_max_num_queries
):
    for number in range(80):
        make_member(branch, f"Nguyễn Thị Số {number}")
    make_year_plan(branch, secretary, year=timezone.localdate().year - 1)
    plan = make_year_plan(branch, secretary)
    PlanItem.objects.update(presenter=members[3])
    for number in range(3):
        hand_down(commune, working_group, f"Việc {number}")
    client.force_login(secretary)
    with django_assert_max_num_queries(19):
        response = client.get(url(plan))
    assert len(response.content) < 60_000
    with django_assert_max_num_queries(45):
        assert client.post(url(plan), sheet(plan)).status_code == 302


def test_reading_it_is_cheap(
    client, branch, secretary, working_group, members, django_assert_max_num_queries
):
    plan = make_year_plan(branch, secretary, state="approved")
    PlanItem.objects.update(presenter=members[3], presenter_name="Ai đó")
    client.force_login(working_group)
    with django_assert_max_num_queries(12):
        assert client.get(url(plan)).status_code == 200
