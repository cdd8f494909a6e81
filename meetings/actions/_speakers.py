"""Who is meant by a name that somebody wrote down."""

from typing import Any

from django.utils.translation import gettext as _

from branch_portal.lib.text import exact, tidy
from branch_portal.lib.verdicts import RuleBroken
from meetings.models import Guest, RollEntry, ThematicSession
from meetings.models.roll import full_name, speakers


class Speakers:
    """The roll and the guests of a session, found by name whatever its capitals."""

    def __init__(self, session: ThematicSession):
        self._known: dict[str, RollEntry | Guest] = {}
        self._labels: dict[str, list[str]] = {}
        for label, person in speakers(session).items():
            self._known[exact(label)] = person
            self._labels.setdefault(exact(full_name(person)), []).append(label)

    def find(self, name: str) -> RollEntry | Guest | None:
        """Who is meant, None for nobody. Raises RuleBroken where it may be one of several."""
        labels = self._labels.get(exact(tidy(name)), [])
        if len(labels) > 1:
            raise RuleBroken(
                _("Several people here are called %(name)s. Write which one: %(labels)s.")
                % {"name": name, "labels": ", ".join(labels)}
            )
        return self._known.get(exact(tidy(name)))

    def columns(self, name: str) -> dict[str, Any]:
        """What an opinion stores of its speaker. Raises RuleBroken for somebody unknown."""
        person = self.find(name)
        if person is None:
            raise RuleBroken(
                _(
                    "%(name)s is neither on the roll nor among the guests. Choose a name from the "
                    "list, or add the guest under “Details” first."
                )
                % {"name": name}
            )
        if isinstance(person, Guest):
            return {"entry": None, "guest": person, "speaker_name": person.name}
        return {"entry": person, "guest": None, "speaker_name": person.member_name}
