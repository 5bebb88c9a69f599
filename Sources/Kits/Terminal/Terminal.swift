package import Calendar
import Formats
import Glibc

/// What a program tells the person at the terminal.
package enum Terminal {
    /// Shows how far long work is on one line of a terminal that is rewritten; silent in a pipe.
    package static func progress(_ text: String) {
        guard isatty(STDERR_FILENO) == 1 else { return }
        write("\r\u{1B}[K" + text, to: STDERR_FILENO)
    }

    /// Removes the progress line.
    package static func endProgress() { progress("") }

    /// Writes bytes to standard output as they are.
    package static func print(_ bytes: [UInt8]) {
        flush()
        write(String(decoding: bytes, as: UTF8.self), to: STDOUT_FILENO)
    }

    /// Writes a line to standard error.
    package static func log(_ line: String) { write(line + "\n", to: STDERR_FILENO) }

    /// Hands on what was printed so far, in a pipe too.
    package static func flush() { fflush(nil) }

    /// Nobody is left to tell when a terminal does not take a text.
    private static func write(_ text: String, to descriptor: Int32) {
        var text = text
        text.withUTF8 { _ = writeAll(UnsafeRawBufferPointer($0), to: descriptor) }
    }

    /// The time now.
    package static func now() -> Instant { Instant(seconds: time(nil)) }

    /// 1234567 as `1,234,567`.
    package static func grouped(_ count: Int) -> String {
        decimalText(Double(count), decimals: 0).replacing("\u{2212}", with: "-")
    }
}
