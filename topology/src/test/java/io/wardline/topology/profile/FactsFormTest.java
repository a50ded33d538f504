// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.profile;

import static io.wardline.topology.profile.SampleFacts.contact;
import static io.wardline.topology.profile.SampleFacts.disabled;
import static io.wardline.topology.profile.SampleFacts.login;
import static io.wardline.topology.profile.SampleFacts.profile;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.wardline.topology.account.IdentifierKeys;
import io.wardline.topology.event.AgeBand;
import io.wardline.topology.event.Network;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Goal: what is read is what was written, by who has the secret and nobody else. */
class FactsFormTest {
    private static final IdentifierKeys KEYS = new IdentifierKeys(new byte[32]);
    private static final FactsForm FORM = new FactsForm(KEYS);

    private static final AccountFacts FULL = profile(3, "somebody")
            .and(login(1, "login", "203.0.113.1"))
            .and(disabled(2, "change", true))
            .and(contact(4, "canary@example.org"));

    @Test
    void whatIsReadIsWhatWasWritten() {
        AccountFacts poor = new AccountFacts(
                -7,
                -5,
                new Profile("", -1, null, null, null, null, List.of(), List.of(), null, AgeBand.UNKNOWN, null),
                List.of(
                        new Capture("", "", 0, new Network(null, null, null, null)),
                        new Capture("a", "LOGIN", 1, new Network("ip", 0, null, true)),
                        new Capture("b", "LOGIN", 2, new Network("ip", 65_535, null, false))),
                List.of(new Disabling("", -1, false, true, null)),
                List.of(),
                List.of("", "\uD83D\uDE00"));

        for (AccountFacts facts : List.of(AccountFacts.NONE, FULL, poor)) {
            assertThat(FORM.open(FORM.seal(facts))).isEqualTo(facts);
        }
    }

    @Test
    void whatIsWrittenCanBeReadWithTheSecretOnly() {
        byte[] sealed = FORM.seal(FULL);

        assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain("somebody", "canary", "203.0.113.1");
        byte[] other = new byte[32];
        other[0] = 1;
        assertThatIllegalStateException()
                .isThrownBy(() -> new FactsForm(new IdentifierKeys(other)).open(sealed))
                .withMessageContaining("the secret is not the one");
    }

    @Test
    void equalFactsAreEqualBytes() {
        assertThat(new FactsForm(new IdentifierKeys(new byte[32])).seal(FULL)).isEqualTo(FORM.seal(FULL));
    }

    @Test
    void aLaterFormIsToldAndNotGuessed() {
        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(() -> FORM.open(KEYS.seal(new byte[] {2})))
                .havingCause()
                .withMessageContaining("format 2, this build reads 1");
    }
}
