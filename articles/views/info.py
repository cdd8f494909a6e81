"""The pages about the paper itself."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from articles.models import InfoPage
from articles.models.moments import cap_page
from articles.reports.info import info_page
from branch_portal.lib.http import let_videos_play, stored_page
from branch_portal.lib.pagecache import shows


@stored_page
def info(request: HttpRequest, slug: str) -> HttpResponse:
    shows(f"info:{slug}")
    cap_page()
    page = info_page(get_object_or_404(InfoPage, slug=slug))
    response = render(request, "articles/info.html", page)
    if page["has_video"]:
        let_videos_play(response)
    return response
