"""What is said when the rasteriser is missing."""

import subprocess
import sys

WITHOUT_RESVG = """
import sys

class Blocker:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] == "resvg_py":
            raise ModuleNotFoundError(name)

sys.meta_path.insert(0, Blocker())

from bot.demos.transcript import HostReport
from bot.pictures.drawing import draw, svg
from bot.pictures.rasterising import PicturesUnavailableError

report = HostReport("own-host", "porter", (), (), ())
assert svg(report).startswith("<svg")
try:
    draw(report)
except PicturesUnavailableError as error:
    print(error)
"""


def test_a_missing_rasteriser_is_said_with_the_remedy() -> None:
    ran = subprocess.run([sys.executable, "-c", WITHOUT_RESVG], capture_output=True, text=True, check=True)

    assert 'pip install "porter-bot[pictures]"' in ran.stdout
