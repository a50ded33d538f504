// SPDX-License-Identifier: Apache-2.0
package io.wardline.cli.replay;

import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;

/** Lines come in order, so with each the clock stands just before it: everything due earlier has fired when it is applied. */
final class KnownAtWatermarks implements WatermarkGenerator<ReplayLine> {
    static final WatermarkStrategy<ReplayLine> STRATEGY = WatermarkStrategy.<ReplayLine>forGenerator(
                    context -> new KnownAtWatermarks())
            .withTimestampAssigner((line, ignored) -> line.knownAtMillis());

    private long toldMillis = Long.MIN_VALUE;

    @Override
    public void onEvent(ReplayLine line, long timestamp, WatermarkOutput output) {
        long justBefore = line.knownAtMillis() - 1;
        if (justBefore > toldMillis) {
            toldMillis = justBefore;
            output.emitWatermark(new Watermark(justBefore));
        }
    }

    @Override
    public void onPeriodicEmit(WatermarkOutput output) {
        // Time moves with the lines only.
    }
}
