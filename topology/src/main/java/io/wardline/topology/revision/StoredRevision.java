// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.revision;

/**
 * A revision in broadcast state.
 *
 * @param revision as published
 * @param order in which it came, which is the same on every subtask
 * @param accepted whether it was decided upon and taken; what is not yet is decided again after a restore, in the same order
 */
public record StoredRevision(Revision revision, long order, boolean accepted) {
    /** Its key in state. With its order, since a conflicting revision must not take the place of the one it conflicts with. */
    public String key() {
        return revision.name() + "/" + order;
    }

    StoredRevision accept() {
        return new StoredRevision(revision, order, true);
    }
}
