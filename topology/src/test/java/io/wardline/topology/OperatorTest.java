// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Goal: the names that outlive code are names, and none is used twice, ever. */
class OperatorTest {
    private static final List<Operator> ALL = Arrays.asList(Operator.values());

    @Test
    void uidsAreUnique() {
        assertThat(ALL).extracting(Operator::uid).doesNotHaveDuplicates();
        assertThat(ALL).extracting(Operator::title).doesNotHaveDuplicates();
    }

    @Test
    void uidsAreKebabCaseVerbAndObjectWithoutAVersion() {
        assertThat(ALL).extracting(Operator::uid).allMatch(uid -> uid.matches("[a-z]+(-[a-z]+)+"));
    }

    @Test
    void noRetiredUidComesBack() {
        assertThat(ALL).noneMatch(operator -> Operator.RETIRED.contains(operator.uid()));
    }

    /** A savepoint of any release finds its state under these; to change one is to lose it. */
    @Test
    void uidsOfOperatorsWithStateStay() {
        assertThat(ALL)
                .extracting(Operator::uid)
                .contains(
                        "read-events",
                        "read-reports",
                        "read-patterns",
                        "detect-sequences",
                        "keep-cases",
                        "write-alerts",
                        "write-shadow-alerts",
                        "write-pattern-status",
                        "write-cases",
                        "write-escalations",
                        "write-dead-letters");
    }
}
