import Domain
import Glibc

/// What the commands tell the person at the terminal.
enum Terminal {
    /// Shows how far long work is on one line of a terminal that is rewritten; silent in a pipe.
    static func progress(_ text: String) {
        guard isatty(STDERR_FILENO) == 1 else { return }
        write("\r\u{1B}[K" + text, to: STDERR_FILENO)
    }

    /// Removes the progress line.
    static func endProgress() {
        progress("")
    }

    /// Writes bytes to standard output as they are.
    static func print(_ bytes: [UInt8]) {
        write(String(decoding: bytes, as: UTF8.self), to: STDOUT_FILENO)
    }

    /// Writes a line to standard error.
    static func log(_ line: [UInt8]) {
        write(String(decoding: line, as: UTF8.self) + "\n", to: STDERR_FILENO)
    }

    /// Hands on what was printed so far, in a pipe too.
    static func flush() { fflush(nil) }

    private static func write(_ text: String, to descriptor: Int32) {
        var text = text
        text.withUTF8 { bytes in
            var done = 0
            while done < bytes.count {
                let count = Glibc.write(
                    descriptor, bytes.baseAddress?.advanced(by: done), bytes.count - done)
                if count <= 0 { return }
                done += count
            }
        }
    }

    /// The time now: RFC 3339, UTC.
    static func now() -> String {
        let seconds = Int(time(nil))
        let ofDay = seconds % 86_400
        func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
        return "\(Day(number: Int32(seconds / 86_400)))T"
            + "\(two(ofDay / 3600)):\(two(ofDay / 60 % 60)):\(two(ofDay % 60))Z"
    }

    /// 1234567 as `1,234,567`.
    static func grouped(_ count: Int) -> String {
        var digits = Array(String(count.magnitude))
        var index = digits.count - 3
        while index > 0 {
            digits.insert(",", at: index)
            index -= 3
        }
        return (count < 0 ? "-" : "") + String(digits)
    }
}
