from django.contrib import admin
from django.urls import include, path

from branch_portal import views

urlpatterns = [
    path("", include("articles.urls")),
    path("y-kien/", include("comments.urls")),
    path("noi-bo/", include("meetings.urls")),
    path("noi-bo/vao/", views.home, name="home"),
    path("tai-khoan/", include("allauth.urls")),
    path("admin/login/", views.admin_login, name="admin_login"),
    path("admin/", admin.site.urls),
    path("media/photos/<path:path>", views.media, name="media"),
    path("robots.txt", views.robots, name="robots"),
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
]
