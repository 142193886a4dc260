from bot.chat.pace import REMEMBERED_PEOPLE, Pace

ADA, BOB = 1, 2


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


def test_a_crowd_is_not_remembered_for_ever() -> None:
    pace = Pace(times=1, seconds=10)
    pace.count(ADA, now=0)
    for person in range(10, 10 + REMEMBERED_PEOPLE):
        pace.count(person, now=0)

    assert pace.count(ADA, now=0) == 0
