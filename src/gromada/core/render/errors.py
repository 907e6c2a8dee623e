"""What is said when a document cannot be made."""


class RenderError(Exception):
    """A document was not made. `sentence` is for the person who asked, `detail` (file, line, cause) for the log."""

    def __init__(self, sentence, *, detail: str = ""):
        super().__init__(sentence)
        self.sentence = sentence
        self.detail = detail

    def __str__(self) -> str:
        return f"{self.sentence} {self.detail}".strip()
