import Calendar
import Domain
import Glibc

extension HealthBatch {
    /// Collects the rows of one bucket from all parts of a file and sorts them by account and day.
    /// Of rows with the same account and day those stay that stand (see `HealthRepeats`).
    static func sorted(
        _ key: MonthBuckets.Key, from stretches: [MonthBuckets], componentNames: [String],
        modelVersions: ModelVersions
    ) throws -> (HealthBatch, HealthRepeats) {
        var milliseconds: [Int32] = []
        var batch = try HealthBatch(
            key, from: stretches, componentNames: componentNames, modelVersions: modelVersions,
            milliseconds: &milliseconds)
        let repeats = batch.settleRepeats(milliseconds)
        return (batch, repeats)
    }

    private init(
        _ key: MonthBuckets.Key, from stretches: [MonthBuckets], componentNames: [String],
        modelVersions: ModelVersions, milliseconds: inout [Int32]
    ) throws {
        let rowLength = stretches[0].rowLength
        let lengths = stretches.map { $0.length(of: key) }
        let raw = UnsafeMutableRawBufferPointer.allocate(
            byteCount: max(1, lengths.reduce(0, +)), alignment: 8)
        defer { raw.deallocate() }
        var start = 0
        for (stretch, length) in zip(stretches, lengths) {
            try stretch.copy(
                key, to: UnsafeMutableRawBufferPointer(rebasing: raw[start..<start + length]))
            start += length
        }
        let count = start / rowLength
        self.init(
            month: Month(number: Int32(key.month)), count: count, componentNames: componentNames,
            modelVersions: modelVersions.names)
        let order = HealthBatch.positions(raw, count: count, rowLength: rowLength)
        let firstKey = Int32(key.block * MonthBuckets.accountsPerBlock)
        account.withUnsafeMutableBufferPointer { account in
            day.withUnsafeMutableBufferPointer { day in
                score.withUnsafeMutableBufferPointer { score in
                    tier.withUnsafeMutableBufferPointer { tier in
                        for row in 0..<count {
                            let header = raw.loadUnaligned(
                                fromByteOffset: row * rowLength,
                                as: MonthBuckets.RowHeader.self)
                            let place = Int(order[row])
                            account[place] = firstKey + Int32(header.account)
                            day[place] = header.day
                            score[place] = header.score
                            tier[place] = header.tier
                        }
                    }
                }
            }
        }
        let width = componentNames.count
        let headerLength = MemoryLayout<MonthBuckets.RowHeader>.size
        modelVersion.withUnsafeMutableBufferPointer { versions in
            var row = 0
            for (stretch, length) in lengths.enumerated() {
                for _ in 0..<length / rowLength {
                    let header = raw.loadUnaligned(
                        fromByteOffset: row * rowLength, as: MonthBuckets.RowHeader.self)
                    versions[Int(order[row])] = modelVersions.number(
                        Int(header.modelVersion), of: stretch)
                    row += 1
                }
            }
        }
        if stretches[0].hasTimes {
            let offset = stretches[0].timeOffset
            milliseconds = [Int32](repeating: 0, count: count)
            for row in 0..<count {
                milliseconds[Int(order[row])] = raw.loadUnaligned(
                    fromByteOffset: row * rowLength + offset, as: Int32.self)
            }
        }
        components.withUnsafeMutableBufferPointer { components in
            guard width > 0, let target = components.baseAddress, let source = raw.baseAddress
            else { return }
            for row in 0..<count {
                let place = Int(order[row])
                let scores = source + row * rowLength + headerLength
                for component in 0..<width {
                    target[component * count + place] = scores.loadUnaligned(
                        fromByteOffset: 2 * component, as: Int16.self)
                }
            }
        }
    }

    /// The target position of each row: a stable counting sort by account and day.
    private static func positions(
        _ raw: UnsafeMutableRawBufferPointer, count: Int, rowLength: Int
    ) -> [Int32] {
        func cell(_ row: Int) -> Int {
            let at = row * rowLength
            return Int(raw.loadUnaligned(fromByteOffset: at, as: UInt16.self)) << 5
                | Int(raw[at + 2])
        }
        var starts = [Int32](repeating: 0, count: MonthBuckets.accountsPerBlock << 5 + 1)
        for row in 0..<count { starts[cell(row) + 1] += 1 }
        for index in 1..<starts.count { starts[index] += starts[index - 1] }
        var order = [Int32](repeating: 0, count: count)
        for row in 0..<count {
            let place = cell(row)
            order[row] = starts[place]
            starts[place] += 1
        }
        return order
    }
}
