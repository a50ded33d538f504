// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.detect;

import io.wardline.pattern.Evidence;
import io.wardline.pattern.Role;
import io.wardline.pattern.Severity;
import io.wardline.pattern.detect.Finding;
import io.wardline.pattern.detect.Match;
import io.wardline.pattern.detect.MatchedStep;
import io.wardline.pattern.flink.Automaton;
import io.wardline.topology.event.AgeBand;
import io.wardline.topology.event.Event;
import io.wardline.topology.event.Party;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Turns what the detector found in one conversation into alerts a person can act on. */
final class Teller {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{(?:offender|victims)}");

    private final String conversationId;
    private final EvidenceLog log;
    private final long toldAtMillis;
    private final Map<String, Party> parties;

    /**
     * @param log with the arrival in it
     * @param toldAtMillis {@code known_at} of the event whose arrival made something be told, or when a wait ended
     */
    Teller(String conversationId, EvidenceLog log, long toldAtMillis) {
        this.conversationId = conversationId;
        this.log = log;
        this.toldAtMillis = toldAtMillis;
        this.parties = log.parties();
    }

    /** What is told of a finding. */
    Tell tell(Finding<Event> finding) {
        boolean withdrawn = finding instanceof Finding.Vanished;
        String supersedes =
                finding.replaces().map(before -> alertId(before, false)).orElse(null);
        return tell(finding.match(), withdrawn, supersedes, false);
    }

    /** A match as it is told first. */
    Tell standing(Match<Event> match) {
        return tell(match, false, null, false);
    }

    /** A match that was told before, with what is now known of its parties. */
    Tell refresh(Match<Event> match) {
        return tell(match, false, null, true);
    }

    private Tell tell(Match<Event> match, boolean withdrawn, @Nullable String supersedes, boolean refresh) {
        Automaton automaton = match.automaton();
        Party offender = party(match.offenderId());
        List<Party> victims = victims(match);
        String caseId = Ids.caseId(conversationId, match.offenderId());
        return new Tell(
                alertId(match, withdrawn),
                caseId,
                conversationId,
                automaton.patternId(),
                automaton.revision(),
                automaton.shadow(),
                automaton.step(),
                severity(automaton, victims),
                automaton.crisis(),
                automaton.reportable(),
                offender,
                victims,
                match.deciding().occurredAtMillis(),
                match.evidence().stream()
                        .mapToLong(step -> step.event().knownAtMillis())
                        .max()
                        .orElseThrow(),
                toldAtMillis,
                withdrawn,
                supersedes,
                Ids.burstId(caseId, match.deciding().eventId()),
                match.evidence().stream().map(Teller::item).toList(),
                log.isThinned(),
                explanation(automaton, offender, victims, withdrawn),
                refresh);
    }

    private String alertId(Match<Event> match, boolean withdrawn) {
        Automaton automaton = match.automaton();
        return Ids.alertId(
                conversationId,
                match.offenderId(),
                automaton.patternId(),
                automaton.revision(),
                automaton.step(),
                match.eventIds(),
                withdrawn);
    }

    /** Recipients of the offender's steps and senders of the victim's steps. */
    private List<Party> victims(Match<Event> match) {
        Set<String> victims = new LinkedHashSet<>();
        for (MatchedStep<Event> step : match.evidence()) {
            Event event = step.event();
            if (event.senderId().equals(match.offenderId())) {
                event.recipients().forEach(recipient -> victims.add(recipient.accountId()));
            } else if (isVictims(match.automaton(), step.step())) {
                victims.add(event.senderId());
            }
        }
        victims.remove(match.offenderId());
        return victims.stream().map(this::party).toList();
    }

    /** A step that anyone may do, such as the first contact, makes nobody a victim: in a group it may be a third party's. */
    private static boolean isVictims(Automaton automaton, String step) {
        return automaton.variants().stream()
                .flatMap(variant -> variant.steps().stream())
                .anyMatch(condition -> condition.name().equals(step) && condition.by() == Role.VICTIM);
    }

    private Party party(String accountId) {
        // The offender of a match may have sent nothing that is still in the log's parties only if nothing is left of
        // it at all.
        return parties.getOrDefault(accountId, new Party(accountId, AgeBand.UNKNOWN, null, null));
    }

    private static Severity severity(Automaton automaton, List<Party> victims) {
        boolean minor = victims.stream().anyMatch(victim -> victim.ageBand().isMinor());
        return minor ? automaton.severity().raised() : automaton.severity();
    }

    private static EvidenceItem item(MatchedStep<Event> step) {
        Map<String, Double> scores = new TreeMap<>();
        step.event().signals().forEach((name, score) -> {
            if (score >= Evidence.FLOOR) {
                scores.put(name, score);
            }
        });
        return new EvidenceItem(step.step(), scores, step.event());
    }

    private static String explanation(Automaton automaton, Party offender, List<Party> victims, boolean withdrawn) {
        List<String> names = new ArrayList<>();
        victims.forEach(victim -> names.add(victim.accountId()));
        String sentence = filledIn(
                automaton.explanation(),
                offender.accountId(),
                names.isEmpty() ? "an unknown party" : String.join(", ", names));
        return withdrawn ? "Withdrawn, since an event that came late changed the sequence. Was: " + sentence : sentence;
    }

    /** In one pass, since an account's id may look like a placeholder. */
    private static String filledIn(String explanation, String offender, String victims) {
        return PLACEHOLDER
                .matcher(explanation)
                .replaceAll(found -> Matcher.quoteReplacement(found.group().equals("{offender}") ? offender : victims));
    }
}
