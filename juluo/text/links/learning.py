"""How the nets are trained: by Adam (Kingma and Ba, 2015) on the softmax over each line's candidates, in numpy.

Written for few features and few weights: no framework is needed, and the same data gives the same weights.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from juluo.text.links.net import Bools, Floats, Layer, Nets, chances, scores

_WARM_UP = 200


@dataclass(frozen=True, slots=True)
class Plan:
    """How long and how carefully is learned."""

    hidden: tuple[int, ...] = (64, 32)
    voters: int = 3
    rounds: int = 5
    rate: float = 3e-3
    fade: float = 2e-3
    batch: int = 128


@dataclass(frozen=True, slots=True)
class Examples:
    """Lines with their candidates: features [line, candidate, feature], which exist, which are right, how sure."""

    features: npt.NDArray[np.float16]
    real: Bools
    right: Floats

    def __len__(self) -> int:
        return len(self.real)


def learned(examples: Examples, plan: Plan) -> Nets:
    """Nets that learned from examples. Examples' features are standardised in place, to save memory."""
    mean, spread = _spread(examples)
    nets = Nets(mean, spread, ())
    for at in range(0, len(examples), 2048):
        block = examples.features[at : at + 2048]
        block[:] = nets.standard(block.astype(np.float32)).astype(np.float16)
    voters = tuple(tuple(_trained(examples, plan, seed)) for seed in range(plan.voters))
    return Nets(mean, spread, voters)


def _spread(examples: Examples) -> tuple[Floats, Floats]:
    rows = examples.features[::7][examples.real[::7]].astype(np.float32)
    return rows.mean(axis=0), rows.std(axis=0) + np.float32(1e-3)


def _trained(examples: Examples, plan: Plan, seed: int) -> list[Layer]:
    random = np.random.default_rng(seed)
    layers = list(_beginning((examples.features.shape[2], *plan.hidden, 1), random))
    adam = Adam([part for layer in layers for part in layer], plan)
    steps = plan.rounds * -(-len(examples) // plan.batch)
    for step, picked in enumerate(_batches(len(examples), plan, random), 1):
        adam.step(_slopes(layers, examples, picked), _rate(plan, step, steps))
    return layers


def _beginning(sizes: Sequence[int], random: np.random.Generator) -> Iterator[Layer]:
    """Weights to begin with (He et al. 2015)."""
    for into, out in pairwise(sizes):
        weights = random.standard_normal((into, out), dtype=np.float32) * np.float32(np.sqrt(2 / into))
        yield weights * np.float32(0.1 if out == 1 else 1), np.zeros(out, dtype=np.float32)


def _batches(length: int, plan: Plan, random: np.random.Generator) -> Iterator[npt.NDArray[np.int64]]:
    for _ in range(plan.rounds):
        order = random.permutation(length)
        for at in range(0, length, plan.batch):
            yield order[at : at + plan.batch]


def _rate(plan: Plan, step: int, steps: int) -> float:
    """Slow at first, and slower to the end (Loshchilov and Hutter, 2017)."""
    return float(plan.rate * min(1.0, step / _WARM_UP) * (1 + np.cos(np.pi * step / steps)) / 2)


def _slopes(layers: Sequence[Layer], examples: Examples, picked: npt.NDArray[np.int64]) -> list[Floats]:
    """The slopes of the loss at every weight: -log of the probability that lies on right candidates."""
    real, right = examples.real[picked], examples.right[picked]
    rows = examples.features[picked][real].astype(np.float32)
    seen = [rows]
    for weights, bias in layers[:-1]:
        seen.append(np.maximum(seen[-1] @ weights + bias, 0))
    found = chances(scores(layers[-1:], seen[-1]), real)
    wanted = found * right
    total = wanted.sum(axis=1, keepdims=True)
    wanted = np.where(total > 0, wanted / np.maximum(total, np.float32(1e-9)), found)
    slope = ((found - wanted) / np.float32(len(picked)))[real][:, None]
    slopes: list[Floats] = []
    for place in range(len(layers) - 1, -1, -1):
        slopes[:0] = [np.asarray(seen[place].T @ slope, dtype=np.float32), slope.sum(axis=0)]
        slope = (slope @ layers[place][0].T) * (seen[place] > 0) if place else slope
    return slopes


class Adam:
    """Adam with weights that fade a little at every step (Loshchilov and Hutter, 2019)."""

    def __init__(self, parts: Sequence[Floats], plan: Plan) -> None:
        self.parts = parts
        self.fade = plan.fade
        self.first = [np.zeros_like(part) for part in parts]
        self.second = [np.zeros_like(part) for part in parts]
        self.steps = 0

    def step(self, slopes: Sequence[Floats], rate: float) -> None:
        self.steps += 1
        even = rate * np.sqrt(1 - 0.999**self.steps) / (1 - 0.9**self.steps)
        for place, slope in enumerate(slopes):
            first, second, part = self.first[place], self.second[place], self.parts[place]
            np.add(first, np.float32(0.1) * (slope - first), out=first)
            np.add(second, np.float32(0.001) * (slope * slope - second), out=second)
            fade = np.float32(rate * self.fade if part.ndim > 1 else 0)
            np.subtract(part, fade * part + np.float32(even) * first / (np.sqrt(second) + np.float32(1e-8)), out=part)
