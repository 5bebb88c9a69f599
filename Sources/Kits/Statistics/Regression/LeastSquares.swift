/// The linear regression of numbers on predictors, with an intercept.
///
///     leastSquares(score, on: [usage, support])  // what a point of each adds to the score
///
/// - Parameters:
///   - values: the numbers to explain, finite.
///   - predictors: the predictors, each with a number for every one to explain, finite.
/// - Returns: the coefficients of the predictors, without the intercept; nil if one of the predictors is
///   constant or a combination of the others.
/// - Complexity: O(n × predictors²).
public func leastSquares(_ values: [Double], on predictors: [[Double]]) -> [Double]? {
    precondition(predictors.allSatisfy { $0.count == values.count }, "numbers must be pairs")
    guard !values.isEmpty, !predictors.isEmpty else { return nil }
    func centered(_ column: [Double]) -> [Double] {
        let mean = column.reduce(0, +) / Double(column.count)
        return column.map { $0 - mean }
    }
    func product(_ one: [Double], _ other: [Double]) -> Double {
        zip(one, other).reduce(0) { $0 + $1.0 * $1.1 }
    }
    let (target, columns) = (centered(values), predictors.map(centered))
    var matrix = SymmetricMatrix(columns.count)
    for row in columns.indices {
        for other in 0...row { matrix[row, other] = product(columns[row], columns[other]) }
    }
    guard !matrix.independentRows().contains(-1) else { return nil }
    return matrix.solve(columns.map { product($0, target) })
}
