"""What a module of papers offers for a session."""

from collections.abc import Callable
from dataclasses import dataclass

from branch_portal.lib.paper import Paper
from branch_portal.lib.text import slugify
from meetings.models import ThematicSession


@dataclass(frozen=True)
class Offer:
    """One paper that a session has, or could have once something is done."""

    name: str  # in the address: "bien-ban"
    title: str  # for people
    build: Callable[[], Paper]
    missing: str = ""  # why it cannot be had yet; "" when it can
    template_kind: str = ""  # which of the branch's own templates may shape it
    label: str = ""  # in the file's name instead of `name`

    def file_name(self, session: ThematicSession) -> str:
        """Without diacritics: "bien-ban-2026-10-03-chi-bo-truong-thu"."""
        return f"{self.label or self.name}-{file_part(session)}"


def file_part(session: ThematicSession) -> str:
    return f"{session.held_on:%Y-%m-%d}-{slugify(session.unit_name, 40)}"
