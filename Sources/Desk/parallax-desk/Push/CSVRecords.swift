/// The records of a small CSV file, such as another program's answer.
///
///     csvRecords(Array("a,\"b\nc\"\n".utf8))  // [["a", "b\nc"]]
///
/// Source: RFC 4180; a line may end with LF alone. A quote that is never closed ends with the file.
/// Bytes that are no UTF-8 become U+FFFD.
///
/// - Complexity: O(n) in the bytes.
func csvRecords(_ bytes: [UInt8]) -> [[String]] {
    let (quote, comma) = (UInt8(ascii: "\""), UInt8(ascii: ","))
    var records: [[String]] = []
    var record: [String] = []
    var field: [UInt8] = []
    var isQuoted = false
    var hasBegun = false
    func endField() {
        record.append(String(decoding: field, as: UTF8.self))
        field.removeAll(keepingCapacity: true)
    }
    func endRecord() {
        if hasBegun {
            endField()
            records.append(record)
        }
        record.removeAll(keepingCapacity: true)
        hasBegun = false
    }
    var place = 0
    while place < bytes.count {
        let byte = bytes[place]
        place += 1
        switch byte {
        case quote where isQuoted && place < bytes.count && bytes[place] == quote:
            field.append(quote)
            place += 1
        case quote:
            isQuoted.toggle()
            hasBegun = true
        case comma where !isQuoted:
            endField()
            hasBegun = true
        case UInt8(ascii: "\r") where !isQuoted && place < bytes.count && bytes[place] == 10:
            continue
        case UInt8(ascii: "\n") where !isQuoted: endRecord()
        default:
            field.append(byte)
            hasBegun = true
        }
    }
    endRecord()
    return records
}
