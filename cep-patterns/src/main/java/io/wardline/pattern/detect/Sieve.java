// SPDX-License-Identifier: Apache-2.0
package io.wardline.pattern.detect;

import io.wardline.pattern.Link;
import io.wardline.pattern.Step;
import io.wardline.pattern.Ways;
import io.wardline.pattern.flink.Bound;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Cuts a log into the parts that Flink's NFA has to see. The NFA keeps a partial match for each start, tests it with each event that
 * follows, and compares all of them whenever one is complete: a log that someone floods costs it the square of its length and more.
 * Starts know nothing of each other, so they can be tried one by one, earliest first: the first that comes to a deciding event has the
 * smallest evidence for it, and no other needs to be tried for that one. What a part holds is for the NFA to judge.
 */
final class Sieve {
    private final List<Link> way;
    private final List<Link> required;
    private final long windowMillis;
    private final long waitMillis;
    private final boolean isChain;

    /** @param waits how long an absence at the end is waited for; zero without one */
    Sieve(List<Link> way, Duration window, Duration waits) {
        this.way = List.copyOf(way);
        required = way.stream().flatMap(Sieve::required).toList();
        windowMillis = window.toMillis();
        waitMillis = waits.toMillis();
        isChain = Ways.isChain(way);
    }

    private static Stream<Link> required(Link link) {
        return isRequired(link) ? Collections.nCopies(((Step) link).times().min(), link).stream() : Stream.empty();
    }

    /** Whether no match can do without an event that fits. */
    static boolean isRequired(Link link) {
        return link instanceof Step step && !step.optional();
    }

    /**
     * The parts to be run one after the other until each decider has a match: the first that is found has the smallest evidence of
     * those that later parts can give. A match begins with the first event of its part. None when nothing can match.
     *
     * @param log a conversation's evidence in order, with one account bound as the offender
     * @param deciders ids of the events whose matches count
     */
    Iterator<List<Bound<?>>> parts(List<Bound<?>> log, Set<String> deciders) {
        if (isChain) {
            return chains(log, deciders).iterator();
        }
        List<Bound<?>> relevant =
                log.stream().filter(event -> way.stream().anyMatch(event::fits)).toList();
        return fromEachStart(relevant, deciders).iterator();
    }

    /**
     * Where every step is taken exactly once and nothing must stay away, a start has one way to go: each step takes the first event that
     * fits it.
     *
     * @return for each decider that has a match, the events of the one that counts
     */
    private List<List<Bound<?>>> chains(List<Bound<?>> log, Set<String> deciders) {
        List<List<Bound<?>>> chains = new ArrayList<>();
        Set<String> found = new HashSet<>();
        forEachStart(log, places -> {
            Bound<?> last = log.get(places[places.length - 1]);
            String decider = last.event().eventId();
            if (deciders.contains(decider)
                    && !found.contains(decider)
                    && isWithin(windowMillis, log.get(places[0]), last)) {
                List<Bound<?>> chain =
                        IntStream.of(places).<Bound<?>>mapToObj(log::get).toList();
                if (keepsGaps(chain)) {
                    found.add(decider);
                    chains.add(chain);
                }
            }
        });
        return chains;
    }

    private boolean keepsGaps(List<Bound<?>> chain) {
        for (int i = 1; i < chain.size(); i++) {
            if (way.get(i) instanceof Step step
                    && step.within().isPresent()
                    && !isWithin(step.within().get().toMillis(), chain.get(i - 1), chain.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** Each start from which all that is required can follow, and the events that can come in a match of it or prevent one. */
    private Stream<List<Bound<?>>> fromEachStart(List<Bound<?>> relevant, Set<String> deciders) {
        List<Integer> starts = new ArrayList<>();
        forEachStart(relevant, places -> starts.add(places[0]));
        List<Bound<?>> following =
                relevant.stream().<Bound<?>>map(Bound::notStarting).toList();
        return starts.stream().map(start -> from(start, relevant, following)).filter(part -> part.stream()
                .anyMatch(event -> deciders.contains(event.event().eventId())));
    }

    private List<Bound<?>> from(int start, List<Bound<?>> relevant, List<Bound<?>> following) {
        Bound<?> first = relevant.get(start);
        List<Bound<?>> part = new ArrayList<>();
        part.add(first);
        for (int i = start + 1; i < following.size(); i++) {
            if (!isWithin(windowMillis + waitMillis, first, following.get(i))) {
                break;
            }
            part.add(following.get(i));
        }
        return part;
    }

    /**
     * Names each start, and where the required steps find the first events that fit, as long as all find one. A later start never comes to
     * a step earlier, so each step's place only moves on, and each event is tested once for each step.
     */
    private void forEachStart(List<Bound<?>> log, Consumer<int[]> action) {
        int[] places = new int[required.size()];
        for (int start = 0; start < log.size(); start++) {
            if (log.get(start).fits(required.get(0))) {
                places[0] = start;
                if (!follow(log, places)) {
                    return;
                }
                action.accept(places);
            }
        }
    }

    private boolean follow(List<Bound<?>> log, int[] places) {
        for (int step = 1; step < places.length; step++) {
            if (places[step] <= places[step - 1]) {
                int place = places[step - 1] + 1;
                while (place < log.size() && !log.get(place).fits(required.get(step))) {
                    place++;
                }
                if (place == log.size()) {
                    return false;
                }
                places[step] = place;
            }
        }
        return true;
    }

    private static boolean isWithin(long millis, Bound<?> from, Bound<?> to) {
        return to.event().occurredAtMillis() - from.event().occurredAtMillis() < millis;
    }
}
