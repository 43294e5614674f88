"""An uploaded file by its name: which quarter, which format, where its traces go."""

import re
from dataclasses import dataclass

from refusal import RefusedError

_NAME = re.compile(r"survey-(?P<quarter>[0-9]{4}Q[1-4])\.(?P<format>xlsx|csv)")


@dataclass(frozen=True)
class Upload:
    """One object below `surveys/` of the landing bucket."""

    bucket: str
    key: str

    @property
    def name(self) -> str:
        """The file's name without its folders."""
        return self.key.rsplit("/", 1)[-1]

    @property
    def refused_key(self) -> str:
        """Where the file is kept when it is refused whole."""
        return f"refused/surveys/{self.name}"

    @property
    def report_key(self) -> str:
        """Where the report goes; a file of another name never hides a quarter's report."""
        match = _NAME.fullmatch(self.name)
        return f"staged/reports/{'survey-' + match['quarter'] if match else self.name}.json"

    def quarter(self) -> str:
        """Quarter of the survey, such as 2024Q1.

        Raises:
            RefusedError: the name is not `survey-YYYYQn.xlsx` or `.csv`.
        """
        return self._match()["quarter"]

    def is_csv(self) -> bool:
        """Whether the file is an earlier survey's CSV rather than a workbook."""
        return self._match()["format"] == "csv"

    def _match(self) -> re.Match[str]:
        match = _NAME.fullmatch(self.name)
        if match is None:
            raise RefusedError(
                "the file must be named survey-YYYYQn.xlsx, such as survey-2024Q1.xlsx; upload it under that name"
            )
        return match
