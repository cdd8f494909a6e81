"""What public views share."""

from collections.abc import Callable

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe


def public_page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Mark a view as open to everybody: read only, no cookie, cacheable if asked again each time.

    `no-cache` with an ETag: a shared cache may keep the page but asks before it shows it, so an
    approved comment or a withdrawn article is seen on the very next request.
    """
    return login_not_required(require_safe(cache_control(public=True, no_cache=True)(view)))
