"""The pages of a division: the trial, the decision, its letters, a correction, a move; and the commands that do the same."""

import json
import zipfile
from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from django.urls import reverse
from django.utils.translation import override
from python_calamine import CalamineWorkbook

from gromada.core.permissions import SYSTEM
from gromada.ledger import queries as ledger
from gromada.programmes import actions, exports, jobs, queries
from gromada.programmes.models import Allocation, AllocationRun, Participation
from gromada.programmes.states import Step
from gromada.programmes.views import wishes
from gromada.project.cli import allocating, parser
from gromada.project.cli.speech import Speech
from tests.programmes.walk import THIRTEEN, joined, thirteen
from tests.strategies.visits import visitor
from tests.strategies.walk import allocated

pytestmark = pytest.mark.django_db
DAY = date(2008, 2, 1)
TRIAL = reverse("programmes:what_if", args=["pis"])
NUMBERS = {
    "rule": "formula", "base": "0", "people_power": "1", "need_power": "0", "need": "", "need_direction": "higher",
    "floor": "45 000", "ceiling": "", "step": "100",
}  # fmt: skip


def text(response):
    return response.content.decode().replace("\xa0", " ").replace("\u202f", " ")


def office(client, settings, role="programme_office", **more):
    return visitor(client, settings, role, on=DAY, **more)


def decided():
    programme = queries.programme("pis")
    with override("en"):
        return actions.decide_division(programme=programme, wish=queries.wish_for(programme), by=SYSTEM, on=DAY)


# The trial ------------------------------------------------------------------------------------------------------------


def test_a_trial_shows_who_gains_and_who_loses_and_saves_nothing(client, settings):
    thirteen()
    browser = office(client, settings)
    page = text(browser.get(TRIAL))
    assert "A trial: EUR 1,010,300.00 among 13 gminas" in page
    assert "Nothing changes for anybody" in page
    page = text(browser.get(TRIAL, NUMBERS))
    assert "2 gminas gain, 11 lose, 0 unchanged. EUR 11,400.00 moves. The sum is right to the cent" in page
    assert "Compared with: the programme" in page
    assert page.count('class="cell-bar"') == 13
    assert "less by EUR 5,000.00 or more" in page
    assert 'src="/map/gmina/32/' in page
    assert "the programme names exactly 1,010,300" in page
    assert page.index("Kozielice") < page.index("Sławno")
    assert not Allocation.objects.exists()


def test_one_gmina_is_explained_in_sentences(client, settings):
    thirteen()
    page = text(office(client, settings).get(TRIAL, NUMBERS | {"gmina": "3212022"}))
    assert "Why Kozielice gets this" in page
    assert "That is below the least for a gmina, so it gets the least: EUR 45,000.00" in page
    assert "Why" not in text(client.get(TRIAL, NUMBERS | {"gmina": "9999999"})).split("<main")[1].split("Held at")[0]


def test_what_follows_is_compared_with_a_trial_before(client, settings):
    thirteen()
    browser = office(client, settings)
    before = wishes.packed(queries.wish_for(queries.programme("pis")))
    page = text(browser.get(TRIAL, NUMBERS | {"against": before}))
    assert "Compared with: the trial before" in page
    for nonsense in ("x", "~".join(["formula", *["x"] * 9]), "~".join(["formula", *["NaN"] * 9]), "~" * 9):
        assert "Compared with: the programme" in text(browser.get(TRIAL, NUMBERS | {"against": nonsense}))


def test_amounts_that_are_decided_are_what_a_trial_is_compared_with(client, settings):
    thirteen()
    decided()
    page = text(office(client, settings).get(TRIAL, NUMBERS))
    assert "Compared with: decided amounts" in page
    assert "Decide it so" not in page
    answer = client.get(reverse("programmes:decide", args=["pis"]), NUMBERS)
    assert answer.status_code == 409
    assert "Change one of them by a correction" in text(answer)


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"floor": "80 000"}, "13 gminas times 80,000 is more than 1,010,300. Lower the least"),
        ({"floor": "45 050"}, "are multiples of 100"),
        ({"floor": "x"}, "is not an amount"),
        ({"people_power": "4"}, "between 0 and 3"),
        ({"people_power": "a"}, "Write a number like"),
        ({"envelope": "41 000 000"}, "for services"),
        ({"need_power": "1", "need": "score"}, "is not known for"),
        ({"rule": "lottery"}, "Select a valid choice"),
    ],
)
def test_a_trial_that_cannot_be_is_refused_in_words(client, settings, more, words):
    thirteen()
    page = text(office(client, settings).get(TRIAL, NUMBERS | more))
    assert "<title>Error:" in page
    assert words in page


def test_without_gminas_the_page_says_what_to_do(client, settings):
    page = text(office(client, settings).get(TRIAL))
    assert "There is nothing to show yet" in page
    assert "no gmina to divide" in page


@pytest.mark.parametrize("count", [1, 3])
def test_the_trial_takes_the_same_queries_for_one_gmina_and_for_three(
    count, client, settings, django_assert_max_num_queries
):
    for terc in THIRTEEN[:count]:
        joined(terc)
    browser = office(client, settings)
    with django_assert_max_num_queries(30) as seen:
        assert browser.get(TRIAL, NUMBERS).status_code == 200
    assert len(seen) <= 30


