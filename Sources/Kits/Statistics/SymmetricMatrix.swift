/// A symmetric matrix, of which the lower half is kept.
struct SymmetricMatrix {
    private let count: Int
    private var cells: [Double]

    /// A matrix of zeros.
    init(_ count: Int) {
        self.count = count
        cells = Array(repeating: 0, count: count * (count + 1) / 2)
    }

    /// The cell of two rows, in any order.
    subscript(one: Int, other: Int) -> Double {
        get { cells[index(one, other)] }
        set { cells[index(one, other)] = newValue }
    }

    private func index(_ one: Int, _ other: Int) -> Int {
        let (high, low) = one > other ? (one, other) : (other, one)
        return high * (high + 1) / 2 + low
    }

    /// The solution x of `matrix × x = right`, by Cholesky's method; nil unless the matrix is positive
    /// definite.
    ///
    /// - Complexity: O(n³).
    func solve(_ right: [Double]) -> [Double]? {
        var factor = self
        for column in 0..<count {
            var pivot = self[column, column]
            for k in 0..<column { pivot -= factor[column, k] * factor[column, k] }
            guard pivot > 0, pivot.isFinite else { return nil }
            let root = pivot.squareRoot()
            factor[column, column] = root
            for row in column + 1..<max(count, column + 1) {
                var cell = self[row, column]
                for k in 0..<column { cell -= factor[row, k] * factor[column, k] }
                factor[row, column] = cell / root
            }
        }
        var solution = right
        for row in 0..<count {
            for k in 0..<row { solution[row] -= factor[row, k] * solution[k] }
            solution[row] /= factor[row, row]
        }
        for row in (0..<count).reversed() {
            for k in row + 1..<max(count, row + 1) { solution[row] -= factor[k, row] * solution[k] }
            solution[row] /= factor[row, row]
        }
        return solution
    }

    /// For a matrix of the products of columns: the place of each column among those that are no
    /// combination of the ones before, -1 for the others.
    ///
    /// A column counts as a combination when what the others leave of it is within rounding: its square
    /// is at most 1e-13 times that of the column.
    func independentRows() -> [Int] {
        var factor: [[Double]] = []
        var places: [Int] = []
        var kept: [Int] = []
        for column in 0..<count {
            var row: [Double] = []
            for (place, other) in kept.enumerated() {
                var cell = self[column, other]
                for k in 0..<place { cell -= row[k] * factor[place][k] }
                row.append(cell / factor[place][place])
            }
            let rest = self[column, column] - row.reduce(0) { $0 + $1 * $1 }
            guard rest > 1e-13 * self[column, column] else {
                places.append(-1)
                continue
            }
            places.append(kept.count)
            kept.append(column)
            factor.append(row + [rest.squareRoot()])
        }
        return places
    }
}
