"""What becomes of one's data: the page about it, requests, and the pages behind mailed links.

A GET of a mailed link shows a button and changes nothing: mail programs open links by themselves.
The link is the proof, so these posts need neither a cookie nor a page of ours behind them.
"""

import datetime as dt
from collections.abc import Callable

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from branch_portal.lib.http import (
    client_address,
    is_from_our_page,
    public_page,
    stored_page,
)
from branch_portal.lib.limits import count, network_tag
from comments import actions
from comments.forms.requests import DataRequestForm
from comments.mail import read_token
from comments.models import Comment, DataRequest
from comments.reports.keeping import rules_of_keeping
from comments.rules import keeping

FROM_ONE_NETWORK = 5  # requests in an hour


def _open_to_all(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """GET and POST without an account, a cookie or a cache."""
    methods = require_http_methods(["GET", "HEAD", "POST"])
    return login_not_required(csrf_exempt(methods(never_cache(view))))


@stored_page
def personal_data(request: HttpRequest) -> HttpResponse:
    """What is collected, why, for how long, who sees it, how to ask."""
    context = {
        "rules": rules_of_keeping(),
        "answer_days": keeping.ANSWER_WORKING_DAYS,
        "done_days": keeping.DONE_DAYS,
    }
    return render(request, "comments/personal_data.html", context)


@_open_to_all
def data_request(request: HttpRequest) -> HttpResponse:
    """Ask about one's own data. The answer is the same whether the address is known or not."""
    if request.method != "POST":
        return _form(request, DataRequestForm())
    if is_from_our_page(request) is False:
        raise PermissionDenied(_("Requests are sent from the page of this portal only."))
    form = DataRequestForm(request.POST)
    if not form.is_valid():
        return _form(request, form, 422)
    tries, seconds = count("data-request", network_tag(client_address(request)), seconds=3600)
    if tries > FROM_ONE_NETWORK:
        form.add_error(
            None,
            _("Too many requests came from your network. Please try again in %(minutes)s minutes.")
            % {"minutes": max(1, round(seconds / 60))},
        )
        response = _form(request, form, 429)
        response["Retry-After"] = str(seconds)
        return response
    actions.ask_about_data(**form.cleaned_data)
    return HttpResponseRedirect(reverse("comments:data_request_sent"), status=303)


def _form(request: HttpRequest, form: DataRequestForm, status: int = 200) -> HttpResponse:
    context = {"form": form, "answer_days": keeping.ANSWER_WORKING_DAYS}
    return render(request, "comments/data_request.html", context, status=status)


@public_page
def data_request_sent(request: HttpRequest) -> HttpResponse:
    """The same for everybody."""
    return render(request, "comments/data_request_sent.html")


@_open_to_all
def prove_request(request: HttpRequest, token: str) -> HttpResponse:
    key = read_token(token, "prove", keeping.LINK)
    row = DataRequest.objects.filter(pk=key).first() if key else None
    if row and request.method == "POST":
        row = actions.prove_request(row)
    is_done = bool(row and row.state != DataRequest.State.UNPROVED)
    return _letter(request, "prove_request", row, is_done=is_done)


@_open_to_all
def confirm_address(request: HttpRequest, token: str) -> HttpResponse:
    key = read_token(token, "confirm", keeping.LINK)
    row = Comment.objects.filter(pk=key, wants_mail=True).first() if key else None
    if row and request.method == "POST":
        actions.confirm_address(row)
        row.refresh_from_db()
    return _letter(request, "confirm_address", row, is_done=bool(row and row.email_confirmed_at))


@_open_to_all
def stop_mail(request: HttpRequest, token: str) -> HttpResponse:
    """Also what mail programs post to by themselves (RFC 8058)."""
    row, key = None, read_token(token, "comment")
    if key:
        row = Comment.objects.filter(pk=key).first()
    elif key := read_token(token, "request"):
        row = DataRequest.objects.filter(pk=key).first()
    if row and request.method == "POST":
        actions.stop_mail(row)
    return _letter(request, "stop_mail", row, is_done=bool(row) and request.method == "POST")


def _letter(request: HttpRequest, name: str, row, *, is_done: bool) -> HttpResponse:
    """The page behind a mailed link; 410 for one that is old or not ours."""
    context = {
        "row": row,
        "is_done": is_done,
        "hours": keeping.LINK // dt.timedelta(hours=1),
        "days": keeping.UNPROVED.days,
    }
    response = render(request, f"comments/{name}.html", context, status=200 if row else 410)
    response["Referrer-Policy"] = "no-referrer"  # the link is a secret
    return response
