from django.urls import path

from comments import views

app_name = "comments"
urlpatterns = [
    path("<int:pk>/", views.comment, name="comment"),
    path("<int:pk>/da-nhan/", views.received, name="received"),
]
