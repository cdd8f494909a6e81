"""Tags while somebody types."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from articles.models import Tag
from articles.views.newsroom import newsroom_only
from branch_portal.lib.text import tidy

SUGGESTED = 10
LONGEST = 60  # characters of a name


@require_safe
@newsroom_only
def find_tags(request: HttpRequest) -> HttpResponse:
    """Live tags for what was typed, by their own or another name; nothing typed, nothing found."""
    typed = tidy(request.GET.get("q", ""))
    tags = Tag.objects.suggested(typed) if 0 < len(typed) <= LONGEST else Tag.objects.none()
    return JsonResponse({"tags": list(tags.values_list("name", flat=True)[:SUGGESTED])})
