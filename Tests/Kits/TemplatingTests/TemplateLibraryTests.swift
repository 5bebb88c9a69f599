import Templating
import Testing

private struct Row: PagePart {
    let name: String
    let note: String?
    let isLate: Bool
}

private struct Page: PagePart {
    let title: String
    let rows: [Row]
    let first: Row?
}

@Suite struct TemplateLibraryTests {
    private func library(_ sources: [String: String]) -> TemplateLibrary {
        TemplateLibrary(sources.mapValues { Array($0.utf8) })
    }

    @Test func `Values are filled in by name and escaped`() throws {
        let library = library(["hello": "Hello, {{name}}{{{raw}}}{{none}}"])
        let text = try library.text("hello", ["name": "<b>\"V\" & 'W'", "raw": "<br>"])
        #expect(text == "Hello, &lt;b&gt;&quot;V&quot; &amp; &#39;W&#39;<br>")
    }

    @Test(arguments: ["", "plain", "<b>\"V\" & 'W'</b>", "é < 北京 && \u{0}", "&amp;"])
    func `Text is escaped by hand as templates escape it`(text: String) throws {
        #expect(
            escapedHTML(text) == (try library(["text": "{{text}}"]).text("text", ["text": text])))
    }

    @Test func `The members of a part are filled in, those of its parts too`() throws {
        let library = library([
            "page": """
            {{title}}:{{#rows}} {{name}}{{#isLate}} late{{/isLate}}{{#note}} ({{note}}){{/note}};\
            {{/rows}}{{#first}} first {{name}}{{/first}}{{^first}} nobody{{/first}}
            """
        ])
        let (ada, bo) = (
            Row(name: "Ada", note: nil, isLate: true), Row(name: "Bo", note: "new", isLate: false)
        )
        #expect(
            try library.text("page", Page(title: "T", rows: [ada, bo], first: ada))
                == "T: Ada late; Bo (new); first Ada")
        #expect(try library.text("page", Page(title: "T", rows: [], first: nil)) == "T: nobody")
    }

    @Test func `A template may stand in another`() throws {
        let library = library(["outer": "[{{> inner}}]", "inner": "{{word}}"])
        #expect(try library.text("outer", ["word": "in"]) == "[in]")
    }

    @Test func `A name that no template has is an error that tells it`() {
        #expect {
            try library(["a": ""]).text("b", [:])
        } throws: { error in
            "\(error)".hasPrefix("there is no template 'b'")
        }
    }

    @Test func `A broken template is an error once one is asked for`() {
        let library = library(["good": "fine", "broken": "{{#open}}"])
        #expect(throws: (any Error).self) { try library.text("good", [:]) }
    }
}
