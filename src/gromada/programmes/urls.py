"""Routes of the room."""

from django.urls import path

from gromada.programmes import views

app_name = "programmes"
urlpatterns = [
    path("office/<slug:code>/", views.office, name="office"),
    path("office/<slug:code>/allocate/", views.allocate, name="allocate"),
    path("office/<slug:code>/allocations.xlsx", views.allocations_file, name="allocations_file"),
    path("office/<slug:code>/what-if/", views.what_if, name="what_if"),
    path("office/<slug:code>/decide/", views.decide, name="decide"),
    path("office/divisions/<int:pk>/", views.division, name="division"),
    path("office/divisions/<int:pk>/publish/", views.publish, name="publish"),
    path("gminas/<int:pk>/letter.pdf", views.letter, {"ending": "pdf"}, name="letter"),
    path("gminas/<int:pk>/letter.docx", views.letter, {"ending": "docx"}, name="letter_text"),
    path("gminas/<int:pk>/correct/", views.correct, name="correct"),
    path("gminas/<int:pk>/reallocate/", views.reallocate, name="reallocate"),
    path("selections/<slug:code>/", views.selections, name="selections"),
    path("selections/<slug:code>/new/", views.select, name="select"),
    path("selection/<int:pk>/", views.selection, name="selection"),
    path("selection/<int:pk>/list.xlsx", views.selection_file, name="selection_file"),
    path("selection/<int:pk>/decide/", views.decide_selection, name="decide_selection"),
    path("selection/<int:pk>/drop/", views.drop_selection, name="drop_selection"),
    path("selection/<int:pk>/sensitivity/", views.sensitivity, name="sensitivity"),
    path("selection/<int:pk>/compare/", views.compare_selections, name="compare_selections"),
    path("selection/rows/<int:pk>/", views.selection_row, name="selection_row"),
    path("region/<slug:code>/", views.board, name="board"),
    path("region/<slug:code>/gminas.xlsx", views.board_file, name="board_file"),
    path("catalogue/<slug:code>/", views.catalogue, name="catalogue"),
    path("gminas/<int:pk>/", views.gmina, name="gmina"),
    path("gminas/<int:pk>/record/", views.record, name="record"),
    path("gminas/<int:pk>/add-paper/", views.add_paper, name="add_paper"),
    path("gminas/<int:pk>/suspend/", views.suspend, name="suspend"),
    path("gminas/<int:pk>/resume/", views.resume, name="resume"),
    path("gminas/<int:pk>/withdraw/", views.withdraw, name="withdraw"),
    path("gminas/<int:pk>/close/", views.close, name="close"),
    path("gminas/papers/<int:pk>/", views.paper, name="paper"),
]
