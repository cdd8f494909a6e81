"""What the moderators' screens ask: the queue, what is known beside a comment, figures."""
