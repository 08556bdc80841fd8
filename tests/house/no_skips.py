"""In CI a skipped browser, PostgreSQL or Redis test is a failure: ``-p tests.house.no_skips``.

A suite that passes because half of it did not run says nothing. Tests of the other database are
skipped on purpose, so only what this run promised to do must not be skipped: the browser always,
PostgreSQL and Redis when DATABASE_URL and REDIS_URL are set, the recorded replies always.
"""

import os

import pytest

PROMISES = {
    "Chromium": "browser",
    "browser": "browser",
    "recorded replies": "recorded replies",
}
if os.environ.get("DATABASE_URL", "").startswith("postgres"):
    PROMISES["PostgreSQL"] = "PostgreSQL"
if os.environ.get("REDIS_URL"):
    PROMISES["Redis"] = "Redis"

_broken: list[str] = []


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Runs where the results come together, also with xdist."""
    if not report.skipped or hasattr(report, "wasxfail"):
        return
    reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
    promise = next((name for word, name in PROMISES.items() if word in reason), None)
    if promise or "browser" in report.keywords:
        _broken.append(f"{report.nodeid}: {reason}")


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    if _broken:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if _broken:
        terminalreporter.section("skipped, though this run promised them", red=True)
        for line in _broken:
            terminalreporter.line(line)
