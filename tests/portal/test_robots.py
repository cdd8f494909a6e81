"""/robots.txt"""


def test_search_engines_are_asked_to_leave_the_staff_pages_alone(client):
    response = client.get("/robots.txt")
    assert response.status_code == 200
    assert response["Content-Type"] == "text/plain"
    lines = response.content.decode().splitlines()
    assert lines[0] == "User-agent: *"
    for prefix in ("/noi-bo/", "/admin/", "/tai-khoan/", "/toa-soan/"):
        assert f"Disallow: {prefix}" in lines
    assert "Disallow: /" not in lines


def test_it_is_the_same_for_everybody(client):
    response = client.get("/robots.txt")
    assert "Vary" not in response
    assert not response.cookies
    assert client.post("/robots.txt").status_code == 405
