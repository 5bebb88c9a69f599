import Charting
import DeskAccess
import Logging
import SignIn
import Web

/// What the endpoints need to answer requests.
struct DeskState: Sendable {
    let configuration: DeskConfiguration
    let library: DayLibrary
    let writer: EntryWriter
    let admission: Admission<Viewer>
    let imports: ImportFiles
    let pictures = SharedWork<PictureKey, Reply>(on: .pictures, mostForCaller: 8, most: 100)
    let measurements: Measurements
    let fonts: Fonts
    let logger: Logger
}

/// An endpoint of the desk.
typealias Endpoint = Web.Endpoint<DeskState>
/// A request, as an endpoint of the desk receives it.
typealias Call = Web.Call<DeskState>

extension Measurements {
    private static let entries = Counter("entries_total", help: "Entries that people made.")
    private static let importedBytes = Counter(
        "import_bytes_total", help: "Bytes of feeds received.")

    /// The metrics of the desk.
    static func ofDesk() -> Measurements {
        Measurements(prefix: "parallax_desk", counters: [entries, importedBytes])
    }

    /// Counts an entry.
    func entered() { add(1, to: Self.entries) }
    /// Counts bytes of feeds received.
    func taken(_ bytes: Int) { add(bytes, to: Self.importedBytes) }
}

extension BlockingWork.Queue {
    /// Works out a day, one at a time: everybody waits for the same.
    static let days = BlockingWork.Queue(threads: 1)
    /// Writes what people enter, one entry after the other.
    static let entries = BlockingWork.Queue(threads: 1)
    /// Imports files one after the other.
    static let imports = BlockingWork.Queue(threads: 1)
    /// Draws pictures one at a time.
    static let pictures = BlockingWork.Queue(threads: 1)

    /// All queues of this service have threads from here on.
    static func startAll() {
        start()
        _ = (days, entries, imports, pictures)
    }
}
