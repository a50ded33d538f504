// SPDX-License-Identifier: Apache-2.0
package io.wardline.filing;

import io.wardline.v1.ReportEvent;

/** Tells the job what was done about a case. It may tell the same more than once: the event's id is then the same. */
@FunctionalInterface
public interface Announcer {
    /** Returns when it is sure to be there. */
    void announce(ReportEvent event);
}
