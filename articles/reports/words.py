"""States and moments as the newsroom says them."""

import datetime as dt

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.models import Article
from branch_portal.lib import dates


def state_words(article: Article) -> str:
    """Where an article stands, and its correction when one is in preparation."""
    if not article.pending:
        return article.state_shown
    return _("%(state)s, correction: %(pending)s") % {
        "state": article.state_shown,
        "pending": str(Article.State(article.pending).label).lower(),
    }


def schedule_words(starts: dt.datetime, ends: dt.datetime | None = None) -> str:
    """ "Sẽ lên trang lúc 07:00, Thứ Hai 12/10, giờ Việt Nam, còn 2 ngày 3 giờ" """
    sentence = _("Goes online at %(moment)s, Vietnam time, in %(left)s.") % {
        "moment": moment_words(starts),
        "left": left_words(starts - timezone.now()),
    }
    if ends:
        sentence += " " + _("Taken off at %(moment)s.") % {"moment": moment_words(ends)}
    return sentence


def moment_words(moment: dt.datetime) -> str:
    """ "07:00, Thứ Hai 12/10"; with the year when it is another one."""
    local = timezone.localtime(moment)
    day = f"{local:%d/%m}" if local.year == timezone.localdate().year else f"{local:%d/%m/%Y}"
    return f"{local:%H:%M}, {dates.WEEKDAYS[local.weekday()]} {day}"


def left_words(left: dt.timedelta) -> str:
    """How long it takes until then, in the two largest units: "2 ngày 3 giờ", "5 phút"."""
    minutes = max(1, round(left.total_seconds() / 60))
    days, hours, rest = minutes // 1440, minutes // 60 % 24, minutes % 60
    parts = [
        (days, ngettext("%(count)s day", "%(count)s days", days)),
        (hours, ngettext("%(count)s hour", "%(count)s hours", hours)),
        (rest, ngettext("%(count)s minute", "%(count)s minutes", rest)),
    ]
    told = [words % {"count": count} for count, words in parts if count]
    return " ".join(told[:2])


def when_words(moment: dt.datetime) -> str:
    """ "10:40 hôm nay", "07:00 ngày mai", "16:05, Thứ Bảy 21/11", "08:30, 10/01/2022"."""
    local, today = timezone.localtime(moment), timezone.localdate()
    near = {0: _("today"), -1: _("yesterday"), 1: _("tomorrow")}
    distance = (local.date() - today).days
    if distance in near:
        return f"{local:%H:%M} {near[distance]}"
    if local.year == today.year:
        return f"{local:%H:%M}, {dates.WEEKDAYS[local.weekday()]} {local:%d/%m}"
    return f"{local:%H:%M}, {local:%d/%m/%Y}"
