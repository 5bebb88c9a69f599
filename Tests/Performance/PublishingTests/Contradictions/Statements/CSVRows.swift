/// The rows of a CSV table, each cell by the name of its column.
func csvRows(_ bytes: [UInt8]) -> [[String: String]] {
    var rows: [[String]] = [[]]
    var cell: [UInt8] = []
    var isQuoted = false
    let quote = UInt8(ascii: "\"")
    func text() -> String { String(decoding: cell, as: UTF8.self) }
    var place = 0
    while place < bytes.count {
        let byte = bytes[place]
        place += 1
        switch byte {
        case quote where isQuoted && place < bytes.count && bytes[place] == quote:
            cell.append(byte)
            place += 1
        case quote: isQuoted.toggle()
        case UInt8(ascii: ",") where !isQuoted:
            rows[rows.count - 1].append(text())
            cell = []
        case UInt8(ascii: "\n") where !isQuoted:
            rows[rows.count - 1].append(text())
            cell = []
            rows.append([])
        case UInt8(ascii: "\r") where !isQuoted: break
        default: cell.append(byte)
        }
    }
    guard let names = rows.first else { return [] }
    return rows.dropFirst().filter { $0.count == names.count }.map { cells in
        Dictionary(uniqueKeysWithValues: zip(names, cells))
    }
}
