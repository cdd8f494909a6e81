"""What was published last, for feed readers: of the whole paper, a section or a topic."""

from collections.abc import Iterable

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _

from articles.models import Article, Section, Tag
from articles.reports.machines import entry_of
from branch_portal.lib import pagecache
from branch_portal.lib.feeds import Feed
from branch_portal.lib.http import stored_page

IN_A_FEED = 30


@stored_page
def rss(request: HttpRequest, section: str = "", tag: str = "") -> HttpResponse:
    """RSS 2.0 of everything, of a section or of a topic."""
    feed = _feed(request, section, tag)
    return feed if isinstance(feed, HttpResponse) else _answer(feed.as_rss(), "rss+xml")


@stored_page
def atom(request: HttpRequest, section: str = "", tag: str = "") -> HttpResponse:
    """The same as Atom."""
    feed = _feed(request, section, tag)
    return feed if isinstance(feed, HttpResponse) else _answer(feed.as_atom(), "atom+xml")


@stored_page
def feed_json(request: HttpRequest) -> HttpResponse:
    """The whole paper as JSON Feed."""
    return _answer(_feed(request).as_json(), "feed+json")


def _answer(feed: str, kind: str) -> HttpResponse:
    return HttpResponse(feed, content_type=f"application/{kind}; charset=utf-8")


def _feed(request: HttpRequest, section: str = "", tag: str = "") -> Feed | HttpResponse:
    if section:
        return _of_section(request, get_object_or_404(Section, slug=section))
    if tag:
        found = get_object_or_404(Tag.objects.select_related("alias_of"), slug=tag)
        feed = _of_tag(request, found.alias_of or found)
        if found.alias_of:
            return redirect(request.resolver_match.view_name, tag=found.alias_of.slug)
        return feed
    pagecache.shows("newest")
    rows = _ready(Article.objects.published())[:IN_A_FEED]
    about = _("The latest news of all sections")
    return _made(request, rows, settings.SITE_NAME, about, reverse("articles:front"))


def _of_section(request: HttpRequest, section: Section) -> Feed:
    pagecache.shows(f"section:{section.pk}")
    field = "section" if section.parent_id else "top_section"
    rows = _ready(Article.objects.published().filter(**{field: section}))[:IN_A_FEED]
    about = _("The latest news of the section “%(name)s”") % {"name": section.name}
    title = f"{section.name} – {settings.SITE_NAME}"
    return _made(request, rows, title, about, section.get_absolute_url())


def _of_tag(request: HttpRequest, tag: Tag) -> Feed:
    """A topic only of texts in the making is nobody's business."""
    name = f"tag:{tag.pk}"
    pagecache.shows(name)
    page = _ready(Article.objects.all()).page_on(name, None, IN_A_FEED)
    rows = [line for line in page if line.is_there]
    if not rows:
        raise Http404
    about = _("The latest news on “%(name)s”") % {"name": tag.name}
    return _made(request, rows, f"{tag.name} – {settings.SITE_NAME}", about, tag.get_absolute_url())


def _ready(articles):
    """With all that an entry needs, in one query more."""
    return articles.for_cards().prefetch_related("tags")


def _made(
    request: HttpRequest, rows: Iterable[Article], title: str, about: str, page_url: str
) -> Feed:
    rows = list(rows)
    # Each entry names its section and its topics, which may be called otherwise tomorrow.
    pagecache.shows("nav", *(f"tag:{tag.pk}" for row in rows for tag in row.tags.all()))
    return Feed(
        title=title,
        about=about,
        url=settings.SITE_URL + request.path,
        page_url=settings.SITE_URL + page_url,
        owner=settings.SITE_NAME,
        icon=settings.SITE_URL + static("icons/icon-512.png"),
        entries=[entry_of(row) for row in rows],
    )
