"""Several processes on one database."""

import json

from processes import said_together

CLAIM_ALL = """
import random
async def main():
    async with await Database.open(place_of(where), sys.exit, patience=20) as database:
        claims, won = Claims(database), []
        async def claim(message):
            if await claims.claim(message, now):
                won.append(message)
        await asyncio.gather(*(claim(message) for message in random.sample(range(500), 500)))
        print(json.dumps(won))
asyncio.run(main())
"""


def test_of_two_processes_one_gets_each_message(where: str) -> None:
    first, second = (json.loads(said) for said in said_together(CLAIM_ALL, where, times=2))

    assert sorted(first + second) == list(range(500))
