import Foundation
import HummingbirdTesting
import NIOCore
import TestSupport
import Testing

@Suite struct HowWeJudgeTests {
    @Test func `The page says what the documentation says, word for word`() async throws {
        let service = try TestedService()
        let page = String(buffer: try await service.answer("/how-we-judge", as: .vp).body)
        let main = try #require(page.firstMatch(of: /(?s)<section.*<\/section>/)?.output)
        let document = try String(
            contentsOfFile: repositoryPath + "/Documentation/how-we-judge.md", encoding: .utf8)
        let shown = words(
            String(main).replacing(/<[^>]+>/, with: " ").replacing("&amp;", with: "&"))
        let written = words(
            document.replacing(/\[([^\]]+)\]\([^)]+\)/) { $0.output.1 }
                .replacing(/(?m)^# .*$|^\|[-|]+\|$|^\d+\. |^- |[*#|]/, with: " "))
        #expect(shown.count > 800)
        #expect(shown == written)
    }

    /// The words of a text, with punctuation that stands alone joined to the word before it.
    private func words(_ text: String) -> [String] {
        text.replacing(/\s+([.,:;])/) { $0.output.1 }
            .split(whereSeparator: \.isWhitespace).map(String.init)
    }
}
