"""The attendance list to be signed, and the blank papers for a place without network."""

from django.utils.translation import gettext as _

from branch_portal.lib.dates import document_date
from branch_portal.lib.paper import (
    Blank,
    Block,
    Column,
    Heading,
    PageBreak,
    Paper,
    Signature,
    Signatures,
    Table,
    Text,
    Title,
    numbered,
)
from meetings.documents import wording
from meetings.documents.facts import PRESENT, Facts
from meetings.documents.offers import Offer
from meetings.models import RollEntry
from meetings.models.profiles import PaperKind

NUMBER = Column("STT", 14, is_centred=True)
TO_SIGN = (
    NUMBER,
    Column("Họ và tên", 56),
    Column("Đảng viên", 26, is_centred=True),
    Column("Ghi chú", 37),
    Column("Ký tên", 32),
)
GUESTS = (NUMBER, Column("Họ và tên", 56), Column("Chức vụ, đơn vị", 63), Column("Ký tên", 32))
# The letters are those of the one-line entry: "7k 12p 19m".
TO_TICK = (
    NUMBER,
    Column("Họ và tên", 55),
    Column("Có mặt", 17, is_centred=True),
    Column("Vắng có lý do (p)", 22, is_centred=True),
    Column("Vắng không lý do (k)", 24, is_centred=True),
    Column("Miễn (m)", 15, is_centred=True),
    Column("Lý do", 18),
)
ROW = 8  # mm, room for a hand


def attendance_paper(facts: Facts) -> Paper:
    session = facts.session
    blocks: list[Block] = [
        wording.head(facts, session.held_on),
        Title("Danh sách điểm danh", wording.subject(facts)),
        Text(_when_and_where(facts)),
        Table(TO_SIGN, [_to_sign(facts, entry) for entry in facts.home], ROW),
    ]
    if facts.temporary:
        rows = [_to_sign(facts, entry) for entry in facts.temporary]
        blocks += [Heading("Đảng viên sinh hoạt tạm thời"), Table(TO_SIGN, rows, ROW)]
    if facts.guests:
        rows = [(str(n), g.name, g.post, "") for n, g in enumerate(facts.guests, start=1)]
        blocks += [Heading("Cấp trên, khách mời"), Table(GUESTS, rows, ROW)]
    if session.roll_called_at:
        blocks.append(Text(wording.attended(facts)))
    blocks.append(_signed(facts))
    return Paper(f"Danh sách điểm danh: {session.topic}", _layout(facts), blocks)


def _to_sign(facts: Facts, entry: RollEntry) -> tuple[str, ...]:
    note = ""
    if facts.session.roll_called_at and entry.attendance != PRESENT:
        note = wording.ABSENT[entry.attendance]
    grade = wording.GRADES[entry.grade]
    return (str(entry.position), entry.member_name, grade, note, "")


def blank_kit(facts: Facts) -> Paper:
    """A roll to tick and an empty form of minutes, to be typed in later."""
    session = facts.session
    rows = [(str(e.position), e.member_name, "", "", "", "", "") for e in facts.home]
    blocks: list[Block] = [
        wording.head(facts, session.held_on),
        Title("Phiếu điểm danh", wording.subject(facts)),
        Text(_when_and_where(facts)),
        Text("Đánh dấu × vào một ô ở mỗi dòng; ghi lý do nếu vắng.", is_note=True),
        Table(TO_TICK, rows, ROW),
    ]
    if facts.temporary:
        rows = [(str(e.position), e.member_name, "", "", "", "", "") for e in facts.temporary]
        blocks += [Heading("Đảng viên sinh hoạt tạm thời"), Table(TO_TICK, rows, ROW)]
    blocks += [
        Blank("Cấp trên, khách mời dự:", 2),
        PageBreak(),
        wording.head(facts, session.held_on),
        Title("Biên bản", wording.subject(facts)),
        *_blank_minutes(facts),
        _signed(facts),
    ]
    return Paper(f"Bộ giấy trắng: {session.topic}", _layout(facts), blocks)


def _blank_minutes(facts: Facts) -> list[Block]:
    session = facts.session
    parts = (
        ("NỘI DUNG CHUYÊN ĐỀ", "", 4),
        ("THẢO LUẬN", "Đồng chí … : …", 14),
        ("Ý KIẾN CỦA CẤP TRÊN", "", 3),
        ("KẾT LUẬN VÀ PHÂN CÔNG", "Việc – người – hạn:", 6),
        ("BIỂU QUYẾT", "Tán thành …/… ; không tán thành … ; không có ý kiến … ; hình thức", 2),
        ("CHẤM ĐIỂM", "", 2),
    )
    blocks: list[Block] = [
        Blank("Thời gian bắt đầu:"),
        Blank("Địa điểm:"),
        Blank("Tổng số đảng viên (chính thức / dự bị / tạm thời):"),
        Blank("Miễn sinh hoạt, đi tạm thời:"),
        Blank("Có mặt (chính thức / dự bị / tạm thời):"),
        Blank("Vắng có lý do (họ tên – lý do):", 2),
        Blank("Vắng không lý do (họ tên):"),
        Blank("Cấp trên, khách mời:"),
        Blank("Chủ trì:" if not session.chair_name else f"Chủ trì ({session.chair_name}):"),
        Blank("Thư ký:"),
    ]
    for title, (_title, label, lines) in zip(numbered([p[0] for p in parts]), parts, strict=True):
        blocks += [Heading(title), Blank(label, lines)]
    ended = "Biên bản kết thúc hồi … giờ … phút, đã đọc lại cho chi bộ cùng nghe và nhất trí."
    return [*blocks, Text(ended)]


def _signed(facts: Facts) -> Signatures:
    session = facts.session
    return Signatures(
        left=Signature("", "THƯ KÝ", session.secretary_name),
        right=Signature("", "CHỦ TRÌ", session.chair_name),
    )


def _when_and_where(facts: Facts) -> str:
    session = facts.session
    date = document_date(session.held_on)
    return f"{wording.hour(session.starts_at)}, {date}, tại {session.place}."


def _layout(facts: Facts):
    return facts.layout(facts.session.held_on)


def offers(facts: Facts) -> list[Offer]:
    missing = "" if facts.roll else _("Nobody was on the roll of the branch on that day.")
    made = [
        Offer(
            "diem-danh",
            _("Attendance list"),
            lambda: attendance_paper(facts),
            missing,
            PaperKind.ATTENDANCE,
        )
    ]
    if not facts.session.is_closed:
        made.append(
            Offer("giay-trang", _("Blank papers for late entry"), lambda: blank_kit(facts), missing)
        )
    return made
