// SPDX-License-Identifier: Apache-2.0
package io.wardline.pattern.flink;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.ToLongFunction;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.base.VoidSerializer;
import org.apache.flink.cep.nfa.NFA;
import org.apache.flink.cep.nfa.NFAState;
import org.apache.flink.cep.nfa.aftermatch.AfterMatchSkipStrategy;
import org.apache.flink.cep.nfa.compiler.NFACompiler;
import org.apache.flink.cep.nfa.sharedbuffer.SharedBuffer;
import org.apache.flink.cep.nfa.sharedbuffer.SharedBufferAccessor;
import org.apache.flink.cep.pattern.Pattern;
import org.apache.flink.cep.pattern.Quantifier.ConsumingStrategy;
import org.apache.flink.cep.time.TimerService;

/**
 * Runs Flink's own NFA over a finished list of events, in memory. The semantics are Flink's: the calls and their order are those of
 * {@code CepOperator} in event time with every event of the list before the watermark.
 *
 * <p>One instance serves any number of patterns, one run at a time; it is not thread-safe. Flink's shared buffer owns a non-daemon
 * timer thread, so {@link #close()} must be called.
 *
 * @param <T> the event type of the patterns
 */
public final class SequenceMatcher<T> implements AutoCloseable {
    private static final AfterMatchSkipStrategy NO_SKIP = AfterMatchSkipStrategy.noSkip();
    /** No condition of ours reads the clock; one that did would make a replay differ. */
    private static final TimerService NO_CLOCK = () -> {
        throw new UnsupportedOperationException("a condition may not read the processing time");
    };

    /** After every window; half of the range, so that the distance to an early event can be told. */
    private static final long END_OF_TIME = Long.MAX_VALUE / 2;

    private final int maxPartialMatches;
    private final HeapStateStore store = new HeapStateStore();
    private final SharedBuffer<T> buffer;

    /** @param maxPartialMatches how many partial matches may be open at once before a run is given up */
    public SequenceMatcher(int maxPartialMatches) {
        this.maxPartialMatches = maxPartialMatches;
        this.buffer = new SharedBuffer<>(store, neverSerialised());
    }

    /** A pattern made ready for {@link #run}; holds no state of a run. */
    public static <T> Compiled<T> compile(Pattern<T, ?> pattern) {
        if (pattern.getAfterMatchSkipStrategy().isSkipStrategy()) {
            throw new IllegalArgumentException(
                    "pattern '" + pattern.getName() + "' must use noSkip: every other strategy withholds matches");
        }
        return new Compiled<>(
                NFACompiler.compileFactory(pattern, false).createNFA(),
                pattern.getQuantifier().getConsumingStrategy() == ConsumingStrategy.NOT_FOLLOW);
    }

    /** A pattern ready to be run. Hides Flink's automaton from those who need not know that there is one. */
    public static final class Compiled<T> {
        private final NFA<T> nfa;
        private final boolean endsInNegation;

        private Compiled(NFA<T> nfa, boolean endsInNegation) {
            this.nfa = nfa;
            this.endsInNegation = endsInNegation;
        }
    }

    /**
     * Finds every match of a pattern in a list of events. Of a pattern that ends in a negation those are the ones that no event of the
     * list prevents, as if nothing came after it.
     *
     * @param events in the order of the conversation; those with equal times in the order that decides
     * @param time of an event in milliseconds
     * @param found is given each match (step name to its events, in step order) with the event that completed it, which
     *     is the last event matched
     * @throws TooManyPartialMatchesException when the run was given up
     * @throws RuntimeException what a condition threw, as Flink wraps it
     */
    public void run(
            Compiled<T> pattern, List<T> events, ToLongFunction<T> time, BiConsumer<Map<String, List<T>>, T> found) {
        run(pattern, events, time, found, false);
    }

    /**
     * As {@link #run(Compiled, List, ToLongFunction, BiConsumer)}.
     *
     * @param startsAtFirst whether the first event is the only one that a match may begin with, so that the run is over as soon as what it
     *     began has ended
     */
    @SuppressWarnings("try") // the accessor's close flushes to maps on the heap: it does not block
    public void run(
            Compiled<T> pattern,
            List<T> events,
            ToLongFunction<T> time,
            BiConsumer<Map<String, List<T>>, T> found,
            boolean startsAtFirst) {
        NFA<T> nfa = pattern.nfa;
        NFAState state = nfa.createInitialNFAState();
        try (SharedBufferAccessor<T> accessor = buffer.getAccessor()) {
            long now = Long.MIN_VALUE;
            for (T event : events) {
                long at = time.applyAsLong(event);
                if (at > now) {
                    now = at;
                    tellPending(nfa.advanceTime(accessor, state, at, NO_SKIP).f0, found);
                }
                Collection<Map<String, List<T>>> matches = nfa.process(accessor, state, event, at, NO_SKIP, NO_CLOCK);
                matches.forEach(match -> found.accept(match, event));
                if (state.getPartialMatches().size() > maxPartialMatches) {
                    throw new TooManyPartialMatchesException(maxPartialMatches);
                }
                if (startsAtFirst && state.getPartialMatches().size() == 1) {
                    return; // what is open is the NFA's own start state
                }
            }
            if (pattern.endsInNegation) {
                tellPending(nfa.advanceTime(accessor, state, END_OF_TIME, NO_SKIP).f0, found);
            }
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            // Flink's methods declare Exception for the state backends that may fail; maps on the heap do not.
            throw new IllegalStateException("the in-memory automaton failed", e);
        } finally {
            store.clear();
        }
    }

    /** What a negation at the end held back, and time set free: decided by the event matched last. */
    private static <T> void tellPending(
            Collection<Map<String, List<T>>> matches, BiConsumer<Map<String, List<T>>, T> found) {
        for (Map<String, List<T>> match : matches) {
            T last = null;
            for (List<T> events : match.values()) {
                last = events.get(events.size() - 1);
            }
            if (last != null) {
                found.accept(match, last);
            }
        }
    }

    @Override
    public void close() {
        buffer.releaseCacheStatisticsTimer();
    }

    /** The buffer wants a serializer for its descriptors; nothing is ever serialised. */
    @SuppressWarnings("unchecked")
    private static <T> TypeSerializer<T> neverSerialised() {
        return (TypeSerializer<T>) (TypeSerializer<?>) VoidSerializer.INSTANCE;
    }

    /** A run was given up because it opened more partial matches than the limit. */
    public static final class TooManyPartialMatchesException extends RuntimeException {
        TooManyPartialMatchesException(int limit) {
            super("more than " + limit + " partial matches were open at once");
        }
    }
}
