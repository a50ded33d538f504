// SPDX-License-Identifier: Apache-2.0
package io.wardline.benchmark.contender;

import io.wardline.topology.event.Arrival;

/** Something that looks for {@link FourSteps} in a stream of events, on one thread. */
public interface Contender extends AutoCloseable {
    /** How results call it, such as {@code stock_cep_rocksdb}. */
    String name();

    /** Takes the next event, in the order of arrival. */
    void accept(Arrival arrival) throws Exception;

    /** Nothing more comes: what is still waiting is decided. */
    void finish() throws Exception;

    /** What was told so far. */
    Matches matches();

    @Override
    void close();
}
