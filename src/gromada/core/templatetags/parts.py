"""The parts of a page as template tags and filters (a builtin library: no `load`). All in all states: /patterns/.

Pages extend core/base.html (signed in) or core/portal_base.html (public, with `portal_tabs`) and fill the blocks title,
crumbs, content; seldom head (there `{% include "core/htmx.html" %}` on pages with htmx), hero, scripts, body_class.
The frame itself shows messages and the summary of errors. Items of a list may be objects, dictionaries or tuples in the
order written; what stands after `=` may be missing.

page       {% page_head title lead="" mark="" path="" tags=() %} actions {% endpage_head %}    tags: (kind, words)
           {% crumbs "Bierzwnik" url "Plans" url "Plan for 2009" %}    {% chips items %}: label, url, current=False
turns      {% turns items today %}: title, url, button, detail="", due_on=None, since=None, unit_name=""
           {% others items today %}: the same rows without honey
           {% waits items today %}: title, who="", since=None (a day or words), url=""
           {% lamp words %}: a heading with a lit house
state      {% tag kind words %}: mine, others, draft, ok, bad
           {% path step count mine=False stopped=False words="" %}
notes      {% note kind="" title="" %} text {% endnote %}: "" to know, "ok" done, "bad" wrong
           {% error_summary form formset %}: the frame has one for every form of the context
deeds      {% deed_button button %}    {% deed_buttons buttons %}: core.workflow.Button
           {% post_button label url kind="2" name="" value="" %}: "" primary, "2" secondary, "link"
forms      {{ form }}    {{ form.name.as_field_group }}    fields.DayField, core.money.AmountField
           {% pair form.amount computed unit="EUR" hint="" legend="" %}
tables     {% table caption kind="" hidden=False %} thead, tbody, tfoot {% endtable %}: "tight", "grid", "board"
           {% months twelve_bools words="" %}    {% pager page count=None %}: core.pages.Page
plan       {% findings items %}: kind (bad, warn, note, ok), title, text="", source="", mends=() (label, url), anchor=""
money      {% money_strip paid committed planned free currency="EUR" limit=None over=0 total_label="" kind="" %}
           {% strip paid committed planned free limit=None over=0 kind="" title="" %}: alone; kind m, s, d lower
           {% fall stages %}: label, amount, share (0 to 1), stage="p1" (p0 to p5), note=""
           {% bars items %}: label, shown, share, group="", whole=None    {% legend items %}: paint, label
figures    {% facts items %}: term, value, kind="" ("num", "num sum")
           {% stat value words source="" trend="" large=False %}
lists      {% dates items %}: on, what, note="", url=""    {% trail events %}: at, text, change="", source=""
nothing    {% nothing title text="" asleep=False %} button {% endnothing %}
work       {% work words done total problems=0 where="" %}
attendance {% attendance_row name surname first note="" value=None %}
pictures   {% gmina_mark strips seed outline=None title="" %}    {% village lit title="" %}    {% fields lit=5 %}
           {% key paint %}
filters    day "16 lipca 2009", dmy "16.07.2009", weekday "czw. 16 lipca", short_day "16 lip", in_days:today "za 4 dni",
           ago:today "8 dni", roman "VII"
"""

from datetime import date, datetime
from typing import Any

from django import forms, template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext_lazy

from gromada.core import charts
from gromada.core.templatetags import figures
from gromada.core.templatetags.fields import FormRenderer
from gromada.core.templatetags.shapes import part as _part
from gromada.core.templatetags.shapes import shaped

__all__ = ["FormRenderer", "register"]

register = template.Library()
register.tags.update(figures.register.tags)  # the setting names one library; figures.py is the other half of it


