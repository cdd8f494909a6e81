from django.urls import path

from articles import views

app_name = "articles"
urlpatterns = [
    path("", views.front, name="front"),
    path("tin/<int:pk>/<slug:slug>/", views.article, name="article"),
    path("chuyen-muc/<slug:slug>/", views.section, name="section"),
    path("chu-de/<slug:slug>/", views.tag, name="tag"),
    path("luu-tru/<int:year>/<int:month>/", views.archive, name="archive"),
    path("tim-kiem/", views.search, name="search"),
    path("rss/", views.rss, name="rss"),
    path("toa-soan/anh/", views.upload_photo, name="upload_photo"),
]
