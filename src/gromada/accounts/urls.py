"""Routes of signing in and of who acts."""

from django.urls import path

from gromada.accounts import views

app_name = "accounts"
urlpatterns = [
    path("sign-in/", views.sign_in, name="sign_in"),
    path("sign-out/", views.sign_out, name="sign_out"),
    path("switch/", views.switch, name="switch"),
    path("persona/", views.persona, name="persona"),
    path("show-day/", views.show_day, name="show_day"),
    path("account/", views.account, name="account"),
    path("account/language/", views.language, name="language"),
]
