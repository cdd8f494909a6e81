from django.urls import path

from meetings.views import overview, record, steps

app_name = "meetings"
urlpatterns = [
    path("", overview.desk, name="desk"),
    path("quy/<int:year>/<int:number>/", overview.overview, name="overview"),
    path("chi-bo/<int:pk>/", overview.branch, name="branch"),
    path("chi-bo/<int:pk>/buoi-moi/", steps.session_new, name="session_new"),
    path("buoi/<int:pk>/", record.session, name="session"),
    path("buoi/<int:pk>/thong-tin/", steps.session_edit, name="session_edit"),
    path("buoi/<int:pk>/diem-danh/", steps.attendance, name="attendance"),
    path("buoi/<int:pk>/thao-luan/", steps.discussion, name="discussion"),
    path("buoi/<int:pk>/nghi-quyet/", steps.resolutions, name="resolutions"),
    path("buoi/<int:pk>/giao-viec/", steps.tasks, name="tasks"),
    path("buoi/<int:pk>/bien-ban.docx", record.minutes, name="minutes"),
    path("buoi/<int:pk>/gui/", record.submit_session, name="submit_session"),
    path("nghi-quyet/<int:pk>/bo/", record.discard_resolution, name="discard_resolution"),
    path("viec/<int:pk>/xong/", record.finish_task, name="finish_task"),
]
