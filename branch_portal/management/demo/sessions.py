"""Two years of thematic sessions, recorded through the same actions as a user's."""

import datetime as dt
import random
from collections.abc import Iterator

from accounts.models import User
from branch_portal.lib.dates import Quarter
from branch_portal.management.demo.names import invent_name
from branch_portal.management.demo.topics import BY_SECTOR, REASONS, SCHOOL, Topic
from branch_portal.management.demo.world import SCHOOL_BRANCH
from meetings import actions
from meetings.models import PlanItem, Task, ThematicSession
from meetings.models.proofs import sheet_of
from meetings.models.roll import speakers
from organisation.models import Appointment, Member, Unit

QUARTERS = 8
SCORED_DAYS = 200  # before that nobody scored: each score costs the load a tenth of a second


def quarters(today: dt.date) -> list[Quarter]:
    """The current quarter and the seven before it, oldest first."""
    found = [Quarter.of(today)]
    while len(found) < QUARTERS:
        found.append(found[-1].previous())
    return found[::-1]


def topic_of(branch: Unit, quarter: Quarter) -> Topic:
    topics = SCHOOL if "Trường" in branch.name else BY_SECTOR[branch.sector]
    return topics[(branch.pk * 3 + quarter.year * 4 + quarter.number) % len(topics)]


def load_sessions(rng: random.Random, today: dt.date, by: User) -> Iterator[None]:
    """Record the sessions of every branch, one step of the iterator for each branch."""
    for branch in Unit.objects.branches().select_related("parent").order_by("pk"):
        items = {
            Quarter.of(item.due_on): item
            for item in PlanItem.objects.filter(plan__unit=branch, handed=None)
        }
        for quarter in quarters(today):
            if not _held(branch, quarter, today, rng):
                continue
            day = _day(quarter, today, rng)
            if day and day.weekday() > 4 and branch.sector != Unit.Sector.RURAL:
                day = max(quarter.first_day, day - dt.timedelta(days=day.weekday() - 4))
            if day:
                item = items[quarter]
                _record(branch, topic_of(branch, quarter), item, day, today, rng, by)
        yield


def _held(branch: Unit, quarter: Quarter, today: dt.date, rng: random.Random) -> bool:
    if quarter < Quarter.of(today):
        return rng.random() < 0.97
    # What the school does this quarter lies on the desk of its secretary, see desk.py.
    return branch.name != SCHOOL_BRANCH and rng.random() < 0.82


def _day(quarter: Quarter, today: dt.date, rng: random.Random) -> dt.date | None:
    last = min(quarter.last_day, today - dt.timedelta(days=1))
    if last < quarter.first_day:
        return None
    return quarter.first_day + dt.timedelta(days=rng.randint(0, (last - quarter.first_day).days))


def _record(branch, topic, item, day, today, rng, by) -> None:
    people = list(Member.objects.on_roll(branch, day)[:8])
    chair = Appointment.objects.filter(unit=branch, post="secretary").first()
    chair = chair.member if chair else people[0]
    is_rural = branch.sector == Unit.Sector.RURAL
    begins = dt.time(19, 30) if is_rural else dt.time(14, 0)
    length = rng.randint(92, 135)
    session = actions.open_session(
        branch,
        {
            "topic": topic.topic,
            "held_on": day,
            "starts_at": begins,
            "ends_at": (dt.datetime.combine(day, begins) + dt.timedelta(minutes=length)).time(),
            "place": "Nhà văn hóa" if is_rural else "Phòng họp cơ quan",
            "chair": chair,
            "secretary": next(person for person in people if person != chair),
            "superiors": [(invent_name(rng), "tổ công tác của Huyện ủy")]
            if rng.random() < 0.2
            else [],
            "plan_item": item,
        },
        by=by,
    )
    recent = (today - day).days < 20
    if recent and rng.random() < 0.3:
        return  # just begun: the roll is not called yet
    tally = actions.record_attendance(session, _marks(session, rng), version=1, by=by)
    here = [entry.pk for entry in session.roll.filter(attendance="present")[:8]]
    names = [name for name, person in speakers(session).items() if person.pk in here]
    spoke = rng.sample(names, k=min(len(topic.opinions), len(names)))
    actions.record_discussion(
        session,
        [
            {"speaker": who, "kind": _kind(text), "text": text}
            for who, text in zip(spoke, topic.opinions, strict=False)
        ],
        summary=topic.summary,
        conclusion=topic.conclusion,
        version=2,
        by=by,
    )
    version = 3
    # The school always votes: the desk of its secretary shows what becomes of a resolution.
    if tally.present and (branch.name == SCHOOL_BRANCH or rng.random() < 0.7):
        version = _vote(session, topic, rng, by)
    signed = session.resolutions.filter(state="signed").values_list("pk", flat=True).first()
    actions.assign_tasks(
        session,
        [
            {
                "resolution": signed,
                "title": title,
                "owner": rng.choice(people).pk,
                "due_on": day + dt.timedelta(days=rng.randint(20, 80)),
            }
            for title in topic.tasks
        ],
        version=version,
        by=by,
    )
    if recent and rng.random() < 0.3:
        return  # recorded but not sent yet
    version += 1
    if (today - day).days <= SCORED_DAYS:
        version = score_it(session, version, rng, by)
    actions.submit_session(session, version=version, by=by)
    _backdate(session, day, today, rng)


