package import Calendar
import Formats
import Glibc

/// Output to the terminal: progress, results and log lines.
///
/// ```swift
/// Terminal.progress("\(Terminal.grouped(1_200_000)) rows read")
/// Terminal.endProgress()
/// Terminal.log("import finished")
/// ```
package enum Terminal {
    /// Shows the progress of long work on one line that is rewritten. Writes nothing when standard
    /// error is not a terminal.
    package static func progress(_ text: String) {
        guard isatty(STDERR_FILENO) == 1 else { return }
        write("\r\u{1B}[K" + text, to: STDERR_FILENO)
    }

    /// Removes the progress line.
    package static func endProgress() { progress("") }

    /// Writes UTF-8 bytes to standard output unchanged.
    package static func print(_ bytes: [UInt8]) {
        flush()
        write(String(decoding: bytes, as: UTF8.self), to: STDOUT_FILENO)
    }

    /// Writes a line to standard error.
    package static func log(_ line: String) { write(line + "\n", to: STDERR_FILENO) }

    /// Flushes all buffered output. A pipe would otherwise hold it back.
    package static func flush() { fflush(nil) }

    /// Write errors are ignored, because there is nowhere to report them.
    private static func write(_ text: String, to descriptor: Int32) {
        var text = text
        text.withUTF8 { _ = writeAll(UnsafeRawBufferPointer($0), to: descriptor) }
    }

    /// The time now.
    package static func now() -> Instant { Instant(seconds: time(nil)) }

    /// A count with thousands separators: 1234567 is `1,234,567`.
    package static func grouped(_ count: Int) -> String {
        decimalText(Double(count), decimals: 0).replacing("\u{2212}", with: "-")
    }
}
