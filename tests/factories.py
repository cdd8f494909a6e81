"""make_*: the shortest way to a real row. Names and places are invented."""

import datetime as dt
import io

from django.db.models import F
from django.utils import timezone
from PIL import Image

from accounts.models import Role, RoleGrant, User
from articles import actions as article_actions
from articles.models import Article, Photo, Section, Series, Snapshot, Tag
from articles.models.snapshots import in_iso
from branch_portal.lib import images
from branch_portal.lib.sealed import address_tag, seal
from branch_portal.lib.text import slugify
from comments.models import Comment
from meetings import actions as meeting_actions
from meetings.models import TopicGroup
from meetings.models.proofs import sheet_of
from organisation import actions as organisation_actions
from organisation.models import Appointment, Member, Membership, Standing, Unit, UnitType

LONG_AGO = dt.date(2015, 6, 1)
DAY = dt.date(2026, 10, 3)
PASSWORD = "mật khẩu thử 123"


def make_user(username="người dùng", **kw):
    kw.setdefault("full_name", username)
    return User.objects.create_user(username, password=PASSWORD, **kw)


def grant(user, role: Role, unit: Unit, **kw):
    kw.setdefault("starts_on", LONG_AGO)
    return RoleGrant.objects.create(user=user, role=role, unit=unit, **kw)


def make_unit(name, parent=None, type_code="subordinate-branch", **kw):
    return organisation_actions.establish_unit(
        name,
        UnitType.objects.get(code=type_code),
        parent=parent,
        established_on=kw.pop("established_on", LONG_AGO),
        term="2020–2025",
        by=None,
        **kw,
    )


def make_member(unit, name="Nguyễn Văn An", *standings, since=LONG_AGO, kind="home"):
    """A member at home (or as a guest) in the unit; official unless a standing says otherwise."""
    member = Member.objects.create(full_name=name)
    Membership.objects.create(member=member, unit=unit, starts_on=since, kind=kind)
    if "probationary" not in standings:
        standings = ("official", *standings)
    for standing in standings:
        Standing.objects.create(member=member, kind=standing, starts_on=since)
    return member


def appoint(member, unit, post="secretary", since=LONG_AGO):
    return Appointment.objects.create(member=member, unit=unit, post=post, starts_on=since)


def make_session(unit, by, **frame):
    """A held session with its roll frozen. Needs at least two members on the unit's roll."""
    chair, secretary = Member.objects.on_roll(unit, DAY)[:2]
    frame = {
        "topic": "Giữ nước cho vụ xuân",
        "held_on": DAY,
        "starts_at": dt.time(19, 30),
        "ends_at": dt.time(21, 15),
        "place": "Nhà văn hóa thôn",
        "chair": chair,
        "secretary": secretary,
        "plan_item": None,
    } | frame
    return meeting_actions.open_session(unit, frame, by=by)


def make_plan(unit, by, days=7, state="scheduled", **frame):
    """A session to come, its day fixed unless another state is asked for."""
    frame = {
        "topic": "Tiết kiệm điện",
        "held_on": timezone.localdate() + dt.timedelta(days=days),
        "starts_at": dt.time(19, 30),
        "place": "Nhà văn hóa thôn",
        "plan_item": None,
    } | frame
    session = meeting_actions.prepare_session(unit, frame, by=by)
    if state != "draft":
        meeting_actions.schedule_session(session, version=1, by=by)
        session.refresh_from_db()
    return session


