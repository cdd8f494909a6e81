from functools import cache

from django.http import HttpResponse
from django.shortcuts import render
from django.template import loader
from django.urls import include, path

from branch_portal.lib.http import public_page
from branch_portal.urls import handler404  # noqa: F401 - Django looks for it here

ROWS = [
    {
        "number": f"{number}",
        "name": f"Chi bộ thôn {number}",
        "words": "Việc chung thì bàn chung. " * 7,
        "is_even": number % 2 == 0,
    }
    for number in range(28)
]
PAGE = {"rows": ROWS, "title": "Trang để đo"}


@public_page
def measure(request):
    return render(request, "measure.html", PAGE)


@public_page
def ready(request):
    return HttpResponse(_body())


@cache
def _body() -> bytes:
    return loader.render_to_string("measure.html", PAGE).encode()


urlpatterns = [
    path("f/", measure),
    path("ready/", ready),
    path("", include("branch_portal.urls")),
]
