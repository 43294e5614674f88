"""An uploaded file by its name: which quarter, which format, where its traces go."""

import hashlib
import re
from dataclasses import dataclass
from typing import Literal

from refusal import RefusedError

_KEY = re.compile(r"surveys/survey-(?P<quarter>[0-9]{4}Q[1-4])\.(?P<format>xlsx|csv)")
_NEARLY = re.compile(r"survey[-_ ]?[0-9]{0,4}[-_ ]?q?[0-9]?\.[a-z]{1,4}", re.ASCII | re.IGNORECASE)
"""A name mistyped. Any other may hold whatever somebody typed, a person's name too, and is repeated nowhere."""


@dataclass(frozen=True)
class Upload:
    """One object below `surveys/` of the landing bucket."""

    bucket: str
    key: str

    @property
    def name(self) -> str:
        """What reports and logs call the file: its name, or the digest of its key where the name may say too much."""
        name = self.key.removeprefix("surveys/")
        if _KEY.fullmatch(self.key) or _NEARLY.fullmatch(name):
            return name
        return f"other-{hashlib.sha256(self.key.encode('utf-8', 'surrogatepass')).hexdigest()[:12]}"

    @property
    def refused_key(self) -> str:
        """Where the file is kept when it is refused whole."""
        return f"refused/{self.key}"

    @property
    def report_key(self) -> str:
        """Where the report goes; a file of another name never hides a quarter's report."""
        match = _KEY.fullmatch(self.key)
        return f"staged/reports/{'survey-' + match['quarter'] if match else self.name}.json"

    @property
    def is_folder(self) -> bool:
        """Whether this is only the mark that S3's console leaves where a folder is made."""
        return self.key.endswith("/")

    @property
    def stem(self) -> str:
        """The key up to its ending: what the quarter's uploads have in common. The key itself, of another name."""
        match = _KEY.fullmatch(self.key)
        return self.key[: match.start("format")] if match else self.key

    def quarter(self) -> str:
        """Quarter of the survey, such as 2024Q1.

        Raises:
            RefusedError: the key is not `surveys/survey-YYYYQn.xlsx` or `.csv`.
        """
        return self._match()["quarter"]

    def form(self) -> Literal["csv", "xlsx"]:
        """Whether the file is a workbook or an earlier survey's CSV.

        Raises:
            RefusedError: as `quarter` does.
        """
        return "csv" if self._match()["format"] == "csv" else "xlsx"

    def _match(self) -> re.Match[str]:
        match = _KEY.fullmatch(self.key)
        if match is None:
            raise RefusedError(
                "the file must be named survey-YYYYQn.xlsx, such as survey-2024Q1.xlsx; upload it under that name"
            )
        return match
