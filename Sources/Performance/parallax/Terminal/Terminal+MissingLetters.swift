import Charting
import Terminal

extension Terminal {
    /// Says on standard error which letters no font had, and which packages bring them.
    static func tellMissingLetters(of fonts: Fonts) {
        for note in fonts.newNotes() { log("note: \(note)") }
    }
}
