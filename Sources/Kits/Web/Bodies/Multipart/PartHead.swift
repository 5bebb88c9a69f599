import Foundation

/// What a form says about one of its parts.
///
/// ```swift
/// PartHead(Array("Content-Disposition: form-data; name=\"feed\"".utf8)[...])?.name  // "feed"
/// ```
package struct PartHead: Sendable, Equatable {
    /// The name of the field.
    package let name: String
    /// The name of the file as the browser gave it, without folders; nil for a part that is no file.
    package let fileName: String?

    /// Reads the lines of a part's head; nil if they name no field.
    package init?(_ bytes: ArraySlice<UInt8>) {
        guard let text = String(validating: bytes, as: UTF8.self) else { return nil }
        let lines = text.split(separator: "\r\n", omittingEmptySubsequences: true)
        let start = "content-disposition:"
        guard let line = lines.first(where: { $0.lowercased().hasPrefix(start) }) else {
            return nil
        }
        let values = Self.parameters(line.dropFirst(start.count))
        guard let name = values["name"] else { return nil }
        self.name = name
        fileName = values["filename"].map { path in
            path.split(omittingEmptySubsequences: true) { $0 == "/" || $0 == "\\" }.last
                .map(String.init) ?? ""
        }
    }

    /// The parameters behind the first semicolon. Browsers write a quotation mark as `%22`, other
    /// clients as `\"`.
    private static func parameters(_ text: Substring) -> [String: String] {
        var values: [String: String] = [:]
        var rest = text.drop { $0 != ";" }.dropFirst()
        while let equals = rest.firstIndex(of: "=") {
            let name = rest[..<equals].trimmingCharacters(in: .whitespaces).lowercased()
            rest = rest[rest.index(after: equals)...]
            var value = ""
            if rest.first == "\"" {
                rest = rest.dropFirst()
                while let next = rest.popFirst(), next != "\"" {
                    if next == "\\", let quoted = rest.first, quoted == "\"" {
                        rest = rest.dropFirst()
                        value.append(quoted)
                    } else {
                        value.append(next)
                    }
                }
            } else {
                value = rest.prefix { $0 != ";" }.trimmingCharacters(in: .whitespaces)
            }
            if values[name] == nil {
                values[name] = value.replacingOccurrences(of: "%22", with: "\"")
                    .replacingOccurrences(of: "%0D", with: " ")
                    .replacingOccurrences(of: "%0A", with: " ")
            }
            rest = rest.drop { $0 != ";" }.dropFirst()
        }
        return values
    }
}
