"""What the newsroom does. Each function is one button."""

from articles.actions.archive import close_import, import_item, leave_item, open_import
from articles.actions.desk import arrange_front
from articles.actions.info import delete_info_page, save_info_page
from articles.actions.library import add_attachment, add_photo
from articles.actions.lists import delete_filter, save_filter
from articles.actions.photos import delete_photo, describe_photo, take_down_photo
from articles.actions.sharing import revoke_preview, share_preview
from articles.actions.taxonomy import arrange_section, merge_tags, save_series, save_tag
from articles.actions.wordimport import import_word
from articles.actions.workflow import (
    Unready,
    approve_article,
    publish_article,
    return_article,
    schedule_article,
    submit_article,
    withdraw_article,
)
from articles.actions.writing import (
    Clashed,
    keep_side_draft,
    put_away_side_draft,
    restore_revision,
    save_article,
)

__all__ = [
    "Clashed",
    "Unready",
    "add_attachment",
    "add_photo",
    "approve_article",
    "arrange_front",
    "arrange_section",
    "close_import",
    "delete_filter",
    "delete_info_page",
    "delete_photo",
    "describe_photo",
    "import_item",
    "import_word",
    "keep_side_draft",
    "leave_item",
    "merge_tags",
    "open_import",
    "publish_article",
    "put_away_side_draft",
    "restore_revision",
    "return_article",
    "revoke_preview",
    "save_article",
    "save_filter",
    "save_info_page",
    "save_series",
    "save_tag",
    "schedule_article",
    "share_preview",
    "submit_article",
    "take_down_photo",
    "withdraw_article",
]
