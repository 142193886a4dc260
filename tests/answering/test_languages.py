"""Which language a message is in: told by its script, or by the words between the English names."""

import pytest

from bot.answering.languages import language_of


@pytest.mark.parametrize(
    ("prose", "language"),
    [
        ("Warum ist der Port schon belegt", "de"),
        ("wie geht das mit dem socket", "de"),
        ("à quoi sert un port", "fr"),
        ("qué es un proceso", "es"),
        ("qual é a diferença entre tcp e udp", "pt"),
        ("come faccio a vedere chi usa la porta 80", "it"),
        ("hoe zie ik welk programma een poort gebruikt", "nl"),
        ("jak zabić proces na porcie 3000", "pl"),
        ("port nedir", "tr"),
        ("bagaimana cara melihat port yang dipakai", "id"),
        ("cổng là gì", "vi"),
        ("hur ser jag vilken process som har porten", "sv"),
        ("port kya hota hai", "hi"),
        ("почему пишет connection refused", "ru"),
        ("чим відрізняється порт від сокета", "uk"),
        ("进程和线程的区别", "zh"),
        ("ソケットって何", "ja"),
        ("포트가 뭐예요", "ko"),
        ("ما هو المنفذ", "ar"),
        ("localhost का मतलब क्या है", "hi"),
        ("τι είναι θύρα", "el"),
        ("რა არის პორტი", ""),
    ],
)
def test_a_language_is_told(prose: str, language: str) -> None:
    assert language_of(prose) == language


@pytest.mark.parametrize(
    "prose",
    [
        "",
        "what is a port",
        "wat is a prot",
        "port",
        "tcp vs udp",
        "do udp sockets listen as well",
        "de facto standard port for ssh",
        "handle connections in c",
        "EMFILE: too many open files, open",
        "ip a, ss -tlnp, man 7 socket",
        "what is сокет",
        "μTP throughput λ",
        "what is the naïve café résumé",
        "the λ in μTP",
        "port 8080",
    ],
)
def test_english_and_names_are_english(prose: str) -> None:
    assert language_of(prose) is None
