import Access
import Calendar
import Identity
import Testing

@Suite struct PersonTests {
    @Test func `A person is the viewer of their own identifier`() {
        let viewer = Viewer(subject: "x", name: "Vera", role: .vp)
        let first = Person(email: "a@b", subject: nil, viewer: viewer, added: Instant(seconds: 1))
        let second = Person(email: "a@b", subject: nil, viewer: viewer, added: Instant(seconds: 1))
        #expect(first.viewer.subject == first.id && first.id != second.id)
        #expect(first.id.utf8.count == 12 && first.id.hasPrefix("per-"))
    }
}
