"""Every wording of the minutes is kept."""

from accounts.models import User
from meetings.documents.sections import minutes_sections
from meetings.models import MinutesVersion, ThematicSession


def keep_version(session: ThematicSession, by: User) -> MinutesVersion:
    """Keep the minutes as they read now; the last version is enough when it reads the same."""
    edited = dict(session.minutes_edits.values_list("section", "text"))
    sections = [
        [
            section.key,
            section.title,
            edited.get(section.key, "\n".join(section.lines))
            if section.is_editable
            else "\n".join(section.lines),
        ]
        for section in minutes_sections(session)
    ]
    last = session.minutes_versions.first()
    if last and last.sections == sections:
        return last
    number = last.number + 1 if last else 1
    return MinutesVersion.objects.create(
        session=session, number=number, sections=sections, made_by=by
    )
