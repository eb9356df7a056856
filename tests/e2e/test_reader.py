"""What the reader of the browser tests takes for a fault."""

from __future__ import annotations

import pytest

from tests.e2e.reader import Reader

FETCHED = "path => fetch(path).catch(error => console.error(String(error)))"


@pytest.mark.parametrize("reason", ["connectionrefused", "connectionreset", "failed"])
def test_a_request_that_really_failed_is_told_by_its_address(browser, served, reason):
    visitor = Reader(browser, served("syria"))
    visitor.open("/reports")
    visitor.page.route("**/gone.json", lambda route: route.abort(reason))
    visitor.page.evaluate(FETCHED, "/gone.json")
    visitor.page.wait_for_timeout(200)
    visitor.close()
    assert any("/gone.json" in error for error in visitor.errors)
