"""What the organisation board shows to the public, and takes back."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import User
from branch_portal.lib import disclosure, pagecache
from branch_portal.lib.dates import Quarter
from branch_portal.lib.verdicts import RuleBroken, Stale
from meetings import reports
from meetings.models import (
    Announcement,
    PublicSummary,
    QuarterFigures,
    ThematicSession,
)
from meetings.models.summaries import LONGEST, SHORTEST, Publication
from organisation.models import Member, Unit

FARTHEST = dt.timedelta(days=366)  # nobody fixes the day of a session longer before


@transaction.atomic
def publish_summary(
    session: ThematicSession, words: Mapping[str, Any], *, version: int, by: User
) -> PublicSummary:
    """Show a summary of a submitted session to everybody, or put a new one in its place.

    `words` as PublicSummary.fill takes them; `version` is that of the summary which the user saw, 0
    when there was none. Raises RuleBroken for an open record and for words that name people, bear
    a mark of secrecy or repeat an opinion, Stale when somebody changed the summary meanwhile.
    """
    session = (
        ThematicSession.objects.select_for_update(of=("self",))
        .select_related("unit", "rule_set")
        .get(pk=session.pk)
    )
    if not session.is_closed:
        raise RuleBroken(_("Only a submitted record has a public summary."))
    summary = PublicSummary.objects.filter(session=session).first() or PublicSummary()
    _check_version(summary, version)
    if not SHORTEST <= len(words["text"]) <= LONGEST:
        raise RuleBroken(
            _("The summary has from %(shortest)d to %(longest)d characters.")
            % {"shortest": SHORTEST, "longest": LONGEST},
            "text",
        )
    summary.fill(session, words)
    names, sayings = session.people(), session.sayings()
    _check_words("title", summary.title, names, sayings)
    _check_words("text", summary.text, names, sayings)
    _check_words("resolutions", "\n".join(summary.resolutions), names, sayings)
    _show(summary, by)
    audit.record("summary.published", summary, by=by, version=summary.version)
    pagecache.changed("summaries")
    return summary


@transaction.atomic
def withdraw_summary(summary: PublicSummary, *, by: User) -> None:
    """Take a summary off the public site at once. Raises RuleBroken when it is off already."""
    summary = _taken_back(summary, by)
    audit.record("summary.withdrawn", summary, by=by, version=summary.version)
    pagecache.changed("summaries")


@transaction.atomic
def publish_figures(
    unit: Unit, quarter: Quarter, *, seen: Mapping[str, int], by: User
) -> QuarterFigures:
    """Freeze and show the sums of a quarter over all branches of a top unit.

    `seen` are the sums that the user agreed to, as reports.figures counts them; when a record came
    in meanwhile they differ, and Stale is raised. Raises RuleBroken before the quarter has begun
    and when there is nothing to count.
    """
    unit = Unit.objects.select_for_update().get(pk=unit.pk)
    if quarter.first_day > timezone.localdate():
        raise RuleBroken(_("This quarter has not begun yet."))
    counted = reports.figures(unit, quarter)
    if not counted["sessions"]:
        raise RuleBroken(_("No record of this quarter has been submitted; there is no figure."))
    if counted != dict(seen):
        raise Stale(_("The figures have changed since you opened the page. Please look again."))
    frozen = QuarterFigures.objects.in_quarter(quarter).filter(unit=unit).first()
    frozen = frozen or QuarterFigures(unit=unit, year=quarter.year, number=quarter.number)
    frozen.unit_name = unit.name
    for name, value in counted.items():
        setattr(frozen, name, value)
    _show(frozen, by)
    audit.record("figures.published", frozen, by=by, **counted)
    pagecache.changed("summaries")
    return frozen


@transaction.atomic
def withdraw_figures(figures: QuarterFigures, *, by: User) -> None:
    """Take the figures of a quarter off the public site. Raises RuleBroken when they are off."""
    figures = _taken_back(figures, by)
    audit.record("figures.withdrawn", figures, by=by)
    pagecache.changed("summaries")


@transaction.atomic
def announce_session(unit: Unit, *, topic: str, day: dt.date, by: User) -> Announcement:
    """Let the public know on which day a branch will treat a topic.

    Raises RuleBroken for a day that is past or more than a year away, a branch that is dissolved,
    a day announced already, and a topic that names people or bears a mark of secrecy.
    """
    unit = Unit.objects.select_for_update(of=("self",)).select_related("parent").get(pk=unit.pk)
    today = timezone.localdate()
    if not today <= day <= today + FARTHEST:
        raise RuleBroken(_("Announce a day from today on, within a year."), "day")
    if unit.dissolved_on and unit.dissolved_on <= day:
        raise RuleBroken(_("The branch did not exist on that day."), "day")
    if Announcement.objects.published().filter(unit=unit, day=day).exists():
        raise RuleBroken(_("A session of this branch on this day is announced already."), "day")
    names = Member.objects.on_roll(unit, today).values_list("full_name", flat=True)
    _check_words("topic", topic, names)
    announcement = Announcement(unit=unit, unit_name=unit.name, day=day, topic=topic)
    announcement.committee_name = unit.parent.name if unit.parent else ""
    _show(announcement, by)
    audit.record("session.announced", announcement, by=by)
    pagecache.changed("summaries")
    return announcement


@transaction.atomic
def withdraw_announcement(announcement: Announcement, *, by: User) -> None:
    """Take an announced session off the public site. Raises RuleBroken when it is off already."""
    announcement = _taken_back(announcement, by)
    audit.record("announcement.withdrawn", announcement, by=by)
    pagecache.changed("summaries")


def _check_version(summary: PublicSummary, version: int) -> None:
    if summary.version != version:
        raise Stale(
            _(
                "Somebody published or withdrew this summary after you opened the page. Compare "
                "with the version that stands now, then publish again."
            )
        )


def _check_words(field: str, text: str, names: Iterable[str], sayings: Iterable[str] = ()) -> None:
    if sentence := disclosure.refusal(text, names, sayings):
        raise RuleBroken(sentence, field)


def _show(publication: Publication, by: User) -> None:
    """Store it as its next version, for everybody to see."""
    publication.state = Publication.State.PUBLISHED
    publication.version += 1
    publication.published_at, publication.published_by = timezone.now(), by
    publication.withdrawn_at = publication.withdrawn_by = None
    publication.save()


def _taken_back(publication: Publication, by: User) -> Any:
    """Lock, read again, refuse a second time, take it from the public."""
    rows = type(publication).objects.select_for_update()
    publication = rows.get(pk=publication.pk)
    if not publication.is_public:
        raise RuleBroken(_("This has been withdrawn already."))
    publication.state = Publication.State.WITHDRAWN
    publication.version += 1
    publication.withdrawn_at, publication.withdrawn_by = timezone.now(), by
    publication.save()
    return publication
