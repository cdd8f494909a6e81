"""/media/photos/…: stored photos, and nothing else that lies on the disk."""

import io

import pytest
from PIL import Image

# Only for the page that says "not found": it shows the sections. A photo costs no query.
pytestmark = pytest.mark.django_db


@pytest.fixture
def stored(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    photos = tmp_path / "media" / "photos"
    (photos / "ab").mkdir(parents=True)
    (photos / "ab" / "640.avif").write_bytes(_picture("AVIF"))
    (photos / "ab" / "640.webp").write_bytes(_picture("WEBP"))
    (photos / "hoa.jpg").write_bytes(_picture("JPEG"))
    (photos / "page.html").write_text("<script>alert(1)</script>")
    (photos / "drawing.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    (tmp_path / "media" / "outside.jpg").write_bytes(_picture("JPEG"))
    (tmp_path / "secret_key").write_text("secret")
    return photos


def _picture(kind):
    buffer = io.BytesIO()
    Image.new("RGB", (4, 3), "red").save(buffer, kind)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("path", "kind"),
    [("ab/640.avif", "image/avif"), ("ab/640.webp", "image/webp"), ("hoa.jpg", "image/jpeg")],
)
def test_a_photo_goes_out_as_what_it_is(client, stored, path, kind):
    response = client.get(f"/media/photos/{path}")
    assert response.status_code == 200
    assert response["Content-Type"] == kind
    assert response.getvalue() == (stored / path).read_bytes()


def test_browsers_may_keep_it_but_never_run_it(client, stored):
    response = client.get("/media/photos/hoa.jpg")
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert "Vary" not in response
    assert not response.cookies
    response.close()


def test_a_photo_costs_no_query(client, stored, django_assert_num_queries):
    with django_assert_num_queries(0):
        client.get("/media/photos/hoa.jpg").close()


def test_head_tells_the_size(client, stored):
    response = client.head("/media/photos/hoa.jpg")
    assert response.status_code == 200
    assert int(response["Content-Length"]) == (stored / "hoa.jpg").stat().st_size


@pytest.mark.parametrize(
    "path",
    [
        "",
        "ab",
        "ab/",
        "missing.jpg",
        "page.html",
        "drawing.svg",
        "../outside.jpg",
        "..%2Foutside.jpg",
        "%2e%2e/%2e%2e/secret_key",
        "../../secret_key",
        "/etc/passwd",
        "%00.jpg",
        "ab.jpg/",
    ],
)
def test_nothing_else_is_there(client, stored, path):
    assert client.get(f"/media/photos/{path}").status_code == 404


def test_only_reading(client, stored):
    assert client.post("/media/photos/hoa.jpg").status_code == 405
