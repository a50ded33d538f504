// SPDX-License-Identifier: Apache-2.0
package io.wardline.cli.patterns;

import io.wardline.cli.UserError;
import io.wardline.pattern.catalog.PatternCatalog;
import io.wardline.v1.PatternRevision;
import io.wardline.v1.PatternState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The record that is to be published, by what is published already. A revision's number and text stay together for good: the same text
 * may change its state, another text needs a higher number. So the topic keeps every text, and in the order in which they came.
 */
final class NextRevision {
    private static final Pattern REVISION_LINE = Pattern.compile("(?m)^revision:[ \\t]*\\d+");

    private final String patternId;
    private final List<PatternRevision> published;
    private final Optional<PatternCatalog.Entry> bundled;
    private final String author;
    private final Instant now;

    /**
     * @param published what the job took of the pattern, in order
     * @param bundled what the job starts with, as far as this build knows
     */
    NextRevision(
            String patternId,
            List<PatternRevision> published,
            Optional<PatternCatalog.Entry> bundled,
            String author,
            Instant now) {
        this.patternId = patternId;
        this.published = List.copyOf(published);
        this.bundled = bundled;
        this.author = author;
        this.now = now;
    }

    /** A file's text in a state. */
    PatternRevision of(PatternCatalog.Entry entry, PatternState state) {
        int revision = entry.spec().revision();
        Instant from = entry.spec().effectiveFrom().orElse(now);
        Optional<PatternRevision> current = current();
        if (current.isEmpty()) {
            requireAfterBundled(entry);
            String parent = bundled.map(PatternCatalog.Entry::hash)
                    .filter(hash -> !hash.equals(entry.hash()))
                    .orElse(null);
            return record(revision, entry.hash(), parent, state, from, entry.yaml());
        }
        PatternRevision last = current.get();
        if (revision == last.getRevision() && entry.hash().equals(last.getHash())) {
            return sameText(last, state, from);
        }
        if (revision <= last.getRevision()) {
            throw new UserError("%s: revision %d %s (%s, by %s at %s): write 'revision: %d' in pattern.yaml"
                    .formatted(
                            patternId,
                            revision,
                            revision == last.getRevision()
                                    ? "is published with another text"
                                    : "is not after the current revision " + last.getRevision(),
                            last.getState(),
                            last.getAuthor(),
                            last.getPublishedAt(),
                            last.getRevision() + 1));
        }
        return record(revision, entry.hash(), last.getHash(), state, from, entry.yaml());
    }

    /** A shadow may turn live under its number. What was live or retired stays so in the topic, or a replay would not find it. */
    private PatternRevision sameText(PatternRevision last, PatternState state, Instant from) {
        if (last.getState() == state) {
            return last;
        }
        if (last.getState() != PatternState.SHADOW) {
            throw new UserError(
                    "%s: revision %d is %s: to stop it, --retire or --rollback; to publish its text anew, write 'revision: %d'"
                            .formatted(patternId, last.getRevision(), last.getState(), last.getRevision() + 1));
        }
        // Follows what its first record followed: that one goes, once the topic is compacted.
        return record(last.getRevision(), last.getHash(), last.getParentHash(), state, from, last.getYaml());
    }

    private void requireAfterBundled(PatternCatalog.Entry entry) {
        bundled.filter(own -> own.spec().revision() >= entry.spec().revision()
                        && !own.hash().equals(entry.hash()))
                .ifPresent(own -> {
                    throw new UserError(
                            "%s: the bundled pattern of this id is revision %d with another text: write 'revision: %d' in pattern.yaml"
                                    .formatted(
                                            patternId,
                                            own.spec().revision(),
                                            own.spec().revision() + 1));
                });
    }

    /** The current text as a new revision that is retired: from now on nothing of the pattern is told. */
    PatternRevision retired() {
        Optional<PatternRevision> last = current();
        String text = last.map(PatternRevision::getYaml)
                .or(() -> bundled.map(PatternCatalog.Entry::yaml))
                .orElseThrow(this::unknown);
        return following(text, PatternState.RETIRED);
    }

    /** The text of an earlier revision as a new one, live from now on: what was told under the numbers between stays theirs. */
    PatternRevision rolledBack(Optional<Integer> to) {
        return following(earlierText(current().orElseThrow(this::unknown), to), PatternState.LIVE);
    }

    /** A text that is there already, under the next number and from now on. */
    private PatternRevision following(String text, PatternState state) {
        int number = 1
                + current()
                        .map(PatternRevision::getRevision)
                        .or(() -> bundled.map(own -> own.spec().revision()))
                        .orElse(0);
        String parent = current()
                .map(PatternRevision::getHash)
                .or(() -> bundled.map(PatternCatalog.Entry::hash))
                .orElse(null);
        Matcher line = REVISION_LINE.matcher(text);
        if (!line.find()) {
            throw new UserError(patternId + ": the text has no line 'revision: N' of its own: publish it from a file");
        }
        String yaml = line.replaceFirst("revision: " + number);
        return record(number, PatternCatalog.hash(yaml), parent, state, now, yaml);
    }

    private String earlierText(PatternRevision last, Optional<Integer> to) {
        List<String> numbers = new ArrayList<>();
        published.forEach(revision -> numbers.add(
                revision.getRevision() + " " + revision.getState().name().toLowerCase(Locale.ROOT)));
        Optional<String> text = published.stream()
                .filter(revision -> revision.getRevision() < last.getRevision())
                .filter(revision -> to.map(number -> number == revision.getRevision())
                        .orElse(revision.getState() == PatternState.LIVE))
                .reduce((earlier, later) -> later)
                .map(PatternRevision::getYaml);
        return text.or(() -> bundled.filter(own -> own.spec().revision() < last.getRevision())
                        .filter(own -> own.spec().status() == io.wardline.pattern.Status.LIVE)
                        .filter(own -> to.map(number -> number == own.spec().revision())
                                .orElse(true))
                        .map(PatternCatalog.Entry::yaml))
                .orElseThrow(() -> new UserError("%s: there is no earlier %s to go back to; published are %s"
                        .formatted(
                                patternId,
                                to.map(number -> "revision " + number).orElse("live revision"),
                                String.join(", ", numbers))));
    }

    /** What was taken last. */
    Optional<PatternRevision> current() {
        return published.isEmpty() ? Optional.empty() : Optional.of(published.get(published.size() - 1));
    }

    private UserError unknown() {
        return new UserError(patternId + ": nothing is published under this id, and no bundled pattern has it");
    }

    private PatternRevision record(
            int revision, String hash, @Nullable String parent, PatternState state, Instant from, String yaml) {
        return PatternRevision.newBuilder()
                .setPatternId(patternId)
                .setRevision(revision)
                .setHash(hash)
                .setParentHash(parent)
                .setState(state)
                .setEffectiveFrom(from)
                .setAuthor(author)
                .setPublishedAt(now)
                .setYaml(yaml)
                .build();
    }
}
