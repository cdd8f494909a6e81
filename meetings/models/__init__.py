from meetings.models.decisions import Ballot, NumberSeries, Resolution, Task
from meetings.models.discussion import Opinion
from meetings.models.plans import Plan, PlanItem, RuleSet
from meetings.models.sessions import RollEntry, ThematicSession
from meetings.models.summaries import Announcement, PublicSummary, QuarterFigures, TopicGroup

__all__ = [
    "Announcement",
    "Ballot",
    "NumberSeries",
    "Opinion",
    "Plan",
    "PlanItem",
    "PublicSummary",
    "QuarterFigures",
    "Resolution",
    "RollEntry",
    "RuleSet",
    "Task",
    "ThematicSession",
    "TopicGroup",
]
