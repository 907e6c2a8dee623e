"""The draft before residents: laid open, commented on without an account, each comment read and answered."""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.utils.text import slugify

from gromada.core import audit, outbox, workflow
from gromada.core.permissions import Actor, Refusal, require
from gromada.core.text import _, fold
from gromada.core.workflow import action
from gromada.strategies import permissions  # noqa: F401 - registers the deeds
from gromada.strategies.models import Consultation, ConsultationComment, Strategy
from gromada.strategies.queries.of_consultations import check_address, draft_paragraphs, to_answer
from gromada.strategies.rules import commenting
from gromada.strategies.rules.adopting import FieldRefusal
from gromada.strategies.rules.attendance import check_order, check_words
from gromada.strategies.states import CommentState, ConsultationState, Verdict
from gromada.surveys import actions as surveys

TRIES = 20


@action
def plan_consultation(  # noqa: PLR0913 - what is announced
    *,
    strategy: Strategy,
    title: str,
    opens_on: date,
    ends_on: date,
    intro: str = "",
    text: str = "",
    by: Actor,
    on: date,
) -> Consultation:
    """Plan a public consultation between two days, at least a week apart. `text`: the draft, when it is not in Gromada.

    Without `text` the strategy as it is written on the day of opening is laid open.
    """
    require(by, "strategies.plan_consultation", strategy)
    row = Consultation(strategy=strategy, state=ConsultationState.PLANNED, state_since=on)
    _fill(row, title, opens_on, ends_on, intro, text)
    save_with_slug(row, f"{title} {strategy.participation.unit.name}", "konsultacje")
    audit.record(by=by, deed="strategies.plan_consultation", obj=row, on=on, new=row.state)
    return row


def _fill(row: Consultation, title: str, opens_on: date, ends_on: date, intro: str, text: str) -> None:  # noqa: PLR0913, PLR0917 - a card
    row.title = check_words(title, field="title", sentence=_("Name what people are asked about."), longest=200)
    check_order(opens_on, ends_on)
    commenting.check_length(opens_on, ends_on)
    row.opens_on, row.ends_on, row.intro = opens_on, ends_on, intro.strip()[:4000]
    row.paragraphs = commenting.paragraphs_of(text) if text.strip() else draft_paragraphs(row.strategy)


def save_with_slug(row, words: str, spare: str) -> None:
    """The public address out of the words; a number is added to one that is taken."""
    stem = slugify(fold(words))[:70].strip("-") or spare
    for turn in range(1, TRIES + 1):
        row.slug = stem if turn == 1 else f"{stem}-{turn}"
        try:
            with transaction.atomic():
                row.save(force_insert=True)
        except IntegrityError:
            if turn == TRIES or not type(row)._base_manager.filter(slug=row.slug).exists():
                raise
            continue
        return


@action
def change_consultation(  # noqa: PLR0913 - what is announced
    *,
    consultation: Consultation,
    title: str,
    opens_on: date,
    ends_on: date,
    intro: str = "",
    text: str = "",
    by: Actor,
    on: date,
) -> Consultation:
    """Correct a planned consultation. Once it is open only the last day moves, and only forward: the text stays."""
    require(by, "strategies.plan_consultation", consultation)
    if consultation.state == ConsultationState.PLANNED:
        _fill(consultation, title, opens_on, ends_on, intro, text)
        consultation.save(update_fields=["title", "opens_on", "ends_on", "intro", "paragraphs"])
    elif consultation.state == ConsultationState.OPEN:
        if ends_on < consultation.ends_on:
            raise FieldRefusal(
                _("People were told a later day. The last day can only be moved forward."), field="ends_on"
            )
        consultation.ends_on = ends_on
        consultation.save(update_fields=["ends_on"])
    else:
        raise Refusal(_("The consultation has ended; what was announced stays as it was."))
    audit.record(by=by, deed="strategies.plan_consultation", obj=consultation, on=on, fields=["ends_on"])
    return consultation


@action
def open_consultation(*, consultation: Consultation, by: Actor, on: date) -> Consultation:
    """Lay the draft open: the text is frozen as it is now, the public address opens on its first day."""
    require(by, "strategies.open_consultation", consultation)
    if on > consultation.ends_on:
        raise Refusal(_("The last day is over. Set new days first."))
    workflow.move(consultation, to=ConsultationState.OPEN, by=by, on=on)
    return consultation


@action
def close_consultation(*, consultation: Consultation, by: Actor, on: date) -> Consultation:
    """End the consultation: not before its last day is over, because people were told that day."""
    require(by, "strategies.close_consultation", consultation)
    if on <= consultation.ends_on:
        raise Refusal(
            _("People were told they can comment until %(day)s. Close it after that day.")
            % {"day": consultation.ends_on.strftime("%d.%m.%Y")},
            rule="R43",
        )
    workflow.move(consultation, to=ConsultationState.CLOSED, by=by, on=on)
    return consultation


@action
def finish_consultation(*, consultation: Consultation, by: Actor, on: date) -> Consultation:
    """Publish all answers. Refused while a comment is unread or unanswered. Who left an address gets a letter; then the
    addresses are erased.
    """
    require(by, "strategies.finish_consultation", consultation)
    left = to_answer(consultation)
    if left:
        raise Refusal(
            _("%(count)d comments are still to be read or answered. Answer each, then publish.") % {"count": left},
            rule="R43",
        )
    workflow.move(consultation, to=ConsultationState.ANSWERED, by=by, on=on)
    for row in consultation.comments.exclude(email="").order_by("pk"):
        _write_answer(consultation, row, on)
        row.email = ""
        row.save(update_fields=["email"])
    return consultation


