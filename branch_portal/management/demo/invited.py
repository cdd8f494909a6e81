"""A session that is all prepared: next week, at the branch of the demo's secretary."""

import datetime as dt

from accounts.models import User
from branch_portal.management.demo.world import SCHOOL_BRANCH
from meetings import actions
from meetings.models import AgendaTemplate, Invitation, ThematicSession
from organisation.models import Appointment, Member, Unit

TOPIC = "Giữ lớp học không rác thải nhựa: mỗi đảng viên một việc làm gương"
DAYS_AHEAD = 7


def load_invited(users: dict[str, User], today: dt.date) -> None:
    """Prepare it as the secretary would, with an agenda and the answers of two members."""
    secretary = users["bithu"]
    branch = Unit.objects.get(name=SCHOOL_BRANCH)
    day = today + dt.timedelta(days=DAYS_AHEAD)
    session = actions.prepare_session(branch, _frame(branch, day), by=secretary)
    actions.schedule_session(session, version=session.version, by=secretary)
    session.refresh_from_db()
    agenda = AgendaTemplate.objects.first().lines_for(session)
    actions.save_agenda(session, agenda, version=session.version, by=secretary)
    session.refresh_from_db()
    made = actions.make_invitations(session, version=session.version, by=secretary)
    _answer(session, [invitation for invitation, _token in made])


def _frame(branch: Unit, day: dt.date) -> dict:
    people = list(Member.objects.on_roll(branch, day)[:6])
    post = Appointment.objects.in_force(day).filter(unit=branch, post="secretary").first()
    chair = post.member if post else people[0]
    others = [person for person in people if person != chair]
    return {
        "topic": TOPIC,
        "held_on": day,
        "starts_at": dt.time(14, 0),
        "place": "Phòng họp hội đồng",
        "chair": chair,
        "secretary": others[0],
        "presenter": others[1],
        "superiors": [],
        "guests": [],
        "plan_item": None,
    }


def _answer(session: ThematicSession, invitations: list[Invitation]) -> None:
    busy = {session.chair_id, session.secretary_id, session.presenter_id}
    first, second = [one for one in invitations if one.member_id not in busy][:2]
    actions.answer_invitation(first, Invitation.Reply.YES, by=None)
    reason = "Coi thi ở cụm trường bạn"
    actions.answer_invitation(second, Invitation.Reply.NO, "work", reason, by=None)