WEEKDAYS = (
    pgettext_lazy("short day of the week", "Mon"),
    pgettext_lazy("short day of the week", "Tue"),
    pgettext_lazy("short day of the week", "Wed"),
    pgettext_lazy("short day of the week", "Thu"),
    pgettext_lazy("short day of the week", "Fri"),
    pgettext_lazy("short day of the week", "Sat"),
    pgettext_lazy("short day of the week", "Sun"),
)
MONTHS = (
    pgettext_lazy("short month", "Jan"),
    pgettext_lazy("short month", "Feb"),
    pgettext_lazy("short month", "Mar"),
    pgettext_lazy("short month", "Apr"),
    pgettext_lazy("short month", "May"),
    pgettext_lazy("short month", "Jun"),
    pgettext_lazy("short month", "Jul"),
    pgettext_lazy("short month", "Aug"),
    pgettext_lazy("short month", "Sep"),
    pgettext_lazy("short month", "Oct"),
    pgettext_lazy("short month", "Nov"),
    pgettext_lazy("short month", "Dec"),
)


# Days ---------------------------------------------------------------------------------------------------------------


@register.filter
def day(value: date | None) -> str:
    """16 lipca 2009"""
    return date_format(value, "j E Y") if value else ""


@register.filter
def dmy(value: date | datetime | None) -> str:
    """16.07.2009, a moment with its hour: 14.07.2009, 9.05"""
    if isinstance(value, datetime):
        value = timezone.localtime(value) if timezone.is_aware(value) else value
        return date_format(value, "d.m.Y, G.i")
    return date_format(value, "d.m.Y") if value else ""


@register.filter
def weekday(value: date | None) -> str:
    """czw. 16 lipca"""
    if not value:
        return ""
    return f"{WEEKDAYS[value.weekday()]} {date_format(value, 'j E')}"


@register.filter
def short_day(value: date | None) -> str:
    """16 lip"""
    if not value:
        return ""
    return f"{value.day} {MONTHS[value.month - 1]}"


@register.filter
def in_days(value: date | None, today: date) -> str:
    """today, tomorrow, in 4 days, 3 days late"""
    if not value:
        return ""
    count = (value - today).days
    if count == 0:
        return _("today")
    if count == 1:
        return _("tomorrow")
    if count > 1:
        return ngettext("in %(count)s day", "in %(count)s days", count) % {"count": count}
    return ngettext("%(count)s day late", "%(count)s days late", -count) % {"count": -count}


@register.filter
def ago(value: date | str | None, today: date) -> str:
    """How long something waits: since today, since yesterday, 8 days; a text stays as it is."""
    if not value or isinstance(value, str):
        return value or ""
    count = (today - value).days
    if count <= 0:
        return _("since today")
    if count == 1:
        return _("since yesterday")
    return ngettext("%(count)s day", "%(count)s days", count) % {"count": count}


@register.filter
def roman(value: int) -> str:
    """A month as on a Polish schedule: 7 is VII."""
    return ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")[value]


# The page -----------------------------------------------------------------------------------------------------------


@register.simple_block_tag
def page_head(content: str, title: str, lead: str = "", mark: str = "", path: str = "", tags=()) -> SafeString:  # noqa: PLR0913, PLR0917 - the tag's settings
    """The head of a page: the mark, the sentence, under it the path or the tags, at the right what can be done."""
    below = shaped(tags, kind="", words="")
    return _part(
        "core/parts/page_head.html",
        title=title,
        lead=lead,
        mark=mark,
        path=path,
        tags=below,
        actions=content if content.strip() else "",
    )


@register.inclusion_tag("core/parts/crumbs.html")
def crumbs(*pairs: str) -> dict[str, Any]:
    """Where the page lies: label and address in turn, the last label alone."""
    steps = [{"label": label, "url": url} for label, url in zip(pairs[::2], [*pairs[1::2], ""], strict=False)]
    return {"steps": steps}


@register.inclusion_tag("core/parts/chips.html")
def chips(items) -> dict[str, Any]:
    """Choices over a list, one of them current."""
    return {"chips": shaped(items, label="", url="", current=False)}


@register.simple_tag(takes_context=True)
def error_prefix(context) -> str:
    """ "Error: " before the title of a page on which a form has errors, so that it is the first thing heard."""
    return f"{_('Error')}: " if _forms_with_errors(context.flatten().values()) else ""


