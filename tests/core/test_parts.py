"""The parts of a page: what they say, what they escape, how they stand without the values that may be missing."""

import re
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace

import pytest
from django import forms
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation

from gromada.core.money import AmountField
from gromada.core.pages import Page
from gromada.core.templatetags import parts
from gromada.core.templatetags.fields import DayField

TODAY = date(2009, 7, 16)
EVIL = "<script>alert(1)</script>"


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def page(source: str, **context) -> str:
    return Template(source).render(Context(context))


class Invoice(forms.Form):
    number = forms.CharField(label="Number", help_text="as on the paper")
    amount = AmountField(label="Amount", currency="PLN")
    on = DayField(label="Day", required=False)
    way = forms.ChoiceField(label="Way", choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect)
    whole = forms.BooleanField(label="Complete", required=False)


# Days


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (date(2009, 7, 16), "today"),
        (date(2009, 7, 17), "tomorrow"),
        (date(2009, 7, 20), "in 4 days"),
        (date(2009, 7, 15), "1 day late"),
        (date(2009, 7, 9), "7 days late"),
        (None, ""),
    ],
)
def test_a_deadline_is_said_in_days(value, said):
    assert parts.in_days(value, TODAY) == said


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (TODAY, "since today"),
        (date(2009, 7, 15), "since yesterday"),
        (date(2009, 7, 8), "8 days"),
        ("15 days left", "15 days left"),
        (None, ""),
    ],
)
def test_a_wait_is_said_in_days(value, said):
    assert parts.ago(value, TODAY) == said


def test_days_in_three_lengths():
    assert parts.dmy(TODAY) == "16.07.2009"
    assert parts.dmy(datetime(2009, 7, 14, 9, 5)) == "14.07.2009, 9.05"
    assert parts.weekday(TODAY).startswith("Thu")
    assert parts.short_day(TODAY) == "16 Jul"
    assert [parts.roman(month) for month in (1, 7, 12)] == ["I", "VII", "XII"]


@pytest.mark.parametrize("typed", ["16.07.2009", "16.7.2009", "16 07 2009", "16-07-2009", "16/07/2009", "2009-07-16"])
@pytest.mark.parametrize("language", ["pl", "en"])
def test_a_day_is_read_as_people_write_it(typed, language):
    with translation.override(language):
        assert DayField().clean(typed) == TODAY


def test_a_day_that_is_none_is_said_how_to_write():
    with pytest.raises(forms.ValidationError, match=r"16\.07\.2009"):
        DayField().clean("July")


# Forms


def test_a_field_has_its_label_hint_and_input_tied_together():
    html = str(Invoice()["number"].as_field_group())
    assert '<label for="id_number">Number</label>' in html
    assert 'id="id_number_helptext"' in html
    assert 'aria-describedby="id_number_helptext"' in html
    assert 'class="in"' in html


def test_a_field_that_may_stay_empty_says_so():
    assert "(not required)" in str(Invoice()["on"].as_field_group())
    assert "(not required)" not in str(Invoice()["number"].as_field_group())


def test_an_amount_has_its_unit_beside_it_and_one_box_its_label_behind_it():
    html = str(Invoice())
    assert re.search(r'<div class="unit"><input[^>]*class="in in--num"[^>]*><span>zł</span>', html)
    assert re.search(r'<label class="check" for="id_whole"><input type="checkbox"[^>]*><span>Complete</span>', html)
    assert "<legend>Way</legend>" in html


def test_an_error_stands_above_its_input_and_is_tied_to_it():
    html = str(Invoice({"number": "", "amount": EVIL, "way": "a"}))
    assert html.index('id="id_number_error"') < html.index('name="number"')
    assert 'aria-invalid="true"' in html
    assert "<script" not in html


def test_the_summary_links_to_every_field_with_an_error():
    form = Invoice({"number": "", "amount": "5", "way": ""})
    form.add_error(None, EVIL)
    html = page("{% error_summary %}", form=form)
    assert 'role="alert"' in html
    assert 'tabindex="-1"' in html
    assert "Mend 3 things" in html
    assert 'href="#id_number"' in html
    assert 'href="#id_way_0"' in html
    assert "<script" not in html
    assert 'id="id_way_0"' in str(form)


def test_a_page_without_errors_has_no_summary_and_a_plain_title():
    good = Invoice({"number": "1", "amount": "5", "way": "a"})
    assert page("{% error_summary %}", form=good, other=Invoice()).strip() == ""
    assert page("{% error_prefix %}", form=good) == ""
    assert page("{% error_prefix %}", form=Invoice({})) == "Error: "


