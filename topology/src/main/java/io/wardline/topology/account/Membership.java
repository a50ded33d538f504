// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.account;

/** An account among those that use one value. */
public record Membership(String accountId, Status status, Use use) {
    boolean own() {
        return use.own();
    }
}
