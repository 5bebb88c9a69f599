/// The identifier of an import: the second of the request, and a running number.
///
/// ```swift
/// ImportID("1795670967-2")?.description  // "1795670967-2"
/// ImportID("../2")  // nil
/// ```
package struct ImportID: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// Seconds since 1970.
    package let seconds: Int
    /// A number above 0 that tells imports of the same second apart.
    package let number: Int

    /// The identifier of an import requested in this second.
    package init(seconds: Int, number: Int) {
        self.seconds = seconds
        self.number = number
    }

    /// Parses a `description`; nil for any other text.
    package init?(_ text: String) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
        guard parts.count == 2, let seconds = parts[0], let number = parts[1] else { return nil }
        self.init(seconds: seconds, number: number)
        guard description == text else { return nil }
    }

    /// The two numbers as they appear in addresses: `1795670967-2`.
    package var description: String { "\(seconds)-\(number)" }

    /// Whether `left` was requested before `right`.
    package static func < (left: ImportID, right: ImportID) -> Bool {
        (left.seconds, left.number) < (right.seconds, right.number)
    }
}
