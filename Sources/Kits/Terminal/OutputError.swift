/// Standard output could not be written.
package struct OutputError: Error, CustomStringConvertible {
    /// The operating system's reason.
    package let reason: String
    /// Whether nobody reads the output any more, as after `| head`.
    package let isClosedPipe: Bool

    /// One line: what, where and what to do.
    package var description: String {
        "cannot write to standard output: \(reason); part of the result is missing, run the command "
            + "again with another target"
    }
}
