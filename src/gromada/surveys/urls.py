"""Routes of surveys: of those who write and count them, and of residents, who need no account."""

from django.urls import path

from gromada.surveys import views

app_name = "surveys"
urlpatterns = [
    path("surveys/", views.survey_list, name="list"),
    path("surveys/new/", views.new, name="new"),
    path("surveys/<int:pk>/", views.survey, name="survey"),
    path("surveys/<int:pk>/card/", views.card, name="card"),
    path("surveys/<int:pk>/parts/new/", views.add_section, name="add_section"),
    path("surveys/<int:pk>/parts/<str:code>/", views.section, name="section"),
    path("surveys/<int:pk>/parts/<str:code>/questions/new/", views.add_question, name="add_question"),
    path("surveys/<int:pk>/questions/<str:code>/", views.question, name="question"),
    path("surveys/<int:pk>/arrange/", views.arrange, name="arrange"),
    path("surveys/<int:pk>/preview/", views.preview, name="preview"),
    path("surveys/<int:pk>/open/", views.open_survey, name="open"),
    path("surveys/<int:pk>/renew/", views.renew, name="renew"),
    path("surveys/<int:pk>/close/", views.close, name="close"),
    path("surveys/<int:pk>/codes/", views.codes, name="codes"),
    path("surveys/<int:pk>/paper/", views.paper, name="paper"),
    path("surveys/<int:pk>/xlsform/", views.xlsform, name="xlsform"),
    path("surveys/<int:pk>/import/", views.import_form, name="import"),
    path("surveys/<int:pk>/key/", views.key, name="key"),
    path("surveys/<int:pk>/take-back/", views.take_back, name="take_back"),
    path("surveys/<int:pk>/results/", views.results, name="results"),
    path("surveys/<int:pk>/results/<str:code>/", views.texts, name="texts"),
    path("surveys/<int:pk>/answers.csv", views.answers_csv, name="answers_csv"),
    path("surveys/<int:pk>/answers.xlsx", views.answers_xlsx, name="answers_xlsx"),
    path("surveys/<int:pk>/publish/", views.publish, name="publish"),
    path("surveys/<int:pk>/withdraw/", views.withdraw, name="withdraw"),
    path("ankieta/<slug:slug>/", views.form, name="form"),
    path("ankieta/<slug:slug>/dziekujemy/", views.thanks, name="thanks"),
    path("ankieta/<slug:slug>/wyniki/", views.public_results, name="public_results"),
]
