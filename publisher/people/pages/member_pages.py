"""Who works in this newsroom: for admins."""

from __future__ import annotations

from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import BadRequest, ValidationError
from django.core.validators import validate_email
from django.db.models import Exists, Max, OuterRef, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from publisher.accounts.roles import Act, Role
from publisher.people import invitations, members, password_reset, second_factor
from publisher.people.account_mail import post_invitation, post_way_back
from publisher.people.errors import PeopleError
from publisher.people.sessions import end_sessions
from publisher.thread.models import Membership, SignedIn
from publisher.thread.transitions import Overtaken
from publisher.web.seat import DeskRequest, at_desk

OVERTAKEN = "Somebody changed this meanwhile, so nothing was done. This is how it stands now."
NOT_MAILED = "The mail to {who} could not be sent, so no link was made. Try again in a minute."
#: What each role may do, in a line.
ROLES = (
    (Role.WRITER, "adds explainers, edits, pauses"),
    (Role.EDITOR, "also approves, sends back, resumes"),
    (Role.ADMIN, "also accounts, settings, people"),
)


@dataclass(frozen=True, slots=True)
class MembersPage:
    """What the page says beside its lists: a link that is shown this once, or what is wrong."""

    link: str = ""
    mailed: bool = False
    mail: str = ""
    back: Membership | None = None
    role: str = Role.EDITOR
    wrong: str = ""


@at_desk(Act.PEOPLE)
@require_safe
def people_page(request: DeskRequest) -> HttpResponse:
    """Who is here, who is invited, and the form to invite."""
    return _page(request, MembersPage())


@at_desk(Act.PEOPLE)
@never_cache
def send_invitation(request: DeskRequest) -> HttpResponse:
    """Make a link for one person. It goes to her by mail; where none went out it is shown, this once."""
    if request.method != "POST":
        return redirect("people")
    mail, role = request.POST.get("mail", "").strip(), _role(request)
    try:
        validate_email(mail)
        secret = invitations.invite(request.seat.newsroom, mail, role, who=request.seat.person)
    except ValidationError:
        return _page(request, MembersPage(mail=mail, role=role, wrong=_not_a_mail(mail)), 422)
    except PeopleError as error:
        return _page(request, MembersPage(mail=mail, role=role, wrong=str(error)), 422)
    link = request.build_absolute_uri(reverse("join", args=[secret]))
    if post_invitation(request.seat.newsroom, request.seat.person, mail, role, link):
        invitations.mark_mailed(secret)
        return _page(request, MembersPage(mailed=True, mail=mail))
    return _page(request, MembersPage(link=link, mail=mail))


@at_desk(Act.PEOPLE)
def withdraw_invitation(request: DeskRequest, number: int) -> HttpResponse:
    if request.method == "POST":
        ended = invitations.withdraw_link(request.seat.newsroom, number, who=request.seat.person)
        said = "The link is withdrawn." if ended else "This link was used or withdrawn before."
        messages.info(request, said)
    return redirect("people")


@at_desk(Act.PEOPLE)
def change_member_role(request: DeskRequest, number: int) -> HttpResponse:
    member = _member(request, number)
    if request.method == "POST":
        wanted, was = _role(request), request.POST.get("was", "")
        try:
            members.change_role(member, wanted, was=was, who=request.seat.person)
            messages.success(request, f"{member.person} is {wanted} now.")
        except (PeopleError, Overtaken) as error:
            messages.error(request, OVERTAKEN if isinstance(error, Overtaken) else str(error))
    return redirect("people")


@at_desk(Act.PEOPLE)
def remove_member(request: DeskRequest, number: int) -> HttpResponse:
    """Ask once more, then take away her access."""
    member = _member(request, number)
    if request.method != "POST":
        return render(request, "people/take-away.html", {"part": "people", "member": member})
    try:
        members.take_away(member, who=request.seat.person)
        messages.success(request, f"{member.person} cannot come in any more.")
    except PeopleError as error:
        messages.error(request, str(error))
    return redirect("people")


@at_desk(Act.PEOPLE)
def reset_lost_second_step(request: DeskRequest, number: int) -> HttpResponse:
    """Turn off somebody's second step, because her authenticator is gone, and end her sessions."""
    member = _member(request, number)
    if request.method == "POST":
        try:
            members.may_help(member.person, request.seat.person)
            second_factor.forget_factor(member.person, who=request.seat.person)
            end_sessions(SignedIn.objects.filter(person=member.person))
            messages.success(
                request, f"{member.person} signs in with the password alone next time."
            )
        except PeopleError as error:
            messages.error(request, str(error))
    return redirect("people")


@at_desk(Act.PEOPLE)
@never_cache
def way_back(request: DeskRequest, number: int) -> HttpResponse:
    """Make a link for somebody who forgot her password.

    It goes to her by mail; only where no mail is set up is it shown, in this answer alone: whoever
    has it can sign in as her, and approve as a second person.
    """
    member, seat = _member(request, number), request.seat
    if request.method != "POST":
        return redirect("people")
    lost_too = request.POST.get("phone") == "lost"
    try:
        secret = password_reset.make_reset_link(member, who=seat.person, phone_lost=lost_too)
    except PeopleError as error:
        messages.error(request, str(error))
        return redirect("people")
    link = request.build_absolute_uri(reverse("new-password", args=[secret]))
    if not settings.MAIL_URL:
        return _page(request, MembersPage(link=link, back=member))
    if post_way_back(seat.newsroom, seat.person, member.person.email, link):
        invitations.mark_mailed(secret)
        return _page(request, MembersPage(mailed=True, back=member))
    password_reset.end_reset_link(member)
    messages.error(request, NOT_MAILED.format(who=member.person))
    return redirect("people")


@at_desk(Act.PEOPLE)
def set_second_step_rule(request: DeskRequest) -> HttpResponse:
    """Whether editors and admins need a second step."""
    if request.method == "POST":
        asked = request.POST.get("asked") == "yes"
        members.ask_second_factor(request.seat.newsroom, asked=asked, who=request.seat.person)
        said = "is asked for from now on" if asked else "is each person’s own choice now"
        messages.success(request, f"A second step {said}.")
    return redirect("people")


def _page(request: DeskRequest, shown: MembersPage, status: int = 200) -> HttpResponse:
    newsroom = request.seat.newsroom
    about = {
        "part": "people",
        "members": _members(request),
        "invites": invitations.unused_links(newsroom),
        "roles": ROLES,
        "shown": shown,
    }
    return render(request, "people/people.html", about, status=status)


def _members(request: DeskRequest) -> QuerySet[Membership]:
    codes = Authenticator.objects.filter(user=OuterRef("person"), type=Authenticator.Type.TOTP)
    rows = request.seat.newsroom.memberships.select_related("person")
    told = rows.annotate(seen=Max("person__signed_in__seen_at"), two_steps=Exists(codes))
    return told.order_by("person__name", "id")


def _member(request: DeskRequest, number: int) -> Membership:
    rows = Membership.objects.select_related("person", "newsroom")
    return get_object_or_404(rows, pk=number, newsroom=request.seat.newsroom)


def _role(request: DeskRequest) -> Role:
    try:
        return Role(request.POST.get("role", ""))
    except ValueError as error:
        raise BadRequest("no such role") from error


def _not_a_mail(typed: str) -> str:
    if not typed:
        return "Type the address of who should come in."
    return f"“{typed}” is not a mail address: write it like mara@example.org."
