from collections.abc import Iterator
from dataclasses import replace
from itertools import product

import pytest

from bot.demos.disclosure import (
    AT_THE_TERMINAL,
    SAFE,
    Asker,
    Disclosure,
    NotAllowedError,
    Rule,
    Scope,
    Sight,
    Where,
    Who,
    grant,
    may_see,
)

ADA, TEACHERS, LAB = 1, 20, 30
OWNER = Asker(owner=True, person=9, channels=frozenset({LAB}))
MEMBER = Asker(person=2, channels=frozenset({LAB}))
LISTED = (Asker(person=ADA), Asker(person=3, roles=frozenset({TEACHERS, 21})))


def disclosure(who: Who, where: Where = Where.ANYWHERE) -> Disclosure:
    """One rule for everything, with somebody listed."""
    listed = replace(SAFE, people=frozenset({ADA}), roles=frozenset({TEACHERS}))
    return replace(listed, rules=dict.fromkeys(Scope, Rule(who, where)))


def allowed(who: Who, asker: Asker) -> bool:
    return may_see(disclosure(who), Scope.HOST, asker)


@pytest.mark.parametrize(
    ("who", "asker", "may"),
    [
        (Who.EVERYONE, MEMBER, True),
        (Who.LISTED, MEMBER, False),
        *((Who.LISTED, asker, True) for asker in (*LISTED, OWNER)),
        (Who.OWNER, OWNER, True),
        *((Who.OWNER, asker, False) for asker in (*LISTED, MEMBER)),
        *((Who.NOBODY, asker, False) for asker in (*LISTED, MEMBER, OWNER, AT_THE_TERMINAL)),
    ],
)
def test_who_may_ask_is_told_from_the_rule(who: Who, asker: Asker, may: bool) -> None:  # noqa: FBT001
    assert allowed(who, asker) == may


def test_a_role_of_the_same_number_as_a_person_lets_nobody_in() -> None:
    assert not allowed(Who.LISTED, Asker(person=TEACHERS, roles=frozenset({ADA})))


@pytest.mark.parametrize("who", [Who.LISTED, Who.OWNER, Who.NOBODY])
def test_a_refusal_names_nothing_of_the_host_and_says_for_whom_it_is(who: Who) -> None:
    with pytest.raises(NotAllowedError) as refused:
        grant(disclosure(who), Scope.HOST, replace(MEMBER, owner=who is Who.NOBODY))

    assert refused.value.who is who
    assert len(str(refused.value)) < 80


def test_by_default_only_the_owner_sees_the_host_and_only_privately() -> None:
    assert not may_see(SAFE, Scope.HOST, MEMBER)
    assert grant(SAFE, Scope.HOST, OWNER).private


@pytest.mark.parametrize("scope", [Scope.EXPERIMENTS, Scope.OWN_HOST])
def test_by_default_everyone_sees_the_rest_anywhere_with_everything_masked(scope: Scope) -> None:
    granted = grant(SAFE, scope, MEMBER)

    assert (granted.private, granted.sight) == (False, Sight())


def test_an_answer_is_private_where_the_rule_or_the_place_says_so() -> None:
    everyone = disclosure(Who.EVERYONE)

    assert not grant(everyone, Scope.HOST, MEMBER).private
    assert grant(everyone, Scope.HOST, replace(MEMBER, private=True)).private
    assert grant(disclosure(Who.EVERYONE, Where.PRIVATE), Scope.HOST, MEMBER).private


def test_outside_the_channels_named_an_answer_is_private() -> None:
    in_the_lab = replace(disclosure(Who.EVERYONE), channels=frozenset({LAB}))
    thread_of_the_lab = replace(MEMBER, channels=frozenset({31, LAB}))

    assert not grant(in_the_lab, Scope.HOST, MEMBER).private
    assert not grant(in_the_lab, Scope.HOST, thread_of_the_lab).private
    assert grant(in_the_lab, Scope.HOST, replace(MEMBER, channels=frozenset({32}))).private


def every_case() -> Iterator[tuple[Disclosure, Asker]]:
    for who, where, own, private in product(Who, Where, (False, True), (False, True)):
        policy = replace(disclosure(who, where), own_addresses=own, process_names=("nginx",), rows=5)
        for asker in (MEMBER, OWNER, AT_THE_TERMINAL, *LISTED):
            yield policy, replace(asker, private=private)


def test_nothing_beyond_the_list_is_shown_to_who_is_unknown_or_where_others_read() -> None:
    for policy, asker in every_case():
        for scope in Scope:
            if not may_see(policy, scope, asker):
                continue
            granted = grant(policy, scope, asker)
            if not granted.private or asker.person == MEMBER.person:
                assert not granted.sight.own_addresses
            if not granted.private or not asker.owner:
                assert granted.sight.process_names == ("nginx",)
            assert granted.sight.rows == 5
            assert granted.private or not asker.private


def test_who_is_known_sees_own_addresses_privately_where_the_settings_say_so() -> None:
    policy = replace(disclosure(Who.EVERYONE), own_addresses=True)

    assert all(grant(policy, Scope.HOST, replace(each, private=True)).sight.own_addresses for each in (OWNER, *LISTED))


def test_at_the_terminal_everything_of_processes_is_named_and_addresses_are_masked_unless_chosen() -> None:
    assert grant(SAFE, Scope.HOST, AT_THE_TERMINAL).sight == Sight(process_names=("*",))
    assert grant(replace(SAFE, own_addresses=True), Scope.HOST, AT_THE_TERMINAL).sight.own_addresses
