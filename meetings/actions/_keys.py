"""By what a row that a page sent is known again."""

import uuid
from collections.abc import Iterable, Mapping
from typing import Any


def keys_of(rows: Iterable[Mapping[str, Any]]) -> list[uuid.UUID]:
    """Return the key of each row; one without, or with the key of a row above, gets a new one."""
    keys: dict[uuid.UUID, None] = {}
    for row in rows:
        key = row.get("key")
        keys[uuid.uuid4() if key is None or key in keys else key] = None
    return list(keys)
