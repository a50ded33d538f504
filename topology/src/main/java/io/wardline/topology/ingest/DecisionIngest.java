// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.ingest;

import io.wardline.topology.account.Decision;
import io.wardline.topology.account.Decision.Action;
import io.wardline.topology.account.Decision.DecisionLink;
import io.wardline.topology.account.DecisionHeaders;
import io.wardline.topology.account.IdentifierType;
import io.wardline.topology.account.Ring;
import io.wardline.topology.event.DeadLetter;
import io.wardline.topology.event.Origin;
import io.wardline.v1.Enforcement;
import io.wardline.v1.EnforcementAction;
import io.wardline.v1.EnforcementLink;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Decisions on accounts, which the job told itself and reads back. They take effect at their own {@code known_at}, and not at that of
 * their record: that is when the job wrote them.
 */
public final class DecisionIngest extends Ingest<Enforcement, IngestedDecision> {
    private static final long serialVersionUID = 1L;
    /** More than the job tells of one account; what others copy into the topic must not grow its state. */
    static final int MAX_LINKS = 64;

    public DecisionIngest(RecordReader<Enforcement> reader, int maxBytes) {
        super(reader, maxBytes);
    }

    @Override
    IngestedDecision accept(
            Enforcement wire, byte[] bytes, Map<String, String> headers, Origin origin, long knownAtMillis)
            throws RejectedRecordException {
        requireId("decision_id", wire.getDecisionId());
        requireId("account_id", wire.getAccountId());
        if (wire.getGroupId() != null) {
            requireId("group_id", wire.getGroupId());
        }
        if (wire.getAction() == EnforcementAction.UNKNOWN) {
            throw invalid("action: none that this build knows");
        }
        long decidedAtMillis = wire.getKnownAt().toEpochMilli();
        Ring ring;
        Ring before;
        try {
            ring = DecisionHeaders.ring(headers, wire.getGroupId(), decidedAtMillis);
            before = DecisionHeaders.origin(headers, ring, decidedAtMillis);
        } catch (NumberFormatException e) {
            throw invalid("a header " + DecisionHeaders.PREFIX + "* is no number, or none that the job writes");
        }
        Decision decision = new Decision(
                wire.getDecisionId(),
                wire.getAccountId(),
                Action.valueOf(wire.getAction().name()),
                share("score", wire.getScore()),
                decidedAtMillis,
                links(wire),
                ring,
                before,
                List.copyOf(wire.getMergedFrom()),
                wire.getSupersedes(),
                wire.getExplanation());
        return new IngestedDecision(decision, null);
    }

    private static List<DecisionLink> links(Enforcement wire) throws RejectedRecordException {
        if (wire.getLinks().size() > MAX_LINKS) {
            throw invalid("links: more than " + MAX_LINKS);
        }
        List<DecisionLink> links = new ArrayList<>();
        for (EnforcementLink link : wire.getLinks()) {
            requireId("links.disabled_account_id", link.getDisabledAccountId());
            for (String caseId : link.getCaseIds()) {
                requireId("links.case_ids", caseId);
            }
            if (link.getIdentifierType() == io.wardline.v1.IdentifierType.UNKNOWN) {
                throw invalid("links.identifier_type: none that this build knows");
            }
            links.add(new DecisionLink(
                    link.getDisabledAccountId(),
                    IdentifierType.valueOf(link.getIdentifierType().name()),
                    share("links.weight", link.getWeight()),
                    List.copyOf(link.getCaseIds())));
        }
        return List.copyOf(links);
    }

    private static double share(String field, double value) throws RejectedRecordException {
        if (!(value >= 0 && value <= 1)) {
            throw invalid(field + ": not from 0 to 1");
        }
        return value;
    }

    @Override
    IngestedDecision rejected(DeadLetter deadLetter) {
        return new IngestedDecision(null, deadLetter);
    }
}