@register.inclusion_tag("core/parts/error_summary.html", takes_context=True)
def error_summary(context, *given) -> dict[str, Any]:
    """What must be mended, with a link to each field; of the forms given, else of every form on the page."""
    problems: list[dict[str, str]] = []
    for form in _forms_with_errors(given or context.flatten().values()):
        problems += [{"words": words, "target": ""} for words in form.non_field_errors()]
        for field in form:
            target = getattr(field, "first_id", field.auto_id)
            problems += [{"words": words, "target": target, "label": field.label} for words in field.errors]
    count = len(problems)
    title = ngettext("Mend %(count)s thing and send again", "Mend %(count)s things and send again", count)
    return {"problems": problems, "title": title % {"count": count}}


def _forms_with_errors(values) -> list[forms.BaseForm]:
    found: list[forms.BaseForm] = []
    for value in values:
        if isinstance(value, forms.BaseFormSet):
            found += _forms_with_errors(value.forms)
        elif isinstance(value, forms.BaseForm) and value.is_bound and value.errors and value not in found:
            found.append(value)
    return found


# Whose turn, states, notes, deeds -----------------------------------------------------------------------------------


def _turns(items, today: date) -> list[dict[str, Any]]:
    rows = shaped(items, title="", url="", button="", detail="", due_on=None, since=None, unit_name="")
    for row in rows:
        row["late"] = bool(row["due_on"] and row["due_on"] < today)
    return rows


@register.inclusion_tag("core/parts/turns.html")
def turns(items, today: date) -> dict[str, Any]:
    """What waits for you; the first button is the primary one. Honey."""
    return {"turns": _turns(items, today), "today": today, "mine": True}


@register.inclusion_tag("core/parts/turns.html")
def others(items, today: date) -> dict[str, Any]:
    """Matters in the same rows that are not your turn: no honey, no primary button."""
    return {"turns": _turns(items, today), "today": today, "mine": False}


@register.inclusion_tag("core/parts/waits.html")
def waits(items, today: date) -> dict[str, Any]:
    """What others owe, and since when."""
    return {"waits": shaped(items, title="", who="", since=None, url=""), "today": today}


@register.simple_tag
def tag(kind: str, words: str) -> SafeString:
    """A state in a shape and a word: mine, others, draft, ok, bad."""
    extra = f" tag--{kind}" if kind in {"mine", "draft", "ok", "bad"} else ""
    return format_html('<span class="tag{}">{}</span>', extra, words)


@register.inclusion_tag("core/parts/path.html")
def path(step: int, count: int, mine: bool = False, stopped: bool = False, words: str = "") -> dict[str, Any]:
    """The path in furrows and its words beneath."""
    title = _("Stage %(step)s of %(count)s") % {"step": min(max(step, 1), count), "count": count}
    return {"svg": charts.path_furrows(step, count, mine=mine, stopped=stopped, title=title), "words": words}


@register.simple_block_tag
def note(content: str, kind: str = "", title: str = "") -> SafeString:
    """Something to know ("", blue), done ("ok") or wrong ("bad")."""
    return _part("core/parts/note.html", kind=kind, title=title, content=content)


@register.simple_tag
def lamp(words: str) -> SafeString:
    """The heading of what is your turn: a lit house and the words."""
    return _part("core/parts/lamp.html", words=words)


@register.inclusion_tag("core/parts/deed_button.html", takes_context=True)
def deed_button(context, button, small: bool = False) -> dict[str, Any]:
    """A deed as core.workflow tells it: a form, a link, or the disabled button with its reason beneath."""
    return {"button": button, "csrf_token": context.get("csrf_token", ""), "small": small}


@register.inclusion_tag("core/parts/deed_buttons.html", takes_context=True)
def deed_buttons(context, buttons) -> dict[str, Any]:
    """All deeds of an object in one row."""
    return {"buttons": list(buttons), "csrf_token": context.get("csrf_token", "")}


@register.inclusion_tag("core/parts/post_button.html", takes_context=True)
def post_button(context, label: str, url: str, kind: str = "2", name: str = "", value: str = "") -> dict[str, Any]:  # noqa: PLR0913, PLR0917 - the tag's settings
    """A button that posts; kind "" primary, "2" secondary, "link" looks like a link."""
    fields = {"label": label, "url": url, "kind": kind, "name": name, "value": value}
    return fields | {"csrf_token": context.get("csrf_token", "")}
