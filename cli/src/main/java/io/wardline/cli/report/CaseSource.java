// SPDX-License-Identifier: Apache-2.0
package io.wardline.cli.report;

import io.wardline.v1.Case;
import java.util.function.Consumer;

/** Where cases are read. */
interface CaseSource extends AutoCloseable {
    /** Takes the latest snapshot of each case, the same ones however often this is called. */
    void each(Consumer<Case> taker);

    /** How many records or lines could not be read, and were told and passed over. */
    int unread();

    /** In words, for who looks for a case in it. */
    String place();

    @Override
    void close();
}
