from bot.chat.pace import REMEMBERED, DemoPace, Pace

ADA, BOB = 1, 2
CLASS, CLUB = 10, 20


def test_a_person_may_do_so_much_and_is_over_it_afterwards() -> None:
    pace = Pace(times=3, seconds=10)

    assert [pace.count(ADA, now=0.1 * each) for each in range(5)] == [0, 0, 0, 1, 2]


def test_people_are_counted_apart() -> None:
    pace = Pace(times=1, seconds=10)
    pace.count(ADA, now=0)

    assert pace.count(BOB, now=0) == 0


def test_after_the_time_the_count_begins_anew() -> None:
    pace = Pace(times=1, seconds=10)
    assert [pace.count(ADA, now=0), pace.count(ADA, now=9.9)] == [0, 1]

    assert pace.count(ADA, now=10) == 0


def test_who_is_forgotten_begins_anew() -> None:
    pace = Pace(times=1, seconds=10)
    pace.count(ADA, now=0)
    pace.forget(ADA)
    pace.forget(BOB)

    assert pace.count(ADA, now=0) == 0


def test_a_crowd_is_not_remembered_for_ever() -> None:
    pace = Pace(times=1, seconds=10)
    pace.count(ADA, now=0)
    for person in range(10, 10 + REMEMBERED):
        pace.count(person, now=0)

    assert pace.count(ADA, now=0) == 0


def demo_pace(person: int, server: int) -> DemoPace:
    return DemoPace(Pace(person, seconds=10), Pace(server, seconds=10))


def test_the_demos_of_a_server_are_counted_together() -> None:
    pace = demo_pace(person=5, server=3)
    over = [pace.count(person, CLASS, now=0) for person in range(100, 105)]

    assert over == [0, 0, 0, 1, 2]
    assert pace.count(ADA, CLUB, now=0) == 0


def test_who_asks_for_too_many_demos_takes_none_from_the_others() -> None:
    pace = demo_pace(person=1, server=2)
    flood = [pace.count(ADA, CLASS, now=0) for _ in range(50)]

    assert flood == list(range(50))
    assert pace.count(BOB, CLASS, now=0) == 0


def test_direct_messages_are_no_server() -> None:
    pace = demo_pace(person=1, server=1)

    assert [pace.count(person, 0, now=0) for person in (ADA, BOB, ADA)] == [0, 0, 1]


def test_one_person_is_counted_in_all_servers_together() -> None:
    pace = demo_pace(person=1, server=5)
    pace.count(ADA, CLASS, now=0)

    assert pace.count(ADA, CLUB, now=0) == 1
