import Formats

/// What is worth telling about the values of a file.
final class ReadingNotes {
    /// Fields with a word that stands for nothing.
    var nullWords = 0
    /// One of those words, as written.
    var nullWord = ""
    /// References in which a Salesforce id of 15 characters met one of 18, or the other way round.
    var matchedIDs = 0
    /// One of those references, as written.
    var matchedID = ""
    /// Rows that gave way to a later reading of the same day.
    var earlierReadings = 0
    /// Amounts whose currency stood beside the digits.
    var currencyMarks = 0
    /// The largest score of a health file, in points; nil without any.
    var largestScore: Double?

    /// Forgets everything, before the file is read again.
    func reset() {
        (nullWords, matchedIDs, earlierReadings, currencyMarks) = (0, 0, 0, 0)
    }

    /// Adds what was found in another part of the file.
    func add(_ other: ReadingNotes) {
        if nullWords == 0 { nullWord = other.nullWord }
        if matchedIDs == 0 { matchedID = other.matchedID }
        nullWords += other.nullWords
        matchedIDs += other.matchedIDs
        earlierReadings += other.earlierReadings
        currencyMarks += other.currencyMarks
    }

    /// The notes in words.
    var lines: [String] {
        var lines: [String] = []
        if nullWords > 0 {
            lines.append("\(counted(nullWords, "field")) with \(nullWord) as empty")
        }
        if matchedIDs > 0 {
            lines.append(
                "\(counted(matchedIDs, "Salesforce id")) of 15 and 18 characters taken as one, such as "
                    + matchedID)
        }
        if earlierReadings > 0 {
            lines.append(
                "\(counted(earlierReadings, "earlier reading")) of a day gave way to its last one")
        }
        if currencyMarks > 0 {
            lines.append("\(counted(currencyMarks, "amount")) with the currency beside the number")
        }
        return lines
    }
}
