"""Asking the members to a session, and what they answer without an account."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe
from redis import RedisError

from branch_portal.lib import limits
from branch_portal.lib.http import client_address, is_from_our_page
from meetings import actions
from meetings.documents.message import invitation_words as words_of_invitation
from meetings.forms import ReplyForm, StepForm
from meetings.models import Invitation, ThematicSession
from meetings.views.agenda import home_of, prepared_page, pressed, session_to_prepare
from meetings.views.steps import carried_out, get_or_post, version_seen

MINUTE = 60  # seconds
MOST_LOOKS = 120  # a minute, of one network: a whole village may sit behind one address
MOST_ANSWERS = 10  # in ten minutes, by one link


@get_or_post
def invitations(request: HttpRequest, pk: int) -> HttpResponse:
    """Who answered what, and the button that makes the links; they are seen this once."""
    session = session_to_prepare(request, pk)
    if request.method != "POST" and not session.is_planned:
        return redirect("meetings:session", pk)
    form = StepForm(request.POST or None)
    made: list[tuple[Invitation, str]] = []
    if form.is_valid() and carried_out(
        form,
        lambda: made.extend(
            actions.make_invitations(session, version=version_seen(request), by=request.user)
        ),
    ):
        links = "\n".join(f"{one.member_name} – {_address(token)}" for one, token in made)
        session.refresh_from_db()
        context = {
            "session": session,
            "links": links,
            "number": len(made),
            "home": home_of(session),
        }
        context["message"] = _words(session, with_link=True)
        return render(request, "meetings/invitations.html", context)
    invited = list(Invitation.objects.last_of(session))
    for one in invited:
        one.answer = one.reply_on(session.held_on)
    context = {"form": form, "invited": invited}
    context["are_open"] = any(one.revoked_at is None for one in invited)
    return prepared_page(request, "invitations", session, **context)


def _address(token: str) -> str:
    return settings.SITE_URL + reverse("meetings:reply", args=[token])


def _words(session: ThematicSession, *, with_link: bool) -> str:
    return words_of_invitation(session, has_papers=session.files.exists(), with_link=with_link)


@require_POST
def revoke_invitations(request: HttpRequest, pk: int) -> HttpResponse:
    """End all links of a session at once."""
    session = session_to_prepare(request, pk)
    pressed(
        request,
        lambda: actions.revoke_invitations(session, version=version_seen(request), by=request.user),
        _("The links lead nowhere any more; the answers stay."),
    )
    return redirect("meetings:invitations", pk)


@require_safe
def invitation_text(request: HttpRequest, pk: int) -> HttpResponse:
    """The words of the invitation, to be pasted into Zalo or an SMS."""
    session = session_to_prepare(request, pk)
    with_link = request.GET.get("tra-loi") == "1"
    context = {"with_link": with_link, "words": _words(session, with_link=with_link)}
    return prepared_page(request, "invitation_text", session, **context)


@login_not_required
@csrf_exempt  # nobody is signed in here, and another site does not know the link
@never_cache
@get_or_post
def reply(request: HttpRequest, token: str) -> HttpResponse:
    """A member answers. Unit, day, hour, place and topic are all that is told here."""
    response = too_many(
        "invitation-look", limits.network_tag(client_address(request)), MOST_LOOKS, MINUTE
    )
    return unseen(response or _reply(request, token))


def _reply(request: HttpRequest, token: str) -> HttpResponse:
    opened = Invitation.objects.opened_by(token).select_related("session")
    if (invitation := opened.first()) is None:
        return render(request, "meetings/_no_invitation.html", status=404)
    form = ReplyForm(request.POST or None)
    if request.method == "POST":
        if is_from_our_page(request) is False:
            told = {"exception": _("An answer is sent from the page of the invitation only.")}
            return render(None, "403.html", told, status=403)
        if stop := too_many("invitation-answer", invitation.digest[:16], MOST_ANSWERS, 10 * MINUTE):
            return stop
        form = ReplyForm(request.POST)
        if form.is_valid() and carried_out(
            form, lambda: actions.answer_invitation(invitation, **form.cleaned_data, by=None)
        ):
            return redirect("meetings:reply", token)
    session = invitation.session
    context = {
        "session": session,
        "form": form,
        "refused": request.method == "POST",
        "invitation": invitation,
        "answer": invitation.reply_on(session.held_on),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "meetings/reply.html", context, status=status)


def too_many(what: str, tag: str, most: int, seconds: int) -> HttpResponse | None:
    """Count one try; the page that asks for patience once there were more than `most`."""
    try:
        tries, wait = limits.count(what, tag, seconds=seconds)
    except RedisError:
        return None  # without the counts nobody could answer; the links cannot be guessed anyhow
    if tries <= most:
        return None
    response = render(None, "429.html", status=429)
    response.headers["Retry-After"] = str(wait)
    return response


def unseen(response: HttpResponse) -> HttpResponse:
    """Neither a search engine, another site nor our own log learns the address of this answer."""
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    response.headers["Referrer-Policy"] = "no-referrer"
    response._has_been_logged = True  # Django writes the path of whatever it refuses
    return response
