/// Carries a value to another thread without a check by the compiler. Whoever makes one must see to
/// it that only one thread uses the value at a time.
package struct UncheckedSendable<Value>: @unchecked Sendable {
    /// The value.
    package let value: Value

    /// Wraps a value.
    package init(_ value: Value) { self.value = value }
}
