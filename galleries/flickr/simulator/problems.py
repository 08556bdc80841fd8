"""The two ways in which Flickr says no."""


class Fail(Exception):
    """The method answers stat=fail, with HTTP 200."""

    def __init__(self, code: int, message: str) -> None:
        super().__init__(code, message)
        self.code = code
        self.message = message


class OAuthProblem(Exception):
    """HTTP 401 with ``oauth_problem=...``, at the OAuth endpoints and at the REST endpoint."""

    def __init__(self, problem: str, detail: str = "") -> None:
        super().__init__(problem, detail)
        self.problem = problem
        self.detail = detail

    def __str__(self) -> str:
        return f"oauth_problem={self.problem}{self.detail}"
