"""/readyz: may readers be sent here."""

import shutil
from types import SimpleNamespace

import pytest
from django.db import OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder

pytestmark = pytest.mark.django_db


def test_ready(client):
    response = client.get("/readyz")
    assert (response.status_code, response.content) == (200, b"ready\n")
    assert "no-store" in response["Cache-Control"]


def test_a_database_that_does_not_answer(client, monkeypatch):
    def refuse(*args, **kwargs):
        raise OperationalError("password of user portal is wrong")

    monkeypatch.setattr(connection, "cursor", refuse)
    response = client.get("/readyz")
    assert (response.status_code, response.content) == (503, b"database\n")


def test_a_migration_that_is_not_applied(client):
    MigrationRecorder(connection).record_unapplied("comments", "0001_initial")
    response = client.get("/readyz")
    assert (response.status_code, response.content) == (503, b"migrations\n")


def test_a_data_folder_that_is_gone(client, settings, tmp_path):
    settings.DATA_DIR = tmp_path / "gone"
    response = client.get("/readyz")
    assert (response.status_code, response.content) == (503, b"data folder\n")


def test_a_full_disk(client, monkeypatch):
    monkeypatch.setattr(shutil, "disk_usage", lambda path: SimpleNamespace(free=1_000_000))
    response = client.get("/readyz")
    assert (response.status_code, response.content) == (503, b"disk\n")


def test_it_cannot_be_posted_to(client):
    assert client.post("/readyz").status_code == 405
