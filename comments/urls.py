from django.urls import path

from comments import feeds
from comments.views import posting, privacy, receipts

app_name = "comments"
urlpatterns = [
    path("atom/", feeds.atom, name="atom"),
    path("<int:pk>/atom/", feeds.atom, name="atom"),
    path("<int:pk>/", posting.comment, name="comment"),
    path("<int:pk>/tra-loi/<slug:code>/", posting.reply, name="reply"),
    path("da-nhan/<slug:code>/", receipts.received, name="received"),
    path("trang-thai/", receipts.status, name="status"),
    path("du-lieu-ca-nhan/", privacy.personal_data, name="personal_data"),
    path("quyen-du-lieu/", privacy.data_request, name="data_request"),
    path("quyen-du-lieu/da-gui/", privacy.data_request_sent, name="data_request_sent"),
    path("thu/yeu-cau/<str:token>/", privacy.prove_request, name="prove_request"),
    path("thu/xac-nhan/<str:token>/", privacy.confirm_address, name="confirm_address"),
    path("thu/ngung/<str:token>/", privacy.stop_mail, name="stop_mail"),
]
