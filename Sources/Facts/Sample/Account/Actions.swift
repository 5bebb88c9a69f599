import Calendar
import Domain

extension AccountStory {
    /// Draws playbooks, escalations, requests and tasks. A playbook follows from the account: a weak
    /// component, a lost sponsor, a renewal that comes nearer, a long silence.
    ///
    /// - Parameter sponsorLeft: the day since which there is no sponsor; nil if there is one.
    mutating func tellActions(sponsorLeft: Day?) {
        guard let days = workingDays else { return }
        var random = world.stream(account: number, .actions)
        let last = days.upperBound
        if random.chance(0.08), last - days.lowerBound > 200 {
            run(
                random.pick(WorkingWords.playbooks), from: last - random.integer(120...190),
                haste: 1, &random)
        }
        if isCustomer, !ownerID(on: last).isEmpty {
            for (playbook, start) in fittingPlaybooks(sponsorLeft, days, &random).prefix(2) {
                run(playbook, from: start, haste: 0.75, &random)
            }
        }
        if random.chance(health.isTroubled ? 0.14 : 0.04) {
            add("escalation", WorkingWords.escalations, in: days, open: 0.45, &random)
        }
        if random.chance(0.15) {
            add("request", WorkingWords.requests, in: days, open: 0.4, &random)
        }
        if random.chance(0.25) { add("task", WorkingWords.tasks, in: days, open: 0.5, &random) }
    }

    /// The playbooks that fit, each with the day on which its CSM started it, the most telling first.
    private func fittingPlaybooks(
        _ sponsorLeft: Day?, _ days: ClosedRange<Day>, _ random: inout RandomStream
    ) -> [(WorkingWords.Playbook, Day)] {
        let last = days.upperBound
        let points = health.points(nearest: last - world.first)
        var found: [(WorkingWords.Playbook, Day)] = []
        func start(_ playbook: WorkingWords.Playbook, _ share: Double, _ ago: ClosedRange<Int>) {
            let day = (last - random.integer(ago)).workday
            if random.chance(share), day >= days.lowerBound { found.append((playbook, day)) }
        }
        let week = last - 5 - world.first
        let isNew =
            profile.hasHealth
            && health.score(asOf: week).map(tier(ofTenths:))
                != health.score(asOf: last - world.first).map(tier(ofTenths:))
        let ago = isNew ? 1...4 : 3...60
        if let left = sponsorLeft, last - left > 4 {
            start(WorkingWords.sponsor, 0.55, 1...max(1, min(45, last - left - 3)))
        }
        if profile.hasHealth, points[1] < 50 { start(WorkingWords.support, isNew ? 0.7 : 0.4, ago) }
        if profile.hasHealth, points[0] < 50 {
            start(WorkingWords.adoption, isNew ? 0.7 : 0.4, ago)
        }
        if let due = nextDue, due - last <= 120 {
            start(WorkingWords.renewal, 0.5, 1...max(1, 120 - (due - last)))
        }
        let touch = lines.filter { $0.feed == .touches }.compactMap { Day($0.fields[3]) }.max()
        if let touch, last - touch > 55 { start(WorkingWords.quiet, 0.35, 1...10) }
        return found
    }

    /// The due day of the contract that runs on the window's last day.
    private var nextDue: Day? {
        lines.filter { $0.feed == .renewals }.compactMap { Day($0.fields[2]) }
            .filter { $0 >= world.last }.min()
    }

    /// Adds the steps of a playbook. They are done in order, each by chance, about when it is due.
    private mutating func run(
        _ playbook: WorkingWords.Playbook, from start: Day, haste: Double,
        _ random: inout RandomStream
    ) {
        var isOnTrack = true
        for (place, step) in playbook.steps.enumerated() {
            let due = start + step.days
            let done = max(start, due + random.integer(-2...3))
            isOnTrack = random.chance(haste) && isOnTrack && done <= world.last
            addAction(
                "playbook", step.title, opened: start, due: due, closed: isOnTrack ? done : nil,
                playbook: (playbook.name, "\(place + 1)"))
        }
    }

    private mutating func add(
        _ kind: String, _ titles: [String], in days: ClosedRange<Day>, open share: Double,
        _ random: inout RandomStream
    ) {
        let opened = (days.upperBound - random.integer(1...70)).workday
        let isOpen = random.chance(share)
        let due = opened + random.integer(5...40)
        let closed = opened + random.integer(2...30)
        let title = random.pick(titles)
        guard days.contains(opened) else { return }
        addAction(
            kind, title, opened: opened, due: kind == "request" ? nil : due,
            closed: isOpen || closed > world.last ? nil : closed, playbook: ("", ""))
    }

    private mutating func addAction(
        _ kind: String, _ title: String, opened: Day, due: Day?, closed: Day?,
        playbook: (name: String, step: String)
    ) {
        let serial = lines.count { $0.feed == .actions } + 1
        lines.append(
            FeedLine(
                .actions,
                [
                    "K\(profile.stem)-\(serial)", profile.id, kind, title, "\(opened)",
                    dayText(due), dayText(closed), ownerID(on: opened), playbook.name,
                    playbook.step,
                ]))
    }
}
