"""What we hold about people: every column, why, on what basis, who sees it, how long, how erased.

Written to be read: it is our record of processing (UK GDPR, article 30) and not legal advice.
`whatthetech/checks.py` fails where a column of a person is not named here, and
`whatthetech/forgetting.py` erases by it. The periods are defaults from the design of the
programme: change them here, and what is kept, erased and said changes with them.
"""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

DAY, YEAR = timedelta(days=1), timedelta(days=365)


class Basis(StrEnum):
    """Why the law lets us hold it."""

    INTERESTS = "legitimate interests: giving the help somebody asked for (article 6(1)(f))"
    SAFETY = "legitimate interests: keeping people, and what we hold of them, safe (6(1)(f))"
    CONSENT = "explicit consent to health data, which may be spoken (6(1)(a) and 9(2)(a))"
    CHECKS = "safeguarding (6(1)(f); Data Protection Act 2018, schedule 1, paragraph 18)"
    LAW = "legal obligation (6(1)(c)): complaints, and showing that rights were kept"


@dataclass(frozen=True)
class Period:
    """How long, and from when. `lasts` None: as long as what it belongs to."""

    words: str
    lasts: timedelta | None = None


LEARNER = Period("2 years after the last contact", 2 * YEAR)
CARD_ONLY = Period("12 months after the last use of the card, where we hold no details", YEAR)
LEARNERS = Period(f"{LEARNER.words}; {CARD_ONLY.words}")
VOLUNTEER = Period("2 years after they left", 2 * YEAR)
PERSON = Period(f"learners: {LEARNERS.words}; volunteers: {VOLUNTEER.words}; others: on leaving")
CERTIFICATE = Period("6 months after the certificate ended, or they left", timedelta(days=183))
ENDED_CARD = Period("a year after it ended", YEAR)
LOOK_UP = Period("3 years", 3 * YEAR)
COMPLAINT = Period("6 years after it was closed", 6 * YEAR)
CONCERN = Period("until a safeguarding lead says that it may go; then as long as the person")
MERGE = Period("a day, in which it can be taken back", DAY)
INVITATION = Period("90 days after it ended", timedelta(days=90))
KNOWN_DEVICE = Period("a year after it was last used", YEAR)
WEEK_AWAY = Period("30 days after the week", timedelta(days=30))
WARNING = Period("a year after what it warned of", YEAR)
GUESS = Period("a day", DAY)
WAITING = Period("a day", DAY)
REGISTER = Period("3 years after the session, then counted without a name", 3 * YEAR)
RECORD = Period("3 years after it was written, and no longer than the learner", 3 * YEAR)
PROGRAMME = Period("as long as the session; the name goes when the person is erased")
SEAT_REQUEST = Period("30 days after the session", timedelta(days=30))
STUCK = Period("until they are past the step; 30 days after they last pressed", 30 * DAY)
PAIR = Period("3 years after it ended", 3 * YEAR)
ROUND = Period("2 years after it was made", 2 * YEAR)
CHOICE = Period("a year after it ended", YEAR)
SIGN_IN_TRY = Period("90 days", timedelta(days=90))
HISTORY = Period("3 years; a person's own at once when they are erased", 3 * YEAR)
AUTHOR = Period("as long as the lesson or picture; the name goes when the person is erased")
WITH_PERSON = Period("as long as the person")
MOMENT = Period("hours: Wagtail removes it by itself")


@dataclass(frozen=True, kw_only=True)
class Kept:
    """Columns of one model that are kept for the same reason and in the same way."""

    columns: tuple[str, ...]
    why: str
    basis: Basis
    seen_by: str
    kept: Period
    erased: str
    in_copy: bool = True  # part of the copy that a person gets of their own data


NOBODY = "nobody: only the program reads it"
PROGRAM = "the program; shown to nobody"
OWN = "the person"
OFFICE = "coordinators, safeguarding leads, the person"
HELPER = "coordinators; the volunteer who meets them, near the day; the person"
STAFF = "coordinators and safeguarding leads"
LEADS = "safeguarding leads"
AUTHORS = "whoever may edit the lesson"

