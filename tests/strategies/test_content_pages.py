"""Pages of the text, the card, older needs and versions: what they say, what a post does, who reaches them."""

from datetime import date
from urllib.parse import urlencode

import pytest
from django.urls import reverse

from gromada.core.permissions import SYSTEM
from gromada.programmes import actions as programmes
from gromada.strategies import actions, queries
from gromada.strategies.models import Assessment, Paragraph, StrategyVersion
from tests.strategies.visits import visitor
from tests.strategies.walk import actor, allocated, draft_strategy, existing_strategy

pytestmark = pytest.mark.django_db
DAY = date(2008, 6, 2)


@pytest.fixture
def gmina(settings, tmp_path):
    settings.DOCUMENTS_ROOT = tmp_path
    return allocated()


def text(response):
    return response.content.decode().replace("\xa0", " ")


def url(name, *args, **asked):
    return reverse(f"strategies:{name}", args=args) + (f"?{urlencode(asked)}" if asked else "")


def test_a_section_is_written_and_reworded(client, settings, gmina):
    row = draft_strategy(gmina)
    browser = visitor(client, settings, "coordinator", gmina, on=DAY)
    add = url("add_paragraphs", row.pk, section="forecast")
    assert browser.get(add).status_code == 200
    assert browser.post(add, {"text": "Ubędzie młodych.\n\n<script>alert(1)</script>"})["Location"].endswith(
        "#forecast"
    )
    page = text(browser.get(url("contents", row.pk)))
    assert "&lt;script&gt;" in page
    assert "<script>alert" not in page
    first = Paragraph.objects.order_by("place").first()
    change = url("change_paragraph", first.pk)
    assert "Ubędzie młodych." in text(browser.get(change))
    assert browser.post(change, {"text": "Młodych przybędzie.", "version": 1}).status_code == 302
    late = browser.post(change, {"text": "Mój tekst.", "version": 1})
    assert late.status_code == 200
    assert "Młodych przybędzie." in text(late)
    assert "Mój tekst." in text(late)
    assert 'name="version" value="2"' in text(late)
    assert browser.post(change, {"text": "Oba teksty.", "version": 2}).status_code == 302
    assert browser.post(url("move_paragraph", first.pk), {"down": "1"}).status_code == 302
    remove = url("remove_paragraph", first.pk)
    assert "Somebody changed" in text(browser.post(remove, {"version": 2}, follow=True))
    assert "is struck out" in text(browser.post(remove, {"version": 3}, follow=True))
    assert browser.get(url("add_paragraphs", row.pk, section="nothing")).status_code == 404


@pytest.mark.parametrize(
    ("kind", "given"),
    [
        ("goal", {"text": "Nikt nie jest sam"}),
        ("problem", {"text": "Starsi są sami"}),
        ("frame", {"year": 2009, "source": "Budżet", "amount_pln": "1 200,50"}),
        ("indicator", {"name": "Osoby", "unit": "os.", "target": "90", "target_year": 2012, "source": "Rejestr"}),
        ("figure", {"name": "Samotni", "unit": "os.", "year": 2007, "value": "212", "source": "Wywiady"}),
    ],
)
def test_each_kind_of_entry_is_written_changed_and_struck_out(client, settings, gmina, kind, given):
    row = draft_strategy(gmina)
    browser = visitor(client, settings, "gops_manager", gmina, on=DAY)
    add = url("add_entry", row.pk, kind=kind)
    assert browser.get(add).status_code == 200
    assert browser.post(add, {}).status_code == 200
    assert browser.post(add, given).status_code == 302
    made = queries.ENTRIES[kind].objects.get()
    change = url("change_entry", made.pk, kind=kind)
    assert browser.get(change).status_code == 200
    assert browser.post(change, given).status_code == 302
    assert browser.get(url("contents", row.pk)).status_code == 200
    assert browser.post(url("remove_entry", made.pk, kind=kind), follow=True).status_code == 200
    assert not queries.ENTRIES[kind].objects.exists()
    assert browser.get(url("add_entry", row.pk, kind="nothing")).status_code == 404


def test_a_direction_is_written_under_its_goal(client, settings, gmina):
    row = draft_strategy(gmina)
    goal = actions.add_entry(strategy=row, kind="goal", given={"text": "Cel"}, by=actor("coordinator", gmina), on=DAY)
    browser = visitor(client, settings, "coordinator", gmina, on=DAY)
    needs = list(row.needs.values_list("pk", flat=True))
    add = url("add_entry", row.pk, kind="direction", goal=goal.pk)
    assert browser.post(add, {"goal": goal.pk, "text": "Klub", "way": "GOPS", "needs": needs}).status_code == 302
    page = text(browser.get(url("contents", row.pk)))
    assert "K-01.1" in page
    way = goal.directions.get()
    assert (
        browser.post(url("change_entry", way.pk, kind="direction"), {"text": "Kluby", "needs": []}).status_code == 302
    )
    assert goal.directions.get().needs.count() == 0


