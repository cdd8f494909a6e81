"""/favicon.ico: for those who ask for it without looking at the page."""


def test_it_leads_to_the_icon_without_asking_the_database(client):
    response = client.get("/favicon.ico")
    assert response.status_code == 302
    assert response.headers["Location"] == "/static/icons/icon-48.png"


def test_it_is_read_only(client):
    assert client.post("/favicon.ico").status_code == 405
