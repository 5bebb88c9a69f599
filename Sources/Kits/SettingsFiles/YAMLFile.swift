import Formats
import Yams

/// What is wrong with a value of a file, in words: `components[2].weight must be above 0`.
package struct FileFault: Error {
    /// The place and the complaint.
    package let reason: String

    /// A complaint about a place; an empty one stands for the whole file.
    package init(_ place: String, _ complaint: String) {
        reason = "\(place.isEmpty ? "the file" : place) \(complaint)"
    }
}

/// Reads a YAML file and makes something of it.
///
/// - Parameters:
///   - path: the file, of at most 1 MiB.
///   - failure: the error for what is wrong with its contents, in one line.
///   - body: takes the file's value.
/// - Returns: what `body` makes of it.
/// - Throws: `FileError` if the file cannot be read, else what `failure` makes.
package func readYAML<Value>(
    _ path: String, failure: (String) -> any Error, _ body: (FileValue) throws -> Value
) throws -> Value {
    try parseYAML(try readText(path), failure: failure, body)
}

/// Makes something of a YAML text.
///
/// - Parameters:
///   - text: the text.
///   - failure: the error for what is wrong with it, in one line.
///   - body: takes the text's value.
/// - Returns: what `body` makes of it.
/// - Throws: what `failure` makes.
package func parseYAML<Value>(
    _ text: String, failure: (String) -> any Error, _ body: (FileValue) throws -> Value
) throws -> Value {
    do {
        guard let root = try compose(yaml: text), root.scalar?.string != "" else {
            // A file of comments alone names nothing.
            return try body(FileValue(.mapping(.init([])), place: ""))
        }
        return try body(FileValue(root, place: ""))
    } catch let fault as FileFault {
        throw failure(fault.reason)
    } catch let error as YamlError {
        throw failure(list(error))
    }
}

private func list(_ error: YamlError) -> String {
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
        .composer(_, let problem, let mark, _):
        "it is no YAML: \(problem) on line \(mark.line)"
    default: "it is no YAML"
    }
}
