/// An entry of the import log that is not a file which was imported: the column `imports.entry_kind`.
enum ImportKind: String {
    /// A file that was refused as a whole.
    case refusal
    /// Rows that waited for an account or a CSM.
    case waiting
    /// Rows that a person took back.
    case withdrawal
    /// Rejected rows that a person told the ledger to forget.
    case forgotten
    /// Rows that a person entered.
    case entry
}
