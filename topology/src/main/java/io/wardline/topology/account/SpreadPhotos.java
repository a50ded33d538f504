// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.account;

import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.util.Collector;

/** Each photo of an account, once for every part of its bits. */
public final class SpreadPhotos implements FlatMapFunction<AccountEvent, PhotoUse> {
    private static final long serialVersionUID = 1L;

    @Override
    public void flatMap(AccountEvent event, Collector<PhotoUse> out) {
        for (Photo photo : event.photos()) {
            for (int place = 0; place < photo.bands().size(); place++) {
                out.collect(new PhotoUse(
                        place,
                        photo.bands().get(place),
                        photo.key(),
                        photo.sealed(),
                        event.accountId(),
                        event.occurredAtMillis(),
                        Use.dayOf(event.occurredAtMillis()),
                        event.knownAtMillis()));
            }
        }
    }
}
