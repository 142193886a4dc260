import pytest
from classroom import TOKEN, StartPorter, title
from loopback_discord import Channel, LoopbackDiscord

pytestmark = pytest.mark.wire

POST_MESSAGE = r"/channels/\d+/messages"
MESSAGE_CONTENT = 1 << 15


async def test_it_connects_and_stops_on_sigterm(discord: LoopbackDiscord, start_porter: StartPorter) -> None:
    porter = await start_porter()
    await porter.outlives(discord.bot_ready())

    assert await porter.terminate(within=5) == 0
    assert not discord.gateway.connected
    assert "Traceback" not in porter.log


async def test_commands_are_registered_once(discord: LoopbackDiscord, start_porter: StartPorter) -> None:
    learner, channel = discord.user(), discord.text_channel("study")
    for concept in ("port", "socket"):
        porter = await start_porter()
        await porter.outlives(discord.bot_ready())
        await discord.until(lambda: discord.commands.times_overwritten > 0)
        answer = await learner.runs_command("ask", question=f"what is a {concept}?", where=channel)
        assert title(answer) == concept
        assert await porter.terminate() == 0

    assert discord.commands.times_overwritten == 1


async def test_a_button_outlives_a_restart(discord: LoopbackDiscord, start_porter: StartPorter) -> None:
    learner, channel = discord.user(), discord.text_channel("study")
    porter = await start_porter()
    await porter.outlives(discord.bot_ready())
    answer = await learner.runs_command("ask", question="what is a port?", where=channel)
    await porter.terminate()
    porter = await start_porter()
    await porter.outlives(discord.bot_ready())

    [button, *_] = [button for button in answer.buttons if (button.custom_id or "").startswith("porter:")]
    by_another = await discord.user("grace").presses(answer, button.custom_id or "")
    by_asker = await learner.presses(answer, button.custom_id or "")

    assert by_another.ephemeral
    assert by_asker is answer


async def test_a_menu_of_the_map_outlives_a_restart(discord: LoopbackDiscord, start_porter: StartPorter) -> None:
    learner, channel = discord.user(), discord.text_channel("study")
    porter = await start_porter()
    await porter.outlives(discord.bot_ready())
    topic = await learner.picks(await learner.runs_command("topics", where=channel), "Sockets")
    await porter.terminate()
    porter = await start_porter()
    await porter.outlives(discord.bot_ready())

    assert title(await learner.picks(topic, "Socket")) == "socket"
    assert title(await learner.picks(topic, "Ports")) == "ports"


async def test_a_reply_goes_on_from_an_answer_of_before_a_restart(
    discord: LoopbackDiscord, start_porter: StartPorter
) -> None:
    learner, channel = discord.user(), discord.text_channel("study")
    porter = await start_porter()
    await porter.outlives(discord.bot_ready())
    await learner.says(channel, "what is a process?", mentions_bot=True)
    answer = await discord.next_message(channel)
    await porter.terminate()
    porter = await start_porter()
    await porter.outlives(discord.bot_ready())
    await learner.says(channel, "vs a thread?", reply_to=answer)

    assert title(await discord.next_message(channel)) == "process or thread?"


async def test_a_changed_command_is_registered_anew(discord: LoopbackDiscord, start_porter: StartPorter) -> None:
    discord.commands.overwrite([{"name": "ask", "description": "How it was before."}])
    porter = await start_porter()
    await porter.outlives(discord.bot_ready())

    assert discord.commands.times_overwritten == 2
    assert discord.commands.find("demo")


async def test_it_serves_though_commands_cannot_be_registered(
    discord: LoopbackDiscord, start_porter: StartPorter
) -> None:
    learner, channel = discord.user(), discord.text_channel("study")
    refusal = "Max number of daily application command creates has been reached (200)"
    discord.faults.next("PUT", r"/applications/\d+/commands", 400, code=30034, message=refusal)
    porter = await start_porter()
    await porter.outlives(discord.bot_ready())
    await learner.says(channel, "what is a port?")

    assert title(await discord.next_message(channel)) == "port"


