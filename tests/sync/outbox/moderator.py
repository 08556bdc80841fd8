"""A moderator at work in a process of their own: ``python -m tests.sync.outbox.moderator``.

Takes sheets, decides and signs through the site's own pages until nothing is new, and writes down
each verdict once the site has answered that it is stored. May be killed anywhere, as may the
server that answers; another one goes on.
"""

import random
import sys
import time
from http import HTTPStatus
from pathlib import Path
from urllib.parse import urljoin

import requests

from tests.house.forms import Form, forms

PATIENCE_S = 10
DECIDED_MEANWHILE = HTTPStatus.CONFLICT


class Desk:
    """The pages of a desk, as somebody's browser reads and presses them."""

    def __init__(self, address: str, session: str) -> None:
        self.address = address
        self.browser = requests.Session()
        self.browser.cookies.set("sessionid", session)

    def open(self, page: str) -> str:
        answer = self.browser.get(urljoin(self.address, page), timeout=PATIENCE_S)
        answer.raise_for_status()
        self.token = next(
            form.values["csrfmiddlewaretoken"]
            for form in forms(answer.text)
            if "csrfmiddlewaretoken" in form.values
        )
        return answer.text

    def press(self, page: str, **said: str) -> requests.Response:
        return self.browser.post(
            urljoin(self.address, page),
            data={"csrfmiddlewaretoken": self.token, **said},
            headers={"Accept": "application/json"},
            timeout=PATIENCE_S,
        )

    def sign(self) -> None:
        """As the page says what will happen."""
        form = next(filter(_signs, forms(self.open("sheet/sign/"))), None)
        if form is not None:
            self.press("sheet/sign/", **form.values).raise_for_status()


def _signs(form: Form) -> bool:
    return "seen" in form.values


def main(address: str, session: str, nsid: str, notes: Path, seed: int) -> None:
    import django

    django.setup()
    from django.db import OperationalError

    chance, desk = random.Random(seed), Desk(address, session)  # noqa: S311 - a story
    while True:
        try:
            if not clear_a_sheet(desk, nsid, notes, chance):
                return
        except (requests.RequestException, OperationalError):
            time.sleep(0.2)  # the server is dead or the database busy: what is stored is stored


def clear_a_sheet(desk: Desk, nsid: str, notes: Path, chance: random.Random) -> bool:
    """Whether there was one."""
    from galleries.models import Sheet, Verdict

    desk.open("")
    desk.press("sheet/take/").raise_for_status()
    sheet = Sheet.objects.filter(holder__nsid=nsid, state=Sheet.State.OPEN).first()
    if sheet is None:
        return False
    while True:
        judged = sheet.verdicts.filter(state=Verdict.State.STAGED).values("photo")
        place = sheet.places.exclude(photo__in=judged).order_by("position").first()
        if place is None:
            desk.sign()
            return True
        verdict = "remove" if chance.random() < 0.6 else "keep"
        answer = desk.press(
            "sheet/decide/",
            sheet=str(sheet.number),
            place=str(place.position),
            verdict=verdict,
            words="No" if verdict == "remove" else "",
        )
        if answer.status_code == DECIDED_MEANWHILE:
            return True
        answer.raise_for_status()
        decided = sheet.places.filter(position__in=answer.json()["places"])
        with notes.open("a", encoding="utf-8") as file:
            file.writelines(
                f"{photo} {verdict}\n" for photo in decided.values_list("photo", flat=True)
            )
        time.sleep(0.05)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3], Path(sys.argv[4]), int(sys.argv[5]))
