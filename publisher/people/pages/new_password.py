"""A link from an admin, opened by who forgot her password."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from publisher.people import password_reset
from publisher.people.errors import PeopleError
from publisher.people.pages.joining import password_complaints
from publisher.people.sign_in import let_in
from publisher.thread.models import Invite, Person


@never_cache
@sensitive_post_parameters("password")
@sensitive_variables("secret")
@require_http_methods(["GET", "HEAD", "POST"])
def new_password_page(request: HttpRequest, secret: str) -> HttpResponse:
    """Ask for a new password; opening the page alone uses nothing up."""
    try:
        link, person = password_reset.find_reset_link(secret)
        return (
            _try(request, link, person)
            if request.method == "POST"
            else _form(request, link, person)
        )
    except PeopleError as error:
        return render(request, "people/not-open.html", {"why": str(error)}, status=410)


@sensitive_variables("password")
def _try(request: HttpRequest, link: Invite, person: Person) -> HttpResponse:
    password = request.POST.get("password", "")
    wrong = password_complaints(password, person.email, person.name)
    if wrong:
        return _form(request, link, person, wrong)
    password_reset.use_reset_link(link, person, password)
    return let_in(request, person)


def _form(
    request: HttpRequest, link: Invite, person: Person, wrong: list[str] | None = None
) -> HttpResponse:
    about = {"link": link, "person": person, "wrong": wrong or []}
    return render(request, "people/new-password.html", about, status=422 if wrong else 200)
