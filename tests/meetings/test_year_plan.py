"""The page of a year's plan: written by the branch, read against what was held."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEntry
from meetings import actions
from meetings.models import HandedExplanation, Plan, PlanItem, TopicGroup
from tests.factories import (
    call_roll,
    hand_down,
    make_member,
    make_plan,
    make_session,
    make_summary,
    make_unit,
    make_year_plan,
    submit,
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


# --- Suggestions ----------------------------------------------------------------------------------


def test_one_press_takes_a_suggestion_and_keeps_what_was_typed(client, plan, secretary):
    client.force_login(secretary)
    page = client.get(url(plan))
    key = page.context["origins"]["Gợi ý cho loại hình chi bộ này"][0].key
    data = sheet(plan, {"Nước sạch": {"topic": "Vừa gõ"}}, add=f"{key}-2")
    response = client.post(url(plan), data)
    assert response["Location"] == f"{url(plan)}#quy-2"
    taken = plan.items.get(source="suggestion")
    assert plan.number_of(taken.due_on) == 2
    assert taken.group is not None
    assert "Vừa gõ" in topics(plan)
    again = client.get(url(plan)).context["origins"]["Gợi ý cho loại hình chi bộ này"]
    assert key not in [one.key for one in again]


def test_suggestions_follow_the_kind_of_branch(client, plan, secretary, branch):
    client.force_login(secretary)
    branch.sector = "rural"
    branch.save()
    rural = client.get(url(plan)).content.decode()
    assert "người trẻ ở thôn" in rural
    assert "người bệnh" not in rural
    assert "Tự phê bình" in rural, "for every kind of branch"


@pytest.mark.parametrize("add", ["suggestion-999999-1", "handed-1-1", "x", "suggestion-1-9", "-"])
def test_what_is_not_offered_is_not_taken(client, plan, secretary, add):
    client.force_login(secretary)
    response = client.post(url(plan), sheet(plan, add=add))
    assert response.status_code == 422
    assert "Gợi ý này không còn nữa" in response.content.decode()
    assert len(topics(plan)) == 4


def test_last_year_comes_back(client, branch, secretary, members):
    year = timezone.localdate().year
    make_year_plan(branch, secretary, "Chuyện năm ngoái", year=year - 1)
    plan = make_year_plan(branch, secretary)
    client.force_login(secretary)
    offered = client.get(url(plan)).context["origins"]["Chuyên đề năm trước của chi bộ"]
    assert [one.topic for one in offered] == ["Chuyện năm ngoái"]
    client.post(url(plan), sheet(plan, add=f"{offered[0].key}-4"))
    assert plan.items.get(source="last_year").topic == "Chuyện năm ngoái"


def test_neighbours_are_known_by_what_is_public_alone(
    client, plan, secretary, commune, organisation_board, foreign_session, foreign_secretary
):
    """Of the same kind of branch, frozen words, and nothing of their plans or records."""
    sister = make_unit("Chi bộ Trạm Thử", commune, sector="office")
    for name in ("Lê Một", "Lê Hai", "Lê Ba"):
        make_member(sister, name)
    make_year_plan(sister, secretary, "Kế hoạch kín")
    shown = make_session(sister, secretary, topic="Chuyện nội bộ")
    make_summary(submit(shown, secretary), organisation_board, title="Đón người bệnh chu đáo")
    make_session(sister, secretary, topic="Chưa công khai", starts_at=dt.time(7, 0))
    other_kind = submit(foreign_session, foreign_secretary)
    make_summary(other_kind, organisation_board, title="Chuyện đồng ruộng")
    client.force_login(secretary)
    response = client.get(url(plan))
    offered = response.context["origins"]["Chi bộ cùng loại hình đã công khai"]
    assert [(one.topic, one.said_by) for one in offered] == [
        ("Đón người bệnh chu đáo", "Chi bộ Trạm Thử")
    ]
    page = response.content.decode()
    for hidden in ("Kế hoạch kín", "Chuyện nội bộ", "Chưa công khai", "Chuyện đồng ruộng"):
        assert hidden not in page
    actions.withdraw_summary(shown.public_summary, by=organisation_board)
    assert "Đón người bệnh" not in client.get(url(plan)).content.decode()


# --- Topics handed down ---------------------------------------------------------------------------


def test_a_topic_handed_down_is_taken_or_explained(
    client, plan, secretary, commune, working_group, district
):
    taken = hand_down(commune, working_group, "Phòng chống lãng phí")
    left = hand_down(district, working_group, "Chuyện của huyện", note="Theo kế hoạch 12")
    client.force_login(secretary)
    page = client.get(url(plan)).content.decode()
    assert "Phòng chống lãng phí" in page
    assert "Theo kế hoạch 12" in page
    data = sheet(plan, add=f"handed-{taken.pk}-3") | {f"why-{left.pk}": "Đã làm năm ngoái"}
    client.post(url(plan), data)
    item = plan.items.get(source="handed")
    assert (item.handed, plan.number_of(item.due_on)) == (taken, 3)
    assert HandedExplanation.objects.get().reason == "Đã làm năm ngoái"
    page = client.get(url(plan)).content.decode()
    assert "Đã làm năm ngoái" in page
    assert f"handed-{taken.pk}" not in page
    plan.refresh_from_db()
    client.post(url(plan), sheet(plan, add=f"handed-{left.pk}-1"))
    assert not HandedExplanation.objects.exists(), "what is taken needs no explanation"


def test_it_reaches_only_those_below_of_its_kind_and_time(
    client, plan, secretary, commune, district, foreign_branch, working_group
):
    year = timezone.localdate().year
    hand_down(foreign_branch.parent, working_group, "Xã khác")
    hand_down(district, working_group, "Chỉ cho thôn", sector="rural")
    hand_down(
        district, working_group, "Năm kia",
        first_on=dt.date(year - 2, 1, 1), last_on=dt.date(year - 2, 12, 31),
    )  # fmt: skip
    gone = hand_down(district, working_group, "Đã rút lại")
    actions.withdraw_handed_topic(gone, by=working_group)
    one_quarter = hand_down(
        district, working_group, "Chỉ quý hai",
        first_on=dt.date(year, 4, 1), last_on=dt.date(year, 6, 30),
    )  # fmt: skip
    client.force_login(secretary)
    page = client.get(url(plan)).content.decode()
    for absent in ("Xã khác", "Chỉ cho thôn", "Năm kia", "Đã rút lại"):
        assert absent not in page
    assert f"handed-{one_quarter.pk}-2" in page
    assert f"handed-{one_quarter.pk}-1" not in page
    assert client.post(url(plan), sheet(plan, add=f"handed-{gone.pk}-2")).status_code == 422


def test_an_approved_plan_shows_what_came_down_later(
    client, branch, secretary, members, working_group, commune
):
    plan = make_year_plan(branch, secretary, state="approved", judge=working_group)
    hand_down(commune, working_group, "Việc mới")
    client.force_login(secretary)
    page = client.get(url(plan)).content.decode()
    assert "Việc mới" in page
    assert "Chưa trả lời" in page


# --- Plan against held ----------------------------------------------------------------------------


def progress(client, plan):
    report = client.get(url(plan)).context["report"]
    return {line.item.topic: line.progress for line in report.lines}, report


def test_each_topic_says_how_far_it_is(client, branch, secretary, members):
    year = timezone.localdate().year
    plan = make_year_plan(branch, secretary, year=year + 1, state="approved")
    ready, held, sent, _rest = plan.items.all()
    make_plan(branch, secretary, plan_item=ready)
    call_roll(make_session(branch, secretary, plan_item=held), secretary)
    submit(make_session(branch, secretary, plan_item=sent, starts_at=dt.time(7, 0)), secretary)
    client.force_login(secretary)
    states, report = progress(client, plan)
    assert list(states.values()) == ["prepared", "held", "submitted", "planned"]
    assert report.held == 2
    assert "2/4" in client.get(url(plan)).content.decode()


def test_what_was_not_held_in_its_quarter_is_late(client, branch, secretary, members):
    year = timezone.localdate().year
    plan = make_year_plan(branch, secretary, year=year - 1, state="approved")
    item = plan.items.first()
    make_session(branch, secretary, plan_item=item)  # opened, but the roll was never called
    client.force_login(secretary)
    states, _report = progress(client, plan)
    assert set(states.values()) == {"late"}


def test_a_cancelled_session_counts_for_nothing(client, branch, secretary, members):
    plan = make_year_plan(branch, secretary, year=timezone.localdate().year + 1)
    session = make_plan(branch, secretary, plan_item=plan.items.first())
    actions.cancel_session(session, "Trùng lịch", version=session.version, by=secretary)
    client.force_login(secretary)
    assert set(progress(client, plan)[0].values()) == {"planned"}


def test_sessions_outside_the_plan_are_named(client, branch, secretary, members):
    session = make_session(branch, secretary, topic="Việc gấp")
    plan = make_year_plan(branch, secretary, year=session.held_on.year)
    client.force_login(secretary)
    assert "Việc gấp" in client.get(url(plan)).content.decode()


def test_the_committee_sees_no_draft_of_a_session(
    client, branch, secretary, members, organisation_board
):
    plan = make_year_plan(branch, secretary, state="approved")
    make_plan(branch, secretary, state="draft", plan_item=plan.items.last())
    client.force_login(organisation_board)
    report = progress(client, plan)[1]
    assert not [line for line in report.lines if line.sessions]


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
