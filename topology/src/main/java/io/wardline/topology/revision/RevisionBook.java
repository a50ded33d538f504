// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.revision;

import io.wardline.topology.revision.Revision.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which revision of each pattern decides when. Rests on nothing but what the job starts with and the order in which revisions came, so
 * every subtask, and a job that is restored, comes to the same. Confined to one thread.
 *
 * <p>A live revision decides from its {@code effective_from} until that of the next live or retired one; a shadow one until that of
 * whatever comes next. So a live revision and the shadow that is to replace it run side by side.
 */
final class RevisionBook {
    /** More than any set that people maintain. Beyond it the conditions tested for one event would be felt. */
    static final int MAX_PATTERNS = 1_000;
    /** Of one pattern, at once: a revision a day for the month that evidence is kept would be hasty. */
    static final int MAX_REVISIONS = 32;
    /** What all published texts together may take of memory and of each checkpoint, on each subtask. */
    static final long MAX_CHARACTERS = 32L * 1024 * 1024;

    private final Duration retention;
    private final Map<String, List<RunnableRevision>> start = new LinkedHashMap<>();
    private final Map<String, List<Published>> published = new LinkedHashMap<>();
    private long characters;

    /** @param retention of evidence: what stopped deciding so long ago is asked nothing any more */
    RevisionBook(List<RunnableRevision> starting, Duration retention) {
        this.retention = retention;
        starting.forEach(revision -> start.computeIfAbsent(revision.patternId(), id -> new ArrayList<>())
                .add(revision));
    }

    private record Published(StoredRevision stored, RunnableRevision runnable) {
        int number() {
            return runnable.revision();
        }
    }

    /** A revision and the event times that it decides, {@code [from, until)}. */
    record Deciding(RunnableRevision revision, long fromMillis, long untilMillis) {}

    /** Why a revision can't follow what is there, if it can't. */
    Optional<String> refusal(Revision revision) {
        List<Published> before = published.getOrDefault(revision.patternId(), List.of());
        Optional<String> refusal = before.isEmpty() ? afterStart(revision) : afterPublished(revision, before);
        return refusal.or(() -> beyondLimits(revision));
    }

    private static Optional<String> afterPublished(Revision revision, List<Published> before) {
        Published last = before.get(before.size() - 1);
        if (revision.revision() == last.number()
                && revision.hash().equals(last.runnable().hash())) {
            return Optional.empty(); // another state of the same text
        }
        if (revision.revision() <= last.number()) {
            return conflict(revision, last.runnable(), "revision %d is not after it".formatted(revision.revision()));
        }
        return last.runnable().hash().equals(revision.parentHash())
                ? Optional.empty()
                : conflict(revision, last.runnable(), "this one was made from another");
    }

    /** The first that is published of a pattern. The job's own may be newer than that: what is published overrides it all the same. */
    private Optional<String> afterStart(Revision revision) {
        List<RunnableRevision> own = start.getOrDefault(revision.patternId(), List.of());
        if (own.isEmpty() || revision.revision() < last(own).revision()) {
            return Optional.empty();
        }
        RunnableRevision last = last(own);
        if (revision.revision() == last.revision()) {
            return revision.hash().equals(last.hash())
                    ? Optional.empty()
                    : conflict(revision, last, "revision %d has another text".formatted(revision.revision()));
        }
        boolean follows = revision.parentHash() == null || revision.parentHash().equals(last.hash());
        return follows ? Optional.empty() : conflict(revision, last, "this one was made from another");
    }

    private static Optional<String> conflict(Revision revision, RunnableRevision current, String why) {
        return Optional.of(
                "conflict: the current revision of %s is %d (hash %.12s) and %s: read what is published, and publish again"
                        .formatted(revision.patternId(), current.revision(), current.hash(), why));
    }

