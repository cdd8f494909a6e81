"""The desk of the demo's secretary: a session in every state, tasks under way, news proposed."""

import datetime as dt
import random
import uuid
from collections.abc import Callable
from typing import Any

from django.db.models import F
from django.utils import timezone

from accounts.models import User
from branch_portal.lib.dates import Quarter
from branch_portal.management.demo import desktexts as words
from branch_portal.management.demo.invited import frame
from branch_portal.management.demo.publictexts import TEXTS
from branch_portal.management.demo.sessions import score_it, topic_of
from branch_portal.management.demo.topics import Topic
from branch_portal.management.demo.world import SCHOOL_BRANCH
from meetings import actions
from meetings.models import DeviceEdit, PlanItem, Resolution, ThematicSession
from meetings.models.roll import speakers
from organisation.models import Unit

CHECK_IN = 90  # minutes


def load_desk(rng: random.Random, users: dict[str, User], now: dt.datetime) -> None:
    """Put everything there that the pages of the meeting book can show."""
    school = Unit.objects.get(name=SCHOOL_BRANCH)
    by, judge = users["bithu"], users["tochuc"]
    now = timezone.localtime(now)
    today = now.date()
    _judge_earlier(users, today)
    _tell_of_earlier(school, by, judge, today)
    _plan_ahead(school, by, today)
    _return_one(school, by, judge, _workday(today - dt.timedelta(days=12)), rng)
    _check_minutes(school, by, _workday(today - dt.timedelta(days=4)))
    _record_now(school, by, now)


def _press(
    action: Callable, session: ThematicSession, *given: Any, by: User, **more: Any
) -> object:
    """Press a button on the record as it stands now."""
    session.refresh_from_db()
    return action(session, *given, version=session.version, by=by, **more)


def _workday(day: dt.date) -> dt.date:
    """That day, or the Friday before: a school does not meet on Sundays."""
    return day - dt.timedelta(days=max(day.weekday() - 4, 0))


def _judge_earlier(users: dict[str, User], today: dt.date) -> None:
    """Last year's records of one commune and of the school have been accepted."""
    long_ago = Quarter.of(today).previous().first_day
    old = ThematicSession.objects.filter(state="submitted", held_on__lt=long_ago)
    for by, rows in (
        (users["tocongtac"], old.filter(unit__parent__name="Đảng bộ xã Hạ Khê")),
        (users["tochuc"], old.filter(unit__name=SCHOOL_BRANCH)),
    ):
        accepted = [row.pk for row in rows.order_by("held_on", "pk")]
        for session in ThematicSession.objects.filter(pk__in=accepted):
            actions.accept_session(session, version=session.version, by=by)
        ThematicSession.objects.filter(pk__in=accepted).update(
            accepted_at=F("submitted_at") + dt.timedelta(days=4)
        )


def _tell_of_earlier(school: Unit, by: User, judge: User, today: dt.date) -> None:
    """News of the last record, a correction made of an earlier one, one more asked for."""
    stands = ThematicSession.objects.filter(unit=school, state__in=("submitted", "accepted"))
    last, *earlier = stands.order_by("-held_on")
    headline = f"{last.unit_name}: {last.topic[0].lower()}{last.topic[1:]}"
    actions.propose_news(last, headline=headline, text=TEXTS[last.topic][-1], version=0, by=by)
    accepted = [session for session in earlier if session.state == "accepted"]
    signed = Resolution.objects.filter(session__in=accepted, state="signed")
    corrected = signed.order_by("-session__held_on").first().session
    waits = next(session for session in accepted if session != corrected)
    _press(actions.ask_correction, waits, words.CORRECTION_ASKED, by=by)
    _correct(corrected, by, judge, today)


