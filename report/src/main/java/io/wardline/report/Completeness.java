// SPDX-License-Identifier: Apache-2.0
package io.wardline.report;

import io.wardline.v1.Case;
import io.wardline.v1.CaseEvidence;
import io.wardline.v1.CaseProfile;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * How much of what routes a report to somebody who can act on it a case has. In 2024 over 8 % of reports lacked so much that no agency could
 * be told from them; what names a place or a person counts most.
 *
 * @param score 0..1: the weight of what is there, of all that this case could have
 * @param missing what is not there, by name, the weightiest first
 */
public record Completeness(double score, List<String> missing) {
    /** What a report may have, the weightiest first. */
    private static final List<Part> PARTS = List.of(
            // Where and who the reported user is.
            new Part("offender.ip", 20, of -> of.offender().anyNetwork(network -> network.getIp() != null)),
            new Part("offender.phone", 10, of -> !of.offender().phones().isEmpty()),
            new Part("offender.email", 10, of -> !of.offender().emails().isEmpty()),
            // Where the victim is, and that it is a child.
            new Part("victim.ip", 10, of -> of.eachVictim(victim -> victim.anyNetwork(n -> n.getIp() != null))),
            new Part("victim.age", 8, of -> of.eachVictim(victim -> victim.isAgeKnown(of.now()))),
            new Part("victim.country", 6, of -> of.eachVictim(victim -> victim.country() != null)),
            new Part("offender.screen_name", 6, of -> of.offender().has(CaseProfile::getScreenName)),
            new Part("offender.country", 5, of -> of.offender().country() != null),
            // Behind a carrier's address are thousands.
            new Part("offender.port", 5, of -> of.offender().anyNetwork(network -> network.getPort() != null)),
            new Part("offender.device_id", 5, of -> of.offender().anyNetwork(network -> network.getDeviceId() != null)),
            new Part("victim.contact", 5, of -> of.eachVictim(Account::hasContact)),
            new Part("payment.handle", 5, Of::hasDemand, Of::hasHandle),
            new Part("media.hash", 4, Of::hasMedia, Of::hasHash),
            new Part("conversation.text", 4, of -> of.any(event -> Account.isSaid(event.getText()))),
            new Part("victim.screen_name", 3, of -> of.eachVictim(victim -> victim.has(CaseProfile::getScreenName))),
            new Part("offender.profile_url", 3, of -> of.offender().has(CaseProfile::getProfileUrl)),
            new Part("offender.display_name", 2, of -> of.offender().has(CaseProfile::getDisplayName)),
            new Part("offender.date_of_birth", 2, of -> of.offender()
                    .dateOfBirth(of.now())
                    .isPresent()));

    /**
     * One of them.
     *
     * @param weight of the part, compared with the others'
     * @param applies whether a case can have it
     */
    private record Part(String name, int weight, Predicate<Of> applies, Predicate<Of> isThere) {
        Part(String name, int weight, Predicate<Of> isThere) {
            this(name, weight, of -> true, isThere);
        }
    }

    public static Completeness of(Case what) {
        Of of = new Of(what, Incident.of(what));
        int all = 0;
        int there = 0;
        List<String> missing = new ArrayList<>();
        for (Part part : PARTS) {
            if (part.applies().test(of)) {
                all += part.weight();
                if (part.isThere().test(of)) {
                    there += part.weight();
                } else {
                    missing.add(part.name());
                }
            }
        }
        // To what a person reads.
        return new Completeness(Math.rint(100.0 * there / all) / 100, List.copyOf(missing));
    }

    /** A case, looked at once. */
    private record Of(Case what, Incident incident) {
        Account offender() {
            return incident.offender();
        }

        Instant now() {
            return incident.time();
        }

        boolean any(Predicate<CaseEvidence> test) {
            return what.getEvidence().stream().anyMatch(test);
        }

        boolean eachVictim(Predicate<Account> test) {
            return !incident.victims().isEmpty() && incident.victims().stream().allMatch(test);
        }

        boolean hasDemand() {
            return incident.stages().containsKey(Incident.Stage.DEMAND)
                    || incident.stages().containsKey(Incident.Stage.PAYMENT);
        }

        boolean hasHandle() {
            return !incident.payments().isEmpty();
        }

        boolean hasMedia() {
            return any(event -> !event.getMedia().isEmpty());
        }

        boolean hasHash() {
            return any(event -> event.getMedia().stream()
                    .anyMatch(media -> Account.isSaid(media.getSha256())
                            || Account.isSaid(media.getMd5())
                            || Account.isSaid(media.getPdq())));
        }
    }
}
