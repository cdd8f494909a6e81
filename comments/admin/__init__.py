"""The comments in the newsroom."""

from comments.admin import privacy, queue, wording

__all__ = ["privacy", "queue", "wording"]
