"""The invitation as a short message for Zalo or SMS."""

from branch_portal.lib.dates import newspaper_date
from meetings.documents import wording
from meetings.models import ThematicSession

ANSWER = (
    "Mời đồng chí mở đường dẫn riêng dưới đây để báo dự hoặc xin vắng. Không cần tài khoản; "
    "xin đừng chuyển đường dẫn cho người khác."
)


def invitation_words(session: ThematicSession, *, has_papers: bool, with_link: bool) -> str:
    """Return the message to all members; `with_link` makes it one that a personal link follows."""
    to = "đồng chí" if with_link else "các đồng chí"
    day = newspaper_date(session.held_on)
    lines = [
        f"{session.unit_name} kính mời {to} dự buổi sinh hoạt chuyên đề:",
        f"“{session.topic}”",
        f"- Thời gian: {wording.hour(session.starts_at)}, {day[0].lower()}{day[1:]}",
        f"- Địa điểm: {session.place}",
    ]
    if session.format != session.Format.IN_PERSON:
        form = "trực tuyến" if session.format == session.Format.ONLINE else "trực tiếp, trực tuyến"
        lines.append(f"- Hình thức: {form}")
    if session.presenter_name:
        lines.append(f"- Người trình bày: đồng chí {session.presenter_name}")
    asked = "đọc trước tài liệu và đến dự đúng giờ" if has_papers else "đến dự đúng giờ"
    lines.append(f"Rất mong {to} {asked}.")
    lines.append(ANSWER if with_link else "Đồng chí nào có việc bận, xin báo trước cho chi bộ.")
    return "\n".join(lines)
