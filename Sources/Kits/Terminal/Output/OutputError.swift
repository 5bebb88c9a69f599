/// Standard output could not be written.
package enum OutputError: Error, CustomStringConvertible {
    /// The operating system's reason.
    case failed(reason: String)
    /// Nobody reads the output any more, as after `| head`.
    case closedPipe(reason: String)
    /// Binary data, of the named kind, would go to a terminal.
    case binary(kind: String)

    /// One line: what, where and what to do.
    package var description: String {
        switch self {
        case .failed(let reason), .closedPipe(let reason):
            "cannot write to standard output: \(reason); part of the result is missing, run the "
                + "command again with another target"
        case .binary(let kind):
            "\(kind) is not written to a terminal: name a file, or send standard output to one"
        }
    }

    /// Whether nobody reads the output any more.
    package var isClosedPipe: Bool {
        if case .closedPipe = self { true } else { false }
    }
}
