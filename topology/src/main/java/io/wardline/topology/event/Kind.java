// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.event;

/** What kind of event it is. The order is that of the stored form: append only. */
public enum Kind {
    CONTACT,
    MESSAGE,
    MEDIA,
    CALL,
    LINK,
    FOLLOWERS_VIEW,
    PROFILE_VIEW,
    BLOCK,
    USER_REPORT,
    UNKNOWN;
}
