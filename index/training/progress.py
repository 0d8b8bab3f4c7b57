"""Progress of a training run, told line by line."""

import sys
import time
from collections.abc import Callable

Report = Callable[[int, int, float], None]
"""Is told (step, steps, mean loss since the last time)."""


def say(line: str) -> None:
    """Write one line of progress, with the time of day."""
    sys.stderr.write(f"{time.strftime('%H:%M:%S')} {line}\n")
    sys.stderr.flush()


def say_loss(step: int, steps: int, loss: float) -> None:
    """Write where a run stands: a Report."""
    say(f"step {step} of {steps}, loss {loss:.3f}")
