"""All that the papers of one session say, read once. Frozen words; what is planned as it stands."""

import datetime as dt
from dataclasses import dataclass
from functools import cached_property

from branch_portal.lib.paper import Profile
from meetings import rules
from meetings.models import (
    AgendaItem,
    Ballot,
    DocumentProfile,
    Guest,
    Opinion,
    Resolution,
    RollEntry,
    Task,
    TaskReview,
    ThematicSession,
)
from meetings.models.profiles import layout_on
from organisation.models import Appointment, Member, Standing

PRESENT = RollEntry.Attendance.PRESENT


@dataclass(frozen=True)
class Facts:
    """One session with its rows. The number of queries does not grow with the session."""

    session: ThematicSession
    roll: list[RollEntry]
    guests: list[Guest]
    opinions: list[Opinion]
    resolutions: list[Resolution]  # each with its ballot and tasks
    ballots: list[Ballot]
    reviews: list[TaskReview]
    tasks: list[Task]
    layouts: list[DocumentProfile]
    agenda: list[AgendaItem]
    edited: dict[str, list[str]]  # sections of the minutes in other words: key → lines
    chair_post: str

    @classmethod
    def of(cls, session: ThematicSession) -> "Facts":
        is_planned = session.is_planned
        return cls(
            session=session,
            roll=_roll_to_come(session) if is_planned else list(session.roll.all()),
            guests=list(session.guests.all()),
            opinions=list(session.opinions.select_related("guest")),
            resolutions=list(
                session.resolutions.select_related("ballot").prefetch_related("tasks")
            ),
            ballots=list(session.ballots.select_related("resolution").prefetch_related("reserved")),
            reviews=list(session.reviews.all()),
            tasks=list(session.tasks.all()),
            layouts=list(DocumentProfile.objects.all()),
            agenda=list(session.agenda.all()),
            edited={e.section: e.text.splitlines() for e in session.minutes_edits.all()},
            chair_post=_post_to_come(session) if is_planned else session.chair_post,
        )

    def layout(self, day: dt.date) -> Profile:
        return layout_on(day, self.layouts)

    @cached_property
    def home(self) -> list[RollEntry]:
        return [entry for entry in self.roll if entry.is_home]

    @cached_property
    def temporary(self) -> list[RollEntry]:
        return [entry for entry in self.roll if not entry.is_home]

    @cached_property
    def here(self) -> list[RollEntry]:
        return [entry for entry in self.home if entry.attendance == PRESENT]

    @cached_property
    def tally(self) -> rules.Tally:
        return self.session.tally_of(self.roll)

    @cached_property
    def open_opinions(self) -> list[Opinion]:
        """What was said and may leave the branch."""
        return [opinion for opinion in self.opinions if not opinion.is_restricted]

    def with_status(self, attendance: str) -> list[RollEntry]:
        return [entry for entry in self.home if entry.attendance == attendance]


def _roll_to_come(session: ThematicSession) -> list[RollEntry]:
    """Who is to be expected on the planned day; rows that are stored nowhere."""
    day = session.held_on
    on_probation = set(
        Standing.objects.in_force(day)
        .filter(kind=Standing.Kind.PROBATIONARY)
        .filter(member__memberships__unit=session.unit_id)
        .values_list("member", flat=True)
    )
    return [
        RollEntry(
            position=position,
            member_name=member.full_name,
            attachment=attachment,
            grade="probationary" if member.pk in on_probation else "official",
        )
        for attachment, members in (
            ("home", Member.objects.on_roll(session.unit, day)),
            ("temporary", Member.objects.guests_of(session.unit, day)),
        )
        for position, member in enumerate(members, start=1)
    ]


def _post_to_come(session: ThematicSession) -> str:
    posts = Appointment.objects.in_force(session.held_on)
    found = posts.filter(unit=session.unit_id, member=session.chair_id).first()
    return found.post if found else ""
