from django.urls import path

from articles import views

app_name = "articles"
urlpatterns = [
    path("", views.front, name="front"),
    path("tin/<int:pk>/", views.short, name="short"),
    path("tin/<int:pk>/<slug:slug>/", views.article, name="article"),
    path("chuyen-muc/<slug:slug>/", views.section, name="section"),
    path("chu-de/<slug:slug>/", views.tag, name="tag"),
    path("luu-tru/<int:year>/<int:month>/", views.archive, name="archive"),
    path("tim-kiem/", views.search, name="search"),
    path("rss/", views.rss, name="rss"),
    path("tep/<int:pk>/", views.attachment, name="attachment"),
    path("xem-thu/<str:token>/", views.shared_preview, name="shared_preview"),
    path("toa-soan/anh/", views.upload_photo, name="upload_photo"),
    path("toa-soan/anh/tim/", views.find_photos, name="find_photos"),
    path("toa-soan/bai/tim/", views.find_articles, name="find_articles"),
    path("toa-soan/bang-ma/", views.convert_legacy, name="convert_legacy"),
    path("toa-soan/chu-de/", views.find_tags, name="find_tags"),
    path("toa-soan/tep/", views.upload_attachment, name="upload_attachment"),
    path("toa-soan/tu-luu/", views.autosave, name="autosave"),
    path("toa-soan/xem-truoc/<str:key>/", views.preview, name="preview"),
]
