// SPDX-License-Identifier: Apache-2.0
package io.wardline.pattern.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardline.pattern.Observation;
import io.wardline.pattern.PatternSpec;
import io.wardline.pattern.Role;
import io.wardline.pattern.check.PatternChecker;
import io.wardline.pattern.condition.ConditionLibrary;
import io.wardline.pattern.parse.SourceFile;
import io.wardline.pattern.testing.ScenarioEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.flink.cep.nfa.aftermatch.AfterMatchSkipStrategy;
import org.apache.flink.cep.pattern.Pattern;
import org.apache.flink.cep.pattern.conditions.IterativeCondition;
import org.junit.jupiter.api.Test;

/**
 * How a window and a gap combine in Flink. Method: three steps (a CALL, a MEDIA, a BLOCK), events minutes apart, and stock CEP; then
 * random conversations against the same gap written as a condition over the events matched before.
 */
class GapTest {
    private static final long MINUTE = 60_000;

    /** Window 100 minutes over all; at most 30 from the second step to the third. */
    private static final Pattern<Bound<?>, ?> GAPPED = pattern("100m", "within: 30m");

    private static final Pattern<Bound<?>, ?> UNBOUND = pattern("100m", "");

    @Test
    void boundsTheTimeSinceTheStepBefore() {
        assertThat(ids(GAPPED, call(0), media(60), block(89))).containsExactly("CALL@0 MEDIA@60 BLOCK@89");
        assertThat(ids(GAPPED, call(0), media(60), block(91))).isEmpty();
        assertThat(ids(UNBOUND, call(0), media(60), block(91))).containsExactly("CALL@0 MEDIA@60 BLOCK@91");
    }

    @Test
    void doesNotBoundTheTimeSinceAnyOtherStep() {
        assertThat(ids(GAPPED, call(0), media(10), block(39))).containsExactly("CALL@0 MEDIA@10 BLOCK@39");
        assertThat(ids(GAPPED, call(0), media(69), block(98))).containsExactly("CALL@0 MEDIA@69 BLOCK@98");
    }

    @Test
    void isNotProlongedByEventsThatAreIgnored() {
        assertThat(ids(GAPPED, call(0), media(10), other(30), other(39), block(41)))
                .isEmpty();
    }

    @Test
    void leavesTheWindowInForce() {
        assertThat(ids(GAPPED, call(0), media(80), block(99))).containsExactly("CALL@0 MEDIA@80 BLOCK@99");
        assertThat(ids(GAPPED, call(0), media(80), block(101))).isEmpty();
    }

    @Test
    void bothBoundsExcludeTheirOwnLength() {
        assertThat(ids(GAPPED, call(0), media(10), block(40))).isEmpty();
        assertThat(ids(GAPPED, call(0), media(80), block(100))).isEmpty();
    }

    @Test
    void aMiddleStepTakesTheFirstEventAndNoLaterOne() {
        assertThat(ids(GAPPED, call(0), media(10), media(50), block(60))).isEmpty();
        assertThat(ids(GAPPED, call(0), media(10), call(20), media(50), block(60)))
                .containsExactly("CALL@20 MEDIA@50 BLOCK@60");
    }

    @Property(tries = 150)
    void givingUpAndSkippingComeToTheSameMatches(@ForAll("conversations") List<Bound<ScenarioEvent>> events) {
        assertThat(StockCep.matches(GAPPED, events)).isEqualTo(StockCep.matches(gapAsCondition(), events));
    }

    @Provide
    Arbitrary<List<Bound<ScenarioEvent>>> conversations() {
        Arbitrary<Integer> minutes = Arbitraries.integers().between(0, 150);
        Arbitrary<String> kinds = Arbitraries.of("CALL", "MEDIA", "BLOCK", "CONTACT");
        return Combinators.combine(kinds, minutes)
                .as(GapTest::event)
                .list()
                .ofMaxSize(14)
                .map(events -> events.stream()
                        .distinct()
                        .sorted(ScenarioEvent.ORDER)
                        .map(GapTest::bound)
                        .toList());
    }

    private static Pattern<Bound<?>, ?> gapAsCondition() {
        return Pattern.<Bound<?>>begin("call", AfterMatchSkipStrategy.noSkip())
                .where(new BoundCondition(Role.ANYONE, event -> event.kind().equals("CALL")))
                .followedBy("media")
                .where(new BoundCondition(Role.ANYONE, event -> event.kind().equals("MEDIA")))
                .followedBy("block")
                .where(new GapCondition())
                .within(Duration.ofMinutes(100));
    }

    /** The other way to say it: the last step looks back at the step before. */
    private static final class GapCondition extends IterativeCondition<Bound<?>> {
        @Override
        public boolean filter(Bound<?> bound, Context<Bound<?>> context) throws Exception {
            long last = Long.MIN_VALUE / 2;
            for (Bound<?> media : context.getEventsForPattern("media")) {
                last = Math.max(last, media.event().occurredAtMillis());
            }
            return bound.event().kind().equals("BLOCK") && bound.event().occurredAtMillis() - last < 30 * MINUTE;
        }
    }

    private static Pattern<Bound<?>, ?> pattern(String window, String gap) {
        String yaml =
                """
                id: gapped
                title: a title
                revision: 1
                status: live
                owner: an owner
                why: a reason
                window: %s
                sequence:
                  - {step: call, by: anyone, when: kind == 'CALL'}
                  - {step: media, by: anyone, when: kind == 'MEDIA'}
                  - step: block
                    by: anyone
                    when: kind == 'BLOCK'
                    emit: {severity: LOW, explanation: text}
                    %s
                """
                        .formatted(window, gap);
        PatternSpec spec = PatternChecker.check(new SourceFile("p.yaml", yaml), "gapped", ConditionLibrary.empty())
                .orThrow();
        return PatternCompiler.compile(spec).get(0).variants().get(0).pattern();
    }

    private static List<String> ids(Pattern<Bound<?>, ?> pattern, ScenarioEvent... events) {
        List<String> matches = new ArrayList<>();
        StockCep.matches(pattern, Stream.of(events).map(GapTest::bound).toList())
                .forEach(match -> matches.add(String.join(
                        " ",
                        match.stream().map(bound -> bound.event().eventId()).toList())));
        return matches;
    }

    private static ScenarioEvent call(int minute) {
        return event("CALL", minute);
    }

    private static ScenarioEvent media(int minute) {
        return event("MEDIA", minute);
    }

    private static ScenarioEvent block(int minute) {
        return event("BLOCK", minute);
    }

    private static ScenarioEvent other(int minute) {
        return event("CONTACT", minute);
    }

    private static ScenarioEvent event(String kind, int minute) {
        return new ScenarioEvent(
                kind + "@" + minute,
                minute * MINUTE,
                "sender",
                kind,
                Map.of(),
                Observation.NO_PAYMENT,
                Observation.NO_PAYMENT,
                0,
                false);
    }

    private static Bound<ScenarioEvent> bound(ScenarioEvent event) {
        return new Bound<>(event, true);
    }
}
