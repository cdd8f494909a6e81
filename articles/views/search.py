"""The search of the public paper. What readers look for is stored and logged nowhere."""

import re
from collections.abc import Iterator
from functools import partial

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from articles.forms.search import FROM, PERIOD, QUERY, SECTION, TO, SearchForm, read_search
from articles.reports.search import Row, Search
from articles.reports.suggestions import proposals
from branch_portal.lib import pagecache
from branch_portal.lib.dates import newspaper_date
from branch_portal.lib.excerpts import Marker, Parts
from branch_portal.lib.http import public_page
from branch_portal.lib.paging import PageMissing

PAGE_PARAMETER = "trang"


@public_page
def search(request: HttpRequest) -> HttpResponse:
    now = timezone.localtime()
    form = read_search(request.GET, now)
    found = Search(form.query, form.filters, now)
    try:
        page = found.page(_number(request.GET.get(PAGE_PARAMETER, "1")))
    except PageMissing as missing:
        raise Http404 from missing
    context = {
        "form": form,
        "query": form.query.text,
        "page": page,
        "results": list(_results(found, page.rows, Marker(form.query.runs))),
        "proposals": [
            (each, _address(form, q=each.text)) for each in proposals(found, page.total.number)
        ],
        "keep": urlencode({QUERY: form.query.text, **form.kept}) + "&",
        "unfiltered": form.filters and _address(form, only_query=True),
        "chosen": {
            "section": form.typed(SECTION),
            "tag": found.filters.tag and found.filters.tag.slug,
            "period": form.typed(PERIOD),
            "first": form.typed(FROM),
            "last": form.typed(TO),
        },
    }
    return render(request, "articles/search.html", context)


def _number(text: str) -> int:
    if not re.fullmatch(r"[1-9][0-9]?", text):
        raise PageMissing
    return int(text)


def _address(form: SearchForm, q: str = "", only_query: bool = False) -> str:
    kept = {} if only_query else form.kept
    return "?" + urlencode({QUERY: q or form.query.text, **kept})


def _results(found: Search, rows: list[Row], marker: Marker) -> Iterator[dict[str, str | Parts]]:
    """The lines of the results, in plain words."""
    # One address is asked for, the others are like it: asking for twenty takes its time.
    before, after = reverse("articles:article", args=[0, "x"]).split("0/x")
    addresses = pagecache.remember("search: addresses of sections", partial(_addresses, found))
    zone = timezone.get_current_timezone()
    marked = {row.pk: _Marked(row, marker) for row in rows}
    texts = found.words_of(row for row in rows if marked[row.pk].lacks_hits)
    for row in rows:
        moment = row.publish_at.astimezone(zone)
        yield {
            "address": f"{before}{row.pk}/{row.slug}{after}",
            "moment": moment.isoformat(timespec="seconds"),
            "day": newspaper_date(moment.date()),
            "section": row.section.name,
            "section_address": addresses[row.section.pk],
            "headline": marked[row.pk].headline,
            "text": marked[row.pk].text(texts.get(row.pk, "")),
        }


def _addresses(found: Search) -> dict[int, str]:
    pagecache.shows("nav")
    return {section.pk: section.get_absolute_url() for section in found.sections}


class _Marked:
    """Headline and lead of a result with the hits."""

    def __init__(self, row: Row, marker: Marker):
        self._row, self._marker = row, marker
        spots, self._in_lead = marker.spots(row.headline), marker.spots(row.lead)
        self.headline = marker.marked(row.headline, spots)
        shown = {number for _begin, _end, number in [*spots, *self._in_lead]}
        self.lacks_hits = len(shown) < len(marker.runs) or not row.lead

    def text(self, words: str) -> Parts:
        """The lead, or instead of it an excerpt of the article's words that holds more hits."""
        if words:
            excerpt, held = self._marker.excerpt(words)
            if held > len({number for _begin, _end, number in self._in_lead}):
                return excerpt
        return self._marker.marked(self._row.lead, self._in_lead)
