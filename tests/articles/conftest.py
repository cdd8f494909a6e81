import pytest


@pytest.fixture(autouse=True)
def _own_media(settings, tmp_path):
    """Tests that count the stored files are not alone: others store photos at the same time."""
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def page(client):
    """Fetch a public page as a clean client: (response, text)."""

    def fetch(address, status=200, **headers):
        response = client.get(address, headers=headers)
        assert response.status_code == status
        return response.content.decode()

    return fetch
