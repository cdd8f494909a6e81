from django.contrib import admin
from django.urls import include, path
from django.views.generic import RedirectView

from branch_portal import views

handler404 = "branch_portal.views.page_not_found"

urlpatterns = [
    path("", include("articles.urls")),
    path("y-kien/", include("comments.urls")),
    path("noi-bo/", include("meetings.urls")),
    path("noi-bo/vao/", views.home, name="home"),
    path("tai-khoan/", include("accounts.urls")),
    path("admin/login/", views.admin_login, name="admin_login"),
    # The admin's own form knows neither the limits nor the mail to the owner of the account.
    path(
        "admin/password_change/",
        RedirectView.as_view(pattern_name="account_change_password"),
        name="account_change_password_from_admin",
    ),
    # The admin's way from a key to a page asks for no right and tells the address of any draft.
    path("admin/r/<path:rest>", views.view_on_site, name="view_on_site"),
    path("admin/", admin.site.urls),
    path("media/photos/<path:path>", views.media, name="media"),
    path("robots.txt", views.robots, name="robots"),
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
]
