/// Tells the text of a cell or shared string from the rest of its elements.
///
/// The text is in `t`, or in `r` and `t` for runs of one font. `rPh` and `t` say how it is
/// pronounced.
struct RichText {
    /// Whether the innermost element is part of the text.
    private(set) var isText = false
    private var isPronunciation = false

    /// Begins with a new cell or string.
    mutating func begin() {
        isText = false
        isPronunciation = false
    }

    /// An element begins.
    mutating func start(_ name: XMLName) {
        if name == "t" {
            isText = !isPronunciation
        } else if name == "rPh" {
            isPronunciation = true
        }
    }

    /// An element ends.
    mutating func end(_ name: XMLName) {
        if name == "t" {
            isText = false
        } else if name == "rPh" {
            isPronunciation = false
        }
    }
}
