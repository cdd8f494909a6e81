"""What is read out of many rows: figures of branches, and what does not fit in a record."""

from meetings.reports.lint import Finding, lint
from meetings.reports.owed import owed
from meetings.reports.plans import plan
from meetings.reports.quarters import announced, figures, quarter

__all__ = ["Finding", "announced", "figures", "lint", "owed", "plan", "quarter"]
