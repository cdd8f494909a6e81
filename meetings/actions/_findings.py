"""What speaks against submitting a record."""

from django.utils.translation import gettext as _

from meetings.documents.sections import outdated
from meetings.models import ThematicSession
from meetings.reports import Finding, lint


def findings(session: ThematicSession) -> list[Finding]:
    """All parts of the record compared with one another, and with the words of its minutes."""
    sentence = _("The record has changed since “%(section)s” was worded. Read that part again.")
    moved = [Finding("minutes_text", sentence % {"section": title}) for title in outdated(session)]
    return [*moved, *lint(session)]
