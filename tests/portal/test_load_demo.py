"""The demo world: what people see first. Loaded whole, once, on this leg's database."""

import datetime as dt

import pytest
from django.core.management import CommandError, call_command
from django.db.models import Count, F, Q

from accounts.models import AuditEntry, User
from articles.models import Article
from comments.models import Comment
from meetings.models import (
    Announcement,
    Arrival,
    Ballot,
    DeviceEdit,
    HandedTopic,
    Invitation,
    NewsProposal,
    Plan,
    PublicSummary,
    QuarterFigures,
    Resolution,
    SessionFile,
    SessionScore,
    Task,
    ThematicSession,
)
from meetings.models.sessions import CLOSED
from meetings.reports import lint
from organisation.models import Member, Unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    settings.DATA_DIR = tmp_path


def test_it_loads_a_whole_district_once(own_media, capsys, client):
    call_command("load_demo")
    assert Unit.objects.filter(parent=None).count() == 1
    assert Unit.objects.branches().count() >= 60
    assert Unit.objects.filter(type__is_branch=False).exclude(parent=None).count() >= 12
    assert Member.objects.count() >= 1500
    states = set(Comment.objects.values_list("state", flat=True))
    assert states == set(Comment.State.values) - {"erased"}

    articles = Article.objects.published()
    assert articles.count() >= 60
    assert articles.exclude(photo=None).count() >= 55
    assert not Article.objects.published().filter(Q(lead="") | Q(body="")).exists()

    sessions = ThematicSession.objects
    first, last = sessions.earliest("held_on").held_on, sessions.latest("held_on").held_on
    assert last - first > dt.timedelta(days=540)
    assert sessions.filter(state="held").exists()
    assert not Ballot.objects.filter(voters_present__gt=F("base")).exists()
    numbered = Resolution.objects.exclude(number=None)
    per_series = numbered.order_by().values("series").annotate(rows=Count("pk"))
    assert per_series
    for series in per_series:
        numbers = sorted(numbered.filter(series=series["series"]).values_list("number", flat=True))
        assert numbers == list(range(1, series["rows"] + 1))
    assert Task.objects.filter(done_on=None).exists()

    summaries = PublicSummary.objects.published()
    assert summaries.count() >= 30
    assert len({summary.quarter for summary in summaries}) >= 6
    assert not summaries.exclude(session__state__in=CLOSED).exists()
    assert QuarterFigures.objects.published().count() == 2
    assert Announcement.objects.coming(dt.date.today()).count() == 3

    school = Unit.objects.get(name="Chi bộ Trường THPT Lạc Giang")
    assert Member.objects.on_roll(school, dt.date.today()).count() == 67
    check_the_desk_of_the_secretary(school)
    assert set(Plan.objects.values_list("state", flat=True)) == set(Plan.State.values)
    assert HandedTopic.objects.standing().count() == 2

    said = capsys.readouterr().out
    for username in ("quantri", "phongvien", "bientap", "kiemduyet", "bithu", "phobithu"):
        assert username in said
    call_command("load_demo")
    assert "already there" in capsys.readouterr().out
    assert AuditEntry.objects.filter(verb="demo.loaded").count() == 1

    for page in (
        "/",
        "/sinh-hoat-chuyen-de/",
        "/tim-kiem/?q=sinh+hoat+chuyen+de",
        articles[0].get_absolute_url(),
    ):
        assert client.get(page).status_code == 200
    client.force_login(User.objects.get(username="tochuc"))
    assert client.get("/noi-bo/", follow=True).status_code == 200


def check_the_desk_of_the_secretary(school):
    """Every state that the pages of the meeting book can show is there to be looked at."""
    sessions = ThematicSession.objects.filter(unit=school)
    assert set(sessions.values_list("state", flat=True)) == set(ThematicSession.State.values)

    scheduled = sessions.get(state="scheduled")
    assert scheduled.agenda.exists()
    assert SessionFile.objects.get(session=scheduled).kind == "paper"
    replies = Invitation.objects.filter(session=scheduled).exclude(reply="")
    assert set(replies.values_list("reply", flat=True)) == {"yes", "no"}

    held = sessions.get(state="held")
    assert held.roll_called_at
    assert held.opinions.count() == 2
    assert not held.conclusion
    assert held.guests.count() == 2
    assert Arrival.objects.filter(entry__session=held, is_confirmed=None).count() == 3
    assert DeviceEdit.objects.unsettled().get(session=held).outcome == "conflict"
    assert held.reviews.filter(is_late=True).exists()

    checked, returned = (
        sessions.filter(state="minutes", return_note="").get(),
        sessions.filter(state="minutes").exclude(return_note="").get(),
    )
    assert [one.page for one in lint(checked) if one.is_error] == ["resolutions", "tasks"]
    assert checked.minutes_edits.exists()
    assert SessionScore.objects.get(session=returned).ballot.is_carried
    assert not [one for one in lint(returned) if one.is_error]

    assert NewsProposal.objects.get(state="waiting").session.unit == school
    asked = sessions.filter(corrections__is_granted=None, corrections__isnull=False)
    assert asked.get().state == "accepted"
    corrected = sessions.get(corrections__is_granted=True)
    assert corrected.state == "accepted"
    assert set(corrected.resolutions.values_list("state", flat=True)) == {"void", "signed"}
    tasks = Task.objects.filter(session=corrected)
    assert {30, 60, 100} <= set(tasks.values_list("percent", flat=True))
    assert tasks.late(dt.date.today()).exclude(updates=None).get().updates.get().note


def test_it_refuses_beside_anything_else(own_media, administrator):
    with pytest.raises(CommandError, match="holds something else"):
        call_command("load_demo")
    assert not Unit.objects.exists()
