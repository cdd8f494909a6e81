"""The roof: where a signed-in person lands, health, media, the word to search engines."""

import json
import shutil
import tempfile
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.contrib import admin, messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, SuspiciousFileOperation
from django.db import DatabaseError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils._os import safe_join
from django.utils.html import escape
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext as _
from django.views import defaults
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from articles import actions as article_actions
from articles import permissions as articles_permissions
from articles.models import Snapshot
from articles.views import moved_article
from branch_portal.lib import pagecache
from branch_portal.lib.http import public_page, stored_page
from branch_portal.lib.verdicts import RuleBroken
from branch_portal.middleware import STAFF_PREFIXES
from meetings import actions as meeting_actions
from meetings.models import NewsProposal

PHOTO_TYPES = {".avif": "image/avif", ".webp": "image/webp", ".jpg": "image/jpeg"}
# Of css/tokens.css, for what knows no style sheet.
PAPER, RED = "#fffdf9", "#9f1d20"
# Below this the database cannot be sure to finish what it began.
FREE_BYTES_NEEDED = 200 * 1024 * 1024


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """After sign-in: newsroom people to the admin, everybody else to the internal zone."""
    return redirect("admin:index" if request.user.is_staff else "meetings:desk")


def _proposal(request: HttpRequest, pk: int) -> NewsProposal:
    _insist_on_editors(request)
    return get_object_or_404(NewsProposal, pk=pk)


def _insist_on_editors(request: HttpRequest) -> None:
    verdict = articles_permissions.review(request.user)
    if not verdict:
        raise PermissionDenied(verdict.reason)


@require_safe
def proposals(request: HttpRequest) -> HttpResponse:
    """What branches offer to the editors, the newest first; no more of their records than that."""
    _insist_on_editors(request)
    rows = NewsProposal.objects.select_related("proposed_by", "decided_by")[:100]
    context = admin.site.each_context(request) | {"title": _("From the branches"), "rows": rows}
    return render(request, "proposals.html", context)


@require_POST
def take_proposal(request: HttpRequest, pk: int) -> HttpResponse:
    """Make a draft of a branch's words, linked with them. Both, or nothing."""
    proposal = _proposal(request, pk)
    body = "".join(f"<p>{escape(line)}</p>" for line in proposal.paragraphs)
    words = Snapshot(headline=proposal.headline, body=body, source_name=proposal.unit_name)
    try:
        with transaction.atomic():
            article = article_actions.save_article(None, words, by=request.user).article
            meeting_actions.take_proposal(proposal, article.pk, by=request.user)
    except RuleBroken as rule:
        messages.error(request, str(rule))
        return redirect("proposals")
    messages.success(request, _("A draft was made of it. Choose its section first."))
    return redirect("admin:articles_article_change", article.pk)


@require_POST
def decline_proposal(request: HttpRequest, pk: int) -> HttpResponse:
    proposal = _proposal(request, pk)
    try:
        answer = request.POST.get("answer", "")[:300]
        meeting_actions.decline_proposal(proposal, answer, by=request.user)
    except RuleBroken as rule:
        messages.error(request, str(rule))
    return redirect("proposals")


@login_not_required
@never_cache
def admin_login(request: HttpRequest) -> HttpResponse:
    """There is one way in, with its limits and its second factor: the admin has none of its own."""
    target = request.GET.get("next", "")
    if not url_has_allowed_host_and_scheme(
        target, {request.get_host()}, require_https=request.is_secure()
    ):
        target = reverse("admin:index")
    if not request.user.is_authenticated:
        return redirect(f"{reverse('account_login')}?{urlencode({'next': target})}")
    if not request.user.is_staff:
        # Sending them to the sign-in page would send them back here, again and again.
        raise PermissionDenied(_("Your account has no part in the newsroom."))
    return redirect(target)


@login_not_required
def view_on_site(request: HttpRequest, rest: str) -> HttpResponse:
    """Nothing, for everybody: stands where the admin would lead to unpublished articles."""
    raise Http404


# Nothing of an older site is looked for under these.
OWN_PREFIXES = (*STAFF_PREFIXES, "/media/", "/static/", "/healthz", "/readyz")


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """An address of the older site leads to its article; any other gets the page that says so."""
    is_read = request.method in ("GET", "HEAD") and not request.path.startswith(OWN_PREFIXES)
    moved = moved_article(request) if is_read else None
    if is_read and (record := pagecache.current()):
        record.is_public = True  # so that it is compressed
    return moved or defaults.page_not_found(request, exception)


