"""A reader speaks: no account, no cookie, no JavaScript."""

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import BadRequest, PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe
from redis import RedisError

from articles.models import Article
from branch_portal.lib.http import client_address, is_from_our_page
from branch_portal.lib.limits import network_tag
from branch_portal.lib.verdicts import RuleBroken
from comments import actions
from comments.forms.comment import CONSENT_VERSION, CommentForm
from comments.models import Comment, Openness
from comments.reports.judging import Circumstances, judge
from comments.reports.sent import sent_before, submission_keys
from comments.views.doubts import Answer, Challenge, doubts_about
from comments.views.floods import count_one, is_swamped

# 3,000 characters of the costliest kind, percent-encoded, are a third of it. Beyond it nothing is
# read; a text below it comes back to its writer however long it is.
LARGEST = 2_000_000  # bytes


def _published() -> QuerySet[Article]:
    return Article.objects.published().for_cards()


def _withdrawn(request: HttpRequest, pk: int) -> HttpResponse:
    """The words of somebody under whose hands the article was taken away."""
    if not Article.objects.gone().filter(pk=pk).exists():
        raise Http404
    told = {"text": request.POST.get("text", "")}
    return render(request, "comments/_withdrawn.html", told, status=410)


def _answered(article: Article, code: str) -> Comment | None:
    """The approved comment that is answered; for an answer, the comment that it answers itself."""
    rows = Comment.objects.approved().filter(article=article).select_related("parent")
    found = rows.filter(code=code[:10].upper()).first() if code.isalnum() else None
    parent = found and (found.parent or found)
    return parent if parent and parent.is_public else None


@login_not_required
@csrf_exempt  # nobody is signed in here, so there is nothing that another site could abuse
@require_POST
@never_cache
def comment(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a comment. `pk` is the article's. Never asks who is signed in."""
    if is_from_our_page(request) is False:
        raise PermissionDenied(_("Comments are sent from the page of the article only."))
    _refuse_what_no_form_sends(request)
    article = _published().filter(pk=pk).first()
    if article is None:
        return _withdrawn(request, pk)
    code = request.POST.get("parent", "")
    parent = _answered(article, code) if code else None
    form = CommentForm(request.POST, article=article, parent=parent)
    if "edit" in request.POST:
        return _again(request, form, 200)
    if not form.is_valid():
        return _again(request, form, 422)
    if code and not parent:
        form.add_error(None, _("The comment that you answer is not there any more."))
        return _again(request, form, 422)
    try:
        return _take(request, form)
    except RedisError:
        # Without the counts nobody could stop a flood; what was typed waits with its writer.
        form.add_error(
            None,
            _("No comment can be taken just now. Please send it again in a few minutes."),
        )
        return _again(request, form, 503)


def _take(request: HttpRequest, form: CommentForm) -> HttpResponse:
    """A form without mistakes: stored, or one more page."""
    keys = submission_keys(form.article, **form.words)
    if sent := sent_before(keys):
        return _receipt(sent)
    if form.token_age is None:
        form.add_error(
            None,
            _("The page was open for too long, or was changed. Please look again and send it."),
        )
        return _again(request, form, 409)
    how = Circumstances(
        honeypot=form.took_the_bait,
        token_age=form.token_age,
        has_fetch_headers="Sec-Fetch-Site" in request.headers,
    )
    data = form.cleaned_data
    scores = judge(text=data["text"], name=data["author_name"], email=data["email"], how=how)
    answer = Answer.read(request.POST.get("proof", ""), request.POST.get("answer", ""), keys)
    network = network_tag(client_address(request))
    if not answer.is_good and (page := _doubt(request, form, scores, network, keys[0], answer)):
        return page
    try:
        sent = actions.send_comment(
            form.article,
            **form.words,
            wants_mail=data["wants_mail"],
            consent_version=CONSENT_VERSION,
            network_tag=network,
            scores=scores,
            by=None,
        )
    except RuleBroken as broken:
        form.add_error(None, str(broken))
        return _again(request, form, 422)
    answer.use_up()
    return _receipt(sent)


def _doubt(request, form, scores, network: str, key: str, answer: Answer) -> HttpResponse | None:
    """A page that asks for one more step, or for patience; None: nothing stands against it."""
    flood = count_one(form.article, network=network, email=form.cleaned_data["email"])
    if flood.wait:
        form.add_error(None, flood.message)
        response = _again(request, form, 429)
        response["Retry-After"] = str(flood.wait)
        return response
    doubts = doubts_about(
        scores,
        flood,
        is_from_our_page=is_from_our_page(request),
        is_swamped=is_swamped(),
    )
    if not doubts:
        return None
    if not (openness := Openness.of(form.article)).is_open:
        return _closed(request, form, openness)
    told = {
        "form": form,
        "noticed": doubts.noticed,
        "challenge": Challenge.make(key, is_hard=doubts.is_high),
        "is_wrong": answer.is_wrong,
    }
    return render(request, "comments/_doubts.html", told, status=422 if answer.is_wrong else 200)


def _refuse_what_no_form_sends(request: HttpRequest) -> None:
    """Before anything is read. Files are not even kept for the time of the request."""
    charset = (request.content_params or {}).get("charset", "utf-8")
    if charset.lower() not in ("utf-8", "utf8"):
        raise BadRequest("A comment is sent in UTF-8.")
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isdecimal() or int(length) > LARGEST:
        raise BadRequest("A comment is not that long.")
    request.upload_handlers = []


def _receipt(sent: Comment) -> HttpResponse:
    return HttpResponseRedirect(reverse("comments:received", args=[sent.code]), status=303)


def _again(request: HttpRequest, form: CommentForm, status: int) -> HttpResponse:
    """The form with what was typed, and what is wrong; without a form where none is taken."""
    openness = Openness.of(form.article)
    if not openness.is_open:
        return _closed(request, form, openness)
    return render(request, "comments/comment.html", {"form": form}, status=status)


def _closed(request: HttpRequest, form: CommentForm, openness: Openness) -> HttpResponse:
    told = {"form": form, "why_closed": openness.why_closed}
    return render(request, "comments/comment.html", told, status=422)


@login_not_required
@require_safe
@never_cache
def reply(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """The form for an answer to an approved comment. `pk` is the article's."""
    article = get_object_or_404(_published(), pk=pk)
    rows = Comment.objects.approved().filter(article=article, parent=None)
    answered = get_object_or_404(rows, code=code)
    openness = Openness.of(article)
    if not openness.is_shown:
        raise Http404
    form = CommentForm.blank(article, answered) if openness.is_open else None
    told = {"article": article, "comment": answered, "form": form, "openness": openness}
    return render(request, "comments/reply.html", told)
