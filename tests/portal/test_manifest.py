"""/manifest.webmanifest and the icons that it names."""

import json

import pytest
from django.contrib.staticfiles import finders
from PIL import Image


def test_a_telephone_may_put_the_portal_beside_its_apps(client, settings):
    settings.SITE_NAME = "Báo “Thử”"
    response = client.get("/manifest.webmanifest")
    assert response.headers["Content-Type"] == "application/manifest+json; charset=utf-8"
    manifest = json.loads(response.content)
    assert manifest["name"] == "Báo “Thử”"
    assert (manifest["start_url"], manifest["scope"], manifest["lang"]) == ("/", "/", "vi")
    assert {icon["purpose"] for icon in manifest["icons"]} == {"any", "maskable"}
    for icon in manifest["icons"]:
        with Image.open(finders.find(icon["src"].removeprefix("/static/"))) as picture:
            assert f"{picture.width}x{picture.height}" == icon["sizes"]
            assert picture.format == "PNG"


@pytest.mark.django_db
def test_pages_lead_to_it_and_to_the_icons(client):
    html = client.get("/").content.decode()
    assert '<link rel="manifest" href="/manifest.webmanifest">' in html
    assert 'rel="apple-touch-icon"' in html
    assert html.count('rel="icon"') == 2


def test_it_is_the_same_for_everybody(client):
    assert not client.get("/manifest.webmanifest").cookies
    assert client.post("/manifest.webmanifest").status_code == 405
