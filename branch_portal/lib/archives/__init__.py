"""Old archives on their way in: each reader yields Items, one at a time, whatever stands in them.

A row that cannot be read becomes an Item with `error`, and the rest goes on; a file that is no
archive at all raises ArchiveRefused. Nothing is stored, fetched or cleaned here: the caller runs
`lib.html.clean` over the HTML after it has put its own pictures in place of the `pictures`.
"""

from branch_portal.lib.archives.folder import read_folder
from branch_portal.lib.archives.item import ArchiveRefused, Item
from branch_portal.lib.archives.table import read_csv
from branch_portal.lib.archives.wxr import read_wxr

__all__ = ["ArchiveRefused", "Item", "read_csv", "read_folder", "read_wxr"]
