import Foundation
import Office
import Testing

/// Writes samples for the tests in Python (see Tests/Office), where the environment names a folder.
@Suite struct SampleTests {
    @Test func `samples are written on every template of a folder`() throws {
        guard let folder = ProcessInfo.processInfo.environment["OFFICE_SAMPLES"] else { return }
        try write(on: .standard, to: "\(folder)/standard")
        let workbook = try SampleWorkbook.workbook.xlsx()
        try Data(workbook).write(to: URL(filePath: "\(folder)/workbook.xlsx"))
        let templates = URL(filePath: "\(folder)/templates")
        for file in try FileManager.default.contentsOfDirectory(
            at: templates, includingPropertiesForKeys: nil)
        where file.pathExtension == "pptx" {
            let name = file.deletingPathExtension().lastPathComponent
            try write(on: SlideTemplate([UInt8](Data(contentsOf: file))), to: "\(folder)/\(name)")
        }
    }

    private func write(on template: SlideTemplate, to path: String) throws {
        let (bytes, remarks) = try SampleDeck.presentation.pptx(on: template)
        try Data(bytes).write(to: URL(filePath: path + ".pptx"))
        let text = remarks.map { "\($0)\n" }.joined()
        try Data(text.utf8).write(to: URL(filePath: path + ".remarks.txt"))
    }
}
