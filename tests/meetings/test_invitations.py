"""Personal links: made for everybody due, shown once."""

import datetime as dt
import re

import pytest
from django.conf import settings
from django.utils import timezone

from accounts.models import AuditEntry
from branch_portal.lib.verdicts import RuleBroken
from meetings import actions
from meetings.models import Invitation, ThematicSession
from organisation.models import Membership, Standing
from tests.factories import make_member, make_plan
from tests.meetings.prepared_parts import address, invite

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(branch, secretary, members):
    return make_plan(branch, secretary)


def press(client, plan, **words):
    plan.refresh_from_db()
    return client.post(address("invitations", plan.pk), {"version": plan.version} | words)


def day_has_come(plan):
    today = timezone.localdate()
    ThematicSession.objects.update(held_on=today)
    Invitation.objects.exclude(reply="").update(replied_for=today)
    plan.refresh_from_db()


def frame(plan, chair, keeper):
    """Everything as it was planned, and begun in time."""
    return {
        "topic": plan.topic,
        "held_on": plan.held_on,
        "starts_at": dt.time(0, 0),
        "place": plan.place,
        "chair": chair,
        "secretary": keeper,
    }


def links(response):
    return re.findall(rf"(.+) – {re.escape(settings.SITE_URL)}(/moi/[\w-]+/)", _text(response))


def _text(response):
    box = re.search(r'<textarea id="links"[^>]*>(.*?)</textarea>', response.content.decode(), re.S)
    return box[1] if box else ""


def test_everybody_due_has_a_link_that_is_shown_once(client, plan, secretary, members):
    client.force_login(secretary)
    response = press(client, plan)
    made = links(response)
    assert [name for name, _path in made] == [member.full_name for member in members]
    assert len({path for _name, path in made}) == 12
    page = client.get(address("invitations", plan.pk)).content.decode()
    assert "Bùi Thị An" in page
    assert "/moi/" not in re.sub(r"/noi-bo/buoi/\d+/moi/", "", page)
    for _name, path in made:
        token = path.split("/")[2]
        assert len(token) == 32
        assert not Invitation.objects.filter(digest__contains=token).exists()
        assert client.get(path).status_code == 200
    assert AuditEntry.objects.get(verb="session.invited").facts == {"invited": 12}


def test_who_is_not_expected_has_no_link(client, plan, branch, secretary, members):
    for member, kind in zip(members, ["exempt", "away", "special_duty", "suspended"], strict=False):
        Standing.objects.create(member=member, kind=kind, starts_on=dt.date(2020, 1, 1))
    guest = make_member(branch, "Khách Tạm Thời", kind=Membership.Kind.TEMPORARY)
    client.force_login(secretary)
    names = [name for name, _path in links(press(client, plan))]
    assert names == [member.full_name for member in members[4:]] + [guest.full_name]


@pytest.mark.parametrize(
    ("kind", "is_due"), [("away", True), ("exempt", False), ("suspended", False)]
)
def test_who_is_away_from_another_branch_is_expected_here(plan, branch, secretary, kind, is_due):
    guest = make_member(branch, "Khách Tạm Thời", kind, kind=Membership.Kind.TEMPORARY)
    made = actions.make_invitations(plan, version=plan.version, by=secretary)
    assert (guest in [invitation.member for invitation, _token in made]) == is_due


def test_new_links_end_the_old_ones_and_keep_the_answers(client, plan, secretary, deputy):
    first = invite(plan, secretary)
    client.post(first["Kiều Oanh"], {"reply": "no", "reason_kind": "illness"})
    client.force_login(deputy)
    second = dict(links(press(client, plan)))
    assert second.keys() == first.keys()
    assert client.get(first["Kiều Oanh"]).status_code == 404
    assert "xin vắng" in client.get(second["Kiều Oanh"]).content.decode()
    page = client.get(address("session_plan", plan.pk)).content.decode()
    assert "sẽ dự 0 · xin vắng 1 · chưa trả lời 11" in page
    assert Invitation.objects.standing().count() == 12


def test_a_double_press_makes_one_set(client, plan, secretary):
    client.force_login(secretary)
    version = plan.version
    assert press(client, plan, version=version).status_code == 200
    response = press(client, plan, version=version)
    assert response.status_code == 422
    assert "Có người đã lưu" in response.content.decode()
    assert Invitation.objects.count() == 12


