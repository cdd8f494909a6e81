from django.contrib import admin
from django.urls import include, path

from branch_portal import views

urlpatterns = [
    path("", include("articles.urls")),
    path("y-kien/", include("comments.urls")),
    path("noi-bo/", include("meetings.urls")),
    path("noi-bo/vao/", views.home, name="home"),
    path("tai-khoan/", include("allauth.urls")),
    path("admin/", admin.site.urls),
]
