"""What each of several groups did in each of several periods; one of them was touched from some period on."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np

    Numbers = np.ndarray[Any, np.dtype[np.float64]]


@dataclass(frozen=True, slots=True)
class Panel:
    """`untouched` is groups × periods, `touched` one row; the first `before` periods lie before the event."""

    untouched: "Numbers"
    touched: "Numbers"
    before: int

    @property
    def groups(self) -> int:
        return len(self.untouched)

    @property
    def after(self) -> int:
        """How many periods follow the beginning."""
        return len(self.touched) - self.before

    def as_if(self, group: int) -> "Panel":
        """The panel in which an untouched group is taken for the touched one, which is left out."""
        import numpy as np  # noqa: PLC0415 - loaded where an effect is measured

        return Panel(np.delete(self.untouched, group, axis=0), self.untouched[group], self.before)


def difference_in_differences(panel: Panel) -> float:
    """How much more the touched group moved than the others did on average."""
    before = panel.before
    own = panel.touched[before:].mean() - panel.touched[:before].mean()
    others = panel.untouched[:, before:].mean() - panel.untouched[:, :before].mean()
    return float(own - others)
