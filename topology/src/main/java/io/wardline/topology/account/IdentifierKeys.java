// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.account;

import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Hashes identifiers with a secret, so that what the job keeps can be compared and not read: HMAC-SHA256, 128 bits of it. What is
 * needed as it is, such as a photo's bits for a distance, is sealed: encrypted with AES-GCM. Not for several threads at once.
 */
public final class IdentifierKeys implements Serializable {
    /** As many bytes as the hash has. */
    public static final int MIN_SECRET_BYTES = 32;

    private static final long serialVersionUID = 1L;
    private static final String HMAC = "HmacSHA256";
    private static final String AES = "AES/GCM/NoPadding";
    private static final int KEY_BYTES = 16;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final byte[] secret;
    private transient @Nullable Mac mac;
    private transient @Nullable Cipher opening;
    private transient @Nullable SecretKeySpec sealingKey;

    /** @param secret at least {@link #MIN_SECRET_BYTES}, the same for as long as the state lives */
    public IdentifierKeys(byte[] secret) {
        if (secret.length < MIN_SECRET_BYTES) {
            throw new IllegalArgumentException("a secret of fewer than " + MIN_SECRET_BYTES + " bytes");
        }
        this.secret = secret.clone();
    }

    /** The key of a value in its one form. */
    public String key(IdentifierType type, String form) {
        return hash(type.name(), form.getBytes(StandardCharsets.UTF_8));
    }

    /** The key of a value that the platform hashed: equal to none that it did not. */
    public String keyOfHash(IdentifierType type, String hash) {
        return hash("hashed " + type.name(), hash.getBytes(StandardCharsets.UTF_8));
    }

    /** A photo by the 256 bits of its hash. */
    public Photo photo(byte[] bits) {
        List<String> bands = IntStream.range(0, PhotoBands.COUNT)
                .mapToObj(band -> hash("photo band " + band, PhotoBands.band(bits, band)))
                .toList();
        return new Photo(hash(IdentifierType.PHOTO_PDQ.name(), bits), seal("photo nonce", bits), bands);
    }

    /** Bytes that only who has the secret can read again, by {@link #open}; equal ones are the same. */
    public byte[] seal(byte[] bytes) {
        return seal("nonce", bytes);
    }

    /** The nonce is made of the bytes, so that a replay has the same; that two are equal is no secret: of photos, the key tells it. */
    private byte[] seal(String nonceName, byte[] bytes) {
        byte[] nonce = Arrays.copyOf(hmac(nonceName, bytes), NONCE_BYTES);
        return ByteBuffer.allocate(NONCE_BYTES + bytes.length + TAG_BITS / Byte.SIZE)
                .put(nonce)
                .put(crypt(Cipher.ENCRYPT_MODE, nonce, bytes, 0, bytes.length))
                .array();
    }

    /** What was sealed: bytes, or the bits of a photo. */
    public byte[] open(byte[] sealed) {
        byte[] nonce = Arrays.copyOf(sealed, NONCE_BYTES);
        return crypt(Cipher.DECRYPT_MODE, nonce, sealed, NONCE_BYTES, sealed.length - NONCE_BYTES);
    }

    private byte[] crypt(int mode, byte[] nonce, byte[] input, int offset, int length) {
        try {
            if (sealingKey == null) {
                sealingKey = new SecretKeySpec(hmac("photo sealing key", new byte[0]), "AES");
            }
            Cipher cipher = cipher(mode);
            cipher.init(mode, sealingKey, new GCMParameterSpec(TAG_BITS, nonce));
            return cipher.doFinal(input, offset, length);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(
                    "what is sealed can't be opened: the secret is not the one that the state was written with", e);
        }
    }

    /** Many are opened one after another, with one cipher; to seal, a cipher refuses the nonce that it had last. */
    private Cipher cipher(int mode) throws GeneralSecurityException {
        if (mode == Cipher.ENCRYPT_MODE) {
            return Cipher.getInstance(AES);
        }
        if (opening == null) {
            opening = Cipher.getInstance(AES);
        }
        return opening;
    }

    private String hash(String what, byte[] value) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hmac(what, value), KEY_BYTES));
    }

    /** What is hashed is told apart by its name, which has no zero byte. */
    private byte[] hmac(String what, byte[] value) {
        try {
            if (mac == null) {
                mac = Mac.getInstance(HMAC);
                mac.init(new SecretKeySpec(secret, HMAC));
            }
            mac.update(what.getBytes(StandardCharsets.UTF_8));
            mac.update((byte) 0);
            return mac.doFinal(value);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime must have " + HMAC, e);
        }
    }
}
