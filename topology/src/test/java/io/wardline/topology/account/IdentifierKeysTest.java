// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Keys are equal for what is equal, tell nothing without the secret, and are of no use with another one. */
class IdentifierKeysTest {
    private final IdentifierKeys keys = new IdentifierKeys(secret(1));
    private final IdentifierKeys others = new IdentifierKeys(secret(2));

    private static byte[] secret(int seed) {
        byte[] secret = new byte[32];
        new Random(seed).nextBytes(secret);
        return secret;
    }

    /** HMAC-SHA256 of the type, a zero byte and the value, of which the first 16 bytes in Base64 for addresses; reckoned with openssl. */
    @Test
    void aKeyIsHalfOfAnHmac() {
        IdentifierKeys zero = new IdentifierKeys(new byte[32]);

        assertThat(zero.key(IdentifierType.EMAIL, "a@example.com")).isEqualTo("MgOr5xb0jn_9a3vqx7IUzw");
    }

    @Test
    void equalValuesHaveEqualKeysAndOthersHaveNot() {
        assertThat(keys.key(IdentifierType.DEVICE, "x"))
                .isEqualTo(keys.key(IdentifierType.DEVICE, "x"))
                .isNotEqualTo(keys.key(IdentifierType.DEVICE, "y"))
                .isNotEqualTo(keys.key(IdentifierType.USERNAME, "x"))
                .isNotEqualTo(keys.keyOfHash(IdentifierType.DEVICE, "x"))
                .isNotEqualTo(others.key(IdentifierType.DEVICE, "x"));
    }

    @Test
    void aPhotosBitsComeBackAndAreNotThere() {
        byte[] bits = secret(3);
        Photo photo = keys.photo(bits);

        assertThat(keys.open(photo.sealed())).isEqualTo(bits);
        assertThat(new String(photo.sealed(), StandardCharsets.ISO_8859_1))
                .doesNotContain(new String(Arrays.copyOf(bits, 4), StandardCharsets.ISO_8859_1));
        assertThatIllegalStateException()
                .isThrownBy(() -> others.open(photo.sealed()))
                .withMessageContaining("the secret is not the one");
    }

    /** A replay has the same bytes, and an account its photo in every event. */
    @Test
    void aPhotoSealedAgainIsTheSame() {
        Photo photo = keys.photo(secret(3));
        Photo again = keys.photo(secret(3));

        assertThat(again.key()).isEqualTo(photo.key());
        assertThat(again.bands()).isEqualTo(photo.bands()).hasSize(PhotoBands.COUNT);
        assertThat(again.sealed()).isEqualTo(photo.sealed());
    }

    @Test
    void aShortSecretIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new IdentifierKeys(new byte[31]));
    }
}
