/// How many files may wait on the import page, and for how long.
struct PreviewLimits: Sendable {
    /// The most files of one person.
    var ofOnePerson = 20
    /// The most files of all people together.
    var ofAll = 100
    /// The most bytes that all files may have together.
    var bytes: Int
    /// How long a file waits after it was last looked at, in seconds.
    var seconds = 24 * 3600
}
