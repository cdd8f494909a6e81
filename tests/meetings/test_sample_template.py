"""A template to begin with."""

import pytest
from django.urls import reverse

from meetings.documents.templates import WORDS
from meetings.models.profiles import PaperKind
from tests.meetings.paper_parts import check_schema, read, words

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("kind", PaperKind.values)
def test_it_asks_for_known_words_only(client, branch, secretary, kind):
    client.force_login(secretary)
    response = client.get(reverse("meetings:sample_template", args=[branch.pk, kind]))
    file = read(response)
    check_schema(file)
    text = words(file)
    for mark in ("{{ cap_tren|upper }}", "{{ nguoi_ky }}", "{%p for phan in cac_phan %}"):
        assert mark in text
    assert ("{{ so }}" in text) == kind.startswith("resolution")


def test_another_kind_has_none(client, branch, secretary):
    client.force_login(secretary)
    url = reverse("meetings:sample_template", args=[branch.pk, "invitation"])
    assert client.get(url).status_code == 404


def test_the_page_explains_every_word(client, branch, secretary):
    client.force_login(secretary)
    page = client.get(reverse("meetings:paper_templates", args=[branch.pk])).content.decode()
    for word, meaning in WORDS.items():
        assert word in page
        assert meaning.split(",")[0] in page
