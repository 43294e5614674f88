"""What the twin's Firehose does not do."""


class UnsupportedError(Exception):
    """A configuration that AWS has and the twin's Firehose does not, or that nobody could run: a sentence."""
