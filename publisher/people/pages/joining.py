"""An invitation, opened by whom it is for."""

from __future__ import annotations

from collections.abc import Mapping

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from publisher.people import invitations
from publisher.people.errors import PeopleError
from publisher.people.sign_in import complete_sign_in
from publisher.thread.models import Invite, Person
from publisher.web import unsent_forms
from publisher.web.seat import NEWSROOM, SECOND_STEP

NAME_MOST = 120
NO_NAME = "Type your name: it stands beside what you do."


@never_cache
@sensitive_post_parameters("password")
@sensitive_variables("secret")
@require_http_methods(["GET", "HEAD", "POST"])
def join_page(request: HttpRequest, secret: str) -> HttpResponse:
    """Join with a name and a password; who signs in here already joins with a press."""
    try:
        row = invitations.find_invitation(secret)
        known = Person.objects.filter(email=row.email).first()
        if known:
            return _known(request, row, known)
        return _new(request, row) if request.method == "POST" else _form(request, row)
    except PeopleError as error:
        return render(request, "people/not-open.html", {"why": str(error)}, status=410)


def _known(request: HttpRequest, row: Invite, known: Person) -> HttpResponse:
    """She has a password here already, and shows by it that she is the one."""
    hers = request.user.is_authenticated and request.user.pk == known.pk
    if not hers or request.method != "POST":
        other = request.user if request.user.is_authenticated and not hers else None
        page = {"invite": row, "hers": hers, "other": other, "here": request.path}
        return render(request, "people/join-known.html", page)
    invitations.join_newsroom(row, known)
    request.session[NEWSROOM] = row.newsroom_id
    response = redirect("queue")
    unsent_forms.set_owner_cookie(response, known, row.newsroom_id)
    return response


def _new(request: HttpRequest, row: Invite) -> HttpResponse:
    name = " ".join(request.POST.get("name", "").split())[:NAME_MOST]
    password = request.POST.get("password", "")
    wrong = {
        "name": "" if name else NO_NAME,
        "password": password_complaints(password, row.email, name),
    }
    if any(wrong.values()):
        return _form(request, row, name=name, wrong=wrong, status=422)
    person = invitations.join_new(row, name, password)
    response = complete_sign_in(request, person)
    request.session[NEWSROOM] = row.newsroom_id
    request.session[SECOND_STEP] = False
    return response


def password_complaints(password: str, mail: str, name: str) -> list[str]:
    """What the rules say against this password, a sentence each."""
    try:
        validate_password(password, Person(email=mail, name=name))
    except ValidationError as error:
        return list(error.messages)
    return []


def _form(
    request: HttpRequest,
    row: Invite,
    *,
    name: str = "",
    wrong: Mapping[str, object] | None = None,
    status: int = 200,
) -> HttpResponse:
    page = {"invite": row, "name": name, "wrong": wrong or {}}
    return render(request, "people/join.html", page, status=status)