ROW = "the row goes with the person"
EMPTIED = "the link is emptied; the row stays without a name"


def kept(columns: str, why: str, basis: Basis, seen_by: str, period: Period, **more) -> Kept:
    return Kept(
        columns=tuple(columns.split()),
        why=why,
        basis=basis,
        seen_by=seen_by,
        kept=period,
        erased=more.pop("erased", ROW),
        **more,
    )


def done_by(columns: str, period: Period, why: str = "who of us did it") -> Kept:
    """A link to whoever of the staff did something: not part of anybody's copy."""
    return kept(columns, why, Basis.SAFETY, STAFF, period, erased=EMPTIED, in_copy=False)


POLICY: dict[str, tuple[Kept, ...]] = {
    # --- People ------------------------------------------------------------------------
    "people.User": (
        kept("first_name known_as", "to greet them", Basis.INTERESTS, HELPER, PERSON),
        kept(
            "last_name email telephone",
            "to reach them, and to tell two people apart",
            Basis.INTERESTS,
            OFFICE,
            PERSON,
        ),
        kept("date_joined last_login", "to know when to erase", Basis.SAFETY, OFFICE, PERSON),
        kept(
            "telephone_digits",
            "to find them by their number",
            Basis.INTERESTS,
            PROGRAM,
            PERSON,
            in_copy=False,
        ),
        kept(
            "password is_active is_staff is_superuser groups user_permissions",
            "staff sign in, and see what their part needs",
            Basis.SAFETY,
            "the password, hashed: nobody; the rest: coordinators",
            PERSON,
            in_copy=False,
        ),
        kept(
            "merged_into",
            "two records were one person",
            Basis.INTERESTS,
            PROGRAM,
            MERGE,
            in_copy=False,
        ),
    ),
    # --- Learners ----------------------------------------------------------------------
    "people.LearnerProfile": (
        kept(
            "address preferred_channel language needs_interpreter introduced_by",
            "to reach them as they want to be reached",
            Basis.INTERESTS,
            OFFICE,
            LEARNERS,
        ),
        kept(
            "devices goal_courses goal_lessons goals_in_own_words",
            "to help with what they want to learn",
            Basis.INTERESTS,
            HELPER,
            LEARNERS,
        ),
        kept(
            "helper_must_be needs_experienced_helper needs_step_free helper_must_know_device",
            "to find who can help them, and where",
            Basis.INTERESTS,
            OFFICE,
            LEARNERS,
        ),
        kept(
            "contact_name contact_relation contact_telephone",
            "whom to ring if they are unwell at a session",
            Basis.INTERESTS,
            OFFICE,
            LEARNERS,
        ),
        kept("notes", "what was agreed with them", Basis.INTERESTS, OFFICE, LEARNERS),
        kept("last_contact_on", "to know when to erase", Basis.SAFETY, OFFICE, LEARNERS),
        kept("person", "whose it is", Basis.INTERESTS, PROGRAM, LEARNERS, in_copy=False),
    ),
    "people.WhatHelps": (
        kept(
            "hearing sight pace seat_near_door other",
            "to seat and help them well",
            Basis.CONSENT,
            HELPER,
            Period("until the consent is withdrawn, else as long as the learner"),
            erased="the row goes with the consent, or with the person",
        ),
        kept("learner consent", "whose it is", Basis.CONSENT, PROGRAM, WITH_PERSON, in_copy=False),
    ),
    "people.Consent": (
        kept(
            "about words said how given_at withdrawn_at",
            "to show what was agreed to, in which words",
            Basis.LAW,
            OFFICE,
            WITH_PERSON,
        ),
        kept("person", "whose it is", Basis.LAW, PROGRAM, WITH_PERSON, in_copy=False),
        done_by("heard_by", WITH_PERSON, "who read the words aloud"),
    ),
    "people.Availability": (
        kept("weekday part", "to find times that suit", Basis.INTERESTS, OFFICE, WITH_PERSON),
        kept("person", "whose it is", Basis.INTERESTS, PROGRAM, WITH_PERSON, in_copy=False),
    ),
    "people.WeekAway": (
        kept("monday", "to ask nobody who is away", Basis.INTERESTS, OFFICE, WEEK_AWAY),
        kept("person", "whose it is", Basis.INTERESTS, PROGRAM, WEEK_AWAY, in_copy=False),
    ),
    "lessons.KeptPlace": (
        kept(
            "lesson step track reached_at done_at",
            "to carry on with a lesson on any device",
            Basis.INTERESTS,
            HELPER,
            WITH_PERSON,
            erased="the row goes with the person; how many were begun and finished is counted",
        ),
        kept("person", "whose it is", Basis.INTERESTS, PROGRAM, WITH_PERSON, in_copy=False),
    ),
    "lessons.KeptDisplay": (
        kept(
            "size page",
            "their words and page look the same on any device",
            Basis.INTERESTS,
            OWN,
            WITH_PERSON,
        ),
        kept("person", "whose it is", Basis.INTERESTS, PROGRAM, WITH_PERSON, in_copy=False),
    ),
    "lessons.StuckAt": (
        kept(
            "lesson step_id track since pressed_at",
            "they pressed “I'm stuck”: whoever helps them begins there",
            Basis.INTERESTS,
            HELPER,
            STUCK,
        ),
        kept("person", "whose it is", Basis.INTERESTS, PROGRAM, STUCK, in_copy=False),
    ),
    # --- Cards -------------------------------------------------------------------------
    "people.Card": (
        kept(
            "issued_at last_used_at ended_at",
            "a card brings a learner back to their place",
            Basis.INTERESTS,
            OFFICE,
            ENDED_CARD,
        ),
        kept(
            "person number_digest link_digest",
            "to know the card; neither number nor link can be read from it",
            Basis.INTERESTS,
            NOBODY,
            ENDED_CARD,
            in_copy=False,
        ),
        done_by("issued_by", ENDED_CARD),
    ),
    "people.WrongGuess": (
        kept(
            "address_digest at is_slip",
            "nobody may try numbers until one opens; the network address is hashed",
            Basis.SAFETY,
            NOBODY,
            GUESS,
            erased="the row is deleted",
            in_copy=False,
        ),
    ),
    "people.ClassMode": (
        kept(
            "address_digest until",
            "in a class many may mistype behind one network address, which is hashed",
            Basis.SAFETY,
            NOBODY,
            WAITING,
            erased="the row is deleted",
            in_copy=False,
        ),
        done_by("begun_by", WAITING),
    ),
    "people.WaitingDevice": (
        kept(
            "number asked_at person let_in_at",
            "somebody who rings is signed in on their own device",
            Basis.INTERESTS,
            STAFF,
            WAITING,
            erased="the row is deleted",
            in_copy=False,
        ),
        done_by("let_in_by", WAITING),
    ),
    # --- Volunteers and other staff ----------------------------------------------------
    "people.VolunteerProfile": (
        kept(
            "course year leaves_on gender devices topics learners_at_once",
            "to find the learners they can help",
            Basis.INTERESTS,
            OFFICE,
            VOLUNTEER,
        ),
        kept(
            "languages",
            "to find the learners they can help, who then read which languages they speak",
            Basis.INTERESTS,
            f"{OFFICE}; learners whom they help",
            VOLUNTEER,
        ),
        kept(
            "paused_from paused_until left_on",
            "to ask nobody who is away",
            Basis.INTERESTS,
            OFFICE,
            VOLUNTEER,
        ),
        kept("person", "whose it is", Basis.INTERESTS, PROGRAM, VOLUNTEER, in_copy=False),
    ),
    "people.StepDone": (
        kept(
            "step done_on ends_on note",
            "the path to being cleared",
            Basis.SAFETY,
            OFFICE,
            VOLUNTEER,
        ),
        kept("volunteer", "whose it is", Basis.SAFETY, PROGRAM, VOLUNTEER, in_copy=False),
        done_by("seen_by", VOLUNTEER),
    ),
    "people.CheckDecision": (
        kept(
            "setting is_needed level why decided_on certificate_on ends_on seen_on",
            "somebody decides whether a criminal record check is needed",
            Basis.CHECKS,
            OFFICE,
            VOLUNTEER,
        ),
        kept(
            "certificate_number",
            "to know which certificate was seen; never a scan",
            Basis.CHECKS,
            OFFICE,
            CERTIFICATE,
            erased="the number is emptied",
        ),
        kept("volunteer", "whose it is", Basis.CHECKS, PROGRAM, VOLUNTEER, in_copy=False),
        done_by("decided_by seen_by", VOLUNTEER),
    ),
    "people.ExpiryWarning": (
        kept(
            "volunteer what ends_on days_before said_at",
            "to warn of each ending once",
            Basis.SAFETY,
            PROGRAM,
            WARNING,
            in_copy=False,
        ),
    ),
    "people.Invitation": (
        kept(
            "email first_name last_name group invited_at ends_at accepted_at",
            "somebody new sets their own password",
            Basis.INTERESTS,
            "coordinators",
            INVITATION,
        ),
        kept(
            "link_digest person",
            "to know the link",
            Basis.SAFETY,
            NOBODY,
            INVITATION,
            in_copy=False,
        ),
        done_by("invited_by", INVITATION),
    ),
    "people.KnownDevice": (
        kept(
            "first_seen_at last_seen_at",
            "to tell staff of a sign-in on a new device",
            Basis.SAFETY,
            OWN,
            KNOWN_DEVICE,
        ),
        kept(
            "person digest", "to know it again", Basis.SAFETY, NOBODY, KNOWN_DEVICE, in_copy=False
        ),
    ),
    # --- What was done with people's records -------------------------------------------
    "people.LookUp": (
        kept(
            "at deed",
            "to show who looked at or changed a record; the copy says when and what, not who",
            Basis.LAW,
            LEADS,
            LOOK_UP,
            erased=EMPTIED,
        ),
        kept(
            "remark person", "about whom", Basis.LAW, LEADS, LOOK_UP, erased=EMPTIED, in_copy=False
        ),
        done_by("by", LOOK_UP),
    ),
    "people.Complaint": (
        kept(
            "from_whom how received_on words acknowledged_on outcome closed_on",
            "complaints are answered, and learned from",
            Basis.LAW,
            OFFICE,
            COMPLAINT,
            erased="name and link are emptied with the person; the words stay until their time",
        ),
        kept("person", "whose it is", Basis.LAW, STAFF, COMPLAINT, erased=EMPTIED, in_copy=False),
        done_by("taken_by", COMPLAINT),
    ),
    "people.Concern": (
        # Not in the copy by default: to be told of a concern may put somebody in danger (Data
        # Protection Act 2018, schedule 3, paragraph 5). Whoever asks for it asks the lead.
        kept(
            "learner about words written_at read_at what_was_done may_go_at",
            "somebody may be at risk, and a lead sees to it",
            Basis.CHECKS,
            LEADS,
            CONCERN,
            erased="nobody is erased while a concern is kept; after that it goes with the person",
            in_copy=False,
        ),
        kept(
            "written_by read_by may_go_by",
            "who of us did it",
            Basis.SAFETY,
            LEADS,
            CONCERN,
            erased=EMPTIED,
            in_copy=False,
        ),
    ),
    "people.Merge": (
        kept(
            "kept gone at undone_at moved",
            "two records that were one person can be parted again",
            Basis.INTERESTS,
            "coordinators",
            MERGE,
            erased="the row and the second record are deleted",
            in_copy=False,
        ),
        done_by("by", MERGE),
    ),
    # --- Sessions ------------------------------------------------------------------------
    "scheduling.Booking": (
        kept(
            "session state channel made_at joined_at cancelled_at",
            "to keep a seat for them, and to know who came",
            Basis.INTERESTS,
            HELPER,
            REGISTER,
            erased=EMPTIED,
        ),
        kept(
            "seat priority together passed_over_at offers_lapsed ended_as",
            "to hand out seats in the order in which people asked",
            Basis.INTERESTS,
            OFFICE,
            REGISTER,
            erased=EMPTIED,
            in_copy=False,
        ),
        kept(
            "learner idempotency_key",
            "whose it is; a button pressed twice books once",
            Basis.INTERESTS,
            PROGRAM,
            REGISTER,
            erased=EMPTIED,
            in_copy=False,
        ),
        done_by("made_by cancelled_by", REGISTER),
        kept(
            "helper marked_at",
            "who helps them on the day, and when the register was last taken of them",
            Basis.INTERESTS,
            HELPER,
            REGISTER,
            erased=EMPTIED,
            in_copy=False,
        ),
    ),
    "pairing.Portrait": (
        kept(
            "jpeg given_at",
            "learners know whom to look for; volunteers give it, see it and take it back",
            Basis.INTERESTS,
            "the person; learners whom they help",
            VOLUNTEER,
            in_copy=False,
        ),
        kept("volunteer", "whose it is", Basis.INTERESTS, PROGRAM, VOLUNTEER, in_copy=False),
    ),
    "scheduling.Attendance": (done_by("marked_by", REGISTER, "who took the register"),),
    "scheduling.Offer": (done_by("made_by answered_by", REGISTER),),
    "scheduling.Attempt": (done_by("by", REGISTER, "who rang"),),
    "scheduling.NoAnswer": (done_by("by", REGISTER, "who rang"),),
    "scheduling.VolunteerShift": (
        kept(
            "session state places offered_at confirmed_at withdrawn_at why_withdrawn",
            "to know who helps, and how many they help",
            Basis.INTERESTS,
            OFFICE,
            REGISTER,
            erased=EMPTIED,
        ),
        kept(
            "volunteer",
            "whose it is",
            Basis.INTERESTS,
            PROGRAM,
            REGISTER,
            erased=EMPTIED,
            in_copy=False,
        ),
        done_by("offered_by confirmed_by withdrawn_by", REGISTER),
    ),
    "scheduling.SessionRecord": (
        kept(
            "booking note practise_lesson practise_step practise_words",
            "what was done together becomes what is practised at home",
            Basis.INTERESTS,
            HELPER,
            RECORD,
        ),
        kept("learner", "whose it is", Basis.INTERESTS, PROGRAM, RECORD, in_copy=False),
        done_by("written_by helper written_at", RECORD, "who helped, and who wrote it down"),
    ),
    "scheduling.StepWorkedOn": (
        kept(
            "lesson step",
            "what was done together, in the lesson's own steps",
            Basis.INTERESTS,
            HELPER,
            RECORD,
            erased="the row goes with the record",
        ),
    ),
    "scheduling.LearningSession": (done_by("cancelled_by", PROGRAMME),),
    "scheduling.ClosedDay": (done_by("confirmed_by", PROGRAMME),),
    "scheduling.Task": (done_by("owner closed_by", PROGRAMME, "who sees to it"),),
    "scheduling.SeatRequest": (
        kept(
            "session name reach_by asked_at answered_at",
            "to ring somebody who asked for a seat without an account",
            Basis.INTERESTS,
            "coordinators",
            SEAT_REQUEST,
            erased="the row is deleted",
            in_copy=False,
        ),
        done_by("answered_by", SEAT_REQUEST, "who rang them"),
    ),
    # --- Pairing ---------------------------------------------------------------------------
    "pairing.AboutLearner": (
        kept(
            "agreed came_before interests",
            "to pair those who want it, nobody new with somebody new, and people who like the same",
            Basis.INTERESTS,
            OFFICE,
            WITH_PERSON,
        ),
        kept("learner", "whose it is", Basis.INTERESTS, PROGRAM, WITH_PERSON, in_copy=False),
    ),
    "pairing.AboutVolunteer": (
        kept(
            "learners_a_week learners_in_all turns_18_on sessions_before good_with_hearing"
            " good_with_sight good_with_pace needs_step_free interests",
            "to ask no more of them than they can do, to keep under-18s safe, and to pair people"
            " who like the same",
            Basis.INTERESTS,
            OFFICE,
            VOLUNTEER,
        ),
        kept("volunteer", "whose it is", Basis.INTERESTS, PROGRAM, VOLUNTEER, in_copy=False),
    ),
    "pairing.OutOfReach": (
        kept(
            "venue", "to ask nobody to a place they can’t get to", Basis.INTERESTS, OFFICE, PERSON
        ),
        kept("person", "whose it is", Basis.INTERESTS, PROGRAM, PERSON, in_copy=False),
    ),
    "pairing.Interpreter": (
        kept(
            "term booked_at ended_at",
            "to know that somebody interprets",
            Basis.INTERESTS,
            OFFICE,
            WITH_PERSON,
        ),
        kept("learner", "whose it is", Basis.INTERESTS, PROGRAM, WITH_PERSON, in_copy=False),
        done_by("booked_by", WITH_PERSON),
    ),
    "pairing.Pairing": (
        kept(
            "term role begun_on ended_on why_ended",
            "to be helped by somebody they know",
            Basis.INTERESTS,
            HELPER,
            PAIR,
        ),
        kept(
            "learner volunteer round ended_by_round",
            "whose it is, and where it came from",
            Basis.INTERESTS,
            HELPER,
            PAIR,
            in_copy=False,
        ),
    ),
    "pairing.Handover": (
        kept(
            "pairing reserve session planned_at done_at called_off_at",
            "to be handed on by somebody they know",
            Basis.INTERESTS,
            HELPER,
            PAIR,
            in_copy=False,
        ),
        done_by("planned_by", PAIR),
    ),
    "pairing.Ban": (
        kept(
            "learner volunteer made_at ended_at",
            "two who are not to be paired; it names somebody else too",
            Basis.SAFETY,
            STAFF,
            CHOICE,
            in_copy=False,
        ),
        kept("reason", "why, where it was said", Basis.SAFETY, LEADS, CHOICE, in_copy=False),
        done_by("made_by ended_by", CHOICE),
    ),
    "pairing.Pin": (
        kept(
            "learner volunteer session made_at ended_at",
            "two who are to be paired",
            Basis.INTERESTS,
            STAFF,
            CHOICE,
            in_copy=False,
        ),
        done_by("made_by ended_by", CHOICE),
    ),
    "pairing.ProposedPair": (
        kept(
            "round learner volunteer score",
            "to explain and replay a round",
            Basis.INTERESTS,
            STAFF,
            ROUND,
            in_copy=False,
        ),
        kept(
            "parts",
            "why these two; points for what helps only while the consent lasts",
            Basis.CONSENT,
            STAFF,
            ROUND,
            in_copy=False,
        ),
    ),
    "pairing.Unpaired": (
        kept(
            "round learner why explanation",
            "to find somebody for them, the longest wait first",
            Basis.INTERESTS,
            STAFF,
            ROUND,
            in_copy=False,
        ),
    ),
    "pairing.Round": (done_by("made_by published_by withdrawn_by", ROUND),),
    # --- Wagtail's own, and the sign-in's ----------------------------------------------
    "wagtailcore.Page": (done_by("owner locked_by", AUTHOR, "who writes it"),),
    "wagtailcore.Revision": (done_by("user", AUTHOR, "who wrote it"),),
    "wagtailcore.PageLogEntry": (done_by("user", AUTHOR, "what happened to a lesson"),),
    "wagtailcore.ModelLogEntry": (
        kept(
            "user label data",
            "the history of a record; its label is a person's name",
            Basis.SAFETY,
            STAFF,
            HISTORY,
            erased="deleted with the person; what they did to others' stays without a name",
            in_copy=False,
        ),
    ),
    "wagtailcore.WorkflowState": (done_by("requested_by", AUTHOR, "who sent it for checking"),),
    "wagtailcore.TaskState": (done_by("finished_by", AUTHOR, "who checked it"),),
    "wagtailcore.UploadedFile": (done_by("uploaded_by_user", MOMENT),),
    "wagtailcore.Comment": (
        kept(
            "user",
            "remarks beside a lesson's text",
            Basis.INTERESTS,
            AUTHORS,
            AUTHOR,
            in_copy=False,
        ),
        done_by("resolved_by", AUTHOR),
    ),
    "wagtailcore.CommentReply": (
        kept(
            "user",
            "remarks beside a lesson's text",
            Basis.INTERESTS,
            AUTHORS,
            AUTHOR,
            in_copy=False,
        ),
    ),
    "wagtailcore.PageSubscription": (
        kept(
            "user", "to tell authors of remarks", Basis.INTERESTS, OWN, WITH_PERSON, in_copy=False
        ),
    ),
    "wagtailusers.UserProfile": (
        kept(
            "user", "their choices in the editor", Basis.INTERESTS, OWN, WITH_PERSON, in_copy=False
        ),
    ),
    "wagtailadmin.EditingSession": (
        kept("user", "who else is editing now", Basis.INTERESTS, AUTHORS, MOMENT, in_copy=False),
    ),
    "wagtailadmin.FormState": (
        kept(
            "user", "what was typed and not yet saved", Basis.INTERESTS, OWN, MOMENT, in_copy=False
        ),
    ),
    "wagtailimages.Image": (done_by("uploaded_by_user", AUTHOR),),
    "lessons.Picture": (done_by("uploaded_by_user", AUTHOR),),
    "wagtaildocs.Document": (done_by("uploaded_by_user", AUTHOR),),
    "sessions.Session": (
        kept(
            "session_key session_data expire_date",
            "to stay signed in",
            Basis.INTERESTS,
            NOBODY,
            Period("until it ends, 30 days at most"),
            erased="manage.py clearsessions",
            in_copy=False,
        ),
    ),
    "otp_totp.TOTPDevice": (
        kept(
            "user name key last_used_at",
            "staff's second factor",
            Basis.SAFETY,
            NOBODY,
            WITH_PERSON,
            in_copy=False,
        ),
    ),
    "otp_static.StaticDevice": (
        kept(
            "user name", "staff's recovery codes", Basis.SAFETY, NOBODY, WITH_PERSON, in_copy=False
        ),
    ),
    "otp_static.StaticToken": (
        kept("token", "staff's recovery codes", Basis.SAFETY, NOBODY, WITH_PERSON, in_copy=False),
    ),
    **{
        f"axes.{model}": (
            kept(
                "username ip_address user_agent attempt_time",
                "nobody may try passwords until one opens",
                Basis.SAFETY,
                NOBODY,
                SIGN_IN_TRY,
                erased="the rows are deleted, and with the person at once",
                in_copy=False,
            ),
        )
        for model in ("AccessAttempt", "AccessFailureLog", "AccessLog")
    },
}

# Columns of our rooms' models that say nothing of anybody, and why that is so.
NOT_PERSONAL: dict[str, dict[str, str]] = {
    "people.GuessGate": {},  # one row, to be locked
    "people.Language": dict.fromkeys(("code", "name"), "a list to choose from"),
    "people.Device": dict.fromkeys(("code", "name"), "a list to choose from"),
    "people.ErasedPerson": dict.fromkeys(
        ("erased_on", "was_learner", "was_volunteer", "lessons_begun", "lessons_finished"),
        "what counts of somebody erased, without a name and without a way back to them",
    ),
}


def columns_in_copy() -> dict[str, set[str]]:
    """{model: columns} that the copy of somebody's own data holds."""
    return {
        model: {column for part in parts if part.in_copy for column in part.columns}
        for model, parts in POLICY.items()
        if any(part.in_copy for part in parts)
    }
