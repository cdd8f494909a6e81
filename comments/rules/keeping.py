"""How long anything of a reader is kept. The page for readers is made from the same numbers."""

import datetime as dt

_DAY = dt.timedelta(days=1)

SPAM = 30 * _DAY  # after it was marked: emptied
REJECTED = 90 * _DAY  # after the decision: emptied
ADDRESS = 90 * _DAY  # after the last decision about its comment
NETWORK = 2 * _DAY  # the tag of the network that a comment came from
MAIL = 7 * _DAY  # after it was sent or given up
UNPROVED = 2 * _DAY  # a request whose link nobody followed
NOTES = 730 * _DAY  # the moderators' notes for each other
REQUESTS = 730 * _DAY  # a request after it was closed; its address and words go at once
NO_MAIL = 30 * _DAY  # nothing is sent after an erasure, or when somebody asked for it

LINK = _DAY  # a mailed link works so long
SECOND_THOUGHTS = dt.timedelta(minutes=10)  # a decision can be undone, so its mail waits

# What the law gives for requests about personal data.
ANSWER_WORKING_DAYS = 2
DONE_DAYS = 15

# When waiting moderators are reminded.
OVERDUE_WORKING_DAYS = (2, 5)
HIDDEN = _DAY
