"""/robots.txt"""


def test_search_engines_are_asked_to_leave_the_staff_pages_alone(client):
    response = client.get("/robots.txt")
    assert response.status_code == 200
    assert response["Content-Type"] == "text/plain"
    lines = response.content.decode().splitlines()
    assert lines[0] == "User-agent: *"
    closed = ("/noi-bo/", "/admin/", "/tai-khoan/", "/toa-soan/", "/tim-kiem/", "/xem-thu/")
    for prefix in closed:
        assert f"Disallow: {prefix}" in lines
    assert "Disallow: /" not in lines


def test_they_are_shown_the_map(client, settings):
    settings.SITE_URL = "https://bao.example.vn"
    settings.ALLOWED_HOSTS = ["testserver"]
    lines = client.get("/robots.txt").content.decode().splitlines()
    assert lines[-1] == "Sitemap: https://bao.example.vn/sitemap.xml"


def test_it_is_the_same_for_everybody(client):
    response = client.get("/robots.txt")
    assert "Vary" not in response
    assert not response.cookies
    assert client.post("/robots.txt").status_code == 405
