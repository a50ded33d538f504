// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.revision;

import io.wardline.pattern.detect.Detector;
import io.wardline.topology.event.Event;
import io.wardline.topology.revision.RevisionLoader.Loaded;
import io.wardline.topology.revision.RevisionLoader.Told;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.jspecify.annotations.Nullable;

/** The patterns of one subtask while it runs: in its state, and as the detector that is to be used. Confined to the task's thread. */
public final class LivePatterns implements AutoCloseable {
    /** Published revisions, on every subtask the same. */
    public static final MapStateDescriptor<String, StoredRevision> PUBLISHED =
            new MapStateDescriptor<>("patterns", Types.STRING, TypeInformation.of(StoredRevision.class));

    /** The most patterns that can be published. */
    public static final int MAX_PATTERNS = RevisionBook.MAX_PATTERNS;

    /** Longer than a pattern may be (the reader of YAML refuses it too, but only after it was in state). */
    static final int MAX_CHARACTERS = 256 * 1024;

    private final BroadcastState<String, StoredRevision> state;
    private final RevisionLoader loader;
    private final Consumer<Told> statuses;
    private Detector<Event> detector;
    private long runsBefore;
    private long nextOrder;

    /**
     * Rebuilds what runs from state, before the first event.
     *
     * @param state under {@link #PUBLISHED}
     * @param statuses is told what became of each revision
     */
    public LivePatterns(BroadcastState<String, StoredRevision> state, RevisionLoader loader, Consumer<Told> statuses)
            throws Exception {
        this.state = state;
        this.loader = loader;
        this.statuses = statuses;
        List<StoredRevision> stored = new ArrayList<>();
        for (Map.Entry<String, StoredRevision> entry : state.immutableEntries()) {
            stored.add(entry.getValue());
        }
        stored.sort(Comparator.comparingLong(StoredRevision::order));
        nextOrder = stored.isEmpty() ? 0 : stored.get(stored.size() - 1).order() + 1;
        Loaded loaded = loader.start(stored);
        detector = loaded.detector();
        settle(loaded);
    }

    /** The detector of now. */
    public Detector<Event> detector() {
        return detector;
    }

    /** How often an automaton ran, in this detector and those before it. */
    public long automatonRuns() {
        return runsBefore + detector.automatonRuns();
    }

    /** Takes a published revision: into state at once, and to be checked and compiled beside the events. */
    public void publish(Revision revision) throws Exception {
        String refusal = refusal(revision);
        if (refusal != null) {
            tell(revision, refusal);
            return;
        }
        StoredRevision stored = new StoredRevision(revision, nextOrder++, false);
        state.put(stored.key(), stored);
        loader.offer(stored);
    }

    /** What is wrong with it by its outside. Cheap, since it is asked on the events' thread. */
    private static @Nullable String refusal(Revision revision) {
        if (revision.yaml().length() > MAX_CHARACTERS) {
            return "%s/pattern.yaml:1:1 error P002: the file has %d characters; the limit is %d"
                    .formatted(revision.patternId(), revision.yaml().length(), MAX_CHARACTERS);
        }
        if (revision.state() == Revision.State.UNKNOWN) {
            return "its state is none that this build knows: publish it as SHADOW, LIVE or RETIRED, or upgrade the job";
        }
        return null;
    }

    private void tell(Revision revision, String refusal) {
        statuses.accept(
                new Told(revision.patternId(), revision.revision(), PatternStatus.State.REJECTED, List.of(refusal)));
    }

    /** Uses what was compiled meanwhile. Whether something was. */
    public boolean takeWhatIsReady() throws Exception {
        Loaded loaded = loader.poll();
        if (loaded == null) {
            return false;
        }
        for (Loaded next = loaded; next != null; next = loader.poll()) {
            runsBefore += detector.automatonRuns();
            detector.close();
            detector = next.detector();
            settle(next);
        }
        return true;
    }

    /** Whether something is still being checked. */
    public boolean isBusy() {
        return loader.isBusy();
    }

    private void settle(Loaded loaded) throws Exception {
        for (StoredRevision accepted : loaded.accepted()) {
            state.put(accepted.key(), accepted);
        }
        for (StoredRevision gone : loaded.gone()) {
            state.remove(gone.key());
        }
        loaded.told().forEach(statuses);
    }

    @Override
    public void close() {
        loader.close();
        detector.close();
    }
}