def make_year_plan(unit, by, *topics, state="draft", judge=None, kind="calendar", year=None):
    """A branch's plan of this year with one topic a quarter, in the state that is asked for.

    `judge` approves it or sends it back; `by` does, unless told otherwise.
    """
    plan = meeting_actions.start_plan(unit, kind, year or timezone.localdate().year, by=by)
    topics = topics or ("Nước sạch", "Tiết kiệm điện", "Rác ở chợ", "Đường làng")
    rows = [
        {"id": None, "number": number, "topic": topic, "group": None, "presenter": None}
        for number, topic in enumerate(topics, 1)
    ]
    plan = meeting_actions.save_plan_items(plan, rows, {}, version=1, by=by)
    if state != "draft":
        meeting_actions.submit_plan(plan, version=2, by=by)
    if state == "approved":
        meeting_actions.approve_plan(plan, version=3, by=judge or by)
    elif state == "returned":
        meeting_actions.return_plan(plan, "Thêm chuyên đề.", version=3, by=judge or by)
    plan.refresh_from_db()
    return plan


def hand_down(unit, by, topic="Tiết kiệm, chống lãng phí", **words):
    """A topic that the committee asks of the branches below for this year."""
    year = timezone.localdate().year
    words = {
        "topic": topic,
        "sector": "",
        "group": None,
        "note": "",
        "period_name": f"năm {year}",
        "first_on": dt.date(year, 1, 1),
        "last_on": dt.date(year, 12, 31),
    } | words
    return meeting_actions.hand_down_topic(unit, words, by=by)


def call_roll(session, by, **exceptions):
    """Everybody is there but for the exceptions: attendance → how many, from the roll's end."""
    entries = list(session.roll.filter(attachment="home", attendance="present"))
    marks = {}
    for attendance, number in exceptions.items():
        for _each in range(number):
            reason = "" if attendance == "unexcused" else "Ốm"
            marks[entries.pop().pk] = meeting_actions.Mark(attendance, reason)
    session.refresh_from_db()
    tally = meeting_actions.record_attendance(session, marks, version=session.version, by=by)
    session.refresh_from_db()
    return tally


def make_resolution(session, by, **vote):
    session.refresh_from_db()
    _base, voters = session.voters(session.roll.all())
    vote = {
        "title": f"nạo vét kênh nội đồng, lần {session.resolutions.count() + 1}",
        "text": "Nạo vét xong trước vụ.",
        "form": "hands",
        "threshold": "majority",
        "votes_for": voters,
        "votes_against": 0,
        "votes_none": 0,
    } | vote
    return meeting_actions.put_to_vote(session, **vote, version=session.version, by=by)


def sign(resolution, by):
    """Give an adopted resolution its number, on the day of its session."""
    session = resolution.session
    session.refresh_from_db()
    chair = session.roll.get(member=session.chair_id)
    return meeting_actions.sign_resolution(
        resolution, signer=chair.pk, signed_on=session.held_on, version=session.version, by=by
    )


def make_task(session, by, title="Nạo vét 300 m kênh", due_on=dt.date(2026, 12, 31)):
    session.refresh_from_db()
    owner = session.roll.first().member_id
    meeting_actions.assign_tasks(
        session,
        [{"title": title, "owner": owner, "due_on": due_on}],
        version=session.version,
        by=by,
    )
    return session.tasks.get()


SUMMARY = "Chi bộ bàn việc nạo vét kênh và chia nước theo lịch, để ruộng cuối nguồn không khô."


def submit(session, by):
    """Call the roll, sign and hand out what was adopted, conclude, and send it all upwards."""
    if not session.roll_called_at:
        call_roll(session, by)
    for resolution in session.resolutions.filter(state="adopted"):
        sign(resolution, by)
    for resolution in session.resolutions.filter(state="signed", tasks=None):
        owner = session.roll.first()
        resolution.tasks.create(
            session=session,
            title="Làm theo nghị quyết",
            owner_id=owner.member_id,
            owner_name=owner.member_name,
            due_on=session.held_on + dt.timedelta(days=60),
        )
    session.refresh_from_db()
    meeting_actions.record_discussion(
        session, [], summary="", conclusion="Đồng ý.", version=session.version, by=by
    )
    session.refresh_from_db()
    meeting_actions.submit_session(session, version=session.version, by=by)
    session.refresh_from_db()
    return session


