/// The first records of a text, split at a separator. For looking at a file, not for reading it.
package struct TextSample: Sendable {
    /// The records in order.
    package private(set) var records: [Record] = []

    /// One record.
    package struct Record: Sendable {
        /// The line on which it begins, from 1.
        package var line: Int
        /// Its fields, without quotes.
        package var fields: [String]
        /// The offset of the byte behind it.
        package var end: Int
    }

    /// Splits the start of a text, which is UTF-8.
    ///
    /// - Parameters:
    ///   - bytes: the start of the text.
    ///   - separator: what stands between fields.
    ///   - firstLine: the line of the first record.
    ///   - countsRecords: whether a record counts as one line.
    ///   - mostLines: records that begin more than this many lines later are left out.
    package init(
        _ bytes: ArraySlice<UInt8>, separator: Separator, firstLine: Int = 1,
        countsRecords: Bool = false, mostLines: Int
    ) {
        var at = bytes.startIndex
        var line = firstLine
        while at < bytes.endIndex, line < firstLine + mostLines {
            var record = Record(line: line, fields: [], end: 0)
            var field: [UInt8] = []
            var isQuoted = false
            var isAtStart = true
            scan: while true {
                guard at < bytes.endIndex else { break }
                let byte = bytes[at]
                at += 1
                if isQuoted {
                    if byte == quote {
                        if at < bytes.endIndex, bytes[at] == quote {
                            field.append(quote)
                            at += 1
                        } else {
                            isQuoted = false
                        }
                    } else {
                        if byte == newline, !countsRecords { line += 1 }
                        field.append(byte)
                    }
                    continue
                }
                switch byte {
                case quote where isAtStart: isQuoted = true
                case separator.rawValue:
                    record.fields.append(String(decoding: field, as: UTF8.self))
                    field = []
                    isAtStart = true
                    continue scan
                case newline, carriageReturn:
                    if byte == carriageReturn, at < bytes.endIndex, bytes[at] == newline {
                        at += 1
                    }
                    break scan
                default: field.append(byte)
                }
                isAtStart = false
            }
            line += 1
            record.fields.append(String(decoding: field, as: UTF8.self))
            record.end = at - bytes.startIndex
            records.append(record)
        }
    }
}
