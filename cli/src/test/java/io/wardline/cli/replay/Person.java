// SPDX-License-Identifier: Apache-2.0
package io.wardline.cli.replay;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** An account as an event names it. */
record Person(String accountId, String ageBand) {
    Person aged(String band) {
        return new Person(accountId, band);
    }

    ObjectNode json() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("account_id", accountId)
                .put("age_band", ageBand);
    }
}
