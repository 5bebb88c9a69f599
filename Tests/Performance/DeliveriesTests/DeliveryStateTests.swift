import Access
import Calendar
import Deliveries
import Testing

/// Where a period stands after some events.
struct DeliveryStateTests {
    private let start = Instant(seconds: 1_795_000_000)

    private func state(
        _ events: [(DeliveryEvent.Kind, Int)], wait: Int = 0, after seconds: Int
    ) -> DeliveryState {
        DeliveryState(
            events.map {
                DeliveryEvent(
                    delivery: "d", period: "2026-10", kind: $0.0, time: start + $0.1, text: "why",
                    wait: wait)
            }, at: start + seconds)
    }

    @Test func `Without events it is due for the first time`() {
        #expect(state([], after: 0) == .due(isRepeat: false))
    }

    @Test func `What was sent stays sent, whatever follows`() {
        let sent = DeliveryState.sent(at: start + 1, how: "why")
        #expect(state([(.begun, 0), (.sent, 1)], after: 2) == sent)
        #expect(state([(.begun, 0), (.sent, 1), (.retried, 2), (.failed, 3)], after: 9) == sent)
    }

    @Test func `A message that was begun and has no outcome may be there already`() {
        #expect(state([(.begun, 0)], after: 1) == .due(isRepeat: true))
        // The other side has said that it did not take it.
        #expect(state([(.begun, 0), (.failed, 1)], after: 301) == .due(isRepeat: false))
    }

    @Test(arguments: zip(1...8, [300, 900, 3600, 14_400, 43_200, 86_400, 86_400, 86_400]))
    func `The waits grow with every failure and end with a day`(failures: Int, wait: Int) {
        let events = (0..<failures).flatMap { [(DeliveryEvent.Kind.begun, $0), (.failed, $0)] }
        let last = failures - 1
        #expect(
            state(events, after: last + wait - 1)
                == .waiting(until: start + last + wait, tries: failures, reason: "why"))
        #expect(state(events, after: last + wait) == .due(isRepeat: false))
    }

    @Test func `The other side may ask for a longer wait, of at most a day`() {
        let failed: [(DeliveryEvent.Kind, Int)] = [(.begun, 0), (.failed, 0)]
        #expect(
            state(failed, wait: 7200, after: 301)
                == .waiting(until: start + 7200, tries: 1, reason: "why"))
        #expect(state(failed, wait: 1 << 40, after: 86_400) == .due(isRepeat: false))
    }

    @Test func `A refusal stops until somebody asks, and failures are counted anew from there`() {
        let refused: [(DeliveryEvent.Kind, Int)] = [(.begun, 0), (.refused, 1)]
        #expect(state(refused, after: 1 << 30) == .stopped(at: start + 1, reason: "why"))
        #expect(state(refused + [(.retried, 2)], after: 2) == .due(isRepeat: false))
        #expect(
            state(refused + [(.retried, 2), (.begun, 3), (.failed, 4)], after: 5)
                == .waiting(until: start + 304, tries: 1, reason: "why"))
    }

    @Test func `A message that is cut short again and again is not tried at once any more`() {
        let four = (0..<4).map { (DeliveryEvent.Kind.begun, $0) }
        #expect(state(four, after: 5) == .due(isRepeat: true))
        let five = (0..<5).map { (DeliveryEvent.Kind.begun, $0) }
        #expect(
            state(five, after: 5)
                == .waiting(
                    until: start + 304, tries: 1,
                    reason: "sending was cut short 5 times in a row"))
        #expect(state(five, after: 304) == .due(isRepeat: true))
        #expect(state(five + [(.retried, 6)], after: 7) == .due(isRepeat: true))
    }
}
