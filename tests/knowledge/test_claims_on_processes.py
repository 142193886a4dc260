"""What the entries claim of processes, proved on real ones. The comments name the entries."""

import errno
import fcntl
import os
import re
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from knowledge.kernel import BOUND, HERE, Sockets, becomes, child, parent_of, process_state, said_by, shell

linux = pytest.mark.skipif(sys.platform != "linux", reason="the entries claim it of Linux")
WAIT = "print('there', flush=True)\ninput()"

# zombie, orphan, zombie-vs-orphan


@linux
def test_a_child_that_ended_unwaited_is_a_zombie_until_its_parent_asks() -> None:
    with child("raise SystemExit(3)") as ended:
        assert becomes(lambda: process_state(ended.pid) == "Z")
        os.kill(ended.pid, signal.SIGKILL)  # can't kill what has ended
        assert process_state(ended.pid) == "Z"

        assert ended.wait() == 3
        assert process_state(ended.pid) == ""


@linux
def test_a_zombie_holds_no_port() -> None:
    code = "import socket\ns = socket.create_server(('127.0.0.1', 0), reuse_port=False)\nprint(s.getsockname()[1])"
    with child(code) as ended:
        assert ended.stdout
        port = int(ended.stdout.readline())
        assert becomes(lambda: process_state(ended.pid) == "Z")

        with Sockets() as sockets:
            assert sockets.listener(port).getsockname() == (HERE, port)


@linux
def test_an_orphan_lives_on_with_a_new_parent() -> None:
    # The grandchild shares the pipe, and ends when it is closed.
    grandchild = "import os, sys; print(os.getpid(), os.getppid(), flush=True); sys.stdin.read()"
    parent = f"import subprocess, sys; subprocess.Popen([sys.executable, '-S', '-c', {grandchild!r}])"
    with child(parent) as ended:
        assert ended.stdout
        orphan, first_parent = map(int, ended.stdout.readline().split())
        assert ended.wait(BOUND) == 0

        assert first_parent in {ended.pid, parent_of(orphan)}
        assert parent_of(orphan) not in {ended.pid, os.getpid(), orphan}
        assert process_state(orphan) in {"S", "R"}
    assert becomes(lambda: process_state(orphan) in {"", "Z"})


# process-states


@linux
def test_a_waiting_process_sleeps_and_a_stopped_one_keeps_its_port() -> None:
    with Sockets() as sockets:
        listener = sockets.listener()
        with child(WAIT, keeps=(listener,)) as server:
            assert server.stdout
            server.stdout.readline()
            address = listener.getsockname()
            listener.close()
            assert becomes(lambda: process_state(server.pid) == "S")
            server.send_signal(signal.SIGSTOP)
            assert becomes(lambda: process_state(server.pid) == "T")

            sockets.tcp().connect(address)  # browsers connect, but no page comes
            server.send_signal(signal.SIGCONT)
            assert becomes(lambda: process_state(server.pid) == "S")


# kill-process, sigterm-vs-sigkill


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL, signal.SIGINT, signal.SIGHUP])
def test_in_python_a_killed_process_has_the_negative_signal_as_its_exit_status(number: signal.Signals) -> None:
    with subprocess.Popen(["/bin/sh", "-c", "kill -STOP $$; exit"]) as stopped:
        stopped.send_signal(number)
        stopped.send_signal(signal.SIGCONT)

        assert stopped.wait(BOUND) == -number


@pytest.mark.parametrize(("name", "status"), [("TERM", 143), ("KILL", 137), ("INT", 130), ("SEGV", 139)])
def test_in_a_shell_a_killed_process_has_128_and_the_signal(name: str, status: int) -> None:
    assert shell(f"sh -c 'kill -{name} $$'; echo $?").stdout.strip() == str(status)


def test_sigterm_can_be_caught() -> None:
    # Written past Python's buffer, which the signal may find in use.
    code = "import os, signal\nsignal.signal(signal.SIGTERM, lambda *_: os.write(1, b'no\\n'))\n"
    with child(code + "print('there', flush=True)\ninput()") as stubborn:
        assert stubborn.stdout
        stubborn.stdout.readline()
        stubborn.terminate()

        assert stubborn.stdout.readline() == "no\n"
        assert stubborn.poll() is None


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGSTOP])
def test_sigkill_cannot_be_caught_or_ignored(number: signal.Signals) -> None:
    with pytest.raises(OSError, match=re.escape(os.strerror(errno.EINVAL))):
        signal.signal(number, signal.SIG_IGN)


