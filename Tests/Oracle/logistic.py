"""Logistic regression with an offset, a penalty on one coefficient and clustered errors
(methods.md, section 13), by Newton's method in doubles."""

import math

STEPS, LONGEST_STEP, CONVERGED, LARGEST = 100, 2.0, 1e-9, 30.0
COMBINATION = 1e-9


def expit(x):
    if x >= 0:
        return 1 / (1 + math.exp(-x))
    return math.exp(x) / (1 + math.exp(x))


def logit(p):
    return math.log(p) - math.log1p(-p)


def inverse(matrix):
    """By Gauss and Jordan with the largest pivots; None of a singular one."""
    size = len(matrix)
    rows = [list(matrix[i]) + [float(i == j) for j in range(size)] for i in range(size)]
    for column in range(size):
        pivot = max(range(column, size), key=lambda i: abs(rows[i][column]))
        if rows[pivot][column] == 0:
            return None
        rows[column], rows[pivot] = rows[pivot], rows[column]
        rows[column] = [value / rows[column][column] for value in rows[column]]
        for i in range(size):
            if i != column:
                factor = rows[i][column]
                rows[i] = [a - factor * b for a, b in zip(rows[i], rows[column])]
    return [row[size:] for row in rows]


def times(matrix, vector):
    return [math.fsum(a * b for a, b in zip(row, vector)) for row in matrix]


def independent(columns):
    """Numbers of the columns that are no combination of those before them."""
    kept, directions = [], []
    for number, column in enumerate(columns):
        rest = [float(value) for value in column]
        length = math.sqrt(math.fsum(value * value for value in rest))
        for _ in range(2):  # the second time takes away what rounding left
            for direction in directions:
                along = math.fsum(a * b for a, b in zip(rest, direction))
                rest = [a - along * b for a, b in zip(rest, direction)]
        left = math.sqrt(math.fsum(value * value for value in rest))
        if left >= COMBINATION * length and left > 0:
            kept.append(number)
            directions.append([value / left for value in rest])
    return kept


class LogisticFit:
    """`columns` of numbers, `outcomes` of 0 and 1. The last column has the penalty
    coefficient^2 * precision / 2. `converged` is False where there is no fit."""

    def __init__(self, columns, outcomes, offsets=None, precision=0.0):
        self.columns = [[float(v) for v in column] for column in columns]
        self.outcomes, self.precision = outcomes, precision
        self.offsets = offsets or [0.0] * len(outcomes)
        self.coefficients = [0.0] * len(columns)
        self.converged = self.climb()

    def chances(self):
        return [expit(offset + math.fsum(b * column[i] for b, column
                                         in zip(self.coefficients, self.columns)))
                for i, offset in enumerate(self.offsets)]

    def information(self, chances):
        """Penalised."""
        weights = [p * (1 - p) for p in chances]
        size = len(self.columns)
        found = [[0.0] * size for _ in range(size)]
        for j in range(size):
            weighted = [w * v for w, v in zip(weights, self.columns[j])]
            for k in range(j, size):
                found[j][k] = found[k][j] = math.fsum(
                    w * v for w, v in zip(weighted, self.columns[k]))
        found[-1][-1] += self.precision
        return found

    def climb(self):
        for _ in range(STEPS):
            chances = self.chances()
            slope = [math.fsum((y - p) * v for y, p, v in zip(self.outcomes, chances, column))
                     for column in self.columns]
            slope[-1] -= self.precision * self.coefficients[-1]
            bread = inverse(self.information(chances))
            if bread is None:
                return False
            steps = [max(-LONGEST_STEP, min(LONGEST_STEP, s)) for s in times(bread, slope)]
            self.coefficients = [b + s for b, s in zip(self.coefficients, steps)]
            if max(abs(b) for b in self.coefficients) > LARGEST:
                return False
            if max(abs(s) for s in steps) < CONVERGED:
                self.bread = inverse(self.information(self.chances()))
                return self.bread is not None
        return False

    def model_error(self):
        """Of the last coefficient: from the inverse penalised information."""
        return math.sqrt(self.bread[-1][-1])

    def clustered_error(self, clusters):
        """Of the last coefficient: the sandwich of sums by cluster; needs two clusters."""
        chances = self.chances()
        sums = {}
        for i, cluster in enumerate(clusters):
            own = sums.setdefault(cluster, [0.0] * len(self.columns))
            for j, column in enumerate(self.columns):
                own[j] += (self.outcomes[i] - chances[i]) * column[i]
        along = [math.fsum(b * s for b, s in zip(self.bread[-1], own)) for own in sums.values()]
        count = len(sums)
        return math.sqrt(count / (count - 1) * math.fsum(a * a for a in along))
