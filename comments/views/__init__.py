"""The public pages of the comments: sending one, and what becomes of one's data."""
