import CWorkbook

/// The attributes of an element. They are valid during a call of the parser.
struct XMLAttributes {
    let attributes: UnsafeBufferPointer<XMLAttribute>

    /// The bytes of an attribute, by its name without a prefix; nil if the element has none such.
    func bytes(_ name: StaticString) -> UnsafeRawBufferPointer? {
        for index in attributes.indices where self.name(index) == name { return bytes(index) }
        return nil
    }

    /// The positions of the attributes.
    var indices: Range<Int> { attributes.indices }

    /// The name of the attribute at a position.
    func name(_ index: Int) -> XMLName { XMLName(start: attributes[index].name) }

    /// The bytes of the attribute at a position.
    func bytes(_ index: Int) -> UnsafeRawBufferPointer {
        let attribute = attributes[index]
        return UnsafeRawBufferPointer(
            start: attribute.value, count: attribute.end - attribute.value)
    }

    /// The text of an attribute.
    subscript(name: StaticString) -> String? {
        bytes(name).map { String(decoding: $0, as: UTF8.self) }
    }

    /// The value of an attribute that is a whole number of 0 or more.
    func number(_ name: StaticString) -> Int? {
        bytes(name).flatMap { wholeNumber($0) }
    }

    /// Whether an attribute says yes.
    func isTrue(_ name: StaticString) -> Bool {
        ["1", "true", "on"].contains(self[name]?.lowercased())
    }
}

/// The value of 1 to 15 ASCII digits; nil for any other bytes.
func wholeNumber(_ digits: UnsafeRawBufferPointer) -> Int? {
    guard (1...15).contains(digits.count) else { return nil }
    var value = 0
    for byte in digits {
        guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") else { return nil }
        value = value * 10 + Int(byte - UInt8(ascii: "0"))
    }
    return value
}
