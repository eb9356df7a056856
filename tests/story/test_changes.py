"""What changed between two versions of an article, in words."""

from __future__ import annotations

import pytest

from mapapp.story.changes import changed
from tests.builders import a_report

OLD = "Shells killed 14 people in Aleppo, the governor said. Two hospitals took the wounded."
CHANGES = [
    (OLD.replace("14", "16"), "“14” became “16”"),
    (f"{OLD} Two more died at night.", "added “Two more died at night.”"),
    (OLD.replace(" Two hospitals took the wounded.", ""), "left out “Two hospitals took the wounded.”"),
    (OLD.replace("14", "16").replace("Two", "Three"), "“14” became “16”; “Two” became “Three”"),
    (OLD.replace(",", ""), "only its title, its date or its furniture"),
    (f"Home\n{OLD}\nShare this", "only its title, its date or its furniture"),
]


@pytest.mark.parametrize(("new", "words"), CHANGES)
def test_what_an_editor_changed_is_told(new, words):
    assert changed(a_report(OLD), a_report(new)) == words


def test_many_changes_are_counted():
    edits = (("Shells", "Rockets"), ("14", "16"), ("governor", "mayor"), ("hospitals", "clinics"))
    newer = OLD
    for before, after in edits:
        newer = newer.replace(before, after)
    assert changed(a_report(OLD), a_report(newer)).endswith("“governor” became “mayor”; and 1 more")