    private Optional<String> beyondLimits(Revision revision) {
        if (!published.containsKey(revision.patternId()) && published.size() >= MAX_PATTERNS) {
            return Optional.of("%d patterns are published, which is the limit".formatted(MAX_PATTERNS));
        }
        if (characters + revision.yaml().length() > MAX_CHARACTERS) {
            return Optional.of("the published patterns together would have more than %d characters, which is the limit"
                    .formatted(MAX_CHARACTERS));
        }
        return Optional.empty();
    }

    /** Takes a revision that is not refused. Returns those that it makes superfluous. */
    List<StoredRevision> accept(StoredRevision stored, RunnableRevision runnable) {
        List<Published> revisions = published.computeIfAbsent(runnable.patternId(), id -> new ArrayList<>());
        List<StoredRevision> gone = new ArrayList<>();
        if (!revisions.isEmpty() && revisions.get(revisions.size() - 1).number() == runnable.revision()) {
            gone.add(forget(revisions, revisions.size() - 1));
        }
        revisions.add(new Published(stored, runnable));
        characters += stored.revision().yaml().length();
        gone.addAll(forgetPast(revisions, stored.revision().publishedAtMillis()));
        return gone;
    }

    /** The newest stays in any case: the next one names it as its parent. */
    private List<StoredRevision> forgetPast(List<Published> revisions, long nowMillis) {
        List<StoredRevision> gone = new ArrayList<>();
        List<RunnableRevision> all = runnables(revisions);
        for (int i = revisions.size() - 2; i >= 0; i--) {
            long until = until(all, i);
            boolean past = until != Long.MAX_VALUE && until < nowMillis - retention.toMillis();
            if (past || all.get(i).fromMillis() >= until) {
                gone.add(forget(revisions, i));
            }
        }
        while (revisions.size() > MAX_REVISIONS) {
            gone.add(forget(revisions, 0));
        }
        return gone;
    }

    private StoredRevision forget(List<Published> revisions, int index) {
        StoredRevision stored = revisions.remove(index).stored();
        characters -= stored.revision().yaml().length();
        return stored;
    }

    /** The revision of this number that was accepted, or is of the start. */
    Optional<RunnableRevision> find(String patternId, int number) {
        List<RunnableRevision> all = new ArrayList<>(start.getOrDefault(patternId, List.of()));
        all.addAll(runnables(published.getOrDefault(patternId, List.of())));
        return all.stream().filter(revision -> revision.revision() == number).reduce((earlier, later) -> later);
    }

    /** What runs now, and for which event times. */
    List<Deciding> deciding() {
        List<Deciding> deciding = new ArrayList<>();
        start.forEach((id, own) -> addDeciding(own, published.getOrDefault(id, List.of()), deciding));
        published.forEach((id, revisions) -> {
            if (!start.containsKey(id)) {
                addDeciding(List.of(), revisions, deciding);
            }
        });
        return deciding;
    }

    private static void addDeciding(List<RunnableRevision> own, List<Published> revisions, List<Deciding> deciding) {
        List<RunnableRevision> all = new ArrayList<>(own);
        all.addAll(runnables(revisions));
        for (int i = 0; i < all.size(); i++) {
            RunnableRevision revision = all.get(i);
            long until = until(all, i);
            if (revision.state() != State.RETIRED && revision.fromMillis() < until) {
                deciding.add(new Deciding(revision, revision.fromMillis(), until));
            }
        }
    }

    /** Where a revision's time ends: with the earliest of those that come after it and take its place. */
    private static long until(List<RunnableRevision> all, int index) {
        boolean shadow = all.get(index).state() == State.SHADOW;
        return all.subList(index + 1, all.size()).stream()
                .filter(later -> shadow || later.state() != State.SHADOW)
                .mapToLong(RunnableRevision::fromMillis)
                .min()
                .orElse(Long.MAX_VALUE);
    }

    private static List<RunnableRevision> runnables(List<Published> revisions) {
        return new ArrayList<>(revisions.stream().map(Published::runnable).toList());
    }

    private static RunnableRevision last(List<RunnableRevision> revisions) {
        return revisions.get(revisions.size() - 1);
    }
}
