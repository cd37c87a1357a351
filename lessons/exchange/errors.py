class ExchangeError(ValueError):
    """Why a lesson can't be written or read. `faults`: a sentence or two for each."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults
