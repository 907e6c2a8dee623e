"""What cannot be read, as a sentence for the person who sent the file."""


class UnreadableTable(ValueError):  # noqa: N818 - named as a sentence reads
    """The file is no table we can read; the message is a sentence for the person who sent it, with its place if known."""

    def __init__(self, sentence, *, file: str = "", sheet: str = "", row: int | None = None, column: str = ""):
        super().__init__(sentence)
        self.file, self.sheet, self.row, self.column = file, sheet, row, column


class UnreadableNumber(ValueError):  # noqa: N818 - named as a sentence reads
    """The cell holds something else than one number; the message is a sentence that shows the cell."""


class UnreadableCode(ValueError):  # noqa: N818 - named as a sentence reads
    """The cell holds no code of the expected length; the message is a sentence that shows the cell."""