def _write_answer(consultation: Consultation, row: ConsultationComment, on: date) -> None:
    words = {"number": row.number, "title": consultation.title, "answer": row.answer or row.reason}
    outbox.write(
        subject=_("The gmina answered your comment no. %(number)d") % words,
        body=_("Your comment no. %(number)d on “%(title)s” was read.\n\nThe answer:\n%(answer)s") % words,
        on=on,
        address=row.email,
        key=f"strategies:comment:{row.pk}",
    )


# Comments ------------------------------------------------------------------------------------------------------------


@action
def give_comment(  # noqa: PLR0913 - what a resident sends
    *,
    consultation: Consultation,
    paragraph: str,
    text: str,
    key: str,
    address: str,
    name: str = "",
    email: str = "",
    by: Actor,
    on: date,
    moment: datetime,
) -> ConsultationComment:
    """Take a resident's comment, as plain text; it waits to be read by the gmina. The same `key` twice is one comment.

    Refused: outside the days, an unknown paragraph, nothing written, more than 20 an hour from one address.
    """
    consultation = Consultation.objects.select_for_update().get(pk=consultation.pk)
    kept = consultation.comments.filter(key=key).first()
    if kept:
        return kept
    commenting.check_takes_comments(consultation.state, consultation.opens_on, consultation.ends_on, on)
    check_address(address, moment)
    row = _new_comment(consultation, paragraph, text, key, on)
    row.name = commenting.plain(name, longest=commenting.LONGEST_NAME, field="name")
    row.email = mail_address(email)
    row.save(force_insert=True)
    surveys.note_try(address=f"strategies:{address}", by=by, moment=moment)
    audit.record(by=by, deed="strategies.comment", obj=row, on=on, new=row.state)
    return row


def mail_address(email: str) -> str:
    """An address somebody left for the answer, or nothing; Refusal at its field when it cannot be one."""
    email = email.strip()
    if email:
        try:
            validate_email(email)
        except ValidationError as error:
            raise FieldRefusal(
                _("%(address)s is not an e-mail address. Correct it or leave the field empty.") % {"address": email},
                field="email",
            ) from error
    return email


def _new_comment(consultation: Consultation, paragraph: str, text: str, key: str, on: date) -> ConsultationComment:
    if paragraph and paragraph not in {row["key"] for row in consultation.paragraphs}:
        raise FieldRefusal(_("This paragraph is not in the draft. Reload the page."), field="paragraph")
    consultation.last_number += 1
    consultation.save(update_fields=["last_number"])
    return ConsultationComment(
        consultation=consultation,
        number=consultation.last_number,
        paragraph=paragraph,
        text=commenting.plain(text),
        given_on=on,
        key=key,
        state=CommentState.WAITING,
        state_since=on,
    )


@action
def key_comment(  # noqa: PLR0913 - what stands on a paper
    *,
    consultation: Consultation,
    paragraph: str,
    text: str,
    given_on: date,
    key: str,
    name: str = "",
    by: Actor,
    on: date,
) -> ConsultationComment:
    """Key a comment that came on paper or at a meeting: counted like one sent online, shown at once."""
    require(by, "strategies.moderate", consultation)
    consultation = Consultation.objects.select_for_update().get(pk=consultation.pk)
    kept = consultation.comments.filter(key=key).first()
    if kept:
        return kept
    if consultation.state not in {ConsultationState.OPEN, ConsultationState.CLOSED}:
        raise Refusal(_("Comments are keyed while the consultation is open or being answered."))
    if not consultation.opens_on <= given_on <= min(consultation.ends_on, on):
        raise FieldRefusal(_("The day on the paper lies outside the consultation."), field="given_on")
    row = _new_comment(consultation, paragraph, text, key, given_on)
    row.name = commenting.plain(name, longest=commenting.LONGEST_NAME, field="name")
    row.is_paper, row.state_since = True, on
    row.save(force_insert=True)
    workflow.move(row, to=CommentState.PUBLISHED, by=by, on=on)
    return row


@action
def publish_comment(*, comment: ConsultationComment, by: Actor, on: date) -> ConsultationComment:
    """Show a comment beside its paragraph."""
    require(by, "strategies.publish_comment", comment)
    _check_still_answered(comment)
    workflow.move(comment, to=CommentState.PUBLISHED, by=by, on=on)
    return comment


@action
def refuse_comment(*, comment: ConsultationComment, reason: str, by: Actor, on: date) -> ConsultationComment:
    """Not show a comment (abuse, somebody's personal data, not about the draft); the reason stands in the report."""
    require(by, "strategies.refuse_comment", comment)
    _check_still_answered(comment)
    comment.reason = commenting.check_reason(reason)
    comment.save(update_fields=["reason"])
    workflow.move(comment, to=CommentState.REFUSED, by=by, on=on)
    return comment


@action
def answer_comment(
    *, comment: ConsultationComment, verdict: str, answer: str, by: Actor, on: date
) -> ConsultationComment:
    """Answer a comment: accepted, in part, or not, and why. May be corrected until the answers are published (R43)."""
    require(by, "strategies.answer_comment", comment)
    _check_still_answered(comment)
    if verdict not in Verdict.values:
        raise FieldRefusal(_("Choose what the gmina does with the comment."), field="verdict")
    answer = check_words(
        answer, field="answer", sentence=_("Write why, in a sentence people understand."), longest=4000
    )
    comment.verdict, comment.answer, comment.answered_on = verdict, answer, on
    comment.save(update_fields=["verdict", "answer", "answered_on"])
    audit.record(by=by, deed="strategies.answer_comment", obj=comment, on=on, new=verdict)
    return comment


def _check_still_answered(comment: ConsultationComment) -> None:
    if comment.consultation.state == ConsultationState.ANSWERED:
        raise Refusal(_("The answers are published; they stay as residents read them."))
