// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.revision;

import io.wardline.pattern.catalog.PatternCatalog;
import io.wardline.topology.event.SampleEvent;
import org.jspecify.annotations.Nullable;

/** A published revision for a test, which says what matters to it. Its pattern tells a threat after an image. */
public final class SampleRevision {
    private final String patternId;
    private final int number;
    private Revision.State state = Revision.State.LIVE;
    private @Nullable String parent;
    private long from = SampleEvent.START;
    private long published = SampleEvent.START;
    private String yaml;

    private SampleRevision(String patternId, int number) {
        this.patternId = patternId;
        this.number = number;
        this.yaml = yaml(patternId, number);
    }

    public static SampleRevision of(String patternId, int number) {
        return new SampleRevision(patternId, number);
    }

    /** One that follows a revision. */
    public static SampleRevision after(Revision parent) {
        return of(parent.patternId(), parent.revision() + 1).parent(parent.hash());
    }

    static String yaml(String patternId, int number) {
        return """
                id: %s
                title: A threat after an image
                revision: %d
                status: draft
                owner: child-safety
                why: Whoever received an image threatens to expose its sender.
                window: 7d
                sequence:
                  - step: image
                    by: victim
                    when: image
                  - step: threat
                    by: offender
                    when: threat
                    emit:
                      severity: HIGH
                      explanation: "{offender} threatens {victims}."
                """
                .formatted(patternId, number);
    }

    public SampleRevision state(Revision.State told) {
        state = told;
        return this;
    }

    public SampleRevision shadow() {
        return state(Revision.State.SHADOW);
    }

    public SampleRevision parent(@Nullable String hash) {
        parent = hash;
        return this;
    }

    public SampleRevision from(long millis) {
        from = millis;
        return this;
    }

    public SampleRevision published(long millis) {
        published = millis;
        return this;
    }

    public SampleRevision yaml(String text) {
        yaml = text;
        return this;
    }

    public SampleRevision replacing(String part, String by) {
        return yaml(yaml.replace(part, by));
    }

    public Revision build() {
        return new Revision(
                patternId, number, PatternCatalog.hash(yaml), parent, state, from, "author", published, yaml);
    }
}