@login_not_required
@never_cache
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers. Says nothing about the database: restarting would not mend that."""
    return HttpResponse("ok\n", content_type="text/plain")


@login_not_required
@never_cache
@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """May readers be sent here? 503 names the first part that fails, and nothing else."""
    for part, works in READINESS.items():
        if not works():
            return HttpResponse(f"{part}\n", status=503, content_type="text/plain")
    return HttpResponse("ready\n", content_type="text/plain")


def _database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    return True


def _migrations_applied() -> bool:
    try:
        executor = MigrationExecutor(connection)
    except DatabaseError:
        return False
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def _data_folder_writable() -> bool:
    try:
        with tempfile.TemporaryFile(dir=settings.DATA_DIR) as file:
            file.write(b"1")
    except OSError:
        return False
    return True


def _disk_has_room() -> bool:
    return shutil.disk_usage(settings.DATA_DIR).free >= FREE_BYTES_NEEDED


READINESS = {
    "database": _database_answers,
    "migrations": _migrations_applied,
    "data folder": _data_folder_writable,
    "disk": _disk_has_room,
}


@login_not_required
@require_safe
def media(request: HttpRequest, path: str) -> HttpResponseBase:
    """A stored photo, where no nginx stands in front to serve it; nothing else, no listing.

    A photo's name changes with its content, so that caches may keep it for ever.
    """
    kind = PHOTO_TYPES.get(Path(path).suffix)
    if kind is None:
        raise Http404
    try:
        file = Path(safe_join(Path(settings.MEDIA_ROOT) / "photos", path))
        response = FileResponse(file.open("rb"), content_type=kind)
    except (SuspiciousFileOperation, OSError, ValueError):
        raise Http404 from None
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


@login_not_required
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """What search engines leave alone, and where everything else is listed."""
    closed = (*STAFF_PREFIXES, "/tim-kiem/", "/xem-thu/", "/y-kien/")
    lines = ["User-agent: *", *(f"Disallow: {prefix}" for prefix in closed)]
    lines += ["", f"Sitemap: {settings.SITE_URL}{reverse('sitemap')}"]
    response = HttpResponse("\n".join(lines) + "\n", content_type="text/plain")
    response.headers["Cache-Control"] = "public, max-age=86400"
    return response


# --- The portal as an app ---


@stored_page
def manifest(request: HttpRequest) -> HttpResponse:
    """What a telephone needs to put the portal beside its apps."""
    icons = [
        ("icon-192.png", "192x192", "any"),
        ("icon-512.png", "512x512", "any"),
        ("maskable-512.png", "512x512", "maskable"),
    ]
    content = {
        "id": "/",
        "name": settings.SITE_NAME,
        "short_name": settings.SITE_NAME,
        "description": _("The portal of %(name)s") % {"name": settings.SITE_NAME},
        "lang": "vi",
        "dir": "ltr",
        "start_url": "/",
        "scope": "/",
        "display": "minimal-ui",
        "background_color": PAPER,
        "theme_color": RED,
        "categories": ["news", "government"],
        "icons": [
            {"src": static(f"icons/{name}"), "sizes": size, "type": "image/png", "purpose": purpose}
            for name, size, purpose in icons
        ],
    }
    text = json.dumps(content, ensure_ascii=False)
    return HttpResponse(text, content_type="application/manifest+json; charset=utf-8")


@stored_page
def opensearch(request: HttpRequest) -> HttpResponse:
    """How browsers search the portal from their own field."""
    context = {"short_name": _first_words(settings.SITE_NAME, 16)}
    kind = "application/opensearchdescription+xml; charset=utf-8"
    return render(request, "opensearch.xml", context, content_type=kind)


def _first_words(text: str, most: int) -> str:
    """As many whole words as fit into so many characters; the format allows no more."""
    kept = text[: most + 1].rpartition(" ")[0] if len(text) > most else text
    return kept or text[:most]


@public_page
def service_worker(request: HttpRequest) -> HttpResponse:
    """The script that keeps what was read; switched off, it clears up and takes its leave."""
    name = "worker.js" if settings.OFFLINE_READING else "worker_off.js"
    script = (settings.BASE_DIR / "static" / "js" / name).read_text("utf-8")
    # Another release is another script, and every browser then fetches the page "offline" anew.
    release = f"// {static('css/site.css')}\n"
    return HttpResponse(release + script, content_type="text/javascript; charset=utf-8")


@stored_page
def offline(request: HttpRequest) -> HttpResponse:
    """What a reader without a network sees of a page that was never read."""
    pagecache.shows("nav", "pages")
    return render(request, "offline.html")


@login_not_required
@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    """For those who ask for it without looking at the page."""
    response = redirect(static("icons/icon-48.png"))
    response.headers["Cache-Control"] = "public, max-age=86400"
    return response


@login_not_required
@require_safe
def security_txt(request: HttpRequest) -> HttpResponse:
    """Whom to tell about a hole (RFC 9116), where an address for that is set."""
    if not settings.SECURITY_CONTACT:
        raise Http404
    # A promise for the next half year, renewed every day.
    ends = timezone.now().replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=180)
    lines = [
        f"Contact: {settings.SECURITY_CONTACT}",
        f"Expires: {ends:%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages: vi, en",
        f"Canonical: {settings.SITE_URL}{request.path}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