def test_on_sigterm_python_ends_without_finally_and_on_sigint_with_it() -> None:
    code = "import sys\ntry:\n    print('there', flush=True)\n    input()\nexcept KeyboardInterrupt:\n    pass\n"
    code += "finally:\n    print('finally', flush=True)\n"
    for number, told in ((signal.SIGTERM, ""), (signal.SIGINT, "finally\n")):
        with child(code) as ending:
            assert ending.stdout
            ending.stdout.readline()
            ending.send_signal(number)

            assert ending.stdout.read() == told


def test_a_process_that_is_gone_is_no_such_process() -> None:
    with child("") as ended:
        ended.wait()

        with pytest.raises(ProcessLookupError):
            os.kill(ended.pid, 0)


# pipe


@linux
def test_a_pipe_holds_64_kib_and_then_writing_waits() -> None:
    reading, writing = os.pipe()
    try:
        assert fcntl.fcntl(writing, fcntl.F_GETPIPE_SZ) == 65_536
        os.set_blocking(writing, False)
        written = os.write(writing, bytes(100_000))
        with pytest.raises(BlockingIOError):
            os.write(writing, b"x")

        assert written == 65_536
    finally:
        os.close(reading)
        os.close(writing)


def test_a_pipe_keeps_the_order_and_ends_with_its_last_writer() -> None:
    reading, writing = os.pipe()
    try:
        os.write(writing, b"first ")
        os.write(writing, b"second")
        os.close(writing)

        assert (os.read(reading, 100), os.read(reading, 100)) == (b"first second", b"")
    finally:
        os.close(reading)


def test_writing_without_a_reader_is_a_broken_pipe() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    try:
        with pytest.raises(BrokenPipeError):
            os.write(writing, b"anybody?")
    finally:
        os.close(writing)


def test_a_writer_whose_reader_left_is_ended_by_sigpipe() -> None:
    # A shell tells the status of the last command only, so the writer tells its own.
    ran = shell("{ yes; echo $? >&2; } | head -n 1")

    assert (ran.stdout, ran.stderr.split()[-1]) == ("y\n", str(128 + signal.SIGPIPE))


def test_a_named_pipe_has_a_path(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "fifo")
    with child("import sys; open(sys.argv[1], 'w').write('hello')", str(tmp_path / "fifo")):
        assert (tmp_path / "fifo").read_text(encoding="utf-8") == "hello"


# fork, pid, file-descriptor, every-process-has-a-port


def test_fork_returns_twice_and_memory_is_separate_from_then_on() -> None:
    code = "import os\nkept = 1\nif (pid := os.fork()) == 0:\n    kept = 2\n    os._exit(kept)\n"
    code += "print(pid > 0, os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), kept)"

    assert said_by(code) == "True 2 1"


def test_exec_loads_another_program_and_keeps_the_pid() -> None:
    before, after = shell("echo $$; exec sh -c 'echo $$'").stdout.split()

    assert before == after


@linux
def test_the_lowest_free_descriptor_is_given() -> None:
    code = "import os, socket\na = os.dup(0)\nb = os.dup(0)\nos.close(a)\nprint(a < b, socket.socket().fileno() == a)"

    assert said_by(code) == "True True"


@linux
def test_too_many_open_files_is_emfile() -> None:
    code = "import errno, resource, socket\nresource.setrlimit(resource.RLIMIT_NOFILE, (20, 20))\nkept = []\n"
    code += "try:\n    while True: kept.append(socket.socket())\n"
    code += "except OSError as error: print(errno.errorcode[error.errno], len(kept) < 20)"

    assert said_by(code) == "EMFILE True"


@linux
def test_a_process_without_a_network_socket_has_no_port() -> None:
    with child(WAIT) as idle:
        assert idle.stdout
        idle.stdout.readline()

        held = [os.readlink(each) for each in Path(f"/proc/{idle.pid}/fd").iterdir()]  # noqa: PTH115
        assert [each for each in held if each.startswith("socket:")] == []


@linux
def test_process_ids_stay_below_their_limit() -> None:
    limit = int(Path("/proc/sys/kernel/pid_max").read_text(encoding="ascii"))

    assert 0 < os.getpid() < limit <= 4_194_304


def test_a_descriptor_may_be_handed_to_another_process_over_a_unix_socket() -> None:
    if not hasattr(socket, "send_fds"):
        pytest.skip("this system can't")
    one, other = socket.socketpair()
    reading, writing = os.pipe()
    try:
        socket.send_fds(one, [b"x"], [writing])
        _, [received], *_ = socket.recv_fds(other, 1, 1)
        os.write(received, b"hello")
        os.close(received)

        assert os.read(reading, 5) == b"hello"
    finally:
        for each in (reading, writing):
            os.close(each)
        one.close()
        other.close()
