// SPDX-License-Identifier: Apache-2.0
package io.wardline.pattern.testing;

import java.util.List;

/**
 * What a {@code tests.yaml} holds.
 *
 * @param cases in the order of the file
 * @param allowedMutants changes of the pattern that no case needs to notice
 */
public record TestFile(List<Scenario> cases, List<AllowedMutant> allowedMutants) {
    public TestFile {
        cases = List.copyOf(cases);
        allowedMutants = List.copyOf(allowedMutants);
    }

    /**
     * A change of the pattern that no case notices, and why that is right.
     *
     * @param index where its name stands in the file
     */
    public record AllowedMutant(String mutant, String reason, int index) {}
}
