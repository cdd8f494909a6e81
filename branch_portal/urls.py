from django.contrib import admin
from django.urls import include, path, re_path
from django.views.generic import RedirectView

from branch_portal import sitemaps, views

handler404 = "branch_portal.views.page_not_found"

urlpatterns = [
    path("", include("articles.urls")),
    path("y-kien/", include("comments.urls")),
    path("noi-bo/vao/", views.home, name="home"),
    path("", include("meetings.urls")),
    path("toa-soan/de-xuat/", views.proposals, name="proposals"),
    path("toa-soan/de-xuat/<int:pk>/nhan/", views.take_proposal, name="take_proposal"),
    path("toa-soan/de-xuat/<int:pk>/tu-choi/", views.decline_proposal, name="decline_proposal"),
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
    path("sitemap.xml", sitemaps.sitemap, name="sitemap"),
    path("sitemap-trang.xml", sitemaps.sitemap_lists, name="sitemap_lists"),
    path("sitemap-tin-moi.xml", sitemaps.sitemap_news, name="sitemap_news"),
    re_path(
        r"^sitemap-(?P<year>[0-9]{4})-(?P<month>[0-9]{2})[.]xml$",
        sitemaps.sitemap_month,
        name="sitemap_month",
    ),
    path("manifest.webmanifest", views.manifest, name="manifest"),
    path("opensearch.xml", views.opensearch, name="opensearch"),
    path("sw.js", views.service_worker, name="service_worker"),
    path("ngoai-tuyen/", views.offline, name="offline"),
    path("favicon.ico", views.favicon, name="favicon"),
    path(".well-known/security.txt", views.security_txt, name="security_txt"),
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
]
