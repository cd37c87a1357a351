"""How new staff come in: a coordinator invites them, and a link in an email lets them join."""

import hashlib
import secrets
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth.models import Group
from django.db import IntegrityError, transaction
from django.urls import reverse

from whatthetech.people.mailing import mail_on_commit
from whatthetech.people.models import (
    COORDINATORS,
    LEADS,
    VOLUNTEERS,
    Invitation,
    User,
    VolunteerProfile,
)

GOOD_FOR = timedelta(days=14)


class MayNotInvite(Exception):
    """Not into this group."""


class WorksHereAlready(Exception):
    """The email address is staff's, or of somebody who was stopped from signing in."""


class InvitationEnded(Exception):
    """Used, ended, replaced by a newer one, or never there."""


def groups_open_to(by: User) -> list[str]:
    """Into which groups somebody may invite: a lead is made by a lead or an administrator."""
    if not by.is_in(COORDINATORS):
        return []
    return [VOLUNTEERS, COORDINATORS, *([LEADS] if by.is_in(LEADS) else [])]


@transaction.atomic
def invite(
    *, email: str, first_name: str, last_name: str, group: str, by: User, now: datetime
) -> Invitation:
    """Sends a link that is good for fourteen days. One that waits for the same email ends.

    Raises MayNotInvite, WorksHereAlready; MailNotSent, after which it can be sent again.
    """
    if group not in groups_open_to(by):
        raise MayNotInvite
    email = email.strip().lower()
    _find_newcomer(email)
    Invitation.objects.filter(email=email, accepted_at=None, ends_at__gt=now).update(ends_at=now)
    token = _new_token()
    invitation = Invitation.objects.create(
        email=email,
        first_name=first_name.strip(),
        last_name=last_name.strip(),
        group=Group.objects.get(name=group),
        link_digest=link_digest(token),
        invited_by=by,
        invited_at=now,
        ends_at=now + GOOD_FOR,
    )
    _send(invitation, token, by)
    return invitation


@transaction.atomic
def send_again(*, invitation: Invitation, by: User, now: datetime) -> Invitation:
    """A new link, good for fourteen days from now. The one before opens nothing any more.

    Raises MayNotInvite, WorksHereAlready, InvitationEnded where it was accepted meanwhile.
    """
    invitation = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if invitation.group.name not in groups_open_to(by):
        raise MayNotInvite
    if invitation.accepted_at:
        raise InvitationEnded
    _find_newcomer(invitation.email)
    others = Invitation.objects.filter(email=invitation.email, accepted_at=None, ends_at__gt=now)
    others.exclude(pk=invitation.pk).update(ends_at=now)
    token = _new_token()
    invitation.link_digest = link_digest(token)
    invitation.invited_by = by
    invitation.invited_at = now
    invitation.ends_at = now + GOOD_FOR
    invitation.save()
    _send(invitation, token, by)
    return invitation


@transaction.atomic
def take_back(*, invitation: Invitation, by: User, now: datetime) -> Invitation:
    """The link opens nothing any more.

    Raises MayNotInvite, and InvitationEnded where it was used meanwhile.
    """
    if invitation.group.name not in groups_open_to(by):
        raise MayNotInvite
    waiting = Invitation.objects.filter(pk=invitation.pk, accepted_at=None)
    if not waiting.update(ends_at=now):
        raise InvitationEnded
    invitation.refresh_from_db()
    return invitation


def find_invitation(digest: str, *, now: datetime) -> Invitation:
    """By the digest of its link. Raises InvitationEnded."""
    return _open_one(Invitation.objects.select_related("group", "invited_by"), digest, now)


def accept_invitation(*, digest: str, password: str, now: datetime) -> User:
    """The new member of staff. A learner of this email address stays the same person.

    Raises InvitationEnded, WorksHereAlready.
    """
    try:
        with transaction.atomic():
            invitation = _open_one(Invitation.objects.select_for_update(), digest, now)
            person = _make_staff(invitation, password, now)
            invitation.accepted_at, invitation.person = now, person
            invitation.save(update_fields=["accepted_at", "person"])
            return person
    except IntegrityError as error:  # the same email came in by another way, a moment ago
        raise WorksHereAlready from error


def _open_one(invitations, digest: str, now: datetime) -> Invitation:
    waiting = invitations.filter(accepted_at=None, ends_at__gt=now)
    invitation = waiting.filter(link_digest=digest).first()
    if invitation is None:
        raise InvitationEnded
    return invitation


def _make_staff(invitation: Invitation, password: str, now: datetime) -> User:
    person = _find_newcomer(invitation.email) or User(email=invitation.email)
    person.first_name = person.first_name or invitation.first_name
    person.last_name = person.last_name or invitation.last_name
    person.set_password(password)
    person.save()
    person.groups.add(invitation.group)
    person.cards.filter(ended_at=None).update(ended_at=now)  # staff have no card (S8)
    if invitation.group.name == VOLUNTEERS:
        VolunteerProfile.objects.get_or_create(person=person)
    return person


def _find_newcomer(email: str) -> User | None:
    """The learner who has this email address, or nobody. Raises WorksHereAlready."""
    person = User.objects.filter(email__iexact=email).order_by("pk").first()
    if person and not (person.is_active and person.is_learner):
        raise WorksHereAlready
    return person


def _send(invitation: Invitation, token: str, by: User) -> None:
    context = {
        "invitation": invitation,
        "by": by,
        "link": settings.SITE_ADDRESS + reverse("staff:open_invitation", args=[token]),
    }
    mail_on_commit(
        to=invitation.email,
        subject=f"Join {settings.WAGTAIL_SITE_NAME}",
        template="people/mail/invitation.txt",
        context=context,
        must=True,
    )


def _new_token() -> str:
    return secrets.token_urlsafe(24)


def link_digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