def _correct(session: ThematicSession, by: User, judge: User, today: dt.date) -> None:
    """A record is opened again: one resolution is declared void, a whole one takes its place."""
    correction = _press(actions.ask_correction, session, words.CORRECTION_MADE, by=by)
    session.refresh_from_db()
    actions.decide_correction(
        correction,
        is_granted=True,
        answer="Đồng ý; làm xong gửi lại trong tuần.",
        version=session.version,
        by=judge,
    )
    session.refresh_from_db()
    wrong = session.resolutions.filter(state="signed").first()
    actions.void_resolution(wrong, words.VOID, version=session.version, by=by)
    text = f"{wrong.text}\n{words.LEFT_OUT}"
    right = _vote(session, wrong.title, text, by)
    _sign(session, right, max(session.held_on, today - dt.timedelta(days=20)), by)
    owners = list(session.roll.filter(attendance="present").values_list("member", flat=True))
    tasks = [
        {
            "resolution": right.pk,
            "title": title,
            "owner": owner,
            "due_on": max(session.held_on, today + dt.timedelta(days=days)),
        }
        for (title, days, _percent, _note), owner in zip(words.TASKS, owners[4:], strict=False)
    ]
    # What the sessions since have looked back on stays, and is out of the new resolution.
    kept = [
        row | {"resolution": right.pk}
        for row in session.tasks.values("key", "title", "owner", "due_on")
    ]
    _press(actions.assign_tasks, session, [*kept, *tasks], by=by)
    _press(actions.submit_session, session, by=by)
    _press(actions.accept_session, session, by=judge)
    for title, _days, percent, note in words.TASKS:
        task = session.tasks.get(title=title)
        if percent == 100:
            actions.finish_task(task, by=by)
        else:
            actions.report_progress(task, percent, note, by=by)


def _plan_ahead(school: Unit, by: User, today: dt.date) -> None:
    """One session only begun to be prepared, one put off, one called off."""
    nobody = dict.fromkeys(("chair", "secretary", "presenter"))
    for (topic, reason), action, days in (
        (words.DRAFT, None, 45),
        (words.POSTPONED, actions.postpone_session, 14),
        (words.CANCELLED, actions.cancel_session, 22),
    ):
        day = _workday(today + dt.timedelta(days=days))
        people = {} if action else nobody
        session = actions.prepare_session(school, frame(school, topic, day, **people), by=by)
        if action:
            _press(actions.schedule_session, session, by=by)
            _press(action, session, reason, by=by)


def _return_one(school: Unit, by: User, judge: User, day: dt.date, rng: random.Random) -> None:
    """A whole record, scored and voted on, that came back with a note."""
    session = _record(school, words.RETURNED, day, dt.time(15, 30), dt.time(17, 5), by)
    topic = words.RETURNED
    resolution = _vote(session, topic.resolution, topic.text, by)
    _sign(session, resolution, day, by)
    _assign(session, topic, resolution, by)
    session.refresh_from_db()
    score_it(session, session.version, rng, by)
    _press(actions.submit_session, session, by=by)
    _press(actions.return_session, session, words.RETURN_NOTE, by=judge)


def _check_minutes(school: Unit, by: User, day: dt.date) -> None:
    """A record at its minutes: not signed, nobody given a task, one section worded by hand."""
    topic = words.IN_MINUTES
    session = _record(school, topic, day, dt.time(8, 0), dt.time(9, 40), by)
    _vote(session, topic.resolution, topic.text, by)
    _press(actions.draw_up_minutes, session, by=by)
    _press(actions.edit_minutes, session, {"content": words.MINUTES_CONTENT}, by=by)


def _record_now(school: Unit, by: User, now: dt.datetime) -> None:
    """A session that goes on: people still say that they are here, one telephone came too late.

    At night nobody meets: then it is yesterday's.
    """
    day, hour = now.date(), now.hour - 1
    if not 8 <= hour <= 20:
        day, hour = day - dt.timedelta(days=1), 9
    quarter = Quarter.of(day)
    topic = topic_of(school, quarter)
    item = PlanItem.objects.filter(plan__unit=school, handed=None, due_on=quarter.last_day).first()
    session = actions.open_session(
        school,
        frame(
            school,
            topic.topic,
            day,
            dt.time(hour, 0),
            plan_item=item,
            superiors=[words.SUPERIOR],
            guests=[words.GUEST],
        ),
        by=by,
    )
    door = _press(actions.open_check_in, session, CHECK_IN, by=by)
    came = _call(session, by)[-1]
    others = session.roll.filter(attendance="present", attachment="home").order_by("-position")
    for entry in (came, *others[:2]):
        actions.announce_arrival(door.code, str(entry.position), by=None)
    _discuss(session, topic, by, spoken=2, conclusion="")
    _come_late(session, by, now)


