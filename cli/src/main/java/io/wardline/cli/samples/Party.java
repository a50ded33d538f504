// SPDX-License-Identifier: Apache-2.0
package io.wardline.cli.samples;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** An account of a sample, with the device and address it acts from. */
record Party(String accountId, String ageBand, String ageSource, String country, String deviceId, String ip) {
    ObjectNode toJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("account_id", accountId);
        json.put("age_band", ageBand);
        if (!ageBand.equals("UNKNOWN")) {
            json.put("age_source", ageSource);
        }
        json.put("country", country);
        return json;
    }
}
