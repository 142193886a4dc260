"""Tells whether a command for learners only looks, and changes nothing on their machine."""

import ast
import re

_ONLY_LOOKS = re.compile(
    r"(?:cat|dig|file|getent|host|ls|nslookup|tracert|traceroute|uname)(?: [\w./:=-]+)*"
    r"|(?:lsof|netstat|pgrep|ps|pstree|tasklist)(?: [\w.:,/=-]+)*"
    r"|ss(?: --(?!kill)[a-z-]+(?:=[\w:]+)?| '[^']*'| [a-z]+ [\w:.-]+)*"
    r"|ping (?:-c \d |--count \d )?[\w.:-]+"
    r"|ip (?:-brief |-\d )?(?:address|link|neighbour|route)(?: show(?: dev \w+)?| get [\w.:]+)?"
    r"|(?:ifconfig|ipconfig)(?: -a| /all| [a-z]+\d)?"
    r"|sysctl(?: [a-z][\w.]*)+"
    r"|hostname(?: --(?:all-ip-addresses|fqdn|ip-address|short))?"
    r"|systemctl (?:status|list-units|list-sockets|show)(?: [\w.-]+)*"
    r"|docker (?:ps|port|inspect)(?: [\w-]+)*"
    r"|(?:fuser(?: --verbose)?|pidof) [\w/.-]+|kill -l|ulimit -n|ipcs|launchctl list|sc(?:\.exe)? query [\w-]+"
    r"|resolvectl (?:status|query [\w.-]+)|tracepath [\w.-]+|getcap [\w/.-]+"
    r"|netsh int(?:erface)? ipv[46] show [\w =]+"
    r"|arp -a|route print|scutil --dns|dscacheutil -q host -a name [\w.]+|(?:command -v|which|where\.exe) [\w.-]+"
    r"|curl --(?:head|verbose|include) https?://[\w.:/-]+"
    r"|nc (?:-v?z[uv]*|-z -v)(?: -w \d)? [\w.]+ \d+"
    r"|(?:Get-[A-Z]\w+|Resolve-DnsName|Test-NetConnection)(?: (?:[\w.:\\/*,-]+|\$PID|\"[\w .:\\/*='-]+\"))*"
)
_PYTHON = re.compile(r"(?:python3|py) -c '([^']*)'")
# What a line of Python may import, and what it may call of it.
_MODULES = frozenset(
    """base64 hashlib http.client ipaddress os platform select selectors socket ssl sys threading time""".split()  # noqa: SIM905
)
_CALLS = frozenset(
    """DefaultSelector HTTPConnection HTTPSConnection accept active_count b64encode bind bytes close connect
    connect_ex create_connection create_server current_thread decode digest encode fileno format get_native_id
    getaddrinfo gethostbyname gethostname getnode getpeername getpid getppid getservbyname getservbyport
    getsockname getsockopt hex ip_address ip_network join len list listen print range recv recvfrom repr select
    send sendall sendto setblocking setsockopt settimeout sha1 sleep socket socketpair sorted str system time""".split()  # noqa: SIM905 (many words read better as text)
)


def only_looks(command: str) -> bool:
    """Tell whether a command is of a form that is known to be harmless; what isn't known isn't."""
    if python := _PYTHON.fullmatch(command):
        return _python_only_looks(python[1])
    return bool(_ONLY_LOOKS.fullmatch(command))


def _python_only_looks(source: str) -> bool:
    try:
        nodes = list(ast.walk(ast.parse(source)))
    except (SyntaxError, ValueError):
        return False
    return not any(_is_doubtful(node) for node in nodes)


def _is_doubtful(node: ast.AST) -> bool:  # noqa: PLR0911 (a table of kinds of nodes)
    match node:
        case ast.Import(names=names):
            return any(name.name not in _MODULES or (name.asname and "." not in name.name) for name in names)
        case ast.ImportFrom() | ast.Subscript(value=ast.Attribute()):
            return True
        case ast.Attribute(value=ast.Name(id="os"), attr=attribute):
            return attribute not in {"getpid", "getppid", "name"}
        case ast.Attribute(value=ast.Name(id="platform"), attr="system"):
            return False
        case ast.Attribute(attr=name) | ast.Name(id=name):
            return (name.startswith("_") and name != "_") or name == "system"
        case ast.Call(func=ast.Name(id=called)) | ast.Call(func=ast.Attribute(attr=called)):
            return called not in _CALLS
        case ast.Call():
            return True
        case _:
            return False
