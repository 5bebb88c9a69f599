/// The model versions of a whole file. Each part of the file numbers its versions separately; this
/// type gives each version one number.
struct ModelVersions: Sendable {
    /// The versions by number. Number 0 is the empty name, for rows without a version.
    private(set) var names = [""]
    private var numbers: [[UInt16]] = []

    /// - Parameter stretches: for each part of the file, its version names in the order of its
    ///   numbers.
    init(_ stretches: [[String]]) {
        for stretch in stretches {
            numbers.append(stretch.map { number(of: $0) })
        }
    }

    /// Converts a version number of one part of the file to the number for the whole file.
    func number(_ number: Int, of stretch: Int) -> UInt16 { numbers[stretch][number] }

    private mutating func number(of name: String) -> UInt16 {
        if let known = names.firstIndex(where: { $0.utf8.elementsEqual(name.utf8) }) {
            return UInt16(known)
        }
        names.append(name)
        return UInt16(names.count - 1)
    }
}
