"""What the rows of a table of scenarios are made of."""

import dataclasses
import typing

# Over the limit of one header field block (32 KiB).
HUGE_HEADER = {"X-Padding": "x" * 40_000}
HUGE_JSON = {"padding": "x" * (64 * 1024)}
OTHER_ID = "0198f2c4-5a1e-7c3d-9b2a-3f4e5d6c7b8a"
ANONYMOUS = {"anonymous": True}


@dataclasses.dataclass
class Scenario:
    operation: str
    kind: str
    request: typing.Callable[[typing.Any], dict]
    status: int
    code: str | None = None
    field: str | None = None
    note: str = ""

    def __str__(self):
        return f"{self.operation}-{self.kind}{'-' + self.note if self.note else ''}".replace(" ", "_")


def rows(operation, *rows):
    return [Scenario(operation, *row) for row in rows]
