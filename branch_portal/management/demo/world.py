"""The units and people of the demo world: a fictional district, invented names."""

import datetime as dt
import random

from accounts.models import User
from branch_portal.management.demo.names import invent_name
from organisation.actions import establish_unit
from organisation.models import (
    Appointment,
    CommitteeTerm,
    Member,
    Membership,
    Standing,
    Unit,
    UnitType,
)

DISTRICT = "Đảng bộ huyện Lạc Giang"
SCHOOL_BRANCH = "Chi bộ Trường THPT Lạc Giang"
DEPUTY_BRANCH = "Chi bộ thôn Bến"
FOUNDED = dt.date(2010, 6, 15)
TERMS = [("2015–2020", dt.date(2015, 6, 16)), ("2020–2025", dt.date(2020, 6, 16)),
         ("2025–2030", dt.date(2025, 6, 16))]  # fmt: skip

# Those whose accounts are demo sign-ins: place among the leaders → name.
LEADERS = {SCHOOL_BRANCH: {0: "Kiều Thị Lành"}, DEPUTY_BRANCH: {1: "Bùi Văn Bến"}}

COMMUNES = {
    "thị trấn Bến Tràng": ["tổ dân phố 1", "tổ dân phố 2", "tổ dân phố 3", "Trường THCS Bến Tràng"],
    "xã Đồng Mây": ["thôn Đồng Lạc", "thôn Mây Trong", "thôn Mây Ngoài", "Trường Mầm non Đồng Mây"],
    "xã Hạ Khê": ["thôn Bến", "thôn Hạ", "thôn Cây Thị", "Trường Tiểu học Hạ Khê"],
    "xã Thượng Khê": ["thôn Thượng", "thôn Nà Sim", "thôn Khe Cạn", "Trường THCS Thượng Khê"],
    "xã Trung Lĩnh": ["thôn Gò Đình", "thôn Giữa", "thôn Đồi Sở", "Trạm Y tế Trung Lĩnh"],
    "xã Vân Trạch": ["thôn Đầm Vạc", "thôn Vân Nội", "thôn Vân Ngoại", "Trường Mầm non Vân Trạch"],
    "xã Phú Điền": ["thôn Ao Sen", "thôn Điền Thượng", "thôn Điền Hạ", "Trường THCS Phú Điền"],
    "xã Sơn Tràng": ["thôn Lò Gạch", "thôn Sơn Đông", "thôn Sơn Tây", "Trạm Y tế Sơn Tràng"],
    "xã Cẩm Đường": ["thôn Cẩm Trung", "thôn Cẩm La", "thôn Bãi Dâu", "Trường Tiểu học Cẩm Đường"],
    "xã Quế Lâm": ["thôn Rừng Thông", "thôn Quế Sơn", "thôn Suối Trong", "Trường THCS Quế Lâm"],
    "xã Tân Trà": ["thôn Đồi Chè", "thôn Tân Lập", "thôn Tân Hòa", "Trường Mầm non Tân Trà"],
    "xã Hòa Mục": ["thôn Hòa Bình", "thôn Mục Đồng", "thôn Chợ Mới", "Trường Tiểu học Hòa Mục"],
}  # fmt: skip
BLOCKS = {
    "Đảng bộ Cơ quan huyện Lạc Giang": (
        "office",
        ["Văn phòng Huyện ủy", "Ban Tổ chức Huyện ủy", "Khối Kinh tế", "Khối Văn hóa – Xã hội"],
    ),
    "Đảng bộ Trung tâm Y tế huyện Lạc Giang": (
        "office",
        ["Khối Lâm sàng", "Khối Dự phòng", "Khối Hành chính"],
    ),
    "Đảng bộ Công an huyện Lạc Giang": ("forces", ["Đội Tổng hợp", "Đội Cảnh sát trật tự"]),
    "Đảng bộ Quân sự huyện Lạc Giang": ("forces", ["Ban Tham mưu", "Ban Chính trị"]),
    "Đảng bộ Công ty May Lạc Giang": ("private_enterprise", ["Xưởng may 1", "Xưởng may 2"]),
}
DIRECT = {
    SCHOOL_BRANCH: ("office", 67),
    "Chi bộ Công ty Gạch Sơn Tràng": ("state_enterprise", 21),
    "Chi bộ Hợp tác xã Chè Tân Trà": ("private_enterprise", 14),
    "Chi bộ Bưu điện huyện Lạc Giang": ("state_enterprise", 9),
}
SIZES = {"Chi bộ thôn Bến": 34, "Chi bộ thôn Hạ": 38, "Chi bộ thôn Gò Đình": 33,
         "Chi bộ thôn Ao Sen": 26}  # fmt: skip


def load_units(administrator: User) -> Unit:
    """Build the tree: the district, its committees, the branches below. Return the top unit."""
    types = {unit_type.code: unit_type for unit_type in UnitType.objects.all()}

    def unit(name: str, code: str, parent: Unit | None, sector: str = "") -> Unit:
        return establish_unit(
            name,
            types[code],
            parent=parent,
            sector=sector,
            established_on=FOUNDED,
            term="2010–2015",
            by=administrator,
        )

    district = unit(DISTRICT, "district-committee", None)
    for commune, places in COMMUNES.items():
        committee = unit(f"Đảng bộ {commune}", "grassroots-committee", district)
        for place in places:
            sector = "office" if place.startswith("Tr") else "rural"
            unit(f"Chi bộ {place}", "subordinate-branch", committee, sector)
    for name, (sector, parts) in BLOCKS.items():
        committee = unit(name, "grassroots-committee", district)
        for part in parts:
            unit(f"Chi bộ {part}", "subordinate-branch", committee, sector)
    for name, (sector, _size) in DIRECT.items():
        unit(name, "grassroots-branch", district, sector)
    CommitteeTerm.objects.bulk_create(
        CommitteeTerm(unit=each, name=name, starts_on=starts_on)
        for each in Unit.objects.all()
        for name, starts_on in TERMS
    )
    return district


def load_members(rng: random.Random, today: dt.date) -> None:
    """Fill every branch with members, how they stand and who leads."""
    for branch in Unit.objects.branches().order_by("pk"):
        size = DIRECT.get(branch.name, ("", 0))[1] or SIZES.get(branch.name)
        _fill(branch, size or rng.randint(12, 36), rng, today)


def _fill(branch: Unit, size: int, rng: random.Random, today: dt.date) -> None:
    names = set()
    while len(names) < size:
        names.add(invent_name(rng))
    # A set has no order of its own: without sorting, two loads would differ.
    names = sorted(names)
    rng.shuffle(names)
    probationers = 2 if size > 15 else 1
    for place, name in LEADERS.get(branch.name, {}).items():
        names[probationers + place] = name
    members = Member.objects.bulk_create(Member(full_name=name).derive() for name in names)
    is_school = branch.name == SCHOOL_BRANCH
    # Who is on probation joined not long ago; nobody was official before.
    joined = today - dt.timedelta(days=200)
    Membership.objects.bulk_create(
        Membership(
            member=member,
            unit=branch,
            starts_on=joined
            if index < probationers
            else FOUNDED
            if is_school
            else _day(rng, FOUNDED, today - dt.timedelta(days=800)),
        )
        for index, member in enumerate(members)
    )
    standings = [
        Standing(
            member=member,
            kind="probationary" if index < probationers else "official",
            starts_on=joined if index < probationers else FOUNDED,
        )
        for index, member in enumerate(members)
    ]
    others = members[probationers + 5 :]
    exempt = 2 if is_school else rng.randint(0, 3)
    away = 1 if is_school else rng.randint(0, 1)
    long_ago = today - dt.timedelta(days=900)
    standings += [Standing(member=m, kind="exempt", starts_on=long_ago) for m in others[:exempt]]
    standings += [
        Standing(member=m, kind="away", starts_on=long_ago) for m in others[exempt : exempt + away]
    ]
    Standing.objects.bulk_create(standings)
    leaders = members[probationers : probationers + 5]
    posts = ["secretary", "deputy_secretary", *["committee_member"] * (3 if size > 20 else 0)]
    Appointment.objects.bulk_create(
        Appointment(member=member, unit=branch, post=post, starts_on=TERMS[1][1])
        for member, post in zip(leaders, posts, strict=False)
    )


def _day(rng: random.Random, first: dt.date, last: dt.date) -> dt.date:
    return first + dt.timedelta(days=rng.randint(0, (last - first).days))
