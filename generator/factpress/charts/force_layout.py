"""Places of a network's nodes: edges pull, nodes push. Around the origin, in a square.

The same for the same input on any machine: it starts from whole numbers and uses only operations
that IEEE 754 defines to the last bit (+, −, ×, ÷, square root). Costs nodes² a round: for dozens.
After Fruchterman and Reingold, "Graph drawing by force-directed placement" (1991).
"""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt
from typing import TypeAlias

Point: TypeAlias = tuple[float, float]

_ROUNDS = 200
_SEED, _FACTOR, _TERM, _MODULUS = 20220131, 1103515245, 12345, 2**31
_GRAVITY = 0.5
_NEAREST = 1e-6


def at_rest(number: int, edges: Sequence[tuple[int, int]], rounds: int = _ROUNDS) -> list[Point]:
    """The places of nodes 0 to `number` - 1, about 1 apart from their neighbours."""
    xs, ys = _scattered(number), _scattered(number, _SEED + 1)
    step = sqrt(number) / 4
    for left in range(rounds, 0, -1):
        moves_x, moves_y = _pushed(xs, ys)
        for one, other in edges:
            x, y = xs[one] - xs[other], ys[one] - ys[other]
            length = sqrt(x * x + y * y)
            moves_x[one] -= x * length
            moves_y[one] -= y * length
            moves_x[other] += x * length
            moves_y[other] += y * length
        limit = step * left / rounds
        for n in range(number):
            x, y = moves_x[n] - xs[n] * _GRAVITY, moves_y[n] - ys[n] * _GRAVITY
            length = sqrt(x * x + y * y)
            if length:
                share = min(length, limit) / length
                xs[n] += x * share
                ys[n] += y * share
    return list(zip(xs, ys, strict=True))


def _scattered(number: int, seed: int = _SEED) -> list[float]:
    """Numbers without order, but always the same (a linear congruential generator)."""
    state = seed
    drawn: list[float] = []
    for _ in range(number):
        state = (state * _FACTOR + _TERM) % _MODULUS
        drawn.append((state / _MODULUS - 0.5) * sqrt(number))
    return drawn


def _pushed(xs: Sequence[float], ys: Sequence[float]) -> tuple[list[float], list[float]]:
    """How every node is pushed away by all others: by the inverse of their distance.

    Not with complex numbers: a compiler may fuse their products, which changes the last bit.
    """
    moves_x, moves_y = [0.0] * len(xs), [0.0] * len(xs)
    for n in range(len(xs)):
        here_x, here_y = xs[n], ys[n]
        total_x = total_y = 0.0
        for m in range(n):
            x, y = here_x - xs[m], here_y - ys[m]
            square = x * x + y * y
            if square < _NEAREST:
                x, y, square = 0.01, 0.01 * (n - m), _NEAREST
            push_x, push_y = x / square, y / square
            total_x += push_x
            total_y += push_y
            moves_x[m] -= push_x
            moves_y[m] -= push_y
        moves_x[n] += total_x
        moves_y[n] += total_y
    return moves_x, moves_y
