import Charting
import Glibc
import Review
import Testing

@Suite struct WriteReviewTests {
    private let folder = "/tmp/parallax-review-\(getpid())-\(UInt64.random(in: 0 ... .max))"

    @Test func `Page and charts are written whole, and nothing else is left behind`() throws {
        let writer = WriteReview(fonts: try .resolve())
        let place = folder + "/deep/er"
        try writer.write(smallReview(), to: place, formats: [.html, .png])
        #expect(names(in: place) == ["charts", "review.html"])
        #expect(names(in: place + "/charts") == ReviewChart.allCases.map(\.fileName).sorted())
        remove(place)
    }

    @Test func `A folder that cannot be made is named in the error`() throws {
        let writer = WriteReview(fonts: try .resolve())
        #expect {
            try writer.write(emptyReview(), to: "/dev/null/review")
        } throws: { error in
            "\(error)".hasPrefix("cannot make the folder /dev/null/review (Not a directory)")
        }
    }

    @Test func `A file that cannot be written is named in the error`() throws {
        let writer = WriteReview(fonts: try .resolve())
        mkdir(folder, 0o755)
        mkdir(folder + "/review.html", 0o755)
        #expect {
            try writer.write(emptyReview(), to: folder, formats: [.html])
        } throws: { error in
            "\(error)".hasPrefix("cannot write \(folder)/review.html (Is a directory)")
        }
        #expect(names(in: folder) == ["review.html"])
        rmdir(folder + "/review.html")
        rmdir(folder)
    }

    private func names(in folder: String) -> [String] {
        guard let stream = opendir(folder) else { return [] }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if !name.hasPrefix(".") || name.count > 2 { names.append(name) }
        }
        return names.sorted()
    }

    private func remove(_ place: String) {
        for name in ReviewChart.allCases.map(\.fileName) { unlink(place + "/charts/" + name) }
        unlink(place + "/review.html")
        for path in [place + "/charts", place, folder + "/deep", folder] { rmdir(path) }
    }
}
