from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import certifi
import pytest
import requests
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from publisher.networks.base import Client, Door, OutcomeUnknown, TooLate, TryLater, Unreachable
from publisher.networks.x.session import Session
from publisher.networks.x.transport import Limit, Wire, resolve_host
from tests.worlds.scripted import Say, Scripted, answer, scripted

Opener = Callable[..., Client]

POSTED = answer(201, {"data": {"id": "5", "text": "words"}})


def too_late() -> None:
    raise TooLate("The send window has passed.")


@pytest.fixture
def tls(tmp_path: Path) -> tuple[ssl.SSLContext, str]:
    """A server's TLS side, and the certificate to trust it by."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    here = x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))])
    now = datetime.now(UTC)
    built = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    built = built.not_valid_before(now).not_valid_after(now + timedelta(days=1))
    signed = built.add_extension(here, critical=False).sign(key, hashes.SHA256())
    pem = tmp_path / "tls.pem"
    pem.write_bytes(
        signed.public_bytes(serialization.Encoding.PEM)
        + key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)
    return context, str(pem)


@contextmanager
def silent() -> Iterator[tuple[str, int]]:
    """An address that answers no greeting: its queue is full."""
    with socket.create_server(("127.0.0.1", 0), backlog=0) as mute, ExitStack() as held:
        for _ in range(3):
            waiting = held.enter_context(socket.socket())
            waiting.setblocking(False)
            waiting.connect_ex(mute.getsockname())
        yield mute.getsockname()


def carry(
    url: str, verify: str, *, check: Callable[[], None] = lambda: None, deadline: float = 5.0
) -> Limit:
    with requests.Session() as session, Limit(deadline, check) as limit:
        session.mount(url, Wire(limit))
        session.post(url, data=b"words", verify=verify)
        return limit


def test_past_the_send_window_no_byte_leaves(server: Scripted, open_x: Opener) -> None:
    with pytest.raises(TooLate):
        open_x(check=too_late).send({"text": "words"})
    assert server.settled(1)
    assert server.asked == []


def test_without_a_connection_the_window_is_not_even_asked(open_x: Opener) -> None:
    with socket.create_server(("127.0.0.1", 0)) as shut:
        url = f"http://127.0.0.1:{shut.getsockname()[1]}"
    with pytest.raises(Unreachable):
        open_x(base_url=url, check=too_late).send({"text": "words"})


def test_over_tls_the_window_is_asked_after_the_handshake(tls: tuple[ssl.SSLContext, str]) -> None:
    context, pem = tls
    with scripted(context) as server:
        server.say(answer(200, {}))
        assert carry(server.url, pem).begun
        with pytest.raises(TooLate):
            carry(server.url, pem, check=too_late)
        assert server.settled(2)
        assert len(server.asked) == 1


def test_a_certificate_nobody_vouches_for_means_no_connection(
    tls: tuple[ssl.SSLContext, str],
) -> None:
    asked: list[bool] = []
    with scripted(tls[0]) as server:
        with pytest.raises(requests.exceptions.SSLError):
            carry(server.url, certifi.where(), check=lambda: asked.append(True))
        assert server.asked == []
    assert asked == []


def test_a_trickling_answer_is_cut_at_the_deadline(server: Scripted, open_x: Opener) -> None:
    server.say(Say(POSTED.raw, pause=0.05))
    with pytest.raises(OutcomeUnknown, match=r"no whole answer in 0\.3 s"):
        open_x(deadline=0.3).send({"text": "words"})


def test_headers_cut_at_the_deadline_do_not_pass_for_an_answer(
    server: Scripted, open_x: Opener
) -> None:
    server.say(Say(b"HTTP/1.1 201 Created\r\nx-first: of many\r\n"))
    with pytest.raises(OutcomeUnknown, match=r"no whole answer in 0\.2 s"):
        open_x(deadline=0.2).send({"text": "words"})


def test_an_answer_cut_in_its_body_is_no_answer(server: Scripted, open_x: Opener) -> None:
    head, body = POSTED.raw.split(b"\r\n\r\n")
    server.say(Say(head + b"\r\n\r\n" + body[:5], reset=True))
    with pytest.raises(OutcomeUnknown):
        open_x().send({"text": "words"})


def test_a_trickling_answer_over_tls_is_cut_too(tls: tuple[ssl.SSLContext, str]) -> None:
    with scripted(tls[0]) as server:
        server.say(Say(POSTED.raw, pause=0.05))
        with pytest.raises(requests.RequestException):
            carry(server.url, tls[1], deadline=0.5)


def test_silence_is_cut_at_the_deadline(open_x: Opener) -> None:
    with socket.create_server(("127.0.0.1", 0)) as mute:
        url = f"http://127.0.0.1:{mute.getsockname()[1]}"
        with pytest.raises(OutcomeUnknown):
            open_x(base_url=url, deadline=0.2).send({"text": "words"})


def test_a_server_that_never_shakes_hands_means_no_connection() -> None:
    asked: list[bool] = []
    with socket.create_server(("127.0.0.1", 0)) as mute:
        url = f"https://127.0.0.1:{mute.getsockname()[1]}"
        with pytest.raises(requests.RequestException):
            carry(url, certifi.where(), check=lambda: asked.append(True), deadline=0.3)
    assert asked == []


def test_a_refused_connection_may_be_tried_again(open_x: Opener) -> None:
    with socket.create_server(("127.0.0.1", 0)) as shut:
        url = f"http://127.0.0.1:{shut.getsockname()[1]}"
    with pytest.raises(Unreachable, match="No connection to X"):
        open_x(base_url=url).send({"text": "words"})


def test_a_connection_reset_after_the_request_proves_nothing(server: Scripted, x: Client) -> None:
    server.say(Say(b"", reset=True))
    with pytest.raises(OutcomeUnknown):
        x.send({"text": "words"})
    assert len(server.asked) == 1


def test_a_request_that_is_hung_up_on_is_not_sent_again(server: Scripted, x: Client) -> None:
    with pytest.raises(OutcomeUnknown):
        x.send({"text": "words"})
    assert server.connections == 1
    assert len(server.asked) == 1


def test_every_call_has_a_connection_of_its_own(server: Scripted, x: Client) -> None:
    server.say(POSTED, POSTED)
    x.send({"text": "one"})
    x.send({"text": "two"})
    assert server.connections == 2
    assert [asked.headers["connection"] for asked in server.asked] == ["close", "close"]


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_not_followed(server: Scripted, x: Client, status: int) -> None:
    with scripted() as elsewhere:
        server.say(answer(status, "", location=f"{elsewhere.url}/2/tweets"))
        with pytest.raises(OutcomeUnknown):
            x.send({"text": "words"})
        assert elsewhere.connections == 0


def test_a_redirect_to_x_itself_is_not_followed_either(server: Scripted, x: Client) -> None:
    server.say(answer(307, "", location="/2/tweets"), POSTED)
    with pytest.raises(OutcomeUnknown):
        x.send({"text": "words"})
    assert len(server.asked) == 1


def test_not_even_a_read_is_repeated_unasked(server: Scripted, x: Client) -> None:
    with pytest.raises(TryLater):
        x.newest()
    assert server.connections == 1


def test_the_proxy_and_password_of_the_surroundings_are_not_used(
    server: Scripted, x: Client, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login somebody password secret\n")
    monkeypatch.setenv("NETRC", str(netrc))
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    monkeypatch.setenv("NO_PROXY", "")
    server.say(POSTED)
    x.send({"text": "words"})
    assert server.asked[0].headers["authorization"].startswith("OAuth ")


def test_a_cookie_is_not_given_back(server: Scripted, x: Client) -> None:
    said = {"data": {"id": "5", "text": "words"}}
    server.say(answer(201, said, set_cookie="guest_id=1; Path=/"), POSTED)
    x.send({"text": "one"})
    x.send({"text": "two"})
    assert "cookie" not in server.asked[1].headers


def test_a_slow_name_server_does_not_hold_a_call(monkeypatch: pytest.MonkeyPatch) -> None:
    answered = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: [answered.wait(5)])
    with pytest.raises(TimeoutError, match="not found in time"):
        resolve_host("api.x.com", 443, 0.05)
    answered.set()


def test_a_slow_name_server_means_no_connection(
    open_x: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    answered = threading.Event()
    client = open_x(base_url="https://api.x.com", deadline=0.05)
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: [answered.wait(5)])
    with pytest.raises(Unreachable, match="was not found in time"):
        client.send({"text": "words"})
    answered.set()


def test_an_unknown_name_means_no_connection(
    open_x: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror(-2, "Name or service not known")

    client = open_x(base_url="https://api.x.com")
    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    with pytest.raises(Unreachable, match="Name or service not known"):
        client.send({"text": "words"})


def test_the_second_address_is_tried_when_the_first_refuses(
    server: Scripted, x: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = socket.getaddrinfo(
        "127.0.0.1", int(server.url.rsplit(":", 1)[1]), type=socket.SOCK_STREAM
    )
    dead = [(*found[0][:4], ("127.0.0.1", 1))]
    monkeypatch.setattr("publisher.networks.x.transport.resolve_host", lambda *_: dead + found)
    server.say(POSTED)
    assert x.send({"text": "words"}).remote_id == "5"


def test_a_silent_address_is_left_for_the_next(
    server: Scripted, x: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    port = int(server.url.rsplit(":", 1)[1])
    server.say(POSTED)
    with silent() as mute:
        found = [(0, 0, 0, "", mute), (0, 0, 0, "", ("127.0.0.1", port))]
        monkeypatch.setattr("publisher.networks.x.transport.resolve_host", lambda *_: found)
        monkeypatch.setattr("publisher.networks.x.transport.PATIENCE", 0.1)
        assert x.send({"text": "words"}).remote_id == "5"


def test_a_session_has_no_way_to_another_host(server: Scripted) -> None:
    session = Session(Door(server.url, {}))
    for elsewhere in ("https://example.org", "http://example.org", "file:///etc/passwd"):
        with pytest.raises(requests.exceptions.InvalidSchema):
            session.get_adapter(elsewhere)


def test_a_read_that_breaks_off_may_be_tried_again(server: Scripted, x: Client) -> None:
    server.say(Say(b"HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n{", reset=True))
    with pytest.raises(TryLater):
        x.newest()
