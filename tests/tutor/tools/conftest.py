from pathlib import Path

import pytest

from tests.tutor.tools.boxes import Boxes, Tools, boxes_without_a_database
from tests.tutor.world import World


@pytest.fixture
def tools(world: World) -> Tools:
    return Tools(world)


@pytest.fixture
def boxes(tmp_path: Path) -> Boxes:
    return boxes_without_a_database(tmp_path / "absent.sqlite3")
