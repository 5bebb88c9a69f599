extension ContainerKind {
    /// Tells web pages and XML from other text by the first bytes of a file.
    init(ofText start: [UInt8]) {
        let text = lowercasedASCII(start)
        if text.starts(with: "<?xml".utf8) {
            let text = String(decoding: text, as: UTF8.self)
            if text.contains("urn:schemas-microsoft-com:office:spreadsheet"),
                !text.contains("<html")
            {
                self = .spreadsheet2003
            } else {
                self = text.contains("<html") ? .html : .xml
            }
        } else if htmlMarks.contains(where: { text.starts(with: $0.utf8) }) {
            self = .html
        } else {
            self = .text
        }
    }
}

/// How web pages begin, and the archives of web pages that Excel writes.
private let htmlMarks = [
    "<!doctype html", "<html", "<table", "<head", "<body", "<meta", "<script", "<style", "<div",
    "<!--", "mime-version:",
]

/// The text without marks of its encoding and blanks before it, in lower case.
private func lowercasedASCII(_ start: [UInt8]) -> [UInt8] {
    var text = start[...]
    if text.starts(with: [0xEF, 0xBB, 0xBF]) {
        text = text.dropFirst(3)
    } else if text.starts(with: [0xFF, 0xFE]) || text.starts(with: [0xFE, 0xFF]) {
        // UTF-16: the other byte of an ASCII character is 0.
        text = text.dropFirst(2).filter { $0 != 0 }[...]
    }
    text = text.drop { $0 <= UInt8(ascii: " ") }
    return text.map { $0 >= UInt8(ascii: "A") && $0 <= UInt8(ascii: "Z") ? $0 | 0x20 : $0 }
}