def _kind(text: str) -> str:
    return "criticise" if "tự phê bình" in text or "nhận thiếu sót" in text else "opinion"


def _marks(session: ThematicSession, rng: random.Random) -> dict[int, actions.Mark]:
    marks = {}
    strict = rng.random() < 0.85  # in most sessions nobody stays away without reason
    for entry in session.roll.filter(attendance="present").exclude(
        member__in=[session.chair_id, session.secretary_id]
    ):
        luck = rng.random()
        if luck < 0.035:
            marks[entry.pk] = actions.Mark("excused", rng.choice(REASONS))
        elif luck < 0.06 and not strict:
            marks[entry.pk] = actions.Mark("unexcused")
    return marks


def _vote(session: ThematicSession, topic: Topic, rng: random.Random, by: User) -> int:
    """Put the resolution to the vote and sign it; returns the version of the record."""
    _base, voters = session.voters(session.roll.all())
    against = rng.choice((0, 0, 0, 1)) if voters > 8 else 0
    none = rng.choice((0, 0, 1)) if voters > 8 else 0
    resolution = actions.put_to_vote(
        session,
        title=topic.resolution,
        text=topic.text,
        form="hands",
        threshold="majority",
        votes_for=voters - against - none,
        votes_against=against,
        votes_none=none,
        version=3,
        by=by,
    )
    if not resolution.is_adopted:
        return 4
    chair = session.roll.get(member=session.chair_id)
    actions.sign_resolution(
        resolution, signer=chair.pk, signed_on=session.held_on, version=4, by=by
    )
    return 5


def score_it(session: ThematicSession, version: int, rng: random.Random, by: User) -> int:
    """Score the session as its record says and vote on it; returns the version of the record."""
    session.refresh_from_db()
    points = {}
    for row in sheet_of(session).rows:
        given, most = row.proposal.points, row.criterion.most
        if given is None and row.criterion.options.all():
            given = most
        elif given is None:
            given = most - rng.choice((1, 2) if row.proposal.is_short else (0, 0, 0, 1, 2))
        points[row.criterion.pk] = (given, "")
    actions.score_session(session, points, version=version, by=by)
    _base, voters = session.voters(session.roll.all())
    if not voters:
        return version + 1
    actions.vote_on_score(
        session,
        form="hands",
        threshold="majority",
        votes_for=voters,
        votes_against=0,
        votes_none=0,
        version=version + 1,
        by=by,
    )
    return version + 2


def _backdate(session: ThematicSession, day: dt.date, today: dt.date, rng: random.Random) -> None:
    """A record of last year was sent last year, and most of its tasks are done."""
    sent = dt.datetime.combine(day, dt.time(21, 40), tzinfo=dt.timezone(dt.timedelta(hours=7)))
    sent += dt.timedelta(days=rng.randint(0, 2) if (today - day).days > 3 else 0)
    ThematicSession.objects.filter(pk=session.pk).update(submitted_at=sent, roll_called_at=sent)
    for task in Task.objects.filter(session=session, due_on__lt=today):
        if rng.random() < 0.85:
            task.done_on = task.due_on - dt.timedelta(days=rng.randint(0, 9))
            task.percent = 100
            task.save(update_fields=["done_on", "percent"])
