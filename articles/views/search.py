"""The search of the public paper. What readers look for is stored and logged nowhere."""

import re
from collections.abc import Iterator

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from articles.forms.search import FROM, PERIOD, QUERY, SECTION, TO, SearchForm, read_search
from articles.reports.search import Row, Search
from articles.reports.suggestions import proposals
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
        "results": list(_results(page.rows, Marker(form.query.runs))),
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


def _results(rows: list[Row], marker: Marker) -> Iterator[dict[str, str | Parts]]:
    """The lines of the results, in plain words: a template looks those up most quickly."""
    sections: dict[int, str] = {}
    # One address is asked for, the others are like it: asking for twenty takes its time.
    before, after = reverse("articles:article", args=[0, "x"]).split("0/x")
    for row in rows:
        moment = timezone.localtime(row.publish_at)
        section = row.section
        if section.pk not in sections:
            sections[section.pk] = section.get_absolute_url()
        yield {
            "address": f"{before}{row.pk}/{row.slug}{after}",
            "moment": moment.isoformat(timespec="seconds"),
            "day": newspaper_date(moment.date()),
            "section": section.name,
            "section_address": sections[section.pk],
            **_marked(row, marker),
        }


def _marked(row: Row, marker: Marker) -> dict[str, Parts]:
    """Headline and lead with the hits, or instead of the lead an excerpt that holds more."""
    headline, lead = marker.spots(row.headline), marker.spots(row.lead)
    in_lead = {number for _begin, _end, number in lead}
    shown = in_lead | {number for _begin, _end, number in headline}
    text = marker.marked(row.lead, lead)
    if len(shown) < len(marker.runs) or not row.lead:
        excerpt, held = marker.excerpt(row.words)
        if held > len(in_lead):
            text = excerpt
    return {"headline": marker.marked(row.headline, headline), "text": text}
