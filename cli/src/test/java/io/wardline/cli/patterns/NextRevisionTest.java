// SPDX-License-Identifier: Apache-2.0
package io.wardline.cli.patterns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.wardline.cli.UserError;
import io.wardline.pattern.catalog.PatternCatalog;
import io.wardline.v1.PatternRevision;
import io.wardline.v1.PatternState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Goal: what is published follows what is there, keeps its number with its text, and can be gone back from. */
class NextRevisionTest {
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
    private static final Instant BEFORE = Instant.parse("2026-11-20T12:00:00Z");
    private static final String ID = "threat-after-image";

    @TempDir
    Path folder = Path.of("");

    @Test
    void theFirstFollowsTheBundledPatternOfItsId() throws IOException {
        PatternCatalog.Entry own = PatternCatalog.bundled().find(ID).orElseThrow();
        PatternCatalog.Entry file = file(own.spec().revision() + 1, "");

        PatternRevision next = next().of(file, PatternState.SHADOW);

        assertThat(next.getParentHash()).isEqualTo(own.hash());
        assertThat(next.getHash()).isEqualTo(file.hash()).isEqualTo(PatternCatalog.hash(next.getYaml()));
        assertThat(next.getState()).isEqualTo(PatternState.SHADOW);
        assertThat(next.getAuthor()).isEqualTo("anna");
        assertThat(next.getPublishedAt()).isEqualTo(NOW);
        assertThat(next.getEffectiveFrom()).isEqualTo(NOW);
    }

    @Test
    void decidesFromTheTimeThatItsTextNames() throws IOException {
        assertThat(next().of(file(5, "effective_from: 2026-12-24T00:00:00Z\n"), PatternState.LIVE)
                        .getEffectiveFrom())
                .isEqualTo(Instant.parse("2026-12-24T00:00:00Z"));
    }

    @Test
    void aHigherRevisionFollowsTheLastThatWasTaken() throws IOException {
        PatternRevision last = published(5, PatternState.LIVE);

        assertThat(next(last).of(file(7, ""), PatternState.LIVE).getParentHash())
                .isEqualTo(last.getHash());
    }

    /** Else its first record, once compacted away, would be missing between it and what it follows. */
    @Test
    void anotherStateOfTheSameTextFollowsWhatItsFirstRecordFollowed() throws IOException {
        PatternRevision shadow = published(5, PatternState.SHADOW);
        shadow.setParentHash("what it followed");

        PatternRevision live = next(shadow).of(file(5, ""), PatternState.LIVE);

        assertThat(live.getParentHash()).isEqualTo("what it followed");
        assertThat(live.getHash()).isEqualTo(shadow.getHash());
        assertThat(live.getEffectiveFrom()).isEqualTo(NOW);
    }

    @Test
    void theSameOnceMoreIsTheSameRecord() throws IOException {
        PatternRevision live = published(5, PatternState.LIVE);

        assertThat(next(live).of(file(5, ""), PatternState.LIVE)).isEqualTo(live);
    }

    @Test
    void refusesAnotherTextUnderANumberThatIsTaken() throws IOException {
        PatternCatalog.Entry changed = file(5, "runbook: another\n");
        PatternRevision last = published(5, PatternState.LIVE);

        assertThatExceptionOfType(UserError.class)
                .isThrownBy(() -> next(last).of(changed, PatternState.LIVE))
                .withMessageContaining("published with another text")
                .withMessageContaining("write 'revision: 6'");
    }

    @Test
    void refusesARevisionThatIsNotAfterTheCurrentOne() throws IOException {
        PatternCatalog.Entry older = file(4, "");
        PatternRevision last = published(5, PatternState.LIVE);

        assertThatExceptionOfType(UserError.class)
                .isThrownBy(() -> next(last).of(older, PatternState.LIVE))
                .withMessageContaining("not after the current revision 5")
                .withMessageContaining("by ben at " + BEFORE);
    }

    @Test
    void refusesTheBundledNumberWithAnotherText() throws IOException {
        PatternCatalog.Entry changed = file(1, "");

        assertThatExceptionOfType(UserError.class)
                .isThrownBy(() -> next().of(changed, PatternState.LIVE))
                .withMessageContaining("bundled")
                .withMessageContaining("write 'revision: 2'");
    }

