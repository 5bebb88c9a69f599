import Glibc

/// The name of an element or attribute without its prefix. It is valid during a call of the parser.
struct XMLName {
    let start: UnsafePointer<CChar>

    static func == (name: XMLName, text: StaticString) -> Bool {
        text.withUTF8Buffer { text in
            // The terminating zero is compared too. `strncmp` never reads past it.
            text.baseAddress.map {
                strncmp(
                    name.start, UnsafeRawPointer($0).assumingMemoryBound(to: CChar.self),
                    text.count + 1) == 0
            } ?? false
        }
    }
}
