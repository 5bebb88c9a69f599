import Domain

extension HealthBatch {
    /// The rows of one bucket from all stretches of a file, sorted by account and day; of equal
    /// ones the later in the file comes later.
    init(
        _ key: MonthBuckets.Key, from stretches: [MonthBuckets], componentNames: [String],
        modelVersions: [[String]]
    ) throws(IntakeError) {
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
        // Each stretch numbers the model versions it met by itself.
        var names = [""]
        let renumbered = modelVersions.map { versions in
            versions.map { name -> UInt16 in
                if let known = names.firstIndex(where: { $0.utf8.elementsEqual(name.utf8) }) {
                    return UInt16(known)
                }
                names.append(name)
                return UInt16(names.count - 1)
            }
        }
        self.init(
            month: Month(number: Int32(key.month)), count: count, componentNames: componentNames,
            modelVersions: names)
        let order = HealthBatch.positions(raw, count: count, rowLength: rowLength)
        let firstKey = Int32(key.block * MonthBuckets.accountsPerBlock)
        let width = componentNames.count
        let headerLength = MemoryLayout<MonthBuckets.RowHeader>.size
        var stretch = 0
        var stretchEnd = lengths[0] / rowLength
        for row in 0..<count {
            while row >= stretchEnd {
                stretch += 1
                stretchEnd += lengths[stretch] / rowLength
            }
            let at = row * rowLength
            let header = raw.loadUnaligned(fromByteOffset: at, as: MonthBuckets.RowHeader.self)
            let place = Int(order[row])
            account[place] = firstKey + Int32(header.account)
            day[place] = header.day
            score[place] = header.score
            tier[place] = header.tier
            modelVersion[place] = renumbered[stretch][Int(header.modelVersion)]
            for component in 0..<width {
                components[place * width + component] = raw.loadUnaligned(
                    fromByteOffset: at + headerLength + 2 * component, as: Int16.self)
            }
        }
    }

    /// Where each row goes: a stable counting sort by account and day.
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
