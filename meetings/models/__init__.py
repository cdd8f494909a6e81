from meetings.models.decisions import Ballot, NumberSeries, Resolution, Task
from meetings.models.plans import Plan, PlanItem, RuleSet
from meetings.models.sessions import Opinion, RollEntry, ThematicSession

__all__ = [
    "Ballot",
    "NumberSeries",
    "Opinion",
    "Plan",
    "PlanItem",
    "Resolution",
    "RollEntry",
    "RuleSet",
    "Task",
    "ThematicSession",
]
