from meetings.models.decisions import Ballot, NumberSeries, ReservedOpinion, Resolution
from meetings.models.discussion import Opinion
from meetings.models.edits import DeviceEdit
from meetings.models.minutes import Correction, MinutesEdit, MinutesVersion
from meetings.models.plans import Plan, PlanItem
from meetings.models.profiles import DocumentProfile, PaperTemplate
from meetings.models.roll import Guest, RollEntry
from meetings.models.rulesets import RuleSet
from meetings.models.sessions import ThematicSession
from meetings.models.summaries import Announcement, PublicSummary, QuarterFigures, TopicGroup
from meetings.models.tasks import Task, TaskReview, TaskUpdate
from meetings.models.topics import HandedExplanation, HandedTopic, TopicSuggestion

__all__ = [
    "Announcement",
    "Ballot",
    "Correction",
    "DeviceEdit",
    "DocumentProfile",
    "Guest",
    "HandedExplanation",
    "HandedTopic",
    "MinutesEdit",
    "MinutesVersion",
    "NumberSeries",
    "Opinion",
    "PaperTemplate",
    "Plan",
    "PlanItem",
    "PublicSummary",
    "QuarterFigures",
    "ReservedOpinion",
    "Resolution",
    "RollEntry",
    "RuleSet",
    "Task",
    "TaskReview",
    "TaskUpdate",
    "ThematicSession",
    "TopicGroup",
    "TopicSuggestion",
]
