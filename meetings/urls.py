from django.urls import include, path

from meetings.views import overview, prepare, public, publish, record, steps, upwards

app_name = "meetings"
internal = [
    path("", overview.desk, name="desk"),
    path("quy/<int:year>/<int:number>/", overview.overview, name="overview"),
    path("quy/<int:year>/<int:number>/cong-bo/", publish.publish_figures, name="publish_figures"),
    path("quy/<int:year>/<int:number>/go/", publish.withdraw_figures, name="withdraw_figures"),
    path("chi-bo/<int:pk>/", overview.branch, name="branch"),
    path("chi-bo/<int:pk>/buoi-moi/", steps.session_new, name="session_new"),
    path("chi-bo/<int:pk>/bao-lich/", publish.announce_session, name="announce_session"),
    path("bao-lich/<int:pk>/go/", publish.withdraw_announcement, name="withdraw_announcement"),
    path("chi-bo/<int:pk>/chuan-bi/", prepare.prepare_session, name="prepare_session"),
    path("buoi/<int:pk>/", record.session, name="session"),
    path("buoi/<int:pk>/chuan-bi/", prepare.session_plan, name="session_plan"),
    path("buoi/<int:pk>/len-lich/", prepare.schedule_session, name="schedule_session"),
    path("buoi/<int:pk>/hoan/", prepare.postpone_session, name="postpone_session"),
    path("buoi/<int:pk>/huy/", prepare.cancel_session, name="cancel_session"),
    path("buoi/<int:pk>/bat-dau/", prepare.session_hold, name="session_hold"),
    path("buoi/<int:pk>/thong-tin/", steps.session_edit, name="session_edit"),
    path("buoi/<int:pk>/diem-danh/", steps.attendance, name="attendance"),
    path("buoi/<int:pk>/thao-luan/", steps.discussion, name="discussion"),
    path("buoi/<int:pk>/nghi-quyet/", steps.resolutions, name="resolutions"),
    path("buoi/<int:pk>/giao-viec/", steps.tasks, name="tasks"),
    path("buoi/<int:pk>/bien-ban.docx", record.minutes, name="minutes"),
    path("buoi/<int:pk>/gui/", record.submit_session, name="submit_session"),
    path("buoi/<int:pk>/tiep-nhan/", upwards.accept_session, name="accept_session"),
    path("buoi/<int:pk>/tra-lai/", upwards.return_session, name="return_session"),
    path("buoi/<int:pk>/cong-bo/", publish.publish_summary, name="publish_summary"),
    path("buoi/<int:pk>/go/", publish.withdraw_summary, name="withdraw_summary"),
    path("nghi-quyet/<int:pk>/bo/", record.discard_resolution, name="discard_resolution"),
    path("viec/<int:pk>/xong/", record.finish_task, name="finish_task"),
]
published = [
    path("", public.summaries, name="summaries"),
    path("<int:pk>/<slug:slug>/", public.summary, name="summary"),
    path("chi-bo/<int:pk>/", public.summaries_of_branch, name="summaries_of_branch"),
    path("nhom/<slug:slug>/", public.summaries_of_group, name="summaries_of_group"),
    path("quy/<int:year>-<int:number>/", public.summaries_of_quarter, name="summaries_of_quarter"),
]
urlpatterns = [
    path("noi-bo/", include(internal)),
    path("sinh-hoat-chuyen-de/", include(published)),
]
