"""The hourly limit: 3,600 calls per key, all users of that key together."""

from collections.abc import Callable

from galleries.flickr.simulator.state import State


class HourlyLimit:
    """Counts calls by the minute and looks back sixty of them."""

    def __init__(self, state: State, clock: Callable[[], float], calls_an_hour: int) -> None:
        self._state = state
        self._clock = clock
        self.calls_an_hour = calls_an_hour

    def used(self, key: str) -> int:
        minute = self._minute()
        first, last = self._bucket(key, minute - 59), self._bucket(key, minute)
        return sum(int(doc["n"]) for _, doc in self._state.items("calls", first, last))

    def allows(self, key: str) -> bool:
        """Count one call, unless the hour is full."""
        if self.used(key) >= self.calls_an_hour:
            return False
        minute = self._minute()
        if self._state.count("calls", self._bucket(key, minute)) == 1:
            self._state.forget_before("calls", self._bucket(key, minute - 120))
        return True

    def _minute(self) -> int:
        return int(self._clock()) // 60

    @staticmethod
    def _bucket(key: str, minute: int) -> str:
        return f"{key}:{minute:012}"
