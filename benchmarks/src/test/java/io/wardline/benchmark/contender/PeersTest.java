// SPDX-License-Identifier: Apache-2.0
package io.wardline.benchmark.contender;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardline.benchmark.stream.EventStream;
import io.wardline.benchmark.stream.StreamSpec;
import io.wardline.topology.event.AgeBand;
import io.wardline.topology.event.AgeSource;
import io.wardline.topology.event.Arrival;
import io.wardline.topology.event.Event;
import io.wardline.topology.event.Kind;
import io.wardline.topology.event.Party;
import io.wardline.topology.event.Payment;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class PeersTest {
    private static final long START = 1_767_225_600_000L;
    private static final long WINDOW = FourSteps.WINDOW.toMillis();
    /** Of the cases that are made by hand. */
    private static final Duration DISORDER = Duration.ofMinutes(1);

    /** What is expected was worked out on paper; {@code conversation/event}, in the order of arrival. */
    private record Case(String name, List<Arrival> arrivals, List<String> expected) {}

    private static final List<Case> CASES = List.of(
            new Case(
                    "the four steps, and a second demand that is not told again",
                    List.of(
                            contact("e1", 0, "x"),
                            media("e2", 10, "y"),
                            threat("e3", 20, "x", 0.7),
                            demand("e4", 30, "x"),
                            demand("e5", 40, "x")),
                    List.of("c/e4")),
            new Case(
                    "media by the offender is not the second step",
                    List.of(
                            contact("e1", 0, "x"),
                            media("e2", 10, "x"),
                            threat("e3", 20, "x", 0.9),
                            demand("e4", 30, "x")),
                    List.of()),
            new Case(
                    "a threat by the other is not the third step",
                    List.of(
                            contact("e1", 0, "x"),
                            media("e2", 10, "y"),
                            threat("e3", 20, "y", 0.9),
                            demand("e4", 30, "x")),
                    List.of()),
            new Case(
                    "a demand by the other is not the fourth step",
                    List.of(
                            contact("e1", 0, "x"),
                            media("e2", 10, "y"),
                            threat("e3", 20, "x", 0.9),
                            demand("e4", 30, "y")),
                    List.of()),
            new Case(
                    "a score below 0.7 is no threat",
                    List.of(
                            contact("e1", 0, "x"),
                            media("e2", 10, "y"),
                            threat("e3", 20, "x", 0.69),
                            demand("e4", 30, "x")),
                    List.of()),
            new Case(
                    "a gap that is equal to the window is too long",
                    List.of(
                            contact("e1", 0, "x"),
                            media("e2", 10, "y"),
                            threat("e3", 20, "x", 0.9),
                            demand("e4", WINDOW, "x")),
                    List.of()),
            new Case(
                    "a gap that is a millisecond shorter is not",
                    List.of(
                            contact("e1", 0, "x"),
                            media("e2", 10, "y"),
                            threat("e3", 20, "x", 0.9),
                            demand("e4", WINDOW - 1, "x")),
                    List.of("c/e4")),
            new Case(
                    "each contact begins a sequence: the one by x is complete with e5, the one by y with e8",
                    List.of(
                            contact("e1", 0, "x"),
                            contact("e2", 10, "y"),
                            media("e3", 20, "y"),
                            threat("e4", 30, "x", 0.9),
                            demand("e5", 40, "x"),
                            media("e6", 50, "x"),
                            threat("e7", 60, "y", 0.9),
                            demand("e8", 70, "y")),
                    List.of("c/e5", "c/e8")),
            new Case(
                    "of two contacts by the same account the first is too old, the second is not",
                    List.of(
                            contact("e1", 0, "x"),
                            contact("e2", 5, "x"),
                            media("e3", 10, "y"),
                            threat("e4", 20, "x", 0.9),
                            demand("e5", WINDOW, "x")),
                    List.of("c/e5")),
            new Case(
                    "media that arrives last counts from when it happened",
                    List.of(
                            contact("e1", 0, "x"),
                            threat("e3", 20, "x", 0.9),
                            demand("e4", 30, "x"),
                            media("e2", 10, "y")),
                    List.of("c/e4")),
            new Case(
                    "of two at the same time the ids give the order: the media comes after the contact",
                    List.of(
                            media("e2", 0, "y"),
                            contact("e1", 0, "x"),
                            threat("e3", 20, "x", 0.9),
                            demand("e4", 30, "x")),
                    List.of("c/e4")),
            new Case(
                    "of two at the same time the ids give the order: the media comes before the contact",
                    List.of(
                            contact("e1", 0, "x"),
                            media("e0", 0, "y"),
                            threat("e3", 20, "x", 0.9),
                            demand("e4", 30, "x")),
                    List.of()),
            new Case(
                    "one event is one step, even if it fits two",
                    List.of(
                            contact("e1", 0, "x"),
                            media("e2", 10, "y"),
                            event("c", "e3", 20, "x", Kind.MESSAGE, 0.9, "REQUESTED")),
                    List.of()),
            new Case(
                    "the steps are those of one conversation",
                    List.of(
                            contact("e1", 0, "x"),
                            media("e2", 10, "y"),
                            event("other", "e3", 20, "x", Kind.MESSAGE, 0.9, null),
                            demand("e4", 30, "x")),
                    List.of()));

    static Stream<Arguments> handMade() {
        List<Supplier<Contender>> contenders =
                List.of(Reference::new, () -> inOrder(new EsperContender()), () -> inOrder(new SiddhiContender()));
        return CASES.stream().flatMap(made -> contenders.stream().map(of -> Arguments.of(made.name(), made, of)));
    }

    private static Contender inOrder(Contender contender) {
        return new InOrder(contender, DISORDER);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void handMade(String name, Case made, Supplier<Contender> of) throws Exception {
        Matches expected = new Matches();
        for (String deciding : made.expected()) {
            String[] parts = deciding.split("/", -1);
            expected.tell(parts[0], parts[1]);
        }
        try (Contender contender = of.get()) {
            run(contender, made.arrivals());

            assertThat(contender.matches().sameAs(expected))
                    .as("%s: %s", contender.name(), name)
                    .isTrue();
        }
    }

    @Test
    void referenceIgnoresCopies() throws Exception {
        try (Contender reference = new Reference()) {
            Arrival bothSteps = event("c", "e3", 20, "x", Kind.MESSAGE, 0.9, "REQUESTED");
            run(reference, List.of(contact("e1", 0, "x"), media("e2", 10, "y"), bothSteps, bothSteps));

            assertThat(reference.matches().count()).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1, 0.05, 0",
        "2, 0.05, 60",
        "3, 0.05, 60",
        "4, 1.0, 0",
        "5, 1.0, 60",
        "6, 1.0, 3600",
    })
    void enginesTellWhatTheReferenceTells(long seed, double evidenceShare, long disorderSeconds) throws Exception {
        StreamSpec spec = new StreamSpec(seed, 100, evidenceShare, 8, Duration.ofSeconds(disorderSeconds));
        List<Arrival> arrivals = new EventStream(spec).next(40_000);
        try (Contender reference = new Reference();
                Contender esper = new InOrder(new EsperContender(), spec.disorder());
                Contender siddhi = new InOrder(new SiddhiContender(), spec.disorder());
                Contender admittedEsper = new Admitted(new InOrder(new EsperContender(), spec.disorder()));
                Contender admittedSiddhi = new Admitted(new InOrder(new SiddhiContender(), spec.disorder()))) {
            run(reference, arrivals);

            assertThat(reference.matches().count()).as("%s", spec).isPositive();
            for (Contender engine : List.of(esper, siddhi, admittedEsper, admittedSiddhi)) {
                run(engine, arrivals);
                assertThat(engine.matches().sameAs(reference.matches()))
                        .as(
                                "%s (%s) tells %d of %d on %s",
                                engine.name(),
                                engine.getClass().getSimpleName(),
                                engine.matches().count(),
                                reference.matches().count(),
                                spec)
                        .isTrue();
            }
        }
    }

    private static void run(Contender contender, List<Arrival> arrivals) throws Exception {
        for (Arrival arrival : arrivals) {
            contender.accept(arrival);
        }
        contender.finish();
    }

    private static Arrival contact(String id, long at, String sender) {
        return event("c", id, at, sender, Kind.CONTACT, 0, null);
    }

    private static Arrival media(String id, long at, String sender) {
        return event("c", id, at, sender, Kind.MEDIA, 0, null);
    }

    private static Arrival threat(String id, long at, String sender, double score) {
        return event("c", id, at, sender, Kind.MESSAGE, score, null);
    }

    private static Arrival demand(String id, long at, String sender) {
        return event("c", id, at, sender, Kind.MESSAGE, 0, "REQUESTED");
    }

    private static Arrival event(
            String conversation,
            String id,
            long at,
            String sender,
            Kind kind,
            double threat,
            @Nullable String payment) {
        return new Arrival(
                conversation,
                new Event(
                        id,
                        START + at,
                        START + at,
                        kind,
                        new Party(sender, AgeBand.ADULT, AgeSource.DECLARED, null),
                        List.of(),
                        threat > 0 ? Map.of("threat_exposure", threat) : Map.of(),
                        List.of(),
                        payment == null ? null : new Payment(payment, "GIFT_CARD", null, null, null),
                        null,
                        null,
                        false));
    }
}
