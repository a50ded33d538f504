// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology;

import io.wardline.topology.ingest.IngestedEvent;
import io.wardline.topology.ingest.IngestedReport;
import org.apache.flink.streaming.api.datastream.DataStream;

/** What the topology reads: records that are already decoded, or dead. */
public record Inputs(DataStream<IngestedEvent> events, DataStream<IngestedReport> reports) {}
