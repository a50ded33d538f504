// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.account;

import io.wardline.topology.event.Retention;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * One part of photos' bits a key: finds the photos that look alike among those that share the part. Each of a pair is told of the other,
 * so that which came first makes no difference.
 */
public final class FindPhotos extends KeyedProcessFunction<String, PhotoUse, AccountNews> {
    /**
     * Photos that share a part by chance are a few: fifteen of a million. More are one picture that everybody uses, or no picture. A
     * part that is full says nothing of further ones, which are found by their other parts.
     */
    static final int MAX_AT_PART = 64;

    private static final long serialVersionUID = 1L;

    private final LinkPolicy policy;
    private final IdentifierKeys keys;

    /** A list, so that a part is one point read. */
    private transient ListState<PhotoUse> uses;

    private transient Counter full;
    private transient Counter compared;

    public FindPhotos(LinkPolicy policy, IdentifierKeys keys) {
        this.policy = policy;
        this.keys = keys;
    }

    @Override
    public void open(OpenContext context) {
        ListStateDescriptor<PhotoUse> descriptor =
                new ListStateDescriptor<>("photos", TypeInformation.of(PhotoUse.class));
        descriptor.enableTimeToLive(Retention.of(policy.retention(IdentifierType.PHOTO_PDQ)));
        uses = getRuntimeContext().getListState(descriptor);
        MetricGroup metrics = getRuntimeContext().getMetricGroup().addGroup("wardline");
        full = metrics.counter("photo_buckets_full");
        compared = metrics.counter("photos_compared");
    }

    @Override
    public void processElement(PhotoUse use, Context context, Collector<AccountNews> out) throws Exception {
        List<PhotoUse> others = new ArrayList<>();
        PhotoUse known = null;
        boolean stale = false;
        long oldest = Use.dayOf(use.knownAtMillis())
                - policy.retention(IdentifierType.PHOTO_PDQ).toDays();
        for (PhotoUse other : uses.get()) {
            if (other.lastDay() < oldest) {
                // Written anew with others, it is still there; its own time is over.
                stale = true;
            } else if (other.isOf(use)) {
                known = other;
            } else {
                others.add(other);
            }
        }
        if (known == null && others.size() >= MAX_AT_PART) {
            full.inc();
            return;
        }
        PhotoUse now = known == null ? use : known.and(use);
        if (known != null && known.hasDaysOf(now)) {
            return;
        }
        if (known == null && !stale) {
            uses.add(now);
        } else {
            List<PhotoUse> all = new ArrayList<>(others);
            all.add(now);
            uses.update(all);
        }
        byte[] bits = keys.open(now.sealed());
        for (PhotoUse other : others) {
            // One account's too: a photo that looks like its own of the sign-up is one that it had then.
            if (!other.key().equals(now.key())) {
                compared.inc();
                if (PhotoBands.distance(bits, keys.open(other.sealed())) <= PhotoBands.MAX_DISTANCE) {
                    // Told by each part that the two share: another may be full. Who hears it twice has it already.
                    out.collect(near(now, other, use.knownAtMillis()));
                    out.collect(near(other, now, use.knownAtMillis()));
                }
            }
        }
    }

    private static AccountNews near(PhotoUse use, PhotoUse other, long knownAtMillis) {
        return AccountNews.of(
                new NearPhoto(use.accountId(), other.key(), use.firstMillis(), use.lastDay(), knownAtMillis));
    }
}
