"""Without the blocker a test could pass because the machine it ran on had a network."""

from __future__ import annotations

import socket
import threading

import pytest
from conftest import NetworkRefused


def test_connecting_to_another_machine_is_refused() -> None:
    with socket.socket() as sock:
        sock.settimeout(2)
        with pytest.raises(NetworkRefused):
            sock.connect(("192.0.2.1", 80))


def test_looking_up_a_name_is_refused() -> None:
    with pytest.raises(NetworkRefused):
        socket.getaddrinfo("example.com", 443)
    with pytest.raises(NetworkRefused):
        socket.gethostbyname("example.com")


def test_sending_a_datagram_is_refused() -> None:
    with (
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock,
        pytest.raises(NetworkRefused),
    ):
        sock.sendto(b"x", ("192.0.2.1", 9))


def test_loopback_still_works() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        thread = threading.Thread(target=lambda: server.accept()[0].close())
        thread.start()
        with socket.create_connection(("localhost", port), timeout=5) as client:
            assert client.recv(1) == b""
        thread.join(5)
