"""A paper on the screen: the words of the Word file."""

import re
from html import unescape

import pytest
from django.urls import reverse

from meetings.documents.facts import Facts
from meetings.documents.registry import offered
from meetings.models import ThematicSession
from tests.factories import make_plan
from tests.meetings.paper_parts import HOSTILE, SECRET_OPINION, make_submitted, papers_of, words

pytestmark = pytest.mark.django_db


def shown(client, session, name):
    html = client.get(reverse("meetings:paper_view", args=[session.pk, name])).content.decode()
    sheet = html[html.index("<article") : html.index("</article>")]
    return unescape(re.sub(r"<[^>]+>", " ", sheet))


def in_one_line(text):
    return re.sub(r"\s+", " ", text).strip()


def test_it_says_what_the_file_says(client, branch, members, secretary):
    session = make_submitted(branch, secretary)
    client.force_login(secretary)
    offers = [o for o in offered(Facts.of(session)) if not o.missing]
    for offer, file in zip(offers, papers_of(session).values(), strict=True):
        seen = in_one_line(shown(client, session, offer.name)).lower()
        for line in words(file).split("\n"):
            assert in_one_line(line).lower() in seen, (offer.name, line)


def test_typed_words_stay_words(client, branch, members, secretary):
    session = make_submitted(branch, secretary)
    ThematicSession.objects.update(summary=HOSTILE, topic="<script>alert(1)</script>")
    client.force_login(secretary)
    response = client.get(reverse("meetings:paper_view", args=[session.pk, "bien-ban"]))
    assert b"<script>alert" not in response.content
    assert "A & B <C>" in shown(client, session, "bien-ban")


def test_the_blank_papers_have_dotted_lines(client, branch, members, secretary):
    plan = make_plan(branch, secretary)
    client.force_login(secretary)
    url = reverse("meetings:paper_view", args=[plan.pk, "giay-trang"])
    html = client.get(url).content.decode()
    assert html.count('class="dots"') > 30
    assert 'class="page-break"' in html


def test_what_is_restricted_is_in_no_extract(client, branch, members, secretary):
    session = make_submitted(branch, secretary)
    client.force_login(secretary)
    assert SECRET_OPINION in shown(client, session, "bien-ban")
    assert SECRET_OPINION not in shown(client, session, "trich-bien-ban")


def test_it_is_cheap(client, branch, members, secretary, django_assert_max_num_queries):
    session = make_submitted(branch, secretary)
    client.force_login(secretary)
    with django_assert_max_num_queries(24):
        client.get(reverse("meetings:paper_view", args=[session.pk, "bien-ban"]))
