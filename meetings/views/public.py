"""What everybody may read of the meeting book: only what was published, only frozen words."""

import datetime as dt

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from branch_portal.lib import pagecache
from branch_portal.lib.dates import Quarter
from branch_portal.lib.http import stored_page
from branch_portal.lib.paging import PageMissing, Stretch
from meetings.models import PublicSummary, QuarterFigures, TopicGroup
from meetings.reports import announced
from meetings.views.overview import FIRST_YEAR

PAGE_PARAMETER = "trang"
QUARTERS_SHOWN = 8
OTHERS_SHOWN = 3


def _stretch(request: HttpRequest, rows: QuerySet) -> Stretch:
    pagecache.shows("summaries")
    try:
        return rows.stretch(request.GET.get(PAGE_PARAMETER))
    except PageMissing as missing:
        raise Http404 from missing


@stored_page(parameters={"trang"})
def summaries(request: HttpRequest) -> HttpResponse:
    """The last sessions first; on the first page also what is coming and how the quarters went."""
    page = _stretch(request, PublicSummary.objects.published())
    context = {"page": page, "groups": TopicGroup.objects.in_use()}
    if page.is_first:
        context["announcements"] = announced(10)
        context["quarters"] = list(QuarterFigures.objects.published()[:QUARTERS_SHOWN])
    return render(request, "meetings/summaries.html", context)


@stored_page(parameters={"trang"})
def summaries_of_branch(request: HttpRequest, pk: int) -> HttpResponse:
    """A branch by the name that it last bore in public; one of which nothing is public is none."""
    page = _stretch(request, PublicSummary.objects.published().filter(unit__id=pk))
    if not page.rows:
        raise Http404
    last = page.rows[0]
    context = {"page": page, "branch": last.unit_name, "committee": last.committee_name}
    return render(request, "meetings/summaries.html", context)


@stored_page(parameters={"trang"})
def summaries_of_group(request: HttpRequest, slug: str) -> HttpResponse:
    group = get_object_or_404(TopicGroup.objects.in_use(), slug=slug)
    page = _stretch(request, PublicSummary.objects.published().filter(group=group))
    context = {"page": page, "group": group, "groups": TopicGroup.objects.in_use()}
    return render(request, "meetings/summaries.html", context)


@stored_page(parameters={"trang"})
def summaries_of_quarter(request: HttpRequest, year: int, number: int) -> HttpResponse:
    """The figures of a quarter and its sessions; where neither is public there is no page."""
    if not 1 <= number <= 4 or not FIRST_YEAR <= year < dt.MAXYEAR:
        raise Http404
    quarter = Quarter(year, number)
    published = PublicSummary.objects.published()
    page = _stretch(request, published.in_quarter(quarter))
    figures = list(QuarterFigures.objects.published().in_quarter(quarter))
    if not page.rows and not figures:
        raise Http404
    days = published.values_list("held_on", flat=True)
    earlier = days.filter(held_on__lt=quarter.first_day).order_by("-held_on", "-pk").first()
    later = days.filter(held_on__gt=quarter.last_day).order_by("held_on", "pk").first()
    context = {
        "page": page,
        "quarter": quarter,
        "figures": figures,
        "earlier": Quarter.of(earlier) if earlier else None,
        "later": Quarter.of(later) if later else None,
    }
    return render(request, "meetings/summaries.html", context)


@stored_page
def summary(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    pagecache.shows("summaries")
    summary = get_object_or_404(PublicSummary.objects.select_related("group"), pk=pk)
    if not summary.is_public:
        return render(request, "meetings/_withdrawn.html", status=410)
    if slug != summary.slug:
        return redirect(summary, permanent=True)
    others = PublicSummary.objects.published().filter(unit=summary.unit_id).exclude(pk=pk)
    return render(
        request, "meetings/summary.html", {"summary": summary, "others": others[:OTHERS_SHOWN]}
    )
