// SPDX-License-Identifier: Apache-2.0
package io.wardline.cli.replay;

/** What a file of lines holds. The order is that in which records of one time are taken (contract). */
enum ReplayStream {
    ACCOUNTS,
    /** What the round before decided, in its own order. */
    DECISIONS,
    EVENTS,
    REPORTS
}
