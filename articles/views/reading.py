"""What is read, without knowing by whom."""

from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden, HttpResponseNotFound
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from articles.models import Article, Reading
from branch_portal.lib.http import client_address, is_from_our_page
from branch_portal.lib.limits import network_tag

MOST_A_DAY = 300  # articles from one network: a whole commune's office reads less
A_DAY = 24 * 60 * 60


@login_not_required
@csrf_exempt  # nobody is signed in here, so there is nothing that another site could abuse
@require_POST
@never_cache
def read(request: HttpRequest, pk: int) -> HttpResponse:
    """Count one reading; js/reader.js says so after ten seconds in view.

    One network counts once for an article and day. What it read stands in the cache only, for a
    day, under a name that cannot be turned back into an address.
    """
    # Every browser says where a script's POST comes from; who says nothing is a program.
    if not is_from_our_page(request):
        return HttpResponseForbidden()
    name = f"read:{network_tag(client_address(request))}"
    seen = cache.get(name) or set()
    if pk not in seen and len(seen) < MOST_A_DAY:
        if not Article.objects.published().filter(pk=pk).exists():
            return HttpResponseNotFound()
        cache.set(name, seen | {pk}, timeout=A_DAY)
        Reading.objects.add_one(pk, timezone.localdate())
    return HttpResponse(status=204)
