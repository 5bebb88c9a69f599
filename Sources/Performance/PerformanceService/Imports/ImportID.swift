/// What an import is called: the second in which it was asked for, and which one it was.
///
/// ```swift
/// ImportID("1795670967-2")?.description  // "1795670967-2"
/// ImportID("../2")  // nil
/// ```
package struct ImportID: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// Seconds since 1970.
    package let seconds: Int
    /// Above 0; tells imports of one second apart.
    package let number: Int

    /// An import of a second.
    package init(seconds: Int, number: Int) {
        self.seconds = seconds
        self.number = number
    }

    /// Reads `description`; nil for any other text.
    package init?(_ text: String) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
        guard parts.count == 2, let seconds = parts[0], let number = parts[1] else { return nil }
        self.init(seconds: seconds, number: number)
        guard description == text else { return nil }
    }

    /// The two numbers, as addresses have them.
    package var description: String { "\(seconds)-\(number)" }

    /// Whether `left` was asked for first.
    package static func < (left: ImportID, right: ImportID) -> Bool {
        (left.seconds, left.number) < (right.seconds, right.number)
    }
}
