"""What is prepared for a session, on the pages that show the session."""

from django import template

from meetings.models import Invitation, ThematicSession
from meetings.models.agenda import minutes_of

register = template.Library()


@register.inclusion_tag("meetings/_prepared.html")
def prepared(session: ThematicSession) -> dict:
    """Agenda and files, for everybody who may see the session."""
    agenda, files = list(session.agenda.all()), list(session.files.all())
    return {"session": session, "agenda": agenda, "files": files}


@register.inclusion_tag("meetings/_preparation.html", takes_context=True)
def preparation(context: template.Context, session: ThematicSession) -> dict:
    """All that is prepared, with the ways to its pages: for those who keep the book."""
    agenda = list(session.agenda.all())
    invited = list(Invitation.objects.last_of(session))
    answers = [one.reply_on(session.held_on) for one in invited]
    return {
        "csrf_token": context.get("csrf_token"),
        "session": session,
        "agenda": agenda,
        "minutes": minutes_of(agenda),
        "files": list(session.files.all()),
        "invited": invited,
        "excuses": [one for one in invited if one.reply_on(session.held_on) == "no"],
        "yes": answers.count("yes"),
        "no": answers.count("no"),
        "silent": answers.count(""),
    }
