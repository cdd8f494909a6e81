from meetings.models.agenda import AgendaItem, AgendaTemplate, AgendaTemplateLine
from meetings.models.arrivals import Arrival, CheckIn
from meetings.models.decisions import Ballot, NumberSeries, ReservedOpinion, Resolution
from meetings.models.discussion import Opinion
from meetings.models.edits import DeviceEdit
from meetings.models.files import SessionFile
from meetings.models.invitations import CalendarFeed, Invitation
from meetings.models.minutes import Correction, MinutesEdit, MinutesVersion
from meetings.models.news import NewsProposal
from meetings.models.plans import Plan, PlanItem
from meetings.models.profiles import DocumentProfile, PaperTemplate
from meetings.models.roll import Guest, RollEntry
from meetings.models.rulesets import RuleSet
from meetings.models.score_forms import Criterion, Option, ScoreForm
from meetings.models.scores import ScoreLine, SessionScore
from meetings.models.sessions import ThematicSession
from meetings.models.summaries import Announcement, PublicSummary, QuarterFigures, TopicGroup
from meetings.models.tasks import Task, TaskReview, TaskUpdate
from meetings.models.topics import HandedExplanation, HandedTopic, TopicSuggestion

__all__ = [
    "AgendaItem",
    "AgendaTemplate",
    "AgendaTemplateLine",
    "Announcement",
    "Arrival",
    "Ballot",
    "CalendarFeed",
    "CheckIn",
    "Correction",
    "Criterion",
    "DeviceEdit",
    "DocumentProfile",
    "Guest",
    "HandedExplanation",
    "HandedTopic",
    "Invitation",
    "MinutesEdit",
    "MinutesVersion",
    "NewsProposal",
    "NumberSeries",
    "Opinion",
    "Option",
    "PaperTemplate",
    "Plan",
    "PlanItem",
    "PublicSummary",
    "QuarterFigures",
    "ReservedOpinion",
    "Resolution",
    "RollEntry",
    "RuleSet",
    "ScoreForm",
    "ScoreLine",
    "SessionFile",
    "SessionScore",
    "Task",
    "TaskReview",
    "TaskUpdate",
    "ThematicSession",
    "TopicGroup",
    "TopicSuggestion",
]
