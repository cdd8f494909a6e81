"""The minutes as sections of words, assembled from the facts. What is counted is not edited."""

from dataclasses import dataclass

from branch_portal.lib.dates import document_date
from branch_portal.lib.paper import numbered
from meetings import rules
from meetings.documents import wording
from meetings.documents.facts import PRESENT, Facts
from meetings.models import RollEntry, ThematicSession

Attendance = RollEntry.Attendance
LEFT_OUT = (
    (Attendance.EXEMPT, "Miễn sinh hoạt, không dự"),
    (Attendance.AWAY, "Đi sinh hoạt tạm thời, không dự"),
    (Attendance.SPECIAL_DUTY, "Làm nhiệm vụ đặc biệt trong lực lượng vũ trang"),
    (Attendance.SUSPENDED, "Đình chỉ sinh hoạt"),
)


@dataclass
class Section:
    """A part of the minutes; each line is a paragraph, and may hold line breaks."""

    key: str
    title: str  # as it is printed, with its number; "" for none
    lines: list[str]
    is_editable: bool = True


def minutes_sections(session: ThematicSession) -> list[Section]:
    """Return the sections of the minutes in their order; those without words are left out."""
    return sections_of(Facts.of(session))


def outdated(session: ThematicSession) -> list[str]:
    """The titles of sections that were put in other words before the record last changed them."""
    edits = {edit.section: edit.facts for edit in session.minutes_edits.all()}
    return [
        section.title or section.lines[0]
        for section in (minutes_sections(session) if edits else [])
        if edits.get(section.key, "\n".join(section.lines)) != "\n".join(section.lines)
    ]


def sections_of(facts: Facts) -> list[Section]:
    made = [
        Section("opening", "", _opening(facts)),
        Section("attendance", "Thành phần", _attendance(facts), is_editable=False),
        *_numbered(
            Section("earlier", "KẾT QUẢ THỰC HIỆN NGHỊ QUYẾT KỲ TRƯỚC", _earlier(facts), False),
            Section("content", "NỘI DUNG CHUYÊN ĐỀ", _content(facts)),
            Section("discussion", "THẢO LUẬN", _discussion(facts)),
            Section("superior", "Ý KIẾN CỦA CẤP TRÊN", _superior(facts)),
            Section("conclusion", "KẾT LUẬN VÀ PHÂN CÔNG", _conclusion(facts)),
            Section("votes", "BIỂU QUYẾT", _votes(facts), is_editable=False),
        ),
        Section("closing", "", _closing(facts)),
    ]
    return made


def _numbered(*sections: Section) -> list[Section]:
    kept = [section for section in sections if section.lines]
    for section, title in zip(kept, numbered([s.title for s in kept]), strict=True):
        section.title = title
    return kept


def _opening(facts: Facts) -> list[str]:
    session = facts.session
    lines = [
        f"Thời gian bắt đầu: {wording.hour(session.starts_at)}, {document_date(session.held_on)}.",
        f"Địa điểm: {session.place}.",
    ]
    if session.format != ThematicSession.Format.IN_PERSON:
        form = {"online": "trực tuyến", "mixed": "trực tiếp kết hợp trực tuyến"}[session.format]
        lines.append(f"Hình thức: {form} ({session.format_reason}).")
    return lines


def _attendance(facts: Facts) -> list[str]:
    home, here, tally = facts.home, facts.here, facts.tally
    lines = [
        f"Tổng số đảng viên của chi bộ: {tally.on_roll} đồng chí"
        f" (chính thức {_official(home)}, dự bị {len(home) - _official(home)})."
    ]
    for status, words in LEFT_OUT:
        if names := [wording.with_reason(entry) for entry in facts.with_status(status)]:
            lines.append(f"{words}: {len(names)} đồng chí ({'; '.join(names)}).")
    lines.append(
        f"Có mặt: {tally.present}/{tally.expected} đồng chí phải dự, đạt "
        f"{rules.percent(tally.present, tally.expected)}"
        f" (chính thức {_official(here)}, dự bị {len(here) - _official(here)})."
    )
    lines += _absent(facts)
    if facts.temporary:
        present = sum(entry.attendance == PRESENT for entry in facts.temporary)
        lines.append(
            f"Đảng viên sinh hoạt tạm thời: {present}/{len(facts.temporary)} đồng chí có mặt."
        )
    lines += _invited(facts)
    return lines + wording.chaired(facts, facts.layout(facts.session.held_on))


def _absent(facts: Facts) -> list[str]:
    lines = []
    if names := [wording.with_reason(entry) for entry in facts.with_status(Attendance.EXCUSED)]:
        lines.append(f"Vắng có lý do: {len(names)} đồng chí ({'; '.join(names)}).")
    if names := [entry.member_name for entry in facts.with_status(Attendance.UNEXCUSED)]:
        lines.append(f"Vắng không lý do: {len(names)} đồng chí ({', '.join(names)}).")
    for words, field in (("Đến muộn", "arrived_at"), ("Về sớm", "left_at")):
        partly = [(entry, getattr(entry, field)) for entry in facts.roll]
        if names := [f"{entry.member_name} ({wording.hour(at)})" for entry, at in partly if at]:
            lines.append(f"{words}: {'; '.join(names)}.")
    return lines


def _invited(facts: Facts) -> list[str]:
    lines = []
    for words, is_superior in (("Cấp trên dự", True), ("Khách mời", False)):
        came = [g for g in facts.guests if g.is_present and g.is_superior == is_superior]
        if came:
            lines.append(f"{words}: {'; '.join(map(str, came))}.")
    return lines


def _official(entries: list[RollEntry]) -> int:
    return sum(entry.grade == "official" for entry in entries)


def _earlier(facts: Facts) -> list[str]:
    if not facts.reviews:
        return []
    done = sum(review.is_done for review in facts.reviews)
    lines = [f"Đã hoàn thành {done}/{len(facts.reviews)} việc."]
    for review in facts.reviews:
        note = f": {review.note}" if review.note else ""
        late = ", chậm so với thời hạn" if review.is_late else ""
        lines.append(
            f"- {review.title} (đồng chí {review.owner_name}): "
            f"đạt {review.percent}%{late}{note}".rstrip(".")
            + "."
        )
    return lines


def _content(facts: Facts) -> list[str]:
    session = facts.session
    lines = []
    if session.presenter_name:
        lines.append(f"Đồng chí {session.presenter_name} trình bày chuyên đề “{session.topic}”.")
    return lines + (session.summary.splitlines() or ([] if lines else [session.topic]))


def _discussion(facts: Facts) -> list[str]:
    said = [wording.said(opinion) for opinion in facts.opinions if not opinion.is_of_superior]
    return said or ["Không ghi nhận ý kiến thảo luận."]


def _superior(facts: Facts) -> list[str]:
    return [wording.said(opinion) for opinion in facts.opinions if opinion.is_of_superior]


def _conclusion(facts: Facts) -> list[str]:
    return [*facts.session.conclusion.splitlines(), *wording.assigned(facts.tasks)]


def _votes(facts: Facts) -> list[str]:
    lines = []
    for ballot in facts.ballots:
        lines.append(f"- {wording.ballot_subject(ballot)}: {wording.voted(ballot)}")
        lines += [
            f"Ý kiến bảo lưu của đồng chí {one.member_name}: {one.text}"
            for one in ballot.reserved.all()
        ]
    return lines


def _closing(facts: Facts) -> list[str]:
    ended = wording.hour(facts.session.ends_at)
    return [
        f"Biên bản kết thúc hồi {ended} cùng ngày, đã đọc lại cho chi bộ cùng nghe và nhất trí."
    ]
