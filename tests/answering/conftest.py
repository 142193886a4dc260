from pathlib import Path

import pytest
from builders import write_entry


@pytest.fixture
def knowledge(tmp_path: Path) -> Path:
    """A directory with two good entries."""
    directory = tmp_path / "knowledge"
    write_entry(directory, "kitchen/kettle", see_also=["stove"])
    write_entry(directory, "kitchen/stove")
    return directory
