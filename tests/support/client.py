"""The site in this process without builder and front: what its pages say at any moment of a rehearsal."""

from pathlib import Path
from typing import Any

from built import Page, settings_for
from running import Answer

from hub import create_app


class Client:
    """Asks the site of the folders below a root; what is edited there is shown at once."""

    def __init__(self, root: Path, **given: Any) -> None:
        self.client = create_app((), settings_for(root, **given)).test_client()

    def ask(self, path: str) -> Answer:
        response = self.client.get(path)
        headers = {name.lower(): value for name, value in response.headers}
        return Answer(response.status_code, headers, response.data)

    def page(self, path: str) -> Page:
        answer = self.ask(path)
        assert answer.status == 200, f"{path}: {answer.status}"
        return Page(answer.text)