# The decision ---------------------------------------------------------------------------------------------------------


def test_the_office_decides_what_it_saw_and_publishes_the_letters(client, settings):
    thirteen()
    browser, where = office(client, settings), reverse("programmes:decide", args=["pis"])
    confirm = browser.get(where, NUMBERS)
    page = text(confirm)
    assert "Decide the amounts of 13 gminas" in page
    digest = confirm.context["found"].digest
    address = f"{where}?{wishes.query_of(confirm.context['found'].wish)}"
    late = browser.post(address, {"digest": digest, "decided_on": "02.02.2008"})
    assert "This day is still to come" in text(late)
    stale = browser.post(address, {"digest": "0" * 64, "decided_on": "01.02.2008"})
    assert "The figures have changed since you looked" in text(stale)
    assert not AllocationRun.objects.exists()
    done = browser.post(address, {"digest": digest, "decided_on": "01.02.2008", "document": "BP-1/2008"}, follow=True)
    assert "13 amounts are decided, their letters are not published yet" in text(done)
    [run] = AllocationRun.objects.all()
    assert (run.document, run.gminas, run.decided_on) == ("BP-1/2008", 13, DAY)
    out = browser.post(reverse("programmes:publish", args=[run.pk]), follow=True)
    assert "13 gminas have their letters since" in text(out)
    again = browser.post(reverse("programmes:publish", args=[run.pk]), follow=True)
    assert "published already" in text(again)
    assert "Divisions" in text(browser.get(reverse("programmes:office", args=["pis"])))


def test_many_amounts_are_written_by_the_worker(client, settings, monkeypatch):
    monkeypatch.setattr(jobs, "MANY", 3)
    thirteen()
    browser, where = office(client, settings), reverse("programmes:decide", args=["pis"])
    found = browser.get(where, NUMBERS).context["found"]
    address = f"{where}?{wishes.query_of(found.wish)}"
    page = text(browser.post(address, {"digest": found.digest, "decided_on": "01.02.2008"}, follow=True))
    assert "13 amounts are being written" in page
    assert 'hx-trigger="every 2s"' in page
    run = AllocationRun.objects.get()
    AllocationRun.objects.filter(pk=run.pk).update(failure="No.")
    page = text(browser.get(reverse("programmes:division", args=[run.pk])))
    assert "The division was not written" in page
    assert "every 2s" not in page


def test_who_watches_sees_the_trial_and_decides_nothing(client, settings):
    thirteen()
    browser = office(client, settings, "auditor")
    assert "Decide it so" not in text(browser.get(TRIAL, NUMBERS))
    assert browser.get(reverse("programmes:decide", args=["pis"]), NUMBERS).status_code == 403
    run = decided()
    assert browser.get(reverse("programmes:division", args=[run.pk])).status_code == 200
    assert browser.post(reverse("programmes:publish", args=[run.pk]), follow=True).status_code == 403


# The letter -----------------------------------------------------------------------------------------------------------


def test_the_letter_is_the_gminas_once_it_is_published(client, settings):
    thirteen()
    run = decided()
    row, other = (queries.participation_of("pis", terc, SYSTEM) for terc in THIRTEEN[:2])
    browser = visitor(client, settings, "mayor", row, on=DAY)
    url = reverse("programmes:letter", args=[row.pk])
    assert browser.get(url).status_code == 404
    assert url not in text(browser.get(reverse("programmes:gmina", args=[row.pk])))
    actions.publish_division(run=run, by=SYSTEM, on=DAY)
    answer = browser.get(url)
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content == exports.letter(queries.letter(row), "pdf", language="en")
    assert browser.get(reverse("programmes:letter", args=[other.pk])).status_code == 404
    page = text(browser.get(reverse("programmes:gmina", args=[row.pk])))
    assert url in page
    assert "How it came about, step by step" in page
    assert "EUR 69,300.00" in page
    file = browser.get(reverse("programmes:letter_text", args=[row.pk]))
    assert "attachment" in file["Content-Disposition"]
    assert zipfile.ZipFile(BytesIO(file.content)).testzip() is None


def test_a_letter_says_the_amount_the_way_to_it_and_what_is_next():
    thirteen()
    decided()
    row = queries.participation_of("pis", "3202012", SYSTEM)
    actions.correct_allocation(
        participation=row, difference=Decimal("700.00"), why="census", document="BP-7", by=SYSTEM, on=date(2008, 6, 2)
    )
    data = exports.letter_data(queries.letter(row), language="en")
    told = json.dumps(data, ensure_ascii=False).replace("\xa0", " ")
    for words in (
        "Bierzwnik can use EUR 70,000.00 in the programme “Social Inclusion Programme”",
        "The programme names EUR 1,010,300.00 for the voivodeship zachodniopomorskie; it is divided among 13 gminas there.",
        "14.5156 EUR for each of its 4,778 inhabitants (2016) makes EUR 69,355.5",
        "Amounts are rounded to EUR 100.00 so that they add up to the cent; the gmina gets EUR 69,300.00.",
        "EUR 23,100.00 can be planned and used at once.",
        "Computed by the rule of the programme office",
        "BP-7",
    ):
        assert words in told
    assert "2 June 2008" in data["place"]
    polish = exports.letter_data(queries.letter(row), language="pl")
    assert polish["title"] != data["title"]
    found = queries.letter(row)
    for ending in ("pdf", "docx"):
        assert exports.letter(found, ending, language="pl") == exports.letter(found, ending, language="pl")


