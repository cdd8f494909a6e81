"""The minutes of a thematic session as .docx. Frozen words only: nothing is looked up today.

The papers themselves are Vietnamese whatever the language of the interface.
"""

from io import BytesIO

from branch_portal.lib.dates import Quarter, document_date
from branch_portal.lib.docx import Paper
from meetings import rules
from meetings.models import Opinion, RollEntry, ThematicSession

Attendance = RollEntry.Attendance
CHAIR_POSTS = {
    "secretary": "Bí thư chi bộ",
    "deputy_secretary": "Phó bí thư chi bộ",
    "committee_member": "Chi ủy viên",
}
KINDS = {
    Opinion.Kind.AGREE: "tán thành",
    Opinion.Kind.ADD: "bổ sung",
    Opinion.Kind.PROPOSE: "kiến nghị",
    Opinion.Kind.QUESTION: "hỏi",
    Opinion.Kind.CRITICISE: "tự phê bình và phê bình",
}
FORMS = {"hands": "giơ tay", "card": "giơ thẻ đảng viên", "secret": "bỏ phiếu kín"}


def build_minutes(session: ThematicSession) -> BytesIO:
    """Return the minutes in the layout of the session's day, as a file open at its beginning."""
    paper = Paper(session.held_on)
    roll = list(session.roll.all())
    date = document_date(session.held_on)
    paper.head(session.superior_name, session.unit_name, "", date[0].upper() + date[1:])
    paper.title("Biên bản", f"sinh hoạt chuyên đề {Quarter.of(session.held_on)}\n“{session.topic}”")
    if not session.is_closed:
        paper.text("DỰ THẢO: biên bản này chưa gửi lên cấp trên.")
    _frame(paper, session, roll)
    _discussion(paper, session)
    _tasks(paper, session)
    _votes(paper, session)
    _close(paper, session)
    return paper.file()


def _hour(moment) -> str:
    return f"{moment.hour} giờ {moment.minute:02d} phút"


def _with_reason(entry: RollEntry) -> str:
    return f"{entry.member_name} – {entry.why}" if entry.why else entry.member_name


def _frame(paper: Paper, session: ThematicSession, roll: list[RollEntry]) -> None:
    home = [entry for entry in roll if entry.is_home]
    guests = [entry for entry in roll if not entry.is_home]
    tally = session.tally_of(roll)
    official = sum(entry.grade == "official" for entry in home)
    paper.text(
        f"Thời gian bắt đầu: {_hour(session.starts_at)}, {document_date(session.held_on)}."
        f"\nĐịa điểm: {session.place}."
    )
    paper.section("Thành phần")
    paper.text(
        f"Tổng số đảng viên của chi bộ: {tally.on_roll} đồng chí"
        f" (chính thức {official}, dự bị {len(home) - official})."
    )
    for status, words in (
        (Attendance.EXEMPT, "Miễn sinh hoạt, không dự"),
        (Attendance.AWAY, "Đi sinh hoạt tạm thời, không dự"),
        (Attendance.SPECIAL_DUTY, "Làm nhiệm vụ đặc biệt trong lực lượng vũ trang"),
        (Attendance.SUSPENDED, "Đình chỉ sinh hoạt"),
    ):
        names = [_with_reason(entry) for entry in home if entry.attendance == status]
        if names:
            paper.text(f"{words}: {len(names)} đồng chí ({'; '.join(names)}).")
    here = [entry for entry in home if entry.attendance == Attendance.PRESENT]
    here_official = sum(entry.grade == "official" for entry in here)
    paper.text(
        f"Có mặt: {tally.present}/{tally.expected} đồng chí phải dự, đạt "
        f"{rules.percent(tally.present, tally.expected)}"
        f" (chính thức {here_official}, dự bị {len(here) - here_official})."
    )
    excused = [entry for entry in home if entry.attendance == Attendance.EXCUSED]
    unexcused = [entry for entry in home if entry.attendance == Attendance.UNEXCUSED]
    if excused:
        names = "; ".join(_with_reason(entry) for entry in excused)
        paper.text(f"Vắng có lý do: {len(excused)} đồng chí ({names}).")
    if unexcused:
        names = ", ".join(entry.member_name for entry in unexcused)
        paper.text(f"Vắng không lý do: {len(unexcused)} đồng chí ({names}).")
    if guests:
        present = sum(entry.attendance == Attendance.PRESENT for entry in guests)
        paper.text(f"Đảng viên sinh hoạt tạm thời: {present}/{len(guests)} đồng chí có mặt.")
    for words, invited in (
        ("Cấp trên dự", [g for g in session.guests.all() if g.is_superior and g.is_present]),
        ("Khách mời", [g for g in session.guests.all() if not g.is_superior and g.is_present]),
    ):
        if invited:
            paper.text(f"{words}: {'; '.join(map(str, invited))}.")
    post = CHAIR_POSTS.get(session.chair_post)
    paper.text(f"Chủ trì: đồng chí {session.chair_name}{f', {post}' if post else ''}.")
    paper.text(f"Thư ký: đồng chí {session.secretary_name}.")


