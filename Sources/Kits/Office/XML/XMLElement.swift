/// An element of an XML part that was read, with all it holds.
///
/// Names keep their prefixes, so that an element is written as it was.
struct XMLElement: Sendable, Equatable {
    /// The name, with its prefix.
    var name: String
    /// The attributes and the declarations of namespaces, in order.
    var attributes: [Attribute]
    /// Elements and texts, in order.
    var content: [Content]

    /// An attribute or a declaration of a namespace.
    struct Attribute: Sendable, Equatable {
        var name: String
        var value: String
    }

    /// What an element holds.
    enum Content: Sendable, Equatable {
        case element(XMLElement)
        case text(String)
    }

    /// An element made by code.
    init(
        _ name: String, _ attributes: KeyValuePairs<String, String> = [:],
        _ children: [XMLElement] = []
    ) {
        self.name = name
        self.attributes = attributes.map { Attribute(name: $0.key, value: $0.value) }
        content = children.map(Content.element)
    }

    /// An element that was read.
    init(name: String, attributes: [Attribute], content: [Content]) {
        self.name = name
        self.attributes = attributes
        self.content = content
    }

    /// The name without its prefix.
    var localName: Substring { XMLElement.local(name) }

    /// The elements in it.
    var children: [XMLElement] {
        content.compactMap { item in
            guard case .element(let child) = item else { return nil }
            return child
        }
    }

    /// The elements of a name in it; prefixes do not count.
    func children(_ name: String) -> [XMLElement] { children.filter { $0.localName == name } }

    /// The first element of a name in it, or at the end of a path of names.
    func first(_ path: String...) -> XMLElement? {
        var element: XMLElement? = self
        for name in path { element = element?.children.first { $0.localName == name } }
        return element
    }

    /// All elements in it, at any depth, that pass a test.
    func descendants(where test: (XMLElement) -> Bool) -> [XMLElement] {
        children.flatMap { (test($0) ? [$0] : []) + $0.descendants(where: test) }
    }

    /// The value of an attribute without a prefix.
    subscript(name: String) -> String? { attributes.first { $0.name == name }?.value }

    /// The value of an attribute that has a prefix, whatever the prefix is.
    func prefixed(_ name: String) -> String? {
        attributes.first { $0.name.contains(":") && XMLElement.local($0.name) == name }?.value
    }

    /// The whole number in an attribute.
    func number(_ name: String) -> Int? { self[name].flatMap { Int($0) } }

    /// The element as a part.
    var part: [UInt8] {
        var xml = XMLWriter()
        xml.tree(self)
        return xml.bytes
    }

    private static func local(_ name: String) -> Substring {
        name.split(separator: ":", maxSplits: 1).last ?? Substring(name)
    }
}
