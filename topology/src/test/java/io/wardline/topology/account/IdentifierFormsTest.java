// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One form for an identifier, however it was written, and none for what is no identifier. */
class IdentifierFormsTest {
    @ParameterizedTest
    @CsvSource({
        "+44 20 7946 0018, GB, +442079460018",
        "020 7946 0018, GB, +442079460018",
        "(0)20-7946-0018, gb, +442079460018",
        "+1 (202) 555-0143, , +12025550143",
        "202.555.0143, US, +12025550143",
        "２０２５５５０１４３, US, +12025550143",
        // Nothing tells the country: its digits are still its owner's.
        "202 555 0143, , 2025550143",
    })
    void aPhoneNumberInE164(String written, String country, String form) {
        assertThat(IdentifierForms.phone(written, country)).contains(form);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "123", "0000000000", "unknown", "+1", "call me", "99999999999999999999"})
    void noPhoneNumber(String written) {
        assertThat(IdentifierForms.phone(written, null)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        // support.google.com/mail/answer/7436150: dots mean nothing, and gmail.com is googlemail.com
        "John.Q.Public+shop@GoogleMail.com, johnqpublic@gmail.com",
        "j.o.h.n@gmail.com, john@gmail.com",
        "First.Last+x@outlook.com, first.last@outlook.com",
        "name+1@me.com, name@icloud.com",
        "name+1@proton.me, name@proton.me",
        // Whatever a provider does not say stays.
        "First.Last+x@Example.COM, first.last+x@example.com",
        "name@BÜCHER.example, name@xn--bcher-kva.example",
        "\"odd@name\"@example.com, \"odd@name\"@example.com",
    })
    void anEmailAddressAsItsProviderDeliversIt(String written, String form) {
        assertThat(IdentifierForms.email(written)).contains(form);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "name", "@example.com", "name@", "name@host", "...@gmail.com", "name@example.com.", "n/a"})
    void noEmailAddress(String written) {
        assertThat(IdentifierForms.email(written)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "203.0.113.77, 203.0.113.77, cb007100/24",
        "::ffff:203.0.113.77, 203.0.113.77, cb007100/24",
        "2001:db8:0:aabb::1, 2001:db8:0:aabb::1, 20010db80000aa000000000000000000/56",
        "2001:0DB8:0000:AABB:0:0:0:1, 2001:db8:0:aabb::1, 20010db80000aa000000000000000000/56",
    })
    void anAddressAndItsNetwork(String written, String form, String range) {
        assertThat(IdentifierForms.ip(written)).contains(form);
        assertThat(IdentifierForms.ipRange(written)).contains(range);
    }

    /** Addresses that many use at once, or nobody: private ones, a carrier's (RFC 6598), what is no address. Names are not looked up. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "10.1.2.3",
                "192.168.0.1",
                "172.16.9.9",
                "127.0.0.1",
                "0.0.0.0",
                "::",
                "::1",
                "169.254.1.1",
                "100.64.0.1",
                "100.127.255.254",
                "fe80::1",
                "fd00::1",
                "224.0.0.1",
                "999.1.1.1",
                "example.com",
                "1"
            })
    void noAddress(String written) {
        assertThat(IdentifierForms.ip(written)).isEmpty();
        assertThat(IdentifierForms.ipRange(written)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "$CashTag, cashtag",
        "https://cash.app/$CashTag, cashtag",
        "@Venmo-User, venmo-user",
        "venmo.com/u/Venmo-User, venmo-user",
        "paypal.me/Someone, someone",
        "Some.One+x@gmail.com, someone@gmail.com",
        "+1 202 555 0143, +12025550143",
    })
    void aPaymentHandleWithoutItsSigil(String written, String form) {
        assertThat(IdentifierForms.paymentHandle(written, null)).contains(form);
    }

    @ParameterizedTest
    @CsvSource({"@Some_One, some_one", "ＳＯＭＥ_ONE, some_one", "some_one, some_one", "j, j"})
    void aUserNameWithoutItsSigil(String written, String form) {
        assertThat(IdentifierForms.username(written)).contains(form);
    }

    @ParameterizedTest
    @CsvSource({
        "6F9619FF-8B86-D011-B42D-00C04FC964FF, 6f9619ff-8b86-d011-b42d-00c04fc964ff",
        "' AbC-1 ', AbC-1",
    })
    void aDevicesId(String written, String form) {
        assertThat(IdentifierForms.device(written)).contains(form);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "unknown",
                "NULL",
                "0000000000000000",
                "00000000-0000-0000-0000-000000000000",
                "00:00:00:00:00:00",
                "9774D56D682E549C",
                "----"
            })
    void noDevicesId(String written) {
        assertThat(IdentifierForms.device(written)).isEmpty();
    }

    /** Values that libraries throw for, each in its own way: an interface that is not there, a parameter, a name too long in Punycode. */
    @Test
    void whatALibraryThrowsForIsNone() {
        StringBuilder letters = new StringBuilder();
        for (int i = 0; i < 200; i++) {
            letters.appendCodePoint(0x4e00 + 37 * i);
        }
        assertThat(IdentifierForms.ip("fe80::1%en0")).isEmpty();
        assertThat(IdentifierForms.ip("2001:db8::1%anything")).isEmpty();
        assertThat(IdentifierForms.ipRange("2001:db8::1%anything")).isEmpty();
        assertThat(IdentifierForms.phone("1;phone-context=+1;tel:", null)).isEmpty();
        assertThat(IdentifierForms.email("a@" + letters + ".com")).isEmpty();
    }

    @Test
    void aValueWithoutEndIsNone() {
        String endless = "x1".repeat(100_000);
        assertThat(IdentifierForms.device(endless)).isEmpty();
        assertThat(IdentifierForms.username(endless)).isEmpty();
        assertThat(IdentifierForms.email(endless + "@example.com")).isEmpty();
        assertThat(IdentifierForms.hashed(endless)).isEmpty();
        assertThat(IdentifierForms.ip(endless)).isEmpty();
        assertThat(IdentifierForms.paymentHandle(endless, null)).isEmpty();
        assertThat(IdentifierForms.phone(endless, null)).isEmpty();
    }

    @Test
    void aPhotosHashIsSixtyFourDigitsOfWhichAboutHalfTheBitsAreSet() {
        String hash = "f0e1d2c3b4a5968778695a4b3c2d1e0f".repeat(2);
        assertThat(IdentifierForms.photo(hash))
                .hasValueSatisfying(bits -> assertThat(bits).hasSize(32).startsWith(0xf0, 0xe1));
        assertThat(IdentifierForms.photo(hash.toUpperCase(Locale.ROOT)))
                .map(bits -> bits[0])
                .isEqualTo(Optional.of((byte) 0xf0));
        for (String no : new String[] {"", "f0", hash + "00", "0".repeat(64), "f".repeat(64), "z".repeat(64)}) {
            assertThat(IdentifierForms.photo(no)).isEmpty();
        }
    }
}
