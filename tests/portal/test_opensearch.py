"""/opensearch.xml: searching from the browser's own field."""

import pytest
from defusedxml import ElementTree

OPEN = "{http://a9.com/-/spec/opensearch/1.1/}"


def test_it_says_how_to_search(client, settings):
    settings.SITE_NAME = "Đảng bộ huyện Thử & Bạn"
    response = client.get("/opensearch.xml")
    assert response.headers["Content-Type"].startswith("application/opensearchdescription+xml")
    root = ElementTree.fromstring(response.content)
    assert root.findtext(f"{OPEN}ShortName") == "Đảng bộ huyện"
    assert root.findtext(f"{OPEN}LongName") == "Đảng bộ huyện Thử & Bạn"
    (page,) = (url for url in root.findall(f"{OPEN}Url") if url.get("type") == "text/html")
    assert page.get("template") == f"{settings.SITE_URL}/tim-kiem/?q={{searchTerms}}"


@pytest.mark.parametrize("name", ["Báo", "MộtTênDàiKhôngDấuCách", "Mười sáu chữ cái"])
def test_its_short_name_is_short(client, settings, name):
    settings.SITE_NAME = name
    short = ElementTree.fromstring(client.get("/opensearch.xml").content).findtext(
        f"{OPEN}ShortName"
    )
    assert 0 < len(short) <= 16
    assert name.startswith(short)


@pytest.mark.django_db
def test_pages_lead_to_it(client):
    html = client.get("/").content.decode()
    assert 'rel="search" type="application/opensearchdescription+xml"' in html


def test_it_is_read_only(client):
    assert client.post("/opensearch.xml").status_code == 405