def test_a_formset_with_errors_counts_too():
    formset = forms.formset_factory(Invoice)(
        {"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "0", "form-0-number": "", "form-0-amount": "x"}
    )
    assert 'href="#id_form-0-number"' in page("{% error_summary %}", lines=formset)


def test_a_pair_has_one_amount_to_type_and_one_to_read():
    html = page("{% pair form.amount computed hint='Rate 4.2906' %}", form=Invoice(), computed=Decimal("1468.33"))
    assert html.count("readonly") == 1
    assert "1,468.33" in html
    assert "Rate 4.2906" in html


# Turns, states, deeds


def test_your_turn_has_one_primary_button_and_the_others_none():
    rows = [
        {"title": EVIL, "url": "/a", "button": "Go", "due_on": TODAY},
        ("Second", "/b", "Look", "detail", None, TODAY),
    ]
    mine = page("{% turns rows today %}", rows=rows, today=TODAY)
    assert mine.count('class="btn"') == 1
    assert mine.count('class="btn btn--2"') == 1
    assert "turns--mine" in mine
    assert "<script" not in mine
    theirs = page("{% others rows today %}", rows=rows, today=TODAY)
    assert 'class="btn"' not in theirs
    assert "turns--mine" not in theirs


def test_what_is_late_is_marked():
    rows = [("Old", "/a", "Go", "", date(2009, 7, 1))]
    assert "15 days late" in page("{% turns rows today %}", rows=rows, today=TODAY)
    assert " late" in page("{% turns rows today %}", rows=rows, today=TODAY)


def deed(**given):
    return SimpleNamespace(
        **(
            {"label": "Send", "url": "/send", "deed": "plans.send", "method": "post", "why_not": None, "primary": False}
            | given
        )
    )


def test_a_deed_is_a_form_a_link_or_a_reason():
    assert 'method="post" action="/send"' in page("{% deed_button b %}", b=deed())
    assert '<a class="btn" href="/send">' in page("{% deed_button b %}", b=deed(method="get", primary=True))
    refused = page("{% deed_button b %}", b=deed(why_not="First mend 2 errors."))
    assert 'aria-disabled="true"' in refused
    assert "disabled>" not in refused
    assert re.search(
        r'aria-describedby="(why-[\w-]+)".*<p class="why" id="\1">First mend 2 errors.</p>', refused, re.DOTALL
    )
    assert "/send" not in refused


def test_a_posting_deed_carries_the_token():
    html = Template("{% deed_buttons rows %}").render(Context({"rows": [deed()], "csrf_token": "abc"}))
    assert 'name="csrfmiddlewaretoken" value="abc"' in html


@pytest.mark.parametrize("kind", ["mine", "others", "draft", "ok", "bad"])
def test_a_state_is_a_word(kind):
    html = page("{% tag kind words %}", kind=kind, words=EVIL)
    assert "&lt;script" in html
    assert (f"tag--{kind}" in html) == (kind != "others")


def test_the_blocks_keep_the_mark_up_of_the_page_and_escape_values():
    html = page(
        "{% page_head title lead=evil tags=tags %}<a href='/x'>Go</a>{% endpage_head %}",
        title="T",
        evil=EVIL,
        tags=[("ok", "Done")],
    )
    assert "<a href='/x'>Go</a>" in html
    assert "<script" not in html
    assert "head--plain" in html
    assert "head__act" not in page("{% page_head 'T' %}{% endpage_head %}")
    assert "<b>x</b>" in page("{% note 'ok' evil %}<b>x</b>{% endnote %}", evil=EVIL)
    assert "note--ok" in page("{% note 'ok' %}x{% endnote %}")


# Tables, money, figures


def test_a_table_is_a_named_region_that_takes_focus():
    html = page("{% table caption 'tight grid' True %}<tbody></tbody>{% endtable %}", caption='Plan "2009"')
    assert 'tabindex="0" role="region" aria-label="Table: Plan &quot;2009&quot;"' in html
    assert 'class="table table--tight grid"' in html
    assert '<caption class="vh">' in html


def test_months_are_told_in_runs():
    html = page("{% months active %}", active=[True] * 4 + [False] * 4 + [True] + [False] * 2 + [True])
    assert "<title>I–IV, IX, XII</title>" in html
    assert "<title>no months</title>" in page("{% months active %}", active=[False] * 12)


def test_the_legend_of_a_strip_adds_up_and_leaves_out_what_is_not():
    html = page(
        "{% money_strip a b c d %}", a=Decimal("39714.46"), b=Decimal("23418.64"), c=Decimal(0), d=Decimal("7366.90")
    )
    assert "70,500.00" in html
    assert "in the plan" not in html
    assert html.count("<dt") == 4
    over = page("{% money_strip a z z z over=o %}", a=Decimal(10), z=Decimal(0), o=Decimal(2))
    assert "beyond the allocation" in over


def test_the_next_rows_keep_the_other_words_of_the_address():
    request = RequestFactory().get("/list/?q=ala&after=old")
    html = Template("{% pager page %}").render(Context({"request": request, "page": Page([1, 2], "new:token")}))
    assert 'href="?q=ala&amp;after=new%3Atoken"' in html
    assert "Back to the first rows" in html
    last = Template("{% pager page %}").render(Context({"request": request, "page": Page([1], None)}))
    assert 'rel="next"' not in last


def test_every_kind_of_finding_has_its_sign():
    kinds = [("bad", "a", "b", "c", [("Mend", "/x")]), ("warn", "a"), ("note", "a"), ("ok", EVIL)]
    html = page("{% findings rows %}", rows=kinds)
    for words in ("Error", "Warning", "Remark", "In order"):
        assert f"<title>{words}</title>" in html
    assert '<a href="/x">Mend</a>' in html
    assert "<script" not in html


def test_what_is_not_marked_stays_unmarked():
    assert "checked" not in page("{% attendance_row 'p1' 'Łubin' 'Sulimir' %}")
    assert re.search(r'value="0" checked', page("{% attendance_row 'p1' 'Łubin' 'Sulimir' value=False %}"))
    assert re.search(r'value="1" checked', page("{% attendance_row 'p1' 'Łubin' 'Sulimir' value=True %}"))


def test_inside_a_loop_nothing_is_ours_and_empty_is_djangos():
    ours = "{% nothing 'No sessions yet' 'They come from contracts.' %}<a>Add</a>{% endnothing %}"
    html = page(f"{{% for x in rows %}}{{{{ x }}}}{{% empty %}}{ours}{{% endfor %}}", rows=[])
    assert "No sessions yet" in html
    assert "<a>Add</a>" in html


def test_work_says_how_far_it_is():
    html = page("{% work 'Reading' 1240 4234 2 %}")
    assert 'max="4234" value="1240"' in html
    assert "2 to clear up" in html


# Whole pages


def test_the_patterns_page_shows_every_part_and_no_id_twice(client):
    html = client.get("/patterns/").content.decode()
    ids = re.findall(r'\sid="([^"]+)"', html)
    assert sorted(ids) == sorted(set(ids))
    assert "<title>" in html
    assert " style=" not in html
    source = (Path(parts.__file__).parents[1] / "templates" / "core" / "patterns.html").read_text(encoding="utf-8")
    inside = {"error_prefix", "error_summary", "deed_button", "tag"}  # the frame and other parts use these
    assert (
        sorted(
            name for name in set(parts.register.tags) - inside if f"{{% {name} " not in source.replace(" %}", "  %}")
        )
        == []
    )


def test_the_patterns_page_is_not_there_in_a_real_home(client, settings):
    settings.PATTERNS_PAGE = settings.DEBUG = False
    assert client.get("/patterns/").status_code == 404


@pytest.mark.django_db
def test_health_answers_while_the_database_does(client):
    answer = client.get("/health/")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


@pytest.mark.parametrize(
    "name", ["400.html", "403.html", "403_csrf.html", "404.html", "500.html", "core/base.html", "core/portal_base.html"]
)
@pytest.mark.parametrize("language", ["pl", "en"])
def test_a_page_stands_without_any_context(name, language):
    with translation.override(language):
        html = render_to_string(name)
    assert f'<html lang="{language}">' in html
    assert "– Gromada</title>" in html
    assert '<main id="content"' in html


def furniture(**given):
    acting = SimpleNamespace(
        role_label=EVIL, scope_label="Bierzwnik", mark_svg="", others=[(7, "Social worker")], show_day=TODAY
    )
    tabs = [
        SimpleNamespace(label="Start", url="/start/", current=True, count=0),
        SimpleNamespace(label="Plan", url="/plan/", current=False, count=2),
    ]
    base = {"programme_name": "A programme", "search_url": "/search/", "is_demo": False, "tabs": tabs, "acting": acting}
    return SimpleNamespace(**(base | given))


def test_the_furniture_says_who_acts_and_what_waits():
    html = render_to_string("core/base.html", {"furniture": furniture()})
    assert '<a href="/start/" aria-current="page">Start</a>' in html
    assert '<span class="count">2<span class="vh"> to do</span></span>' in html
    assert "A programme" in html
    assert 'action="/search/"' in html
    assert "<script>alert" not in html


def test_the_furniture_of_nobody_has_no_menu():
    html = render_to_string("core/base.html", {"furniture": furniture(acting=None, search_url="", tabs=[])})
    assert "<details" not in html
    assert 'role="search"' not in html
    assert 'class="tabs' not in html


def test_htmx_comes_without_inline_script_or_style():
    html = render_to_string("core/htmx.html")
    assert """content='{"includeIndicatorStyles":false,"allowEval":false}'""" in html
    assert re.findall(r"<script[^>]*>", html) == ['<script src="/static/django_htmx/htmx-2.min.js" defer>']
