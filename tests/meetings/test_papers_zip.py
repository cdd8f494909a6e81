"""All papers of a session at once."""

import zipfile

import pytest
from django.urls import reverse

from tests.meetings.paper_parts import check_schema, make_submitted, read, words

pytestmark = pytest.mark.django_db


def bundle(client, session):
    response = client.get(reverse("meetings:papers_zip", args=[session.pk]))
    return response, zipfile.ZipFile(read(response))


def test_it_holds_every_paper_under_a_plain_name(client, branch, members, secretary):
    session = make_submitted(branch, secretary)
    client.force_login(secretary)
    response, archive = bundle(client, session)
    name = 'filename="giay-to-2026-10-03-chi-bo-truong-thu.zip"'
    assert name in response["Content-Disposition"]
    end = "-2026-10-03-chi-bo-truong-thu.docx"
    papers = [name.removesuffix(end) for name in archive.namelist() if name.endswith(end)]
    assert papers[:7] == [
        "chuong-trinh",
        "giay-moi",
        "diem-danh",
        "bien-ban",
        "trich-bien-ban",
        "nghi-quyet-01-nq-cb",
        "trich-nghi-quyet-01-nq-cb",
    ]
    for name in papers:
        with archive.open(f"{name}{end}") as file:
            check_schema(file)
    with archive.open(f"bien-ban{end}") as file:
        assert "Làm A & B <trước>." in words(file)


def test_it_says_what_it_does_not_hold(client, session, secretary):
    client.force_login(secretary)
    _response, archive = bundle(client, session)
    note = archive.read("ghi-chu.txt")
    assert note.startswith(b"\xef\xbb\xbf")
    assert "Biên bản: Chưa điểm danh nên chưa có biên bản." in note.decode("utf-8-sig")


def test_it_is_cheap(client, branch, members, secretary, django_assert_max_num_queries):
    session = make_submitted(branch, secretary)
    client.force_login(secretary)
    with django_assert_max_num_queries(24):
        client.get(reverse("meetings:papers_zip", args=[session.pk]))
