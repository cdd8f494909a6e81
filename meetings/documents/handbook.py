"""Ready words for the national handbook app, to be copied by hand."""

from branch_portal.lib.dates import document_date
from meetings.documents import wording
from meetings.documents.facts import Facts
from meetings.models import Resolution


def handbook_text(facts: Facts) -> str:
    """Date, place, topic, attendance, conclusion, numbers and tasks; no opinion of anybody."""
    session = facts.session
    lines = [
        f"SINH HOẠT CHUYÊN ĐỀ: {session.topic}",
        f"Chi bộ: {session.unit_name}",
        f"Thời gian: {wording.hour(session.starts_at)}, {document_date(session.held_on)}",
        f"Địa điểm: {session.place}",
    ]
    if session.presenter_name:
        lines.append(f"Người chuẩn bị chuyên đề: đồng chí {session.presenter_name}")
    if session.is_planned:
        return "\n".join(lines)
    lines.append(f"Chủ trì: đồng chí {session.chair_name}")
    lines.append(f"Thư ký: đồng chí {session.secretary_name}")
    if session.roll_called_at:
        lines.append(wording.attended(facts))
    if session.conclusion:
        lines += ["", "KẾT LUẬN", session.conclusion]
    signed = [one for one in facts.resolutions if one.state == Resolution.State.SIGNED]
    if signed:
        lines += ["", "VĂN BẢN ĐÃ BAN HÀNH"]
        lines += [f"- {_cited(resolution)}" for resolution in signed]
    if facts.tasks:
        lines += ["", "PHÂN CÔNG", *wording.assigned(facts.tasks)]
    return "\n".join(lines)


def _cited(resolution: Resolution) -> str:
    name = wording.TYPES[resolution.kind]
    day = wording.short_date(resolution.signed_on)
    return f"{name} số {resolution.symbol}, ngày {day}, {wording.about(resolution)}"
