"""Transcripts and reports, made by hand."""

from dataclasses import replace

from bot.demos.transcript import Door, HostReport, Step, Total, Transcript
from bot.host.rows import UNNAMED, Endpoint, Protocol, SocketRow

HERE = "127.0.0.1"


def make_door(
    label: str = "listener",
    *,
    port: int = 40025,
    remote: Endpoint | None = None,
    state: str = "LISTEN",
    protocol: Protocol = "TCP",
    means: str = "The household waits behind this door for callers.",
    address: str = HERE,
    household: str = "",
) -> Door:
    return Door(label, SocketRow(protocol, Endpoint(address, port), remote, state), means, household)


def port_in_use() -> Transcript:
    listener = make_door()
    udp = make_door("UDP socket", state="", protocol="UDP", means="Same number, but UDP numbers its doors separately.")
    return Transcript(
        "port-in-use",
        "One number, one listening door",
        (
            Step(
                "Listen on any free TCP port",
                "the host gave us 127.0.0.1:40025",
                "The porter hangs a free number on the household's new door.",
                (listener,),
            ),
            Step(
                "Listen on TCP port 40025 again",
                "EADDRINUSE: Address already in use",
                "The number already hangs on a door; the porter won't hand it out twice.",
            ),
            Step(
                "Bind UDP port 40025",
                "bound to 127.0.0.1:40025",
                "TCP and UDP number their doors separately, so this number is free.",
                (listener, udp),
            ),
        ),
        "A port of one address has a single listening socket per protocol; the second one is refused.",
    )


def two_clients() -> Transcript:
    listener = make_door(port=40025, means="The household waits here.")
    first = make_connection(1, 51334)
    second = make_connection(2, 51336)
    return Transcript(
        "two-clients",
        "Two clients at one server port",
        (
            Step(
                "Listen on any free port",
                "LISTEN 127.0.0.1:40025",
                "The household waits behind a numbered door.",
                (listener,),
            ),
            Step(
                "Connect a first client",
                "127.0.0.1:51334 → 127.0.0.1:40025",
                "The caller opens a door of its own, and the server a second door with the same number.",
                (listener, *first),
            ),
            Step(
                "Connect a second client",
                "127.0.0.1:51336 → 127.0.0.1:40025",
                "A third door with number 40025: letters are told apart by who wrote them.",
                (listener, *first, *second),
            ),
        ),
        "Many sockets share one port: a connection is known by both of its endpoints.",
    )


def host_report(doors: int = 3) -> HostReport:
    return make_report(*map(report_door, range(doors)))


def make_report(*doors: Door) -> HostReport:
    return HostReport(
        demo="own-host",
        title="The household porter (process 4242)",
        doors=doors,
        totals=(
            Total("TCP", "LISTEN", 14, 9),
            Total("TCP", "ESTABLISHED", 31, 4),
            Total("TCP", "TIME_WAIT", 6, 6),
            Total("UDP", "", 9, 0),
        ),
        notes=(
            "Without administrator's rights the owners of 19 sockets stay hidden.",
            "Addresses other than loopback are masked.",
        ),
    )


def endless_experiment(steps: int, doors: int) -> Transcript:
    """Every text much longer than a demo would write it, with as many doors at each step."""
    text = "and so on about the household, its doors and the letters that come and go. " * 5
    crowd = long_named(doors).doors
    return Transcript(
        "life-of-a-connection-" * 4,
        f"The life {text}",
        tuple(Step(f"Do thing {number} {text}", text, text, crowd) for number in range(1, steps + 1)),
        text,
    )


def restless_experiment() -> Transcript:
    """Doors with long names change their state at each step, and half of them go."""
    steps = []
    for number, (state, count) in enumerate({"LISTEN": 8, "ESTABLISHED": 8, "A_VERY_LONG_STATE_INDEED": 4}.items()):
        names = [f"a door with a long name, the {door}th of them all" for door in range(count)]
        doors = tuple(make_door(name, port=60000 + door, state=state) for door, name in enumerate(names))
        steps.append(Step(f"Step {number}", state, "Doors come and go.", doors))
    return Transcript("restless", "Doors come and go", tuple(steps), "Nothing stays.")


def report_door(index: int) -> Door:
    kinds = (
        make_door(
            "Discord gateway",
            port=50514,
            address="192.0.2.10",
            remote=Endpoint("198.51.100.7", 443),
            state="ESTABLISHED",
            means="Through this door the bot talks with Discord.",
        ),
        make_door("health check", port=8080, means="Waits for callers on this host only."),
        make_door("name lookups", port=53123, state="", protocol="UDP", means="Letters to the phone book (DNS)."),
    )
    if index < len(kinds):
        return kinds[index]
    state = ("ESTABLISHED", "TIME_WAIT", "CLOSE_WAIT")[index % 3]
    return make_door(
        f"worker {index}",
        port=50000 + index,
        address="192.0.2.10",
        remote=Endpoint("198.51.100.7", 443),
        state=state,
        means="Fetches a picture from Discord's store of files.",
    )


