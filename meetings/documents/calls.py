"""What goes out before a session: the agenda and the invitation."""

from django.utils import timezone
from django.utils.translation import gettext as _

from branch_portal.lib.dates import document_date
from branch_portal.lib.paper import Block, Column, PageBreak, Paper, Signatures, Table, Text, Title
from meetings.documents import wording
from meetings.documents.facts import Facts
from meetings.documents.offers import Offer
from meetings.models.profiles import PaperKind
from meetings.models.sessions import State

CHAIR, SECRETARY, EVERYBODY = "Chủ trì", "Thư ký", "Đảng viên"
AGENDA = (
    Column("STT", 14, is_centred=True),
    Column("Nội dung", 101),
    Column("Người thực hiện", 50),
)


def agenda_rows(facts: Facts) -> list[tuple[str, str]]:
    """What is done, and by whom: as it was planned, else as the guideline on meetings has it."""
    session = facts.session
    if facts.agenda:
        return [
            (f"{item.text} ({item.minutes} phút)" if item.minutes else item.text, item.who)
            for item in facts.agenda
        ]
    chair, secretary = session.chair_name or CHAIR, session.secretary_name or SECRETARY
    rows = [
        ("Nêu mục đích, yêu cầu; giới thiệu đại biểu; bầu thư ký; điểm danh", chair),
        ("Thông qua chương trình buổi sinh hoạt", chair),
    ]
    if facts.reviews or session.is_planned:
        rows.append(("Kết quả thực hiện nghị quyết, kết luận kỳ trước", chair))
    rows += [
        (f"Trình bày chuyên đề “{session.topic}”", session.presenter_name or "Người chuẩn bị"),
        ("Thảo luận; tự phê bình và phê bình", EVERYBODY),
    ]
    if superiors := [guest.name for guest in facts.guests if guest.is_superior]:
        rows.append(("Ý kiến của cấp trên", ", ".join(superiors)))
    return [
        *rows,
        ("Kết luận; phân công nhiệm vụ, thời hạn", chair),
        ("Biểu quyết nghị quyết (nếu có); chấm điểm buổi sinh hoạt", chair),
        ("Thông qua biên bản", secretary),
    ]


def agenda_paper(facts: Facts) -> Paper:
    session = facts.session
    steps = enumerate(agenda_rows(facts), start=1)
    blocks: list[Block] = [
        wording.head(facts, session.held_on),
        Title("Chương trình", wording.subject(facts)),
        Text(_when_and_where(facts)),
        Table(AGENDA, [(str(number), *step) for number, step in steps]),
        Signatures(wording.chair_signature(facts)),
    ]
    return Paper(f"Chương trình sinh hoạt chuyên đề: {session.topic}", _layout(facts), blocks)


def invitation_paper(facts: Facts) -> Paper:
    """A page for the members, then one for each guest of the upper committee or from outside."""
    session, layout = facts.session, _layout(facts)
    # What is printed after the session has no day of its own any more.
    day = min(timezone.localdate(), session.held_on) if session.is_planned else None
    blocks: list[Block] = []
    for addressee in ["Các đồng chí đảng viên chi bộ", *(f"Đồng chí {g}" for g in facts.guests)]:
        if blocks:
            blocks.append(PageBreak())
        blocks += [
            wording.head(facts, day),
            Title("Giấy mời", wording.subject(facts)),
            Text(f"Kính gửi: {addressee}"),
            Text(f"{session.unit_name} trân trọng kính mời đồng chí dự buổi sinh hoạt chuyên đề."),
            Text(_when_and_where(facts)),
            Text(f"Nội dung: {session.topic}."),
        ]
        if session.presenter_name:
            blocks.append(Text(f"Người trình bày: đồng chí {session.presenter_name}."))
        blocks += [
            Text(layout.ended("Rất mong đồng chí đến dự đúng giờ")),
            Signatures(wording.chair_signature(facts), recipients=("Như trên", "Lưu Chi bộ")),
        ]
    return Paper(f"Giấy mời sinh hoạt chuyên đề: {session.topic}", layout, blocks)


def _layout(facts: Facts):
    return facts.layout(facts.session.held_on)


def _when_and_where(facts: Facts) -> str:
    session = facts.session
    return (
        f"Thời gian: {wording.hour(session.starts_at)}, {document_date(session.held_on)}.\n"
        f"Địa điểm: {session.place}."
    )


def offers(facts: Facts) -> list[Offer]:
    missing = ""
    if facts.session.state == State.POSTPONED:
        missing = _("The session was put off: fix its new day first.")
    return [
        Offer("chuong-trinh", _("Agenda"), lambda: agenda_paper(facts), missing, PaperKind.AGENDA),
        Offer(
            "giay-moi",
            _("Invitation"),
            lambda: invitation_paper(facts),
            missing,
        ),
    ]