@pytest.mark.parametrize("state", ["draft", "postponed"])
def test_without_a_fixed_day_nobody_is_asked(client, plan, secretary, state):
    ThematicSession.objects.update(state=state, state_reason="Bão.")
    client.force_login(secretary)
    page = client.get(address("invitations", plan.pk)).content.decode()
    assert "Chốt ngày họp trước" in page
    response = press(client, plan)
    assert response.status_code == 422
    assert not Invitation.objects.exists()


def test_after_the_beginning_there_is_nothing_to_ask(client, session, secretary):
    client.force_login(secretary)
    url = address("invitations", session.pk)
    assert client.get(url)["Location"] == address("session", session.pk)
    assert press(client, session).status_code == 422
    assert not Invitation.objects.exists()


def test_an_answer_for_another_day_does_not_count(client, plan, secretary):
    links = invite(plan, secretary)
    client.post(links["Kiều Oanh"], {"reply": "no", "reason_kind": "illness"})
    later = plan.held_on + dt.timedelta(days=2)
    ThematicSession.objects.update(held_on=later)
    client.force_login(secretary)
    page = client.get(address("invitations", plan.pk)).content.decode()
    assert "trả lời cho ngày khác" in page
    page = client.get(address("session_plan", plan.pk)).content.decode()
    assert "sẽ dự 0 · xin vắng 0 · chưa trả lời 12" in page


def test_excuses_are_on_the_roll_when_it_is_opened(client, plan, secretary, members):
    chair, keeper, ill, away, coming = members[:5]
    links = invite(plan, secretary)
    reasons = {"reply": "no", "reason_kind": "other", "reason": "Đưa con đi thi"}
    client.post(links[ill.full_name], {"reply": "no", "reason_kind": "illness"})
    client.post(links[away.full_name], reasons)
    client.post(links[coming.full_name], {"reply": "yes"})
    client.post(links[chair.full_name], {"reply": "no", "reason_kind": "work"})
    day_has_come(plan)
    actions.hold_session(plan, frame(plan, chair, keeper), version=plan.version, by=secretary)
    roll = {entry.member_id: entry for entry in plan.roll.all()}
    marks = {pk: (row.attendance, row.reason_kind, row.reason) for pk, row in roll.items()}
    assert marks[ill.pk] == ("excused", "illness", "")
    assert marks[away.pk] == ("excused", "other", "Đưa con đi thi")
    assert marks[coming.pk] == ("present", "", "")
    assert marks[chair.pk] == ("present", "", ""), "whoever chairs is there"
    assert [m[0] for m in marks.values()].count("present") == 10
    assert client.get(links[coming.full_name]).status_code == 404


def test_an_excuse_for_another_day_is_not_on_the_roll(client, plan, secretary, members):
    links = invite(plan, secretary)
    client.post(links["Kiều Oanh"], {"reply": "no", "reason_kind": "illness"})
    day_has_come(plan)
    Invitation.objects.exclude(reply="").update(replied_for=dt.date(2020, 1, 1))
    actions.hold_session(plan, frame(plan, *members[:2]), version=plan.version, by=secretary)
    assert set(plan.roll.values_list("attendance", flat=True)) == {"present"}


def test_an_answer_that_comes_after_the_roll_was_opened_is_refused(
    client, plan, secretary, members
):
    links = invite(plan, secretary)
    seen_before = Invitation.objects.get(member=members[2])
    ThematicSession.objects.update(state="held", chair=members[0], secretary=members[1])
    with pytest.raises(RuleBroken):
        actions.answer_invitation(seen_before, "no", "illness", by=None)
    seen_before.refresh_from_db()
    assert seen_before.reply == ""
    assert client.post(links[members[2].full_name], {"reply": "yes"}).status_code == 404


def test_it_costs_the_same_for_any_branch(client, plan, secretary, django_assert_max_num_queries):
    invite(plan, secretary)
    client.force_login(secretary)
    with django_assert_max_num_queries(9):
        assert client.get(address("invitations", plan.pk)).status_code == 200
    with django_assert_max_num_queries(25):
        assert press(client, plan).status_code == 200