def long_named(doors: int = 3) -> HostReport:
    far = Endpoint("2001:db8:ffff:ffff:ffff:ffff:ffff:ffff", 65535)
    name = "a-very-long-process-name-that-goes-on-and-on-until-60-letter"
    shown = tuple(
        make_door(
            name,
            port=65535,
            address="2001:db8:ffff:ffff:ffff:ffff:ffff:ffff",
            remote=far,
            state="ESTABLISHED",
            means="A sentence about this door that is a good deal longer than anybody would care to read aloud.",
        )
        for _ in range(doors)
    )
    return HostReport(
        "own-host", f"The household {name} (process 4194304)", shown, host_report().totals, host_report().notes
    )


def make_connection(
    number: int,
    client_port: int,
    *,
    states: tuple[str, str] = ("ESTABLISHED", "ESTABLISHED"),
    households: tuple[str, str] = ("", ""),
) -> tuple[Door, Door]:
    """The accepted socket with port 40025, and the client's."""
    accepted = make_door(
        f"accepted {number}",
        remote=Endpoint(HERE, client_port),
        state=states[0],
        means=f"Talks to client {number} only.",
        household=households[0],
    )
    client = make_door(
        f"client {number}",
        port=client_port,
        remote=Endpoint(HERE, 40025),
        state=states[1],
        means="Its number was picked.",
        household=households[1],
    )
    return accepted, client


def make_experiment(*scenes: tuple[Door, ...]) -> Transcript:
    """An experiment whose steps show these doors."""
    steps = (Step(f"Do thing {number}", f"saw {number}", "", doors) for number, doors in enumerate(scenes, 1))
    return Transcript("made-up", "Made up for the test", tuple(steps), "Nothing is learnt here.")


def inherited_door() -> Transcript:
    """A listener that a parent shares with its child, which accepts the parent's own call."""
    keys = (make_door(household=holders, means="A door.") for holders in ("parent", "parent and child"))
    alone, shared = keys
    return make_experiment((alone,), (shared,), (shared, *make_connection(1, 51334, households=("child", "parent"))))


def shared_port() -> Transcript:
    """Two households listen on one port, and a third one calls both."""
    listeners = tuple(make_door(household=name, means="Shares its number.") for name in ("child 1", "child 2"))
    calls = [make_connection(at, 51333 + at, households=(f"child {1 + at % 2}", "parent")) for at in range(1, 5)]
    return make_experiment(listeners, (*listeners, *calls[0], *calls[1]), (*listeners, *sum(calls, ())))


def crowd_of_callers() -> Transcript:
    """Twelve clients of another household that nobody has accepted yet."""
    listener = make_door(household="parent")
    clients = (
        make_door(f"client {at}", port=51333 + at, remote=Endpoint(HERE, 40025), state="ESTABLISHED", household="child")
        for at in range(1, 13)
    )
    return make_experiment((listener,), (listener, *clients))


def every_state() -> Transcript:
    """Doors in all states, with and without their partner, here and in another building."""
    knocking = make_door("client 3", port=51336, remote=Endpoint(HERE, 40025), state="SYN_SENT")
    left_alone = make_door("client 4", port=51337, remote=Endpoint("198.51.100.7", 443), state="CLOSE_WAIT")
    return make_experiment(
        (make_door(), *make_connection(1, 51334)),
        (
            make_door(),
            make_door("not listening", port=51338, state="CLOSE"),
            *make_connection(1, 51334, states=("CLOSE_WAIT", "FIN_WAIT2")),
            *make_connection(2, 51335, states=("LAST_ACK", "TIME_WAIT")),
            knocking,
            left_alone,
        ),
    )


def moved_out() -> Transcript:
    """Two households talk, then one moves out and leaves TIME_WAIT behind."""
    listener = make_door(household="child")
    accepted, client = make_connection(1, 51334, households=("child", "parent"))
    (_, resting) = make_connection(1, 51334, states=("", "TIME_WAIT"))
    return make_experiment((listener, accepted, client), (listener, resting))


def unix_socket() -> Transcript:
    """A listener with a long path, and a caller without a path of its own."""
    path = Endpoint("/run/user/1000/a-long/path/of/porter/demo.sock", 0)
    row = SocketRow("UNIX", path, None, "LISTEN")
    listener = Door("listener", row, "Has a path for a name.", "parent")
    accepted = Door("accepted", replace(row, remote=UNNAMED, state="ESTABLISHED"), "The same path.", "parent")
    client = Door("client", SocketRow("UNIX", UNNAMED, path, "ESTABLISHED"), "Needs none.", "child")
    short = Door("short", SocketRow("UNIX", Endpoint("/tmp/door", 0), None, "LISTEN"), "A short one.", "child")  # noqa: S108
    return make_experiment((listener,), (listener, accepted, client, short))
