"""http: a request to a web server by hand, with the URL, the port and the process behind it (RFC 9110 and 9112)."""

import os
from collections.abc import Iterator
from urllib.parse import urlsplit

from bot.demos.demo import experiment
from bot.demos.transcript import Door, Step
from bot.host.children import Child, ChildEndedError, Children
from bot.host.loopback import Loopback, Socket, StrangerError, port_of, row_of


def run(loopback: Loopback) -> Iterator[Step]:
    """Start a web server as a process of its own, take a URL apart, and ask for it by plain sockets."""
    with Children(loopback) as children:
        child = children.start("serve")
        child.heard()
        listening = child.row(lambda row: row.state == "LISTEN")
        port = listening.local.port
        server = Door("web server", listening, "Who wants a page knocks here.", "child")
        yield Step(
            "Start a web server, a process of its own",
            f"it listens at {listening.local}",
            f"A second household moves in, and hangs the number {port} on its door.",
            (server,),
        )

        url = f"http://{listening.local}/hello"
        parts = urlsplit(url)
        yield Step(
            f"Take {url} apart",
            f"address {parts.hostname}, port {parts.port}, path {parts.path}",
            "The street address, the number on the door, and what to ask for there. Without a number, http means 80.",
            (server,),
        )

        client = loopback.connect(port)
        local = row_of(client).local
        accepted = child.row(lambda row: row.remote == local)
        doors = (
            server,
            Door("accepted", accepted, f"{port} again, for this caller only.", "child"),
            Door("client", row_of(client), "Our own door.", "parent"),
        )
        yield Step(
            f"Connect to {parts.hostname}, port {parts.port}",
            f"from our port {port_of(client)}, {accepted.state}",
            "The porter needs only the address and the number. The path means nothing to him.",
            doors,
        )

        asked = f"GET {parts.path} HTTP/1.1"
        client.sendall(f"{asked}\r\nHost: {parts.netloc}\r\n\r\n".encode())
        yield Step(
            "Write the request",
            f"the server reads: {_read_by(child, asked)}",
            "Now the path has its turn: a letter to the household. It says what is wanted in the language HTTP.",
            doors,
        )

        status, body = _reply(client)
        yield Step(
            "Read the reply",
            f"{status}, and the page: {body!r}",
            f"The household behind {port} has answered. It isn't ours, which is process {os.getpid()}.",
            doors,
        )


def _read_by(child: Child, asked: str) -> str:
    """Tell the request line that the server has read, which has to be ours."""
    if (read := child.heard()) != asked:
        raise StrangerError("Another program on this machine wrote to the web server. Try it again.")
    return read


def _reply(client: Socket) -> tuple[str, str]:
    """Read a reply: its status line, and after the header fields a page as long as they say."""
    with client.makefile("rb") as letters:
        status = letters.readline().decode().strip()
        length = 0
        while field := letters.readline().decode().strip():
            name, _, value = field.partition(":")
            if name.lower() == "content-length":
                length = int(value)
        page = letters.read(length).decode().strip()
    if not page:
        raise ChildEndedError
    return status, page


DEMO = experiment(
    "http",
    title="A web page: URL, port, process",
    shows="A request and its reply, written by hand: which part of the URL leads where.",
    lesson="In a URL, address and port lead to a socket, and so to a process. The path is for that process alone.",
    run=run,
    leads_to=("two-clients", "life-of-a-connection", "loopback-only"),
)