async def test_discord_being_down_at_the_start_ends_it_with_advice(
    discord: LoopbackDiscord, start_porter: StartPorter
) -> None:
    discord.faults.next("GET", "/users/@me", 503)
    porter = await start_porter()

    assert await porter.exits() not in (0, 1, 5)
    assert "discord" in porter.log.lower()
    assert "Traceback" not in porter.log


async def test_without_the_portals_switch_it_still_answers_who_asks(
    discord: LoopbackDiscord, start_porter: StartPorter
) -> None:
    discord.world.portal.message_content = False
    learner, channel = discord.user(), discord.text_channel("study")
    porter = await start_porter()
    await porter.outlives(discord.bot_ready())
    await learner.says(channel, "what is a process?")
    await learner.says(channel, "what is a socket?", mentions_bot=True)

    assert title(await discord.next_message(channel)) == "socket"
    assert title(await learner.runs_command("ask", question="what is a port?", where=channel)) == "port"
    await learner.writes_dm("what is a process?")
    assert title(await discord.next_message(learner.direct_messages)) == "process"
    assert discord.gateway.close_codes == [4014]
    assert [bool(each["intents"] & MESSAGE_CONTENT) for each in discord.gateway.identifies] == [True, False]
    assert "message content" in porter.log.lower()
    assert "discord.com/developers" in porter.log or "developer portal" in porter.log.lower()


async def test_a_wrong_token_ends_it_with_advice(discord: LoopbackDiscord, start_porter: StartPorter) -> None:
    wrong = TOKEN[::-1]
    porter = await start_porter(token=wrong)

    assert await porter.exits() == 5
    assert "token" in porter.log.lower()
    assert "portal" in porter.log.lower()
    assert "Traceback" not in porter.log
    assert wrong not in porter.log + porter.output
    assert len(discord.requests) == 1


async def test_a_token_that_is_revoked_while_it_runs_ends_it(
    discord: LoopbackDiscord, start_porter: StartPorter
) -> None:
    porter = await start_porter()
    await porter.outlives(discord.bot_ready())
    discord.gateway.revoke_token()
    discord.gateway.drop()

    assert await porter.exits() == 5
    assert TOKEN not in porter.log + porter.output


async def test_an_answer_in_hand_is_finished_before_the_end(
    discord: LoopbackDiscord, start_porter: StartPorter
) -> None:
    learner, channel = discord.user(), discord.text_channel("study")
    porter = await start_porter()
    await porter.outlives(discord.bot_ready())
    discord.faults.next("POST", POST_MESSAGE, 429, retry_after=0.5)
    await learner.says(channel, "what is a port?")
    await discord.until(lambda: any(request.status == 429 for request in discord.requests))

    porter.interrupt()

    assert title(await discord.next_message(channel)) == "port"
    assert await porter.exits(within=5) == 0


async def test_a_demo_in_hand_is_shown_with_its_picture_before_the_end(
    discord: LoopbackDiscord, start_porter: StartPorter, channel: Channel
) -> None:
    porter = await start_porter()
    await porter.outlives(discord.bot_ready())
    await discord.user("ada").says(channel, "!demo port-in-use")
    await discord.until(lambda: any(request.path.endswith("/typing") for request in discord.requests))
    code = await porter.terminate(within=8)

    assert code == 0
    assert (await discord.next_message(channel)).files
    assert "Traceback" not in porter.log


async def test_a_ban_by_cloudflare_is_not_hammered(discord: LoopbackDiscord, start_porter: StartPorter) -> None:
    learner, channel = discord.user(), discord.text_channel("study")
    porter = await start_porter()
    await porter.outlives(discord.bot_ready())
    discord.faults.next("POST", POST_MESSAGE, 429, via=False, retry_after=60, times=20)
    await learner.says(channel, "what is a port?")
    await discord.until(lambda: any(request.status == 429 for request in discord.requests))
    await discord.silence(channel, of=0.5)

    assert sum(request.status == 429 for request in discord.requests) == 1
    assert porter.running or await porter.exits() != 0


async def test_sigterm_during_the_login_ends_it(discord: LoopbackDiscord, start_porter: StartPorter) -> None:
    porter = await start_porter()
    await porter.outlives(discord.until(lambda: bool(discord.requests)))

    assert await porter.terminate(within=5) == 0
