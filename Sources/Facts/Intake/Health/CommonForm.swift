import Tables
import Domain

/// Reads a score of 0 to 100 with at most one decimal and returns it in tenths. Returns -1 for
/// anything else; `at` may then have moved.
@inline(__always)
func shortTenths(_ at: inout UnsafePointer<UInt8>) -> Int16 {
    // Most scores look like 72.8: one comparison checks the digits and the point.
    let word = UnsafeRawPointer(at).loadUnaligned(as: UInt32.self) ^ 0x302E_3030
    if ((word &+ 0x767F_7676) | word) & 0x8080_8080 == 0 {
        at += 4
        return Int16(
            truncatingIfNeeded: (word & 15) &* 100 &+ (word >> 8 & 15) &* 10 &+ word >> 24)
    }
    var value = Int16(at[0]) &- 48
    guard value >= 0, value <= 9 else { return -1 }
    at += 1
    var digit = Int16(at[0]) &- 48
    if digit >= 0, digit <= 9 {
        value = value &* 10 &+ digit
        at += 1
        digit = Int16(at[0]) &- 48
        if digit >= 0, digit <= 9 {
            value = value &* 10 &+ digit
            at += 1
        }
    }
    value = value &* 10
    if at[0] == UInt8(ascii: ".") {
        digit = Int16(at[1]) &- 48
        guard digit >= 0, digit <= 9 else { return -1 }
        value = value &+ digit
        at += 2
    }
    // The caller expects a comma or a line end here, so it catches a further digit or letter.
    return value <= 1000 ? value : -1
}

/// Reads the day `YYYY-MM-DD` at `at`. Returns month number << 5 | day of month, or -1 if it is not
/// a valid day.
@inline(__always)
func packedDate(_ at: UnsafePointer<UInt8>) -> Int {
    // Check all digits and both dashes with one comparison for each block: eight bytes, then two.
    let head = UnsafeRawPointer(at).loadUnaligned(as: UInt64.self) ^ 0x2D30_302D_3030_3030
    let tail = UnsafeRawPointer(at + 8).loadUnaligned(as: UInt16.self) ^ 0x3030
    guard ((head &+ 0x7F76_767F_7676_7676) | head) & 0x8080_8080_8080_8080 == 0,
        ((tail &+ 0x7676) | tail) & 0x8080 == 0
    else { return -1 }
    func digit(_ index: UInt64) -> Int { Int(truncatingIfNeeded: head >> (index &* 8) & 15) }
    let year = digit(0) &* 1000 &+ digit(1) &* 100 &+ digit(2) &* 10 &+ digit(3)
    let month = digit(5) &* 10 &+ digit(6)
    let day = Int(tail & 15) &* 10 &+ Int(tail >> 8)
    guard month >= 1, month <= 12, day >= 1 else { return -1 }
    let isLeap = year & 3 == 0 && (year % 100 != 0 || year % 400 == 0)
    let length =
        month == 2 ? (isLeap ? 29 : 28) : 30 &+ ((month &+ (month >> 3)) & 1)
    guard day <= length else { return -1 }
    return (year &* 12 &+ month &- 1) << 5 | day
}

/// Reads the tier at `at` and returns its raw value. Returns 0 for an empty field and nil for any
/// other word.
@inline(__always)
func tierWord(_ at: inout UnsafePointer<UInt8>) -> UInt8? {
    switch at[0] {
    case UInt8(ascii: "r"):
        guard at[1] == UInt8(ascii: "e"), at[2] == UInt8(ascii: "d") else { return nil }
        at += 3
        return Tier.red.rawValue
    case UInt8(ascii: "a"):
        let word = UnsafeRawPointer(at + 1).loadUnaligned(as: UInt32.self)
        guard word == 0x7265_626D else { return nil }  // "mber"
        at += 5
        return Tier.amber.rawValue
    case UInt8(ascii: "g"):
        let word = UnsafeRawPointer(at + 1).loadUnaligned(as: UInt32.self)
        guard word == 0x6E65_6572 else { return nil }  // "reen"
        at += 5
        return Tier.green.rawValue
    case comma, newline, carriageReturn:
        return 0
    default:
        return nil
    }
}
