import Calendar
import Domain
import Formats

extension Action {
    /// The action for programs.
    func json(_ csms: [CSM]) -> JSON {
        [
            "action_id": .text(id), "kind": .text(kind.rawValue), "title": .text(title),
            "opened_on": .text(opened.description), "due_on": .optional(due?.description),
            "closed_on": .optional(closed?.description),
            "csm_id": .optional(csm.map { csms[$0].id.text }), "playbook": .optional(playbook),
            "step": .optional(step),
        ]
    }
}

extension Contact {
    /// The contact for programs.
    var json: JSON {
        [
            "contact_id": .text(id), "name": .optional(name), "role": .text(role.rawValue),
            "from_date": .optional(from?.description), "to_date": .optional(until?.description),
        ]
    }
}

extension Touch {
    /// The touch for programs.
    func json(_ csms: [CSM]) -> JSON {
        [
            "touch_id": .text(id), "held_on": .text(held.description),
            "kind": .text(kind.rawValue), "csm_id": .optional(csm.map { csms[$0].id.text }),
            "summary": .optional(summary), "meaningful": .bool(isMeaningful),
        ]
    }
}

extension Override {
    /// The override for programs.
    func json(_ csms: [CSM]) -> JSON {
        [
            "override_id": .text(id), "logged_on": .text(logged.description),
            "csm_id": .text(csms[csm].id.text), "tier": .text(asserted.word),
            "model_tier": .optional(modelTier?.word),
            "model_score": .optional(modelScore?.points), "reason": .optional(reason),
            "note": .optional(note), "review_on": .optional(reevaluate?.description),
            "withdrawn_on": .optional(withdrawn?.description),
        ]
    }
}

extension Rating {
    /// The rating for programs.
    func json(_ csms: [CSM]) -> JSON {
        [
            "rating_id": .text(id), "rated_on": .text(rated.description),
            "csm_id": .text(csms[csm].id.text), "rating": .text(level.rawValue),
            "note": .optional(note),
        ]
    }
}
