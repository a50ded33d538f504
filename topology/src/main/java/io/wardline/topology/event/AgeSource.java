// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.event;

/** Where an age band comes from. The order is that of the stored form: append only. */
public enum AgeSource {
    DECLARED,
    ESTIMATED,
    VERIFIED,
    UNKNOWN;
}
