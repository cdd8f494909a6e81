"""Formulas that stand on several papers. Vietnamese, whatever the language of the interface."""

import datetime as dt
import re
from collections.abc import Iterable

from branch_portal.lib.dates import Quarter, document_date
from branch_portal.lib.paper import Head, Profile, Signature
from meetings import rules
from meetings.documents.facts import Facts
from meetings.models import Ballot, Opinion, Resolution, RollEntry, Task

POSTS = {
    "secretary": "Bí thư chi bộ",
    "deputy_secretary": "Phó bí thư chi bộ",
    "committee_member": "Chi ủy viên",
}
# In which post somebody signs; whoever chairs without one signs as the chair.
SIGNING = {"secretary": "BÍ THƯ", "deputy_secretary": "PHÓ BÍ THƯ"}
KINDS = {
    Opinion.Kind.AGREE: "tán thành",
    Opinion.Kind.ADD: "bổ sung",
    Opinion.Kind.PROPOSE: "kiến nghị",
    Opinion.Kind.QUESTION: "hỏi",
    Opinion.Kind.CRITICISE: "tự phê bình và phê bình",
}
FORMS = {"hands": "giơ tay", "card": "giơ thẻ đảng viên", "secret": "bỏ phiếu kín"}
TYPES = {Resolution.Kind.RESOLUTION: "Nghị quyết", Resolution.Kind.CONCLUSION: "Kết luận"}
GRADES = {"official": "Chính thức", "probationary": "Dự bị"}

# On a list that many see: whether, never why.
ABSENT = {
    "excused": "Vắng có lý do",
    "unexcused": "Vắng không lý do",
    "exempt": "Miễn sinh hoạt",
    "away": "Sinh hoạt tạm thời nơi khác",
    "special_duty": "Nhiệm vụ đặc biệt",
    "suspended": "Đình chỉ sinh hoạt",
}

_LEVELS = "xã|phường|thị trấn|đặc khu|huyện|quận|thị xã|thành phố|tỉnh"
_AREA = re.compile(rf"Đảng (?:bộ|ủy|uỷ) (({_LEVELS}) (.+))", re.IGNORECASE)
_COMMITTEES = {"huyện": "Huyện ủy", "thị xã": "Thị ủy", "thành phố": "Thành ủy", "tỉnh": "Tỉnh ủy"}


def place_of(hierarchy: list[str]) -> str:
    """The place in a date line: that of the nearest superior which is named after an area."""
    for name in hierarchy:
        if area := _AREA.fullmatch(name):
            whole, _level, place = area.groups()
            # Phường 1 is named by its number, and that alone is no place.
            return whole[0].upper() + whole[1:] if place[0].isdigit() else place
    return ""


def place_and_date(facts: Facts, day: dt.date | None) -> str:
    """Return "Bình Xuyên, ngày 05 tháng 02 năm 2026"; without a day, dots to be filled in."""
    year = facts.session.held_on.year
    date = document_date(day) if day else f"ngày … tháng … năm {year}"
    place = place_of(facts.session.hierarchy)
    return f"{place}, {date}" if place else date[0].upper() + date[1:]


def short_date(day: dt.date) -> str:
    """Return a date in running text, its zeros as in `document_date`: "05/9/2026"."""
    return f"{day.day:02d}/{f'{day.month:02d}' if day.month < 3 else day.month}/{day.year}"


def head(facts: Facts, day: dt.date | None, symbol: str = "") -> Head:
    session = facts.session
    return Head(session.superior_name, session.unit_name, symbol, place_and_date(facts, day))


def committee(name: str) -> str:
    """The committee that leads a body: "Đảng bộ xã Đầu" → "Đảng ủy xã Đầu"."""
    area = _AREA.fullmatch(name)
    if area and (title := _COMMITTEES.get(area[2].lower())):
        return f"{title} {area[3]}"
    return re.sub(r"^Đảng bộ\b", "Đảng ủy", name)


def recipients(facts: Facts, *others: str) -> tuple[str, ...]:
    superior = facts.session.superior_name
    reported = (f"{committee(superior)} (để báo cáo)",) if superior else ()
    return (*reported, *others, "Lưu Chi bộ")


def signature(post: str, name: str) -> Signature:
    """For a branch: T/M CHI BỘ, the post, the name."""
    return Signature("T/M CHI BỘ", SIGNING.get(post, "CHỦ TRÌ"), name)


def chair_signature(facts: Facts) -> Signature:
    return signature(facts.chair_post, facts.session.chair_name)


def hour(moment: dt.time | None) -> str:
    return f"{moment.hour} giờ {moment.minute:02d} phút" if moment else "… giờ … phút"


def subject(facts: Facts) -> tuple[str, str]:
    """What a paper on the session is about."""
    session = facts.session
    return f"sinh hoạt chuyên đề {Quarter.of(session.held_on)}", f"“{session.topic}”"


def about(resolution: Resolution) -> str:
    """What it is about, behind its type: "về việc nạo vét kênh"."""
    title = resolution.title
    return f"về {title[3:] if title.lower().startswith('về ') else title}"


def attended(facts: Facts) -> str:
    """How many of whom, as a resolution and an extract say it."""
    probationary = sum(entry.grade == "probationary" for entry in facts.home)
    tally = facts.tally
    return (
        f"Tổng số đảng viên: {tally.on_roll} đồng chí, trong đó dự bị {probationary};"
        f" phải dự {tally.expected}; có mặt {tally.present}"
        f" ({rules.percent(tally.present, tally.expected)});"
        f" vắng có lý do {tally.excused}, vắng không lý do {tally.unexcused}."
    )


def with_reason(entry: RollEntry) -> str:
    return f"{entry.member_name} – {entry.why}" if entry.why else entry.member_name


def chaired(facts: Facts, layout: Profile) -> list[str]:
    session = facts.session
    post = POSTS.get(facts.chair_post)
    return [
        f"Chủ trì: đồng chí {session.chair_name}{f', {layout.spelt(post)}' if post else ''}.",
        f"Thư ký: đồng chí {session.secretary_name}.",
    ]


def said(opinion: Opinion) -> str:
    kind = "" if opinion.is_of_superior else KINDS.get(opinion.kind, "")
    note = f" ({kind})" if kind else ""
    return f"- Đồng chí {opinion.speaker_name}{note}: {opinion.text}"


def voted(ballot: Ballot) -> str:
    """The result of a vote with its base and threshold."""
    return (
        f"hình thức {FORMS[ballot.form]}; tán thành {ballot.votes_for}/{ballot.base} đồng chí"
        f" ({rules.percent(ballot.votes_for, ballot.base)}),"
        f" không tán thành {ballot.votes_against}, không có ý kiến {ballot.votes_none};"
        f" {'được thông qua' if ballot.is_carried else 'không được thông qua'}"
        f" (cần từ {ballot.needed} phiếu)."
    )


def ballot_subject(ballot: Ballot) -> str:
    resolution = ballot.resolution
    if not resolution:
        return ballot.subject
    number = f" số {resolution.symbol}" if resolution.symbol else ""
    void = " (đã hủy bỏ)" if resolution.state == Resolution.State.VOID else ""
    return f"{TYPES[resolution.kind]}{number} {about(resolution)}{void}"


def assigned(tasks: Iterable[Task]) -> list[str]:
    return [
        f"- {task.title}: đồng chí {task.owner_name}, hoàn thành trước {short_date(task.due_on)}."
        for task in tasks
    ]
