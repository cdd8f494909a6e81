"""What is done in a session, in order: the agenda, and the templates that it is taken from."""

from collections.abc import Iterable

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from branch_portal.lib.text import tidy
from meetings.models.sessions import CLOSED, ThematicSession
from meetings.models.tasks import Task

TOPIC_MARK = "{chuyên đề}"  # stands in a template where an agenda has the topic


class AgendaTemplate(models.Model):
    """An order of business to begin with; a row, so that the office may word it anew."""

    name = models.CharField(_("name"), max_length=120, unique=True)
    position = models.PositiveSmallIntegerField(
        _("place in the list"), default=0, help_text=_("The first one is proposed by itself.")
    )

    class Meta:
        verbose_name = _("template of an agenda")
        verbose_name_plural = _("templates of agendas")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        self.name = tidy(self.name)

    def lines_for(self, session: ThematicSession) -> list[dict]:
        """The rows of an agenda as this template has them: text, who, minutes of each."""
        people = _people(session)
        met = {Need.SUPERIORS: bool(people[Actor.SUPERIORS]), "": True}
        lines = list(self.lines.all())
        if any(line.only_with == Need.EARLIER_TASKS for line in lines):
            met[Need.EARLIER_TASKS] = has_open_tasks(session)
        return [
            {
                "text": line.text.replace(TOPIC_MARK, session.topic)[: AgendaItem.LONGEST],
                "who": people[line.actor],
                "minutes": line.minutes,
            }
            for line in lines
            if met[line.only_with]
        ]


class Actor(models.TextChoices):
    CHAIR = "chair", _("the chair")
    SECRETARY = "secretary", _("the secretary of the session")
    PRESENTER = "presenter", _("the author of the paper")
    EVERYBODY = "everybody", _("all members")
    SUPERIORS = "superiors", _("members of the upper committee")


class Need(models.TextChoices):
    SUPERIORS = "superiors", _("the upper committee attends")
    EARLIER_TASKS = "earlier_tasks", _("earlier sessions left tasks open")


class AgendaTemplateLine(models.Model):
    """One step of a template."""

    template = models.ForeignKey(AgendaTemplate, models.CASCADE, related_name="lines")
    position = models.PositiveSmallIntegerField(_("place in the list"))
    text = models.CharField(
        _("what is done"),
        max_length=300,
        help_text=_("“{chuyên đề}” stands where the topic of the session goes."),
    )
    actor = models.CharField(_("by whom"), max_length=10, choices=Actor, default=Actor.CHAIR)
    minutes = models.PositiveSmallIntegerField(_("length, minutes"), null=True, blank=True)
    only_with = models.CharField(_("only when"), max_length=15, choices=Need, blank=True)

    class Meta:
        verbose_name = _("step of an agenda")
        verbose_name_plural = _("steps of an agenda")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.text

    def clean(self) -> None:
        self.text = tidy(self.text)


class AgendaItem(models.Model):
    """One step of the agenda of one session."""

    LONGEST = 400  # characters; a topic alone may have 300

    session = models.ForeignKey(ThematicSession, models.CASCADE, related_name="agenda")
    position = models.PositiveSmallIntegerField()
    text = models.CharField(_("what is done"), max_length=LONGEST)
    who = models.CharField(_("by whom"), max_length=160, blank=True)
    minutes = models.PositiveSmallIntegerField(_("length, minutes"), null=True, blank=True)

    class Meta:
        verbose_name = _("item of the agenda")
        verbose_name_plural = _("items of the agenda")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["session", "position"], name="agenda_place_once"),
            models.CheckConstraint(condition=~Q(text=""), name="agenda_item_says_something"),
        ]

    def __str__(self) -> str:
        return self.text


def minutes_of(items: Iterable[AgendaItem]) -> int:
    """How long the steps take together, as far as they say so."""
    return sum(item.minutes or 0 for item in items)


def has_open_tasks(session: ThematicSession) -> bool:
    """Did earlier sessions of the branch leave tasks that are not done yet?"""
    earlier = Task.objects.filter(session__unit=session.unit_id, session__state__in=CLOSED)
    return earlier.filter(session__held_on__lt=session.held_on, done_on=None).exists()


def _people(session: ThematicSession) -> dict[str, str]:
    """Who stands behind each actor, by name as far as it is known; cut to what a row holds."""
    superiors = ", ".join(guest.name for guest in session.guests.all() if guest.is_superior)
    return {
        Actor.CHAIR: session.chair_name or "Chủ trì",
        Actor.SECRETARY: session.secretary_name or "Thư ký",
        Actor.PRESENTER: session.presenter_name or "Người chuẩn bị chuyên đề",
        Actor.EVERYBODY: "Đảng viên",
        Actor.SUPERIORS: superiors[:160],
    }
