import Testing
import Web

@Suite struct LineBufferTests {
    @Test(arguments: [1, 2, 3, 7, 100])
    func `Lines are the same wherever the parts end`(size: Int) {
        let text = Array("one\n\ntwo\nthree".utf8)
        var buffer = LineBuffer()
        var lines: [String] = []
        for start in stride(from: 0, to: text.count, by: size) {
            buffer.append(Array(text[start..<min(text.count, start + size)]))
            while let line = buffer.next() { lines.append(String(decoding: line, as: UTF8.self)) }
        }
        #expect(lines == ["one", "", "two"])
        #expect(String(decoding: buffer.rest, as: UTF8.self) == "three")
    }

    @Test func `A byte is searched once, however many parts a line comes in`() {
        var buffer = LineBuffer()
        for _ in 0..<10_000 {
            buffer.append([65])
            #expect(buffer.next() == nil)
        }
        buffer.append([10, 66])
        #expect(buffer.next()?.count == 10_000)
        #expect(buffer.next() == nil)
        #expect(buffer.examined == 10_002)
    }
}
