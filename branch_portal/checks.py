"""What `manage.py check` looks at beyond Django's own checks."""

import re
from importlib import metadata

from django.conf import settings
from django.core import checks

# (distribution, first good version, first one that is too new): holes are known in older ones.
VERSIONS = [
    ("Django", (5, 2, 19), (5, 3)),
    ("Pillow", (13, 0, 0), None),
    ("nh3", (0, 3, 8), None),
    ("gunicorn", (23,), None),
]


@checks.register(checks.Tags.security, deploy=True)
def demo_in_public(app_configs, **kwargs) -> list[checks.CheckMessage]:
    """Known sign-ins and fictional people do not belong on a public address."""
    if settings.DEMO and settings.HTTPS:
        return [
            checks.Warning(
                "DEMO=1 on a public address: the demo accounts are known to everybody.",
                hint="Set DEMO=0 and start with an empty database.",
                id="branch_portal.W001",
            )
        ]
    return []


@checks.register(checks.Tags.security, deploy=True)
def second_factor_off(app_configs, **kwargs) -> list[checks.CheckMessage]:
    if settings.HTTPS and not settings.SECOND_FACTOR_DEMANDED:
        return [
            checks.Warning(
                "No second factor is demanded in the admin and the internal zone.",
                hint="Set SECOND_FACTOR=1.",
                id="branch_portal.W002",
            )
        ]
    return []


@checks.register(checks.Tags.compatibility)
def versions(app_configs, **kwargs) -> list[checks.CheckMessage]:
    """The floors hold for whoever installs without the locked requirements, too."""
    complaints = []
    for name, floor, ceiling in VERSIONS:
        found = installed(name)
        if found < floor or (ceiling and found >= ceiling):
            wanted = f">= {dotted(floor)}" + (f", < {dotted(ceiling)}" if ceiling else "")
            complaints.append(
                checks.Error(
                    f"{name} {dotted(found)} is installed, {wanted} is needed.",
                    hint="script/venv requirements.txt installs the locked versions.",
                    id="branch_portal.E001",
                )
            )
    return complaints


def installed(name: str) -> tuple[int, ...]:
    """The version's leading numbers: 13.0.0rc1 counts as 13.0.0."""
    return tuple(int(n) for n in re.match(r"\d+(\.\d+)*", metadata.version(name))[0].split("."))


def dotted(version: tuple[int, ...]) -> str:
    return ".".join(map(str, version))
