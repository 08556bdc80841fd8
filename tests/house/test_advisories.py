"""A known hole fails the check; that nobody answers does not."""

import json

import pytest

from tests.house import advisories
from tests.house.advisories import Advisory, NoAnswer, python_advisories, script_advisories

PYTHON = {
    "dependencies": [
        {"name": "sound", "version": "1.0", "vulns": []},
        {"name": "holey", "version": "2.0", "vulns": [{"id": "GHSA-aaaa-bbbb-cccc"}]},
    ]
}
SCRIPTS = {
    "vulnerabilities": {
        "holey": {"via": [{"url": "https://github.com/advisories/GHSA-dddd-eeee-ffff"}]},
        "above": {"via": ["holey"]},
    }
}


def answers(monkeypatch: pytest.MonkeyPatch, python: str, scripts: str) -> None:
    monkeypatch.setattr(advisories, "_ask", lambda command: scripts if "npm" in command else python)


def test_both_tools_are_understood() -> None:
    assert list(python_advisories(json.dumps(PYTHON))) == [
        Advisory("GHSA-aaaa-bbbb-cccc", "holey 2.0", "pip-audit")
    ]
    assert list(script_advisories(json.dumps(SCRIPTS))) == [
        Advisory("GHSA-dddd-eeee-ffff", "holey", "npm audit")
    ]


def test_a_known_hole_fails_until_somebody_says_why_not(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    answers(monkeypatch, json.dumps(PYTHON), json.dumps({"vulnerabilities": {}}))
    assert advisories.main() == 1
    assert "holey 2.0 has GHSA-aaaa-bbbb-cccc" in capsys.readouterr().err
    monkeypatch.setitem(advisories.EXCEPTIONS, "GHSA-aaaa-bbbb-cccc", "we never call it")
    assert advisories.main() == 0


@pytest.mark.parametrize("told", ["", "<html>", '{"message": "405 Method Not Allowed"}', "[]"])
def test_nobody_answers_and_it_goes_on(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], told: str
) -> None:
    answers(monkeypatch, "", told)
    assert advisories.main() == 0
    assert "npm: not checked" in capsys.readouterr().out
    with pytest.raises(NoAnswer):
        list(script_advisories(told))


def test_knowing_no_package_is_no_answer() -> None:
    skipped = {"dependencies": [{"name": "unheard", "skip_reason": "not found"}]}
    with pytest.raises(NoAnswer):
        list(python_advisories(json.dumps(skipped)))


def test_every_exception_has_its_reason() -> None:
    assert all(len(reason) > 20 for reason in advisories.EXCEPTIONS.values())
