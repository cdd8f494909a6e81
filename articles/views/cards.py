"""The pictures that stand for articles where links to them are shared."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from articles.models import Article
from articles.reports.machines import card_of
from branch_portal.lib import cards
from branch_portal.lib.http import public_page


@public_page
def card(request: HttpRequest, pk: int, digest: str) -> HttpResponse:
    """The card of the text that readers see now; the address of an older one leads to it.

    Asked for again each time, like every page: of a withdrawn article nothing is shown.
    """
    rows = Article.objects.published().select_related("section", "photo")
    article = get_object_or_404(rows.defer("body"), pk=pk)
    photo = article.photo if article.photo and not article.photo.is_taken_down else None
    card = card_of(article, photo)
    if digest != card.digest:
        return redirect("articles:card", pk, card.digest)
    try:
        content = cards.picture(pk, card)
    except cards.Busy:
        return HttpResponse(status=503, headers={"Retry-After": "5", "Cache-Control": "no-store"})
    response = HttpResponse(content, content_type="image/jpeg")
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    # Other sites show it beside their links.
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response
