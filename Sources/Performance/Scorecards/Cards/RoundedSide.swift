/// Whether rounding takes a value to its target or across it. The printed number would then deny what
/// is said of the value: 90.5 % lies below a target of 91 %, and 91 % does not.
///
/// - Parameters:
///   - value: the value.
///   - target: its target, in the same unit.
///   - step: what it is rounded to a multiple of, above 0.
/// - Returns: whether the value and its rounded form lie on different sides of the target.
package func roundingHidesSide(of value: Double, target: Double, step: Double) -> Bool {
    func side(_ value: Double) -> Int {
        abs(value - target) < 1e-9 ? 0 : value < target ? -1 : 1
    }
    return side(value) != side((value / step).rounded() * step)
}
