import Formats
import HTTPTypes
import HummingbirdTesting
import NIOCore
import Testing

@Suite struct ImportRefusalTests {
    @Test(arguments: [
        ("text/csv", "no,such\n1,2\n", "cannot use the file of csms"),
        ("application/gzip", "no gzip", "the file of csms"), ("text/csv", "", "the file of csms"),
    ])
    func `A file that is refused is named by its feed, not by where it lies`(
        type: String, body: String, words: String
    ) async throws {
        let service = try TestedService()
        let answer = try await service.answer(
            .post, "/api/v1/imports?feed=csms", as: .importer, fields: [.contentType: type],
            body: body)
        #expect(answer.status == .unprocessableContent)
        let text = String(buffer: answer.body)
        #expect(text.contains(words), "\(text)")
        #expect(!text.contains("csms.csv") && !text.contains("/tmp"), "\(text)")
    }
}
