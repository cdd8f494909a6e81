"""What public views share."""

import datetime as dt
from collections.abc import Callable, Collection
from functools import partial, wraps
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from branch_portal.lib import pagecache


def public_page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Mark a view as open to everybody: read only, no cookie, cacheable if asked again each time.

    `no-cache` with an ETag: a shared cache may keep the page but asks before it shows it, so an
    approved comment or a withdrawn article is seen on the very next request.
    """

    @wraps(view)
    def public(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if record := pagecache.current():
            record.is_public = True
        return view(request, *args, **kwargs)

    return login_not_required(require_safe(cache_control(public=True, no_cache=True)(public)))


def stored_page(
    view: Callable[..., HttpResponse] | None = None,
    *,
    parameters: Collection[str] = (),
    past: Collection[str] = (),
) -> Callable[..., HttpResponse]:
    """Mark a public view whose answers the page cache keeps; see lib/pagecache.

    Its bytes depend on the path and on these query parameters alone; requests with one of `past` go
    past the cache. All of them stand in PAGE_CACHE_PARAMETERS.
    """
    if view is None:
        return partial(stored_page, parameters=parameters, past=past)

    @wraps(view)
    def stored(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if record := pagecache.current():
            record.is_stored = True
            pagecache.until(_midnight())
        return view(request, *args, **kwargs)

    page = public_page(stored)
    page.stored_by, page.past_cache = frozenset(parameters), frozenset(past)
    return page


def _midnight() -> dt.datetime:
    """When the date at the head of every page changes."""
    tomorrow = timezone.localdate() + dt.timedelta(days=1)
    return timezone.make_aware(dt.datetime.combine(tomorrow, dt.time.min))


def let_videos_play(response: HttpResponse) -> None:
    """Allow the two players that js/video.js puts into an article's page on a click."""
    response._csp_update = {
        "frame-src": ["https://www.youtube-nocookie.com", "https://player.vimeo.com"]
    }


def client_address(request: HttpRequest) -> str:
    """Return the address of the machine that asks, for limits only; it is stored nowhere.

    Behind the proxy of deploy/ it is the last entry that the proxy itself wrote.
    """
    if settings.BEHIND_PROXY:
        return request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
    return request.META.get("REMOTE_ADDR", "")


def is_from_our_page(request: HttpRequest) -> bool | None:
    """Was this form sent by a page of ours? None: it does not say. For posts without a cookie.

    Browsers say so in Sec-Fetch-Site, older ones in Origin or Referer. "none" (a form that was
    sent again by hand) and an Origin of "null" say nothing.
    """
    if site := request.headers.get("Sec-Fetch-Site"):
        return None if site == "none" else site == "same-origin"
    origin = request.headers.get("Origin")
    if origin is None:
        origin = _origin_of(request.headers.get("Referer", ""))
    return None if origin == "null" else origin == f"{request.scheme}://{request.get_host()}"


def _origin_of(url: str) -> str:
    """The scheme and host of an address; "null" for what is none."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return "null"
    return f"{parts.scheme}://{parts.netloc}" if parts.netloc else "null"
