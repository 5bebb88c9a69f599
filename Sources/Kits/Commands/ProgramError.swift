/// Why a program cannot run at all.
enum ProgramError: Error, CustomStringConvertible {
    /// The system allows no further thread.
    case noThread

    var description: String {
        "the system does not allow another thread: raise the limit of processes (ulimit -u, "
            + "TasksMax) or of memory (ulimit -v)"
    }
}
