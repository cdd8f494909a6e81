"""The public paper."""

from functools import partial
from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from articles.models import Article
from articles.models.moments import cap_page
from articles.reports.front import live_front_page
from articles.reports.page import article_page, for_page, newest_beside
from branch_portal.lib import pagecache
from branch_portal.lib.http import let_videos_play, public_page, stored_page

LONGEST_OLD_ADDRESS = 500  # characters


def moved_article(request: HttpRequest) -> HttpResponse | None:
    """Lead from an address of the older site to its article, if readers may see that; one query.

    The article's own address answers by itself, so that no redirect can lead in a circle.
    """
    query = request.META.get("QUERY_STRING", "")
    if "\0" in request.path or len(request.path) + len(query) > LONGEST_OLD_ADDRESS:
        return None
    found = Article.objects.published().formerly_at(quote(request.path), query).only("slug").first()
    if found is None:
        return None
    response = redirect(found, permanent=True)
    response.headers["Cache-Control"] = "public, no-cache"
    return response


@stored_page(past={"p"})
def front(request: HttpRequest) -> HttpResponse:
    # The short addresses of WordPress all stand at the root.
    is_old = request.GET.keys() == {"p"} and request.GET["p"].isdecimal()
    if is_old and (moved := moved_article(request)):
        return moved
    cap_page()
    page = live_front_page()
    return render(request, "articles/front.html", {"page": page})


@stored_page(parameters={"trang"})
def article(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    try:
        page = pagecache.remember(f"article {pk}", partial(_page_of, pk))
    except Article.DoesNotExist:
        return _absent(request, pk)
    article = page["article"]
    if slug != article.slug:
        return redirect(article, permanent=True)
    context = page | {"newest": newest_beside(article)}
    response = render(request, "articles/article.html", context)
    if page["has_video"]:
        let_videos_play(response)
    return response


def _page_of(pk: int) -> dict:
    return article_page(for_page(Article.objects.published()).get(pk=pk))


@public_page
def short(request: HttpRequest, pk: int) -> HttpResponse:
    """The address by number alone, as links inside articles are kept."""
    article = Article.objects.published().only("slug").filter(pk=pk).first()
    return redirect(article) if article else _absent(request, pk)


def _absent(request: HttpRequest, pk: int) -> HttpResponse:
    """410 for what readers once saw and was withdrawn, whatever its headline was; else 404."""
    if Article.objects.gone().filter(pk=pk).exists():
        return render(request, "410.html", status=410)
    raise Http404
