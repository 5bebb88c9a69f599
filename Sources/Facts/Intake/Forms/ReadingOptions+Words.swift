import Tables

extension ReadingOptions {
    /// The options that are set, as `set` takes them, in the order of `names`.
    package var words: [(name: String, text: String)] {
        Self.names.compactMap { name in
            let text: String? =
                switch name {
                case "sheet": sheet
                case "encoding": encoding
                case "separator": separator?.name
                case "header_row": headerRow.map(String.init)
                case "dates": dates?.rawValue
                case "numbers": numbers?.rawValue
                case "time_zone": timeZone
                case "complete": isComplete ? "true" : nil
                case "snapshot": isSnapshot ? "true" : nil
                default: nil
                }
            return text.map { (name, $0) }
        }
    }
}
