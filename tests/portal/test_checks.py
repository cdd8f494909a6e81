"""What `manage.py check` says about this installation."""

import pytest
from django.core.checks import run_checks

from branch_portal import checks


def ids(**kwargs):
    return {message.id for message in run_checks(**kwargs)}


@pytest.fixture
def public(settings):
    settings.HTTPS = True
    settings.DEMO = False
    settings.SECOND_FACTOR_DEMANDED = True
    return settings


def test_this_tree_has_no_complaint():
    assert not {i for i in ids() if i.startswith("branch_portal")}


def test_demo_accounts_on_a_public_address(public):
    public.DEMO = True
    assert "branch_portal.W001" in ids(include_deployment_checks=True)
    assert "branch_portal.W001" not in ids()


def test_no_second_factor_on_a_public_address(public):
    public.SECOND_FACTOR_DEMANDED = False
    assert "branch_portal.W002" in ids(include_deployment_checks=True)


def test_a_public_address_with_both_in_order(public):
    found = ids(include_deployment_checks=True)
    assert not {i for i in found if i.startswith("branch_portal")}


def test_the_demo_on_ones_own_machine_is_fine(public):
    public.HTTPS = False
    public.DEMO = True
    public.SECOND_FACTOR_DEMANDED = False
    found = ids(include_deployment_checks=True)
    assert not {i for i in found if i.startswith("branch_portal")}


@pytest.mark.parametrize(
    ("name", "version"),
    [("Django", "5.2.18"), ("Django", "5.3.0"), ("Pillow", "12.9"), ("nh3", "0.3")],
)
def test_a_version_with_known_holes(monkeypatch, name, version):
    real = checks.metadata.version
    monkeypatch.setattr(
        checks.metadata, "version", lambda asked: version if asked == name else real(asked)
    )
    (complaint,) = checks.versions(None)
    assert complaint.id == "branch_portal.E001"
    assert complaint.msg.startswith(f"{name} {version} is installed")
