"""What stands on a page about the paper itself."""

from articles.models import Article, InfoPage, Photo
from branch_portal.lib.htmlparts import article_ids, holds_video, photo_ids
from branch_portal.lib.pagecache import remember, shows


def in_foot() -> list[dict]:
    """The pages to which the foot of every public page leads; read anew when one has changed."""
    return remember("info pages in the foot", _in_foot)


def _in_foot() -> list[dict]:
    shows("pages")
    pages = InfoPage.objects.in_foot()
    return [{"title": page.title, "address": page.get_absolute_url()} for page in pages]


def info_page(page: InfoPage) -> dict:
    """The text with the present addresses of its links and the photos that may be shown."""
    linked, shown = article_ids(page.body), photo_ids(page.body)
    shows(*(f"article:{key}" for key in linked))
    articles = Article.objects.for_headlines().published_among(linked)
    return {
        "info": page,
        "links": {key: article.get_absolute_url() for key, article in articles.items()},
        "photos": Photo.objects.usable().in_bulk(shown) if shown else {},
        "has_video": holds_video(page.body),
    }
