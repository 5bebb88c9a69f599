/// Encodes the import that brought each row of a packed month in a few bytes.
///
/// A month usually comes in one file, or in one file a day: the numbers are equal or rise by the
/// same step. They are stored as runs: a UInt8 with the number of runs, then for each run
///
/// - UInt8: the number of rows,
/// - varint (LEB128): how far the run's first number lies below the latest,
/// - for more than one row, varint (LEB128, zigzag): the step from row to row.
///
/// Numbers are those of `imports.feed_number`, so daily files give steps of one.
enum ImportRuns {
    /// The most bytes for a month: every row is a run with a number and a step of five bytes each.
    static let longest = 1 + MonthCells.capacity * 11

    /// Writes the numbers at `bytes`.
    ///
    /// - Parameters:
    ///   - imports: one number for each row, none above `newest`.
    ///   - newest: the largest of them.
    ///   - bytes: has room for `longest` bytes.
    /// - Returns: the length in bytes.
    static func encode(
        _ imports: UnsafeBufferPointer<UInt32>, newest: UInt32,
        to bytes: UnsafeMutableRawPointer
    ) -> Int {
        var at = 1
        var runs: UInt8 = 0
        var row = 0
        func put(_ value: UInt64) {
            var rest = value
            while rest > 0x7f {
                bytes.storeBytes(of: UInt8(rest & 0x7f) | 0x80, toByteOffset: at, as: UInt8.self)
                rest >>= 7
                at += 1
            }
            bytes.storeBytes(of: UInt8(rest), toByteOffset: at, as: UInt8.self)
            at += 1
        }
        while row < imports.count {
            var end = row + 1
            var step: Int64 = 0
            if end < imports.count {
                step = Int64(imports[end]) - Int64(imports[row])
                while end < imports.count, Int64(imports[end]) - Int64(imports[end - 1]) == step {
                    end += 1
                }
            }
            bytes.storeBytes(of: UInt8(end - row), toByteOffset: at, as: UInt8.self)
            at += 1
            put(UInt64(newest - imports[row]))
            if end - row > 1 { put(UInt64(bitPattern: (step << 1) ^ (step >> 63))) }
            runs += 1
            row = end
        }
        bytes.storeBytes(of: runs, as: UInt8.self)
        return at
    }

    /// Reads the numbers of all rows. Returns false if the bytes do not have this form.
    static func decode(
        _ bytes: UnsafeRawBufferPointer, newest: UInt32,
        into imports: UnsafeMutableBufferPointer<UInt32>
    ) -> Bool {
        var at = 1
        func varint() -> UInt64? {
            var value: UInt64 = 0
            for shift in stride(from: UInt64(0), through: 35, by: 7) {
                guard at < bytes.count else { return nil }
                let byte = bytes[at]
                at += 1
                value |= UInt64(byte & 0x7f) << shift
                if byte < 0x80 { return value }
            }
            return nil
        }
        var row = 0
        for _ in 0..<bytes[0] {
            guard at < bytes.count else { return false }
            let rows = Int(bytes[at])
            at += 1
            guard rows > 0, row + rows <= imports.count, let below = varint() else { return false }
            var step: Int64 = 0
            if rows > 1 {
                guard let zigzag = varint() else { return false }
                step = Int64(zigzag >> 1) ^ -Int64(zigzag & 1)
            }
            var number = Int64(newest) - Int64(below)
            for place in row..<row + rows {
                guard number >= 0, number <= Int64(newest) else { return false }
                imports[place] = UInt32(number)
                number += step
            }
            row += rows
        }
        return row == imports.count && at == bytes.count
    }
}
