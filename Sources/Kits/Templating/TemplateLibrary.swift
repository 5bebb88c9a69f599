import Mustache

/// Mustache templates that ship inside the program, parsed once.
///
/// ```swift
/// let templates = TemplateLibrary(["hello": Array("Hello, {{name}}".utf8)])
/// try templates.text("hello", ["name": "Vera"])  // "Hello, Vera"
/// ```
package struct TemplateLibrary: Sendable {
    private let parsed: Result<MustacheLibrary, any Error>

    /// Creates a library from template sources in UTF-8, by name. Parse errors are thrown by
    /// `text`.
    package init(_ sources: [String: [UInt8]]) {
        parsed = Result {
            MustacheLibrary(
                templates: try sources.mapValues {
                    try MustacheTemplate(string: String(decoding: $0, as: UTF8.self))
                })
        }
    }

    /// Fills a template with values by name.
    ///
    /// - Throws: `TemplateError.unknownTemplate`, or the parse error of any template in the
    ///   library.
    package func text(_ name: String, _ values: [String: Any]) throws -> String {
        try render(name, values)
    }

    /// Fills a template with the members of a page part.
    ///
    /// - Throws: `TemplateError.unknownTemplate`, or the parse error of any template in the
    ///   library.
    package func text(_ name: String, _ part: any PagePart) throws -> String {
        try render(name, TemplateValues(part))
    }

    private func render(_ name: String, _ values: Any) throws -> String {
        guard let text = try parsed.get().render(values, withTemplate: name) else {
            throw TemplateError.unknownTemplate(name)
        }
        return text
    }
}

/// Why a template could not be filled.
package enum TemplateError: Error, CustomStringConvertible {
    /// The library has no template of that name.
    case unknownTemplate(String)

    /// What is wrong.
    package var description: String {
        switch self {
        case .unknownTemplate(let name):
            "there is no template '\(name)': this is a programmer's error"
        }
    }
}
