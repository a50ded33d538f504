// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.event;

import org.jspecify.annotations.Nullable;

/** Where an event came from, as far as told. */
public record Network(
        @Nullable String ip, @Nullable Integer port, @Nullable String deviceId, @Nullable Boolean proxy) {}
