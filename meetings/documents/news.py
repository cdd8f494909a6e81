"""The first words of a piece of news, made of what may be told outside and nothing else."""

from branch_portal.lib.dates import Quarter
from meetings.documents import wording
from meetings.models import Resolution, ThematicSession


def first_words(session: ThematicSession) -> str:
    """Return day, branch, topic, the fraction of those who came and what was adopted; no names."""
    tally = session.tally_of(session.roll.all())
    lines = [
        f"Ngày {session.held_on:%d/%m/%Y}, {session.unit_name} ({session.superior_name}) tổ chức "
        f"sinh hoạt chuyên đề {Quarter.of(session.held_on)} về “{session.topic}”."
    ]
    if tally.expected:
        lines.append(
            f"Dự sinh hoạt có {tally.present}/{tally.expected} đảng viên, đạt {tally.percent}."
        )
    adopted = session.resolutions.filter(state__in=Resolution.STANDING)
    lines += [
        f"Chi bộ thống nhất ra {wording.TYPES[one.kind].lower()} {wording.about(one)}."
        for one in adopted
    ]
    return "\n".join(lines)
