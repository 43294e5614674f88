"""Why an upload is refused whole."""


class RefusedError(Exception):
    """An upload that cannot be read as a survey.

    Its text is one sentence for the person who uploaded the file: what is wrong and what to do. It never holds a cell's
    value, because it travels to reports and logs.
    """
