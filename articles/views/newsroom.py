"""The newsroom's own addresses: files coming in, working copies, looks at unpublished texts."""

import json
import re
from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.core.files.storage import default_storage
from django.db.models import F
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from articles import actions, permissions
from articles.forms import loose_snapshot
from articles.models import Article, Attachment, PreviewLink, Snapshot, WorkingCopy
from articles.reports.page import preview_page
from articles.reports.photos import LookAlike, look_alikes
from branch_portal.lib.files import FileRefused, read_document
from branch_portal.lib.images import PhotoRefused, read_photo

_NUMBER = re.compile(r"[0-9]{1,9}")
LARGEST_COPY = 2_000_000  # characters of a form
FILE_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


def newsroom_only(view):
    """Answer in JSON to those who write; everybody else is told why not."""

    @wraps(view)
    def guarded(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        verdict = permissions.write(request.user)
        if not verdict:
            return refused(str(verdict.reason), 403)
        return view(request, *args, **kwargs)

    return guarded


def refused(sentence: str, status: int = 400) -> JsonResponse:
    """A refusal in the form that the editor's scripts read."""
    return JsonResponse({"error": {"message": sentence}}, status=status)


@require_POST
@newsroom_only
def upload_photo(request: HttpRequest) -> HttpResponse:
    """Take a picture out of somebody's hands and put it into the library."""
    file = request.FILES.get("upload")
    if file is None:
        return refused(_("No picture arrived. Choose it again."))
    try:
        photo = actions.add_photo(read_photo(file), by=request.user)
    except PhotoRefused as problem:
        return refused(str(problem))
    if photo.is_taken_down:
        return refused(_("This photo was taken down; it may not be used again."))
    sizes = photo.sizes("jpeg")
    # The middle size suits the column of text; the largest one would weigh on cheap phones.
    shown = next((size for size in sizes if size["width"] >= 800), sizes[-1])
    return JsonResponse(
        {
            "url": shown["url"],
            "thumb": sizes[0]["url"],
            "photo_id": photo.pk,
            "caption": photo.caption,
            "credit": photo.credit,
            "alt": photo.alt,
            "is_new": photo.is_new,
            "look_alikes": [_look_alike(each) for each in look_alikes(photo)],
        }
    )


def _look_alike(found: LookAlike) -> dict:
    """What is said about a photo like the one that came in; one taken down has no file."""
    photo = found.photo
    return {
        "id": photo.pk,
        "thumb": "" if photo.is_taken_down else photo.sizes("jpeg")[0]["url"],
        "caption": photo.caption,
        "used_on": f"{found.used_on:%d/%m/%Y}" if found.used_on else "",
        "is_taken_down": photo.is_taken_down,
    }


@require_POST
@newsroom_only
def upload_attachment(request: HttpRequest) -> HttpResponse:
    """Take a PDF or Word document for readers to take home."""
    file = request.FILES.get("upload")
    if file is None:
        return refused(_("No file arrived. Choose it again."))
    try:
        document = read_document(file, file.name or "")
    except FileRefused as problem:
        return refused(str(problem))
    title = request.POST.get("title", "")
    attachment = actions.add_attachment(document, title=title, by=request.user)
    return JsonResponse(
        {
            "id": attachment.pk,
            "url": attachment.get_absolute_url(),
            "title": attachment.title,
            "size": attachment.size,
            "kind": attachment.kind,
        }
    )


@login_not_required
@require_safe
def attachment(request: HttpRequest, pk: int) -> HttpResponse:
    """A file of a published article, for everybody; of any other text, for the newsroom only."""
    attachment = get_object_or_404(Attachment, pk=pk)
    published = Article.objects.published().filter(attachment_uses__attachment=attachment).exists()
    if not published and not permissions.write(request.user):
        raise Http404
    if not default_storage.exists(attachment.file.name):
        raise Http404
    response = FileResponse(
        default_storage.open(attachment.file.name),
        as_attachment=attachment.kind != "pdf",
        filename=attachment.file_name,
        content_type=FILE_TYPES[attachment.kind],
    )
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["X-Content-Type-Options"] = "nosniff"
    keep = "public, no-cache" if published else "private, no-store"
    response.headers["Cache-Control"] = keep
    return response


@require_http_methods(["GET", "POST"])
@newsroom_only
def autosave(request: HttpRequest) -> HttpResponse:
    """Keep what a form holds, apart from the revisions, and say who else has the article open.

    GET brings a fresh token, for a form that was open while somebody signed in again.
    """
    if request.method == "GET":
        return JsonResponse({"token": get_token(request)})
    key = request.POST.get("key", "")[:40]
    article = _own_article(request)
    if request.POST.get("drop"):
        WorkingCopy.objects.filter(user=request.user, key=key).delete()
        return JsonResponse({"dropped": True})
    if not key:
        return refused(_("This form has no name. Open it again."))
    values = {}
    if text := request.POST.get("fields"):
        fields = _fields(text)
        if fields is None:
            return refused(_("The text is too long to be kept automatically. Save it."))
        base = request.POST.get("edited_version", "")
        values = {
            "fields": fields,
            "saved_at": timezone.now(),
            "base_version": int(base) if _NUMBER.fullmatch(base) else 0,
        }
    if article or values:  # an empty form of a new article leaves nothing behind
        WorkingCopy.objects.keep(request.user, key, article, **values)
    others = WorkingCopy.objects.present(article, request.user) if article else []
    return JsonResponse(
        {
            "saved": bool(values),
            "at": f"{timezone.localtime():%H:%M:%S}",
            "version": article.version if article else 0,
            "others": list({copy.user_id: _presence(copy) for copy in others}.values()),
        }
    )


def _own_article(request: HttpRequest) -> Article | None:
    """The article that the form edits, if the person may; a foreign one is as good as none."""
    key = request.POST.get("article", "")
    if not _NUMBER.fullmatch(key):
        return None
    article = get_object_or_404(Article.objects.defer("body", "search_exact"), pk=key)
    if not permissions.edit(request.user, article):
        raise Http404
    return article


def _fields(text: str) -> dict | None:
    if len(text) > LARGEST_COPY:
        return None
    try:
        fields = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(fields, dict):
        return None
    texts = ((name, value) for name, value in fields.items() if isinstance(value, str))
    return {_storable(name)[:60]: _storable(value) for name, value in texts}


def _storable(text: str) -> str:
    """The text without what a database refuses; nothing else changes while somebody types."""
    return text.replace("\0", "").encode("utf-8", "ignore").decode()


def _presence(copy: WorkingCopy) -> dict:
    return {"name": str(copy.user), "is_writing": copy.saved_at is not None}


@xframe_options_sameorigin
@require_safe
def preview(request: HttpRequest, key: str) -> HttpResponse:
    """The page that the form makes, as readers would see it: of one's own working copy only."""
    if not permissions.write(request.user):
        raise Http404
    copy = get_object_or_404(
        WorkingCopy.objects.select_related("article"), user=request.user, key=key
    )
    response = render(
        request,
        "articles/article.html",
        preview_page(copy.article or Article(), loose_snapshot(copy.fields)),
    )
    response._csp_replace = {"frame-ancestors": ["'self'"]}
    return response


@login_not_required
@never_cache
@require_safe
def shared_preview(request: HttpRequest, token: str) -> HttpResponse:
    """An unpublished text for somebody who was given the link; not for search engines."""
    links = PreviewLink.objects.open().select_related("article")
    link = get_object_or_404(links, digest=PreviewLink.digest_of(token))
    PreviewLink.objects.filter(pk=link.pk).update(times_opened=F("times_opened") + 1)
    context = preview_page(link.article, Snapshot.newest(link.article))
    context |= {"link": link, "is_live": link.article.is_public()}
    response = render(request, "articles/article.html", context)
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
