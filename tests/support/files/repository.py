"""A git repository around folders of content, with commits at given days by one author who must show up nowhere."""

import os
import subprocess
from pathlib import Path

AUTHOR = {"NAME": "Người Gửi Bí Mật", "EMAIL": "bi-mat@git.example"}


class Repository:
    """The folder as a repository; each commit is a minute after the one before."""

    def __init__(self, root: Path) -> None:
        self.root, self.minutes = root, 0
        self.run("init", "-q", "-b", "main")
        (root / ".gitignore").write_text("instance/\nsearch_index/\n")

    def run(self, *arguments: str) -> str:
        """Run git as it is without anybody's settings."""
        moment = f"2026-11-24T08:{self.minutes:02}:00+07:00"
        who = {f"GIT_{role}_{part}": value for role in ("AUTHOR", "COMMITTER") for part, value in AUTHOR.items()}
        dates = {"GIT_AUTHOR_DATE": moment, "GIT_COMMITTER_DATE": moment}
        alone = {"GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_SYSTEM": "/dev/null", "PATH": os.environ["PATH"]}
        command = ["git", "-C", str(self.root), *arguments]
        return subprocess.run(command, env=who | dates | alone, check=True, capture_output=True, text=True).stdout

    def commit(self, message: str = "A change") -> None:
        """Commit everything as it is."""
        self.minutes += 1
        self.run("add", "-A")
        self.run("commit", "-q", "--allow-empty", "-m", f"{message} (thư riêng)")
