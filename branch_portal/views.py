"""The roof: where a signed-in person lands, health, media, the word to search engines."""

import shutil
import tempfile
from pathlib import Path

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, SuspiciousFileOperation
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils._os import safe_join
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext as _
from django.views import defaults
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from articles.views import moved_article
from branch_portal.middleware import STAFF_PREFIXES

PHOTO_TYPES = {".avif": "image/avif", ".webp": "image/webp", ".jpg": "image/jpeg"}
# Below this the database cannot be sure to finish what it began.
FREE_BYTES_NEEDED = 200 * 1024 * 1024


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """After sign-in: newsroom people to the admin, everybody else to the internal zone."""
    return redirect("admin:index" if request.user.is_staff else "meetings:desk")


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
    """What search engines leave alone: nothing there is for the public."""
    closed = ("/noi-bo/", "/admin/", "/tai-khoan/", "/toa-soan/")
    lines = ["User-agent: *", *(f"Disallow: {prefix}" for prefix in closed)]
    response = HttpResponse("\n".join(lines) + "\n", content_type="text/plain")
    response.headers["Cache-Control"] = "public, max-age=86400"
    return response