def _come_late(session: ThematicSession, by: User, now: dt.datetime) -> None:
    """A telephone without a network sends a summary when another one is stored already."""
    typed = {"text": words.LATE_SUMMARY}
    edit = {
        "key": uuid.uuid5(uuid.NAMESPACE_URL, "branch portal demo"),
        "kind": DeviceEdit.Kind.WORDS,
        "row": "summary",
        "seen": {"text": ""},
        "wanted": typed,
        "clean": typed,
        "refusal": "",
        "made_at": now - dt.timedelta(minutes=20),
    }
    actions.take_edits(session, [edit], seen=0, by=by)


def _record(
    school: Unit, topic: Topic, day: dt.date, begins: dt.time, ends: dt.time, by: User
) -> ThematicSession:
    """Open a record, call its roll, write down all that was said."""
    facts = frame(school, topic.topic, day, begins, ends_at=ends)
    session = actions.open_session(school, facts, by=by)
    _call(session, by)
    _discuss(session, topic, by)
    return session


def _call(session: ThematicSession, by: User) -> list:
    """Call the roll with three exceptions, returned in their order; the last has no reason."""
    busy = [session.chair_id, session.secretary_id, session.presenter_id]
    roll = session.roll.filter(attendance="present", attachment="home").exclude(member__in=busy)
    absent = list(roll)[11:44:16]
    marks = [
        actions.Mark("excused", reason_kind="illness"),
        actions.Mark("excused", "Tập huấn ở tỉnh", "study"),
        actions.Mark("unexcused"),
    ]
    given = {entry.pk: mark for entry, mark in zip(absent, marks, strict=True)}
    _press(actions.record_attendance, session, given, by=by)
    return absent


def _discuss(
    session: ThematicSession, topic: Topic, by: User, spoken: int = 9, conclusion: str | None = None
) -> None:
    here = [
        name
        for name, person in speakers(session).items()
        if getattr(person, "attendance", "") == "present"
    ]
    opinions = [
        {"speaker": who, "kind": "propose" if place % 2 else "opinion", "text": text}
        for place, (who, text) in enumerate(zip(here[6::9], topic.opinions[:spoken], strict=False))
    ]
    conclusion = topic.conclusion if conclusion is None else conclusion
    _press(
        actions.record_discussion,
        session,
        opinions,
        summary=topic.summary,
        conclusion=conclusion,
        by=by,
    )


def _vote(session: ThematicSession, title: str, text: str, by: User) -> Resolution:
    _base, voters = session.voters(session.roll.all())
    return _press(
        actions.put_to_vote,
        session,
        title=title,
        text=text,
        form="hands",
        threshold="majority",
        votes_for=voters,
        votes_against=0,
        votes_none=0,
        by=by,
    )


def _sign(session: ThematicSession, resolution: Resolution, day: dt.date, by: User) -> None:
    session.refresh_from_db()
    chair = session.roll.get(member=session.chair_id).pk
    actions.sign_resolution(resolution, signer=chair, signed_on=day, version=session.version, by=by)


def _assign(session: ThematicSession, topic: Topic, resolution: Resolution, by: User) -> None:
    owners = list(session.roll.filter(attendance="present").values_list("member", flat=True))
    tasks = [
        {
            "resolution": resolution.pk,
            "title": title,
            "owner": owner,
            "due_on": session.held_on + dt.timedelta(days=30),
        }
        for title, owner in zip(topic.tasks, owners[4:], strict=False)
    ]
    _press(actions.assign_tasks, session, tasks, by=by)