def test_the_card_is_filled_in_by_the_gmina_and_confirmed_by_the_consultant(client, settings, gmina):
    programmes.advance(participation=gmina, to="joined", by=SYSTEM, on=date(2008, 2, 4))
    existing_strategy(gmina)
    where = url("assessment", gmina.pk)
    browser = visitor(client, settings, "coordinator", gmina, on=DAY)
    page = text(browser.get(where))
    assert "has not been assessed yet" in page
    assert "Fails: data of 2003 assessed in 2008" in page
    assert "Mend 1 thing" in text(browser.post(where, {"involvement": "yes", "reasons": ""}))
    assert browser.post(where, {"involvement": "no", "reasons": "Nikt nie pytał."}).status_code == 302
    assert "needs an update" in text(browser.get(where))
    card = Assessment.objects.get()
    assert browser.post(url("confirm_assessment", card.pk)).status_code == 403
    browser = visitor(client, settings, "consultant", gmina, on=DAY)
    assert "Confirm the card" in text(browser.get(where))
    assert "is confirmed" in text(browser.post(url("confirm_assessment", card.pk), follow=True))
    printed = browser.get(url("assessment_card", card.pk))
    assert printed.content.startswith(b"%PDF")
    assert visitor(client, settings, "mayor", gmina, on=DAY).post(where, {"involvement": "no"}).status_code == 403


def test_older_needs_are_decided_on_one_page(client, settings, gmina):
    old = existing_strategy(gmina, needs=2)
    row = draft_strategy(gmina, needs=0)
    first, second = old.needs.order_by("number")
    browser = visitor(client, settings, "coordinator", gmina, on=DAY)
    where = url("older_needs", row.pk)
    assert "2 needs is still to be said" in text(browser.get(where)).replace("What became of ", "")
    refused = browser.post(where, {f"fate-{first.pk}": "met"})
    assert "Say why GSRPS/2004/P-01" in text(refused)
    sent = {f"fate-{first.pk}": "carried", f"fate-{second.pk}": "dropped", f"reason-{second.pk}": "Nieaktualna."}
    page = text(browser.post(where, sent, follow=True))
    assert "It is known what became of each older need" in page
    assert "carried over as P-01" in page


def test_versions_are_made_read_and_compared(client, settings, gmina):
    row = draft_strategy(gmina)
    browser = visitor(client, settings, "coordinator", gmina, on=DAY)
    where = url("versions", row.pk)
    assert "has no version yet" in text(browser.get(where))
    assert browser.post(where, {"note": "na konsultacje"}).status_code == 302
    assert "Nothing has changed since version 1" in text(browser.post(where, {}))
    browser.post(url("add_paragraphs", row.pk, section="way"), {"text": "Strategię prowadzi ośrodek."})
    browser.post(where, {"note": "dla rady"})
    two, one = StrategyVersion.objects.order_by("-number")
    assert "The document has 2 versions" in text(browser.get(where))
    page = text(browser.get(url("compare", two.pk, one.pk)))
    assert "1 thing changed between versions 1 and 2" in page
    assert "<ins>Strategię prowadzi ośrodek.</ins>" in page
    assert "read the same" in text(browser.get(url("compare", one.pk, one.pk)))
    assert browser.get(url("version_pdf", one.pk)).content.startswith(b"%PDF")
    assert browser.get(url("version_docx", one.pk)).content.startswith(b"PK")
    auditor = visitor(client, settings, "auditor", on=DAY)
    assert auditor.get(where).status_code == 200
    assert auditor.post(where, {}).status_code == 403


def test_somebody_elses_rows_are_not_there(client, settings, gmina):
    row = draft_strategy(gmina)
    by = actor("coordinator", gmina)
    [paragraph] = actions.add_paragraphs(strategy=row, section="way", text="x", by=by, on=DAY)
    version = actions.make_version(strategy=row, by=by, on=DAY)
    elsewhere = allocated("3212022", amount="60000.00")
    browser = visitor(client, settings, "coordinator", elsewhere, on=DAY)
    for address in (
        url("contents", row.pk),
        url("change_paragraph", paragraph.pk),
        url("add_entry", row.pk),
        url("figures", row.pk),
        url("older_needs", row.pk),
        url("versions", row.pk),
        url("version_pdf", version.pk),
        url("version_docx", version.pk),
        url("compare", version.pk, version.pk),
        url("assessment", gmina.pk),
    ):
        assert browser.get(address).status_code == 404, address


def test_figures_of_public_statistics_are_taken_with_a_finding(client, settings, gmina):
    row = draft_strategy(gmina)
    browser = visitor(client, settings, "coordinator", gmina, on=DAY)
    assert browser.get(url("figures", row.pk)).status_code == 200
    pick = url("pick_figure", row.pk, figure="population")
    if queries.figure(row, "population") is None:
        assert browser.get(pick).status_code == 404
        return
    assert browser.post(pick, {"finding": "Ubywa ludzi."}).status_code == 302
    assert "Ubywa ludzi." in text(browser.get(url("contents", row.pk)))
    assert browser.post(pick, {"leave": "1"}).status_code == 302
    assert not row.pickedindicators.exists()


def test_the_contents_page_keeps_to_the_limit(client, settings, gmina, django_assert_max_num_queries):
    row = draft_strategy(gmina, needs=3)
    browser = visitor(client, settings, "coordinator", gmina, on=DAY)
    with django_assert_max_num_queries(45):
        browser.get(url("contents", row.pk))
