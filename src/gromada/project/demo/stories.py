"""How far each gmina of the demo has come: what was planned when, and how far each service got. Dates lie in 2007–2009."""

from dataclasses import dataclass, field
from datetime import date

# How far a service of a plan got; each implies what comes before it.
PLANNED, DRAFTED, WITH_COUNSEL, TO_SIGN, SIGNED, RUNNING, INVOICED, CHECKED, PARTLY_PAID, DONE = range(10)


@dataclass(frozen=True)
class PlanStory:
    """A plan: which offers, how it ended, and how far each of its services got (by place in `offers`)."""

    year: int
    offers: tuple[int, ...]
    written_on: date
    accepted_on: date | None = None
    submitted_on: date | None = None
    returned_on: date | None = None
    remark: str = ""
    share: float = 0.94  # of what is free when it is written
    progress: tuple[int, ...] = ()


@dataclass(frozen=True)
class Story:
    code: str
    existing_data_year: int
    draft_on: date | None = None
    adopted_on: date | None = None
    resolution: str = ""
    plans: tuple[PlanStory, ...] = ()
    step: str = ""
    needs: tuple[str, ...] = (
        "opieka",
        "samotność",
        "świetlica",
        "wakacje",
        "młodzież",
        "niepełnosprawność",
        "kryzys",
        "partnerzy",
    )
    reports: tuple[int, ...] = field(default=())


FIRST = PlanStory(2008, (0, 4, 9), date(2008, 5, 12), accepted_on=date(2008, 6, 2), progress=(DONE, DONE, DONE))


def whole(progress: tuple[int, ...], *, offers=tuple(range(12)), share=0.94) -> PlanStory:
    return PlanStory(2009, offers, date(2009, 2, 9), accepted_on=date(2009, 2, 20), share=share, progress=progress)


STORIES = (
    Story(  # the coordinator's home: contracts run, and the next plan came back
        "3202012",
        2005,
        date(2008, 9, 1),
        date(2009, 1, 28),
        "XXIII/151/2009",
        (
            FIRST,
            whole(
                (RUNNING, RUNNING, RUNNING, DRAFTED, RUNNING, INVOICED, RUNNING, PLANNED, CHECKED, RUNNING),
                offers=tuple(range(10)),
                share=0.86,
            ),
            PlanStory(
                2009,
                (10, 11),
                date(2009, 7, 1),
                submitted_on=date(2009, 7, 6),
                returned_on=date(2009, 7, 14),
                share=0.6,
                remark="Skąd 16 spotkań? Od września do grudnia jest 17 tygodni, a w opisie są spotkania co dwa tygodnie.",
            ),
        ),
        reports=(2008,),
    ),
    Story(  # everything delivered and paid
        "3202042",
        2005,
        date(2008, 6, 2),
        date(2008, 10, 30),
        "XIX/122/2008",
        (FIRST, whole((DONE,) * 8, offers=(0, 1, 4, 5, 6, 8, 9, 11), share=0.985)),
        reports=(2008,),
    ),
    Story(
        "3202053",
        2004,
        date(2008, 8, 4),
        date(2008, 12, 18),
        "XX/141/2008",
        (
            FIRST,
            whole(
                (RUNNING, DONE, SIGNED, WITH_COUNSEL, RUNNING, PARTLY_PAID, PLANNED, DONE, TO_SIGN),
                offers=(0, 1, 2, 3, 4, 5, 7, 9, 10),
            ),
        ),
    ),
    Story("3205012", 2003, date(2009, 5, 4), plans=(PlanStory(2009, (0, 4), date(2009, 6, 22), share=0.7),)),
    Story("3212022", 2004, date(2009, 4, 6)),
    Story(
        "3212042",
        2005,
        date(2008, 10, 6),
        date(2009, 4, 29),
        "XXV/160/2009",
        (FIRST, PlanStory(2009, (1, 3, 5, 6, 8, 10), date(2009, 6, 15), submitted_on=date(2009, 7, 2), share=0.9)),
    ),
    Story(
        "3213052",
        2005,
        date(2008, 5, 5),
        date(2008, 9, 25),
        "XXI/133/2008",
        (
            FIRST,
            whole(
                (DONE, DONE, RUNNING, DONE, DONE, RUNNING, DONE),
                offers=(0, 1, 4, 5, 6, 9, 11),
                share=0.97,
            ),
        ),
        reports=(2008,),
    ),
    Story(
        "3213062",
        2004,
        date(2008, 9, 8),
        date(2008, 12, 30),
        "XXII/149/2008",
        (
            FIRST,
            whole(
                (RUNNING, RUNNING, PLANNED, RUNNING, INVOICED, DONE, PARTLY_PAID),
                offers=(0, 1, 2, 4, 5, 6, 9),
                share=0.9,
            ),
        ),
    ),
    Story(
        "3214033",
        2005,
        date(2008, 9, 1),
        date(2009, 1, 15),
        "XXI/138/2009",
        (
            FIRST,
            whole(
                (RUNNING, CHECKED, SIGNED, PLANNED, RUNNING, RUNNING, RUNNING, RUNNING),
                offers=(0, 1, 3, 4, 6, 7, 8, 9),
                share=0.88,
            ),
        ),
    ),
    Story(
        "3214042",
        2005,
        date(2008, 6, 9),
        date(2008, 11, 20),
        "XXIII/140/2008",
        (
            FIRST,
            whole(
                (DONE, RUNNING, DONE, DONE, RUNNING, DONE),
                offers=(0, 2, 4, 5, 7, 9),
                share=0.95,
            ),
        ),
    ),
    Story(
        "3216022",
        2004,
        date(2009, 3, 2),
        plans=(
            PlanStory(
                2009, (0, 4, 9), date(2009, 3, 16), accepted_on=date(2009, 4, 1), progress=(RUNNING, SIGNED, DRAFTED)
            ),
        ),
    ),
    Story(
        "3216042",
        2005,
        date(2008, 10, 6),
        date(2009, 3, 26),
        "XXIV/155/2009",
        (
            FIRST,
            PlanStory(
                2009,
                (1, 2, 5, 6, 8, 9),
                date(2009, 4, 20),
                accepted_on=date(2009, 5, 4),
                share=0.8,
                progress=(RUNNING, PLANNED, SIGNED, RUNNING, SIGNED, RUNNING),
            ),
        ),
    ),
    Story(
        "3216062",
        2005,
        date(2008, 9, 15),
        date(2009, 2, 26),
        "XXIII/150/2009",
        (
            FIRST,
            PlanStory(
                2009,
                (1, 3, 5, 6, 8, 10, 11),
                date(2009, 3, 30),
                accepted_on=date(2009, 4, 10),
                share=0.85,
                progress=(DONE, RUNNING, INVOICED, RUNNING, RUNNING, SIGNED, PLANNED),
            ),
        ),
    ),
)
