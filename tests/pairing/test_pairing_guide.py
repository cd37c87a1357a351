"""docs/how-to/pairing.md says what the command does."""

import json
import re
from pathlib import Path

from django.conf import settings

from whatthetech.pairing import reading
from whatthetech.pairing.explaining import explain_unpaired
from whatthetech.pairing.instance import Why
from whatthetech.pairing.solving import solve

GUIDE = (Path(settings.BASE_DIR) / "docs/how-to/pairing.md").read_text(encoding="utf-8")


def test_the_example_of_the_guide_is_answered_as_it_says():
    asked = re.search(r"echo '(.+?)'", GUIDE, re.DOTALL)[1]
    answer = re.search(r'^\{"pairs".+?^```', GUIDE, re.DOTALL | re.MULTILINE)[0].rstrip("`")

    instance = reading.read_instance(asked)
    result = solve(instance)

    assert json.loads(reading.written(result, explain_unpaired(instance, result))) == json.loads(
        answer
    )


def test_the_guide_names_every_field_every_reason_and_every_limit():
    named = set(re.findall(r"`(\w+)`", GUIDE))

    assert {*reading.NEEDED, *reading.OPTIONAL, *Why} <= named
    assert f"{reading.MOST_PEOPLE:,} at most" in GUIDE
    assert f"from 0 to {reading.MOST_POINTS:,}" in GUIDE
