// SPDX-License-Identifier: Apache-2.0
package io.wardline.benchmark.contender;

import io.wardline.pattern.Vocabulary;
import io.wardline.topology.event.Arrival;

/** A contender behind Wardline's own admission: it sees evidence only. */
public final class Admitted implements Contender {
    private final Contender contender;

    public Admitted(Contender contender) {
        this.contender = contender;
    }

    @Override
    public String name() {
        return contender.name();
    }

    @Override
    public void accept(Arrival arrival) throws Exception {
        if (Vocabulary.admits(arrival.event())) {
            contender.accept(arrival);
        }
    }

    @Override
    public void finish() throws Exception {
        contender.finish();
    }

    @Override
    public Matches matches() {
        return contender.matches();
    }

    @Override
    public void close() {
        contender.close();
    }
}
