import pytest


@pytest.fixture
def page(client):
    """Fetch a public page as a clean client: (response, text)."""

    def fetch(address, status=200, **headers):
        response = client.get(address, headers=headers)
        assert response.status_code == status
        return response.content.decode()

    return fetch