    /** Under a number of its own: that it was live until now must be found by a replay. */
    @Test
    void retiresUnderTheNextNumberAlsoTheBundledPattern() throws IOException {
        PatternRevision last = published(5, PatternState.LIVE);
        PatternCatalog.Entry own = PatternCatalog.bundled().find(ID).orElseThrow();

        PatternRevision retired = next(last).retired();
        assertThat(retired.getRevision()).isEqualTo(6);
        assertThat(retired.getParentHash()).isEqualTo(last.getHash());
        assertThat(retired.getState()).isEqualTo(PatternState.RETIRED);
        assertThat(retired.getEffectiveFrom()).isEqualTo(NOW);
        assertThat(next().retired().getParentHash()).isEqualTo(own.hash());
        assertThat(next().retired().getRevision()).isEqualTo(own.spec().revision() + 1);
    }

    @Test
    void whatWasLiveOrRetiredKeepsItsRecord() throws IOException {
        PatternCatalog.Entry file = file(5, "");
        for (PatternState before : List.of(PatternState.LIVE, PatternState.RETIRED)) {
            PatternRevision last = published(5, before);

            assertThatExceptionOfType(UserError.class)
                    .isThrownBy(() -> next(last).of(file, PatternState.SHADOW))
                    .withMessageContaining("revision 5 is " + before)
                    .withMessageContaining("'revision: 6'");
        }
    }

    @Test
    void goesBackToTheLastLiveTextUnderANewNumber() throws IOException {
        PatternRevision good = published(5, PatternState.LIVE);
        PatternRevision trial = published(6, PatternState.SHADOW);
        PatternRevision bad = published(7, PatternState.LIVE);

        PatternRevision back = next(good, trial, bad).rolledBack(Optional.empty());

        assertThat(back.getRevision()).isEqualTo(8);
        assertThat(back.getYaml()).isEqualTo(good.getYaml().replace("revision: 5", "revision: 8"));
        assertThat(back.getHash()).isEqualTo(PatternCatalog.hash(back.getYaml()));
        assertThat(back.getParentHash()).isEqualTo(bad.getHash());
        assertThat(back.getState()).isEqualTo(PatternState.LIVE);
        assertThat(back.getEffectiveFrom()).isEqualTo(NOW);
        assertThat(next(good, trial, bad).rolledBack(Optional.of(6)).getYaml())
                .isEqualTo(trial.getYaml().replace("revision: 6", "revision: 8"));
    }

    @Test
    void goesBackToTheBundledTextWhenNothingElseWasLive() throws IOException {
        String bundled = PatternCatalog.bundled().find(ID).orElseThrow().yaml();

        assertThat(next(published(5, PatternState.LIVE))
                        .rolledBack(Optional.empty())
                        .getYaml())
                .isEqualTo(bundled.replaceFirst("revision: \\d+", "revision: 6"));
    }

    @Test
    void saysWhatThereIsWhenThereIsNothingToGoBackTo() throws IOException {
        PatternRevision last = published(5, PatternState.LIVE);

        assertThatExceptionOfType(UserError.class)
                .isThrownBy(() -> next(last).rolledBack(Optional.of(3)))
                .withMessageContaining("no earlier revision 3")
                .withMessageContaining("5 live");
    }

    private static NextRevision next(PatternRevision... published) {
        return new NextRevision(
                ID,
                new ArrayList<>(Arrays.asList(published)),
                PatternCatalog.bundled().find(ID),
                "anna",
                NOW);
    }

    private PatternRevision published(int revision, PatternState state) throws IOException {
        PatternCatalog.Entry entry = file(revision, "");
        return PatternRevision.newBuilder()
                .setPatternId(ID)
                .setRevision(revision)
                .setHash(entry.hash())
                .setState(state)
                .setEffectiveFrom(BEFORE)
                .setAuthor("ben")
                .setPublishedAt(BEFORE)
                .setYaml(entry.yaml())
                .build();
    }

    /** The pattern's text of a revision, with one line more. */
    private PatternCatalog.Entry file(int revision, String more) throws IOException {
        String yaml = PatternCatalog.bundled()
                .find(ID)
                .orElseThrow()
                .yaml()
                .replaceFirst("revision: \\d+", "revision: " + revision)
                .replaceFirst("(?m)^title: .*$", "title: Another title");
        Path place = Files.createDirectories(folder.resolve(ID));
        Files.writeString(place.resolve("pattern.yaml"), yaml + more);
        PatternCatalog catalog = PatternCatalog.load(folder);
        assertThat(catalog.diagnostics()).isEmpty();
        return List.copyOf(catalog.entries()).get(0);
    }
}