def test_an_amount_decided_by_hand_has_a_letter_that_says_only_what_is_known():
    data = exports.letter_data(queries.letter(allocated()), language="en")
    [first, how, *_rest] = data["sections"]
    assert how["blocks"] == [{"kind": "text", "paragraphs": ["test."]}]
    assert len(first["blocks"][1]["items"]) == 2


# Later changes --------------------------------------------------------------------------------------------------------


def test_the_office_corrects_an_amount_on_its_page(client, settings):
    row = allocated()
    browser, url = office(client, settings), reverse("programmes:correct", args=[row.pk])
    assert "correct the amount" in text(browser.get(url))
    given = {"difference": "−1 500,00", "why": "double counting", "document": "BP-3", "decided_on": "01.02.2008"}
    refused = browser.post(url, given | {"difference": "−80 000"})
    assert "would leave nothing" in text(refused)
    page = text(browser.post(url, given, follow=True))
    assert "EUR 69,000.00" in page
    assert "double counting (BP-3)" in page
    shown = text(browser.get(reverse("programmes:office", args=["pis"])))
    assert "69,000.00" in shown
    file = browser.get(reverse("programmes:allocations_file", args=["pis"]))
    rows = CalamineWorkbook.from_filelike(BytesIO(file.content)).get_sheet_by_index(0).to_python()
    assert 69000.0 in next(line for line in rows if "3202012" in line)


def test_what_a_withdrawn_gmina_leaves_is_moved_on_its_page(client, settings):
    row, other = allocated(), allocated("3202042", amount="30000.00")
    url = reverse("programmes:reallocate", args=[row.pk])
    browser = office(client, settings)
    assert browser.get(url).status_code == 409
    actions.withdraw(participation=row, why="the council decided so", by=SYSTEM, on=DAY)
    given = {
        "why": "withdrawal",
        "document": "BP-9",
        "decided_on": "01.02.2008",
        "code_1": "3202042",
        "amount_1": "70 500",
    }
    for more, words in (
        ({"code_1": "9999999"}, "No gmina of this programme has this code"),
        ({"code_2": "3202042", "amount_2": "1"}, "Give each gmina once"),
        ({"amount_1": "70 501"}, "leaves EUR 70,500.00"),
    ):
        assert words in text(browser.post(url, given | more))
    page = browser.post(url, given, follow=True)
    assert "The amount is moved" in text(page)
    assert ledger.balances([other.account])[other.account_id].allocated == Decimal("100500.00")
    assert Participation.objects.get(pk=row.pk).state == Step.REALLOCATED


# The command line -----------------------------------------------------------------------------------------------------


def command(capsys, *words):
    asked = parser.parse([*words, "--lang", "en"])
    with override("en"):
        done = getattr(allocating, asked.run)(asked, Speech("en", "--json" in words))
    assert done == 0
    out = capsys.readouterr().out
    return json.loads(out) if "--json" in words else out.replace("\xa0", " ")


def test_the_command_gives_what_the_page_gives_and_writes_only_when_it_decides(capsys, client, settings):
    thirteen()
    words = ["allocate", "--programme", "pis", "--floor", "45000", "--ceiling", "none", "--json", "--on", "2008-02-01"]
    facts = command(capsys, *words)
    assert (facts["envelope"], facts["total"], facts["gminas"], facts["decided"]) == (
        "1010300.00", "1010300.00", 13, None,
    )  # fmt: skip
    assert {"gmina": "3202012", "amount": "68500.00"} in facts["allocations"]
    shown = office(client, settings).get(TRIAL, NUMBERS).context["found"]
    assert shown.digest == facts["hash"]
    assert not Allocation.objects.exists()
    why = command(capsys, "allocate", "--programme", "pis", "--explain", "kozielice", "--b", "0")
    assert "Kozielice (3212022): EUR 37,400.00" in why
    done = command(capsys, *words, "--decide", "--document", "BP-1/2008")
    assert AllocationRun.objects.get().pk == done["decided"]
    assert done["hash"] == facts["hash"]


def test_letters_are_written_one_or_all(capsys, tmp_path):
    allocated()
    allocated("3202042", amount="30000.00")
    one = tmp_path / "new" / "letter.docx"
    command(
        capsys, "report", "letter", "--programme", "pis", "--gmina", "3202012", "--format", "docx", "--out", str(one)
    )
    assert one.read_bytes().startswith(b"PK")
    facts = command(capsys, "report", "letter", "--programme", "pis", "--all", str(tmp_path / "all"), "--json")
    assert facts["letters"] == len(list((tmp_path / "all").glob("*.pdf"))) == 2
