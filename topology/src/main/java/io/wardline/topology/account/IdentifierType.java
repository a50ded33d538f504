// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.account;

/**
 * What two accounts may share. An address counts twice: as it is, and weaker, as the network that it is from. State has a type by its place
 * here: new ones come last.
 */
public enum IdentifierType {
    DEVICE,
    PHONE,
    EMAIL,
    IP,
    IP_RANGE,
    PAYMENT_HANDLE,
    PHOTO_PDQ,
    USERNAME;

    /** What it counts as: an address and its network are one piece of evidence. */
    IdentifierType evidence() {
        return this == IP_RANGE ? IP : this;
    }
}
