/// The model versions of a file. Each stretch of it numbers those that it met by itself; here they
/// have one number each.
struct ModelVersions: Sendable {
    /// The one at 0 is empty and stands for none.
    private(set) var names = [""]
    private var numbers: [[UInt16]] = []

    /// - Parameter stretches: the names that each stretch met, in the order of its numbers.
    init(_ stretches: [[String]]) {
        for stretch in stretches {
            numbers.append(stretch.map { number(of: $0) })
        }
    }

    /// The number of a version that a stretch numbers so.
    func number(_ number: Int, of stretch: Int) -> UInt16 { numbers[stretch][number] }

    private mutating func number(of name: String) -> UInt16 {
        if let known = names.firstIndex(where: { $0.utf8.elementsEqual(name.utf8) }) {
            return UInt16(known)
        }
        names.append(name)
        return UInt16(names.count - 1)
    }
}
