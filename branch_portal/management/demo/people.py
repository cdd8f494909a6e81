"""The demo accounts and what each may do."""

import os
import secrets
from pathlib import Path

from django.conf import settings
from django.contrib.auth.hashers import make_password

from accounts.models import Role, RoleGrant, User
from branch_portal.management.demo.world import DEPUTY_BRANCH, DISTRICT, FOUNDED, SCHOOL_BRANCH
from organisation.models import Unit

# user name, name shown, role, unit, works in the admin
PEOPLE = [
    ("quantri", "Phùng Đức Quản", None, None, True),
    ("phongvien", "Lan Phương", Role.REPORTER, DISTRICT, True),
    ("bientap", "Thu Hằng", Role.PUBLISHER, DISTRICT, True),
    ("kiemduyet", "Quang Vinh", Role.MODERATOR, DISTRICT, True),
    ("bithu", "Kiều Thị Lành", Role.SECRETARY, SCHOOL_BRANCH, False),
    ("phobithu", "Bùi Văn Bến", Role.DEPUTY_SECRETARY, DEPUTY_BRANCH, False),
    ("tocongtac", "Tạ Minh Công", Role.WORKING_GROUP, "Đảng bộ xã Hạ Khê", False),
    ("tochuc", "Lý Thu Tổ", Role.ORGANISATION_BOARD, DISTRICT, False),
]


def password_file() -> Path:
    """Where the generated password of the demo accounts is kept, for its owner only."""
    return settings.DATA_DIR / "demo_password"


def demo_password() -> str:
    """The one password of all demo accounts: DEMO_PASSWORD, or one generated and kept."""
    if settings.DEMO_PASSWORD:
        return settings.DEMO_PASSWORD
    path = password_file()
    if not path.exists():
        with open(os.open(path, os.O_CREAT | os.O_WRONLY | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(9))
    return path.read_text().strip()


def load_people() -> dict[str, User]:
    """Open the demo accounts; their grants follow when the units are there."""
    secret = make_password(demo_password())
    return {
        username: User.objects.create(
            username=username,
            full_name=name,
            email=f"{username}@example.vn",
            password=secret,
            is_staff=is_staff,
            is_superuser=role is None,
        )
        for username, name, role, _unit, is_staff in PEOPLE
    }


def load_grants(users: dict[str, User]) -> None:
    """Bind every role to its unit."""
    units = {unit.name: unit for unit in Unit.objects.all()}
    RoleGrant.objects.bulk_create(
        RoleGrant(user=users[username], role=role, unit=units[unit], starts_on=FOUNDED)
        for username, _name, role, unit, _staff in PEOPLE
        if role
    )
