"""Where the marks of a drawn series, matrix or network stand: plain numbers that a template turns into SVG."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.analysis.series import Point

WIDTH, HEIGHT = 960.0, 240.0
LEFT, RIGHT, TOP, BOTTOM = 34.0, 6.0, 8.0, 22.0
TICKS = 10  # labels of an axis at most
SPARK = (150.0, 26.0, 2.5)  # width, height and width of a bar of the small bars in a table


@dataclass(frozen=True, slots=True)
class Bar:
    """One period: where its bar stands, its heights up and down from the line of zero, what it says and links to."""

    x: float
    width: float
    up: float
    down: float
    says: str
    link: str


@dataclass(frozen=True, slots=True)
class SeriesPlot:
    """A plot of a series: bars of cooperation and conflict, the expected net with its band, ticks of both axes."""

    zero: float
    bars: tuple[Bar, ...]
    line: str
    band: str
    across: tuple[tuple[float, str], ...]
    along: tuple[tuple[float, str], ...]


def series_plot(points: Sequence[Point], links: Mapping[str, str]) -> SeriesPlot:
    """Return the plot of a series of points, each of which may link to the place that `links` names."""
    highest = max([max(p.tally.cooperation, p.net.high, p.net.mean) for p in points], default=1) or 1
    lowest = max([max(p.tally.conflict, -p.net.low, -p.net.mean) for p in points], default=0)
    scale = (HEIGHT - TOP - BOTTOM) / max(highest + lowest, 1e-9)
    zero = TOP + highest * scale
    step = (WIDTH - LEFT - RIGHT) / max(len(points), 1)
    bars, above, below, line = [], [], [], []
    for number, point in enumerate(points):
        x = LEFT + number * step
        middle = round(x + step / 2, 1)
        tally = point.tally
        says = (
            f"{point.period}: {tally.events} events, {tally.cooperation} of cooperation, {tally.conflict} of conflict; "
            f"net expected {point.net.mean:+.1f}, in 80 % of draws from {point.net.low:+.1f} to {point.net.high:+.1f}"
        )
        bars.append(
            Bar(round(x, 1), round(max(step - 1, 0.6), 1), round(tally.cooperation * scale, 1),
                round(tally.conflict * scale, 1), says, links.get(point.period, ""))
        )  # fmt: skip
        above.append(f"{middle},{zero - point.net.high * scale:.1f}")
        below.append(f"{middle},{zero - point.net.low * scale:.1f}")
        line.append(f"{middle},{zero - point.net.mean * scale:.1f}")
    along = tuple((round(LEFT + (number + 0.5) * step, 1), points[number].period) for number in _round_years(points))
    across = tuple((round(zero - value * scale, 1), f"{value:g}") for value in _ticks(-lowest, highest))
    return SeriesPlot(round(zero, 1), tuple(bars), " ".join(line), " ".join([*above, *reversed(below)]), across, along)


def _round_years(points: Sequence[Point]) -> list[int]:
    """The places of the periods that the axis names: round years, few of them."""
    every = next(n for n in (1, 2, 5, 10, 20, 25, 50, 100, 200, 500, 1000, 10**4) if len(points) / n <= TICKS)
    years = [number for number, point in enumerate(points) if int(point.period[:4]) % every == 0]
    return years or list(range(0, len(points), every))


def _ticks(low: float, high: float) -> list[float]:
    """Round numbers between two, few of them, zero among them."""
    span = max(high - low, 1e-9)
    step = next(s for s in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10**5) if span / s <= 6)
    return [float(n * step) for n in range(int(low // step) + (low % step > 0), int(high // step) + 1)]


def spark(points: Sequence[Point]) -> list[tuple[float, float, float, str]]:
    """Return small bars of the net over time: x, y, height and the class of the sign, in a picture of `SPARK`.

    Periods next to each other share a bar where there are too many for bars that can be seen.

    >>> spark([])
    []
    """
    wide, high, bar = SPARK
    together = max(1, -(-len(points) // int(wide // (bar + 1))))
    nets = [
        sum(point.net.mean for point in points[first : first + together]) for first in range(0, len(points), together)
    ]
    most = max(map(abs, nets), default=0.0) or 1.0
    step = wide / max(len(nets), 1)
    found = []
    for number, net in enumerate(nets):
        size = abs(net) / most * high / 2
        if size:
            y = high / 2 - size if net > 0 else high / 2
            found.append((round(number * step, 2), round(y, 1), round(max(size, 1.0), 1), tone(net)))
    return found


def tone(value: float) -> str:
    """Return the class of a number: coop above zero, conf below, neutral at zero.

    >>> tone(2.0), tone(-1), tone(0)
    ('coop', 'conf', 'neutral')
    """
    return "coop" if value > 0 else "conf" if value < 0 else "neutral"


def opacity(count: float, most: float) -> float:
    """Return how strong a cell is painted, 0.12..1, by the root of its share of the largest."""
    return round(0.12 + 0.88 * (count / most) ** 0.5, 2) if count and most else 0.0