def _discussion(paper: Paper, session: ThematicSession) -> None:
    opinions = list(session.opinions.select_related("guest"))
    reviews = list(session.reviews.select_related("task"))
    if reviews:
        paper.part("KẾT QUẢ THỰC HIỆN NGHỊ QUYẾT KỲ TRƯỚC")
        done = sum(review.is_done for review in reviews)
        paper.text(f"Đã hoàn thành {done}/{len(reviews)} việc.")
        for review in reviews:
            note = f": {review.note}" if review.note else ""
            paper.text(
                f"- {review.task.title} (đồng chí {review.task.owner_name}): "
                f"đạt {review.percent}%{note}"
            )
    paper.part("NỘI DUNG CHUYÊN ĐỀ")
    paper.text(session.summary or session.topic)
    paper.part("THẢO LUẬN")
    superior = [opinion for opinion in opinions if opinion.is_of_superior]
    for opinion in opinions:
        if opinion in superior:
            continue
        note = f" ({KINDS[opinion.kind]})" if opinion.kind in KINDS else ""
        paper.text(f"- Đồng chí {opinion.speaker_name}{note}: {opinion.text}")
    if len(opinions) == len(superior):
        paper.text("Không ghi nhận ý kiến thảo luận.")
    if superior:
        paper.part("Ý KIẾN CỦA CẤP TRÊN")
        for opinion in superior:
            paper.text(f"- Đồng chí {opinion.speaker_name}: {opinion.text}")


def _tasks(paper: Paper, session: ThematicSession) -> None:
    paper.part("KẾT LUẬN VÀ PHÂN CÔNG")
    if session.conclusion:
        paper.text(session.conclusion)
    for task in session.tasks.all():
        paper.text(
            f"- {task.title}: đồng chí {task.owner_name}, hoàn thành trước {task.due_on:%d/%m/%Y}."
        )


def _votes(paper: Paper, session: ThematicSession) -> None:
    ballots = session.ballots.select_related("resolution").prefetch_related("reserved")
    if not ballots:
        return
    paper.part("BIỂU QUYẾT")
    for ballot in ballots:
        resolution = ballot.resolution
        number = f" số {resolution.symbol}" if resolution and resolution.symbol else ""
        subject = f"Nghị quyết{number} về {resolution.title}" if resolution else ballot.subject
        paper.text(
            f"- {subject}: hình thức {FORMS[ballot.form]};"
            f" tán thành {ballot.votes_for}/{ballot.base} đồng chí"
            f" ({rules.percent(ballot.votes_for, ballot.base)}),"
            f" không tán thành {ballot.votes_against}, không có ý kiến {ballot.votes_none};"
            f" {'được thông qua' if ballot.is_carried else 'không được thông qua'}"
            f" (cần từ {ballot.needed} phiếu)."
        )
        for one in ballot.reserved.all():
            paper.text(f"Ý kiến bảo lưu của đồng chí {one.member_name}: {one.text}")


def _close(paper: Paper, session: ThematicSession) -> None:
    hour = _hour(session.ends_at) if session.ends_at else "… giờ … phút"
    paper.text(
        f"Biên bản kết thúc hồi {hour} cùng ngày, đã đọc lại cho chi bộ cùng nghe và nhất trí."
    )
    paper.signatures(("THƯ KÝ", session.secretary_name), ("CHỦ TRÌ", session.chair_name))
