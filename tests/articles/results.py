"""What the tests of the search read from its page."""

import datetime as dt
import re

from django.utils import timezone

URL = "/tim-kiem/"


def ask(client, q="", **filters):
    """The page for a query; names of filters with an underscore for the hyphen."""
    named = {name.replace("_", "-"): value for name, value in filters.items()}
    response = client.get(URL, {"q": q, **named})
    assert response.status_code == 200
    return response.content.decode()


def plain(html):
    """The page without its marks."""
    return re.sub("</?mark>", "", html)


def headlines(html):
    return re.findall(r"<h2><a [^>]+>(.*?)</a></h2>", plain(html))


def in_days(days):
    return timezone.now() + dt.timedelta(days=days)
