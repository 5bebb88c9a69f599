import Mustache

/// Mustache templates that ship inside the program, parsed once.
///
/// ```swift
/// let templates = TemplateLibrary(["hello": Array("Hello, {{name}}".utf8)])
/// try templates.text("hello", ["name": "Vera"])  // "Hello, Vera"
/// ```
package struct TemplateLibrary: Sendable {
    private let parsed: Result<MustacheLibrary, any Error>

    /// The templates of these sources, by name.
    package init(_ sources: [String: [UInt8]]) {
        parsed = Result {
            MustacheLibrary(
                templates: try sources.mapValues {
                    try MustacheTemplate(string: String(decoding: $0, as: UTF8.self))
                })
        }
    }

    /// A template filled with values by name.
    ///
    /// - Throws: when a template of the library is broken or has no such name.
    package func text(_ name: String, _ values: [String: Any]) throws -> String {
        try render(name, values)
    }

    /// A template filled with the members of a part of a page.
    ///
    /// - Throws: when a template of the library is broken or has no such name.
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

/// Why a page could not be made.
package enum TemplateError: Error, CustomStringConvertible {
    /// No template of the library has that name.
    case unknownTemplate(String)

    /// What is wrong.
    package var description: String {
        switch self {
        case .unknownTemplate(let name):
            "there is no template '\(name)': this is a programmer's error"
        }
    }
}
