"""A session that is all prepared: next week, at the branch of the demo's secretary."""

import datetime as dt
import io

from docx import Document

from accounts.models import User
from branch_portal.lib.files import read_document
from branch_portal.management.demo.world import SCHOOL_BRANCH
from meetings import actions
from meetings.models import AgendaTemplate, Invitation, SessionFile, ThematicSession
from organisation.models import Appointment, Member, Unit

TOPIC = "Giữ lớp học không rác thải nhựa: mỗi đảng viên một việc làm gương"
DAYS_AHEAD = 7
PAPER = (
    "Một tuần chúng tôi cân rác của ba khối lớp: trung bình mỗi lớp thải 2,4 kg, gần nửa là cốc "
    "nhựa, ống hút và túi ni-lông mua ở cổng trường.",
    "Ba lớp làm thử đã mang bình nước riêng; sau bốn tuần số cốc nhựa ở ba lớp đó giảm từ 61 xuống "
    "còn 17 chiếc một ngày.",
    "Đề nghị chi bộ bàn: đảng viên làm gương việc gì trước; nói với hàng quán ở cổng trường thế "
    "nào; ai cân rác lại sau một học kỳ.",
)


def load_invited(users: dict[str, User], today: dt.date) -> None:
    """Prepare it as the secretary would: agenda, paper, and the answers of two members."""
    secretary = users["bithu"]
    branch = Unit.objects.get(name=SCHOOL_BRANCH)
    day = today + dt.timedelta(days=DAYS_AHEAD)
    session = actions.prepare_session(branch, frame(branch, TOPIC, day), by=secretary)
    actions.schedule_session(session, version=session.version, by=secretary)
    session.refresh_from_db()
    agenda = AgendaTemplate.objects.first().lines_for(session)
    actions.save_agenda(session, agenda, version=session.version, by=secretary)
    session.refresh_from_db()
    actions.add_session_file(
        session,
        read_document(_paper(), "Chuyên đề giảm rác thải nhựa.docx"),
        kind=SessionFile.Kind.PAPER,
        title="",
        version=session.version,
        by=secretary,
    )
    session.refresh_from_db()
    made = actions.make_invitations(session, version=session.version, by=secretary)
    _answer(session, [invitation for invitation, _token in made])


def frame(
    branch: Unit, topic: str, day: dt.date, begins: dt.time = dt.time(14, 0), **words: object
) -> dict:
    """When, where and who; `words` stand in place of any of it."""
    people = list(Member.objects.on_roll(branch, day)[:6])
    post = Appointment.objects.in_force(day).filter(unit=branch, post="secretary").first()
    chair = post.member if post else people[0]
    others = [person for person in people if person != chair]
    return {
        "topic": topic,
        "held_on": day,
        "starts_at": begins,
        "place": "Phòng họp hội đồng",
        "chair": chair,
        "secretary": others[0],
        "presenter": others[1],
        "superiors": [],
        "guests": [],
        "plan_item": None,
    } | words


def _paper() -> io.BytesIO:
    file = io.BytesIO()
    document = Document()
    document.add_heading(TOPIC, 1)
    for paragraph in PAPER:
        document.add_paragraph(paragraph)
    document.save(file)
    return file


def _answer(session: ThematicSession, invitations: list[Invitation]) -> None:
    busy = {session.chair_id, session.secretary_id, session.presenter_id}
    first, second = [one for one in invitations if one.member_id not in busy][:2]
    actions.answer_invitation(first, Invitation.Reply.YES, by=None)
    reason = "Coi thi ở cụm trường bạn"
    actions.answer_invitation(second, Invitation.Reply.NO, "work", reason, by=None)