def points_of(session, **other):
    """What the facts propose for each criterion, else all its points; a fact may get others."""
    return {
        row.criterion.pk: other.get(
            row.criterion.fact,
            (row.criterion.most, "Đủ." if row.proposal.is_short else "")
            if row.proposal.points is None
            else (row.proposal.points, ""),
        )
        for row in sheet_of(session).rows
    }


def make_score(session, by, **other):
    """The branch's score of an open session; `other` is fact → (points, reason)."""
    session.refresh_from_db()
    points = points_of(session, **other)
    return meeting_actions.score_session(session, points, version=session.version, by=by)


def make_summary(session, by, version=0, **words):
    """The public summary of a submitted session, in the first topic group unless told otherwise."""
    group = words.pop("group", None) or TopicGroup.objects.first()
    words = {
        "title": session.topic,
        "group": group,
        "text": SUMMARY,
        "with_attendance": False,
        "resolutions": [],
    } | words
    return meeting_actions.publish_summary(session, words, version=version, by=by)


def make_announcement(unit, by, topic="Việc làng", days=0):
    """A coming session that the public knows of, so many days from now."""
    day = timezone.localdate() + dt.timedelta(days=days)
    return meeting_actions.announce_session(unit, topic=topic, day=day, by=by)


def make_section(name="Xây dựng Đảng", **kw):
    kw.setdefault("slug", slugify(name))
    return Section.objects.get_or_create(name=name, defaults=kw)[0]


def make_tag(name="Sinh hoạt chuyên đề"):
    return Tag.objects.create(name=name)


def make_series(name="Học Bác từ việc nhỏ", **kw):
    return Series.objects.create(name=name, slug=slugify(name), **kw)


def make_picture(size=(640, 400), colour="olive", format="JPEG", **kw):
    """The bytes of a real picture file."""
    file = io.BytesIO()
    Image.new("RGB", size, colour).save(file, format, **kw)
    return file.getvalue()


def make_photo(colour="olive", by=None, **words) -> Photo:
    words = {"caption": "Buổi sinh hoạt tháng 11.", "credit": "Hà Vân", "alt": "Hội trường"} | words
    prepared = images.read_photo(io.BytesIO(make_picture(colour=colour)))
    return article_actions.add_photo(prepared, **words, by=by)


def make_article(headline="Chi bộ bàn việc khó", *, tags=(), by=None, published=True, **kw):
    """A published article of the tenth of January 2022, unless told otherwise.

    Words are those of a Snapshot; `section`, `photo` and `author_name` may be given as they are.
    """
    at = kw.pop("publish_at", dt.datetime(2022, 1, 10, 1, 30, tzinfo=dt.UTC))
    kw.setdefault("lead", "Việc chung thì bàn chung, ai cũng có phần.")
    kw.setdefault("body", "<p>Chi bộ có 67 đảng viên.</p>")
    if photo := kw.pop("photo", None):
        kw["photos"] = [{"photo": photo.pk, "caption": photo.caption, "alt": photo.alt}]
    name = kw.pop("author_name", "Thu Nhàn")
    kw.setdefault("by_lines", [{"name": name, "user": None}] if name else [])
    section = kw.pop("section", None) or make_section()
    words = Snapshot(headline=headline, section=section.pk, tags=list(tags), **kw)
    words.publish_at = in_iso(at)
    article = article_actions.save_article(None, words, by=by).article
    if not published:
        return article
    return article_actions.publish_article(article, checked=False, by=by)


def make_comment(article, text="Cách làm này đáng học theo.", **kw):
    kw.setdefault("author_name", "Nguyễn Văn Thọ")
    if email := kw.pop("email", ""):
        kw |= {"email_cipher": seal(email), "email_tag": address_tag(email)}
    if kw.get("state") == "approved":
        kw.setdefault("published_at", timezone.now())
        rows = Article.objects.filter(pk=article.pk)
        rows.update(comment_count=F("comment_count") + 1)
    return Comment.objects.create(article=article, text=text, **kw)
