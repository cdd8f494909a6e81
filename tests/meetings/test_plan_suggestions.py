"""Where topics come from: the list of the house, last year, neighbours, the committee."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEntry
from meetings import actions
from meetings.models import HandedExplanation, TopicGroup, TopicSuggestion
from organisation.models import Unit
from tests.factories import (
    hand_down,
    make_member,
    make_session,
    make_summary,
    make_unit,
    make_year_plan,
    submit,
)
from tests.meetings.test_year_plan import sheet, topics, url

pytestmark = pytest.mark.django_db

ADD = "admin:meetings_topicsuggestion_add"


@pytest.fixture
def plan(branch, secretary, members):
    return make_year_plan(branch, secretary)


def test_every_kind_of_branch_has_some():
    for sector in Unit.Sector.values:
        own = TopicSuggestion.objects.filter(sector=sector).count()
        assert own >= 3, sector
        assert TopicSuggestion.objects.for_sector(sector).count() > own


def test_its_own_come_before_those_for_everybody():
    sectors = [row.sector for row in TopicSuggestion.objects.for_sector("rural")]
    assert sectors == sorted(sectors, reverse=True)


def test_an_administrator_adds_rewords_and_deletes(client, administrator):
    client.force_login(administrator)
    words = {"sector": "rural", "group": TopicGroup.objects.first().pk, "position": "0"}
    client.post(reverse(ADD), words | {"topic": "  Giữ nghề   đan lát "})
    row = TopicSuggestion.objects.get(topic="Giữ nghề đan lát")
    assert AuditEntry.objects.first().verb == "topic_suggestion.saved"
    again = client.post(reverse(ADD), words | {"topic": "Giữ nghề đan lát"})
    assert "đã có trong danh sách gợi ý" in again.content.decode()
    client.post(reverse("admin:meetings_topicsuggestion_delete", args=[row.pk]), {"post": "yes"})
    assert AuditEntry.objects.first().verb == "topic_suggestion.deleted"
    assert not TopicSuggestion.objects.filter(pk=row.pk).exists()


@pytest.mark.parametrize("role", ["editor", "reporter", "secretary", "organisation_board"])
def test_nobody_else_does(client, request, role):
    client.force_login(request.getfixturevalue(role))
    assert client.get(reverse(ADD)).status_code in (302, 403)


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
