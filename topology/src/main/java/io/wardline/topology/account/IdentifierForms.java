// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.account;

import com.google.common.net.InetAddresses;
import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.net.IDN;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One form for each identifier, however it was written; none for what is no identifier. By published rules: E.164 for phone numbers,
 * what providers say of their own addresses for e-mail, /24 and /56 for the network of an address.
 */
public final class IdentifierForms {
    /** Longer than any identifier; what is longer is content in the wrong field. */
    private static final int MAX_LENGTH = 1024;

    private static final int PHOTO_BYTES = 32;
    /** A PDQ hash has about half of its 256 bits set, by how it is made; a plain area or a broken hash has not. */
    private static final int LEAST_PHOTO_BITS = 32;

    private static final int LEAST_DIGITS = 7;
    private static final int MOST_DIGITS = 15;

    /** What programs write where they have nothing. */
    private static final Set<String> PLACEHOLDERS =
            Set.of("unknown", "null", "none", "nil", "undefined", "n/a", "na", "nan", "anonymous", "default", "test");
    /** One that a whole line of Android devices had: developer.android.com, issue 10603. */
    private static final String ANDROID_BUG_ID = "9774d56d682e549c";

    private static final Pattern UUID =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");
    private static final Pattern SIGILS = Pattern.compile("^[$@£€#~]+");
    private static final Pattern HANDLE_ADDRESS = Pattern.compile(
            "^(https?://)?(www\\.)?(cash\\.app|paypal\\.me|venmo\\.com)/(u/)?", Pattern.CASE_INSENSITIVE);
    private static final Pattern NO_DIGIT = Pattern.compile("\\D");
    private static final Pattern SPACES = Pattern.compile("\\s+");

    /** Providers that deliver the other names of a box to the same box, and what they ignore. */
    private static final Map<String, Provider> PROVIDERS = Map.ofEntries(
            Map.entry("gmail.com", new Provider("gmail.com", true)),
            Map.entry("googlemail.com", new Provider("gmail.com", true)),
            Map.entry("outlook.com", new Provider("outlook.com", false)),
            Map.entry("hotmail.com", new Provider("hotmail.com", false)),
            Map.entry("live.com", new Provider("live.com", false)),
            Map.entry("msn.com", new Provider("msn.com", false)),
            Map.entry("icloud.com", new Provider("icloud.com", false)),
            Map.entry("me.com", new Provider("icloud.com", false)),
            Map.entry("mac.com", new Provider("icloud.com", false)),
            Map.entry("fastmail.com", new Provider("fastmail.com", false)),
            Map.entry("proton.me", new Provider("proton.me", false)),
            Map.entry("protonmail.com", new Provider("proton.me", false)),
            Map.entry("pm.me", new Provider("proton.me", false)));

    /**
     * A provider's rule. All of these deliver {@code name+anything} to {@code name}.
     *
     * @param domain the one that its other domains mean
     * @param ignoresDots whether dots in the name mean nothing
     */
    private record Provider(String domain, boolean ignoresDots) {}

    private IdentifierForms() {}

    /** A device's id. Case counts, except in a UUID. */
    public static Optional<String> device(String value) {
        return text(value)
                .map(id -> UUID.matcher(id).matches() ? id.toLowerCase(Locale.ROOT) : id)
                .filter(id -> !id.equalsIgnoreCase(ANDROID_BUG_ID));
    }

    /**
     * A phone number in E.164, or its digits alone where nothing tells the country.
     *
     * @param country of the account, ISO 3166-1, for numbers that are written without theirs
     */
    public static Optional<String> phone(String value, @Nullable String country) {
        Optional<String> given = text(value);
        if (given.isEmpty()) {
            return Optional.empty();
        }
        if (given.get().indexOf(';') >= 0) {
            // RFC 3966's parameters, which people do not write.
            return Optional.empty();
        }
        PhoneNumberUtil numbers = PhoneNumberUtil.getInstance();
        try {
            String region = country == null ? null : country.toUpperCase(Locale.ROOT);
            PhoneNumber number = numbers.parse(given.get(), region);
            return numbers.isPossibleNumber(number)
                    ? Optional.of(numbers.format(number, PhoneNumberFormat.E164))
                    : Optional.empty();
        } catch (NumberParseException e) {
            String digits = NO_DIGIT.matcher(given.get()).replaceAll("");
            boolean isNumber = e.getErrorType() == NumberParseException.ErrorType.INVALID_COUNTRY_CODE
                    && digits.length() >= LEAST_DIGITS
                    && digits.length() <= MOST_DIGITS
                    && !isOneCharacter(digits);
            return isNumber ? Optional.of(digits) : Optional.empty();
        }
    }

    /** An e-mail address as its provider delivers it. */
    public static Optional<String> email(String value) {
        Optional<String> given = text(value);
        int at = given.map(address -> address.lastIndexOf('@')).orElse(-1);
        if (given.isEmpty() || at <= 0 || at == given.get().length() - 1) {
            return Optional.empty();
        }
        String name = given.get().substring(0, at).toLowerCase(Locale.ROOT);
        Optional<String> domain = domain(given.get().substring(at + 1));
        if (domain.isEmpty()) {
            return Optional.empty();
        }
        Provider provider = PROVIDERS.get(domain.get());
        if (provider == null) {
            return Optional.of(name + "@" + domain.get());
        }
        int plus = name.indexOf('+');
        String box = plus > 0 ? name.substring(0, plus) : name;
        String bare = provider.ignoresDots() ? box.replace(".", "") : box;
        return bare.isEmpty() ? Optional.empty() : Optional.of(bare + "@" + provider.domain());
    }

    private static Optional<String> domain(String domain) {
        try {
            String ascii = IDN.toASCII(domain.strip(), IDN.ALLOW_UNASSIGNED).toLowerCase(Locale.ROOT);
            return ascii.indexOf('.') > 0 && !ascii.endsWith(".") ? Optional.of(ascii) : Optional.empty();
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            // The latter for a name that is too long in Punycode.
            return Optional.empty();
        }
    }

    /** An address of the public Internet; one that is used behind many routers at once, or by a carrier for many, says nothing. */
    public static Optional<String> ip(String value) {
        return address(value).map(InetAddresses::toAddrString);
    }

    /** The network that an address is from: /24 of IPv4, /56 of IPv6, which is what a household or an office usually has. */
    public static Optional<String> ipRange(String value) {
        return address(value).map(address -> {
            byte[] bytes = address.getAddress();
            int prefix = address instanceof Inet4Address ? 24 : 56;
            Arrays.fill(bytes, prefix / Byte.SIZE, bytes.length, (byte) 0);
            return HexFormat.of().formatHex(bytes) + "/" + prefix;
        });
    }

    private static Optional<InetAddress> address(String value) {
        String given = value.strip();
        // A zone names an interface of the client, and would be looked up among this machine's.
        if (given.length() > MAX_LENGTH || given.indexOf('%') >= 0 || !InetAddresses.isInetAddress(given)) {
            return Optional.empty();
        }
        InetAddress address = InetAddresses.forString(given);
        boolean shared = address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()
                || isCarriers(address)
                || isUniqueLocal(address);
        return shared ? Optional.empty() : Optional.of(address);
    }

    /** 100.64.0.0/10, RFC 6598. */
    private static boolean isCarriers(InetAddress address) {
        byte[] bytes = address.getAddress();
        return address instanceof Inet4Address && (bytes[0] & 0xff) == 100 && (bytes[1] & 0xc0) == 64;
    }

    /** fc00::/7, RFC 4193. */
    private static boolean isUniqueLocal(InetAddress address) {
        return !(address instanceof Inet4Address) && (address.getAddress()[0] & 0xfe) == 0xfc;
    }

    /** A payment handle without its sigil or its service's address; services take e-mail addresses and phone numbers too. */
    public static Optional<String> paymentHandle(String value, @Nullable String country) {
        Optional<String> bare = text(value)
                .map(handle -> HANDLE_ADDRESS.matcher(handle).replaceFirst(""))
                .map(handle -> SIGILS.matcher(handle).replaceFirst(""))
                .map(handle -> SPACES.matcher(handle).replaceAll(""))
                .flatMap(IdentifierForms::text);
        if (bare.isEmpty()) {
            return bare;
        }
        Optional<String> asEmail = email(bare.get());
        if (asEmail.isPresent()) {
            return asEmail;
        }
        Optional<String> asPhone = bare.get().startsWith("+") ? phone(bare.get(), country) : Optional.empty();
        return asPhone.or(() -> Optional.of(bare.get().toLowerCase(Locale.ROOT)));
    }

    /** A user name without its sigil; case does not count. */
    public static Optional<String> username(String value) {
        return text(value)
                .map(name -> SIGILS.matcher(name).replaceFirst(""))
                .flatMap(IdentifierForms::text)
                .map(name -> name.toLowerCase(Locale.ROOT));
    }

    /** The 256 bits of a PDQ hash, written as 64 hexadecimal digits. */
    public static Optional<byte[]> photo(String value) {
        try {
            byte[] bits = HexFormat.of().parseHex(value.strip().toLowerCase(Locale.ROOT));
            int set = 0;
            for (byte b : bits) {
                set += Integer.bitCount(b & 0xff);
            }
            boolean usual = set >= LEAST_PHOTO_BITS && set <= PHOTO_BYTES * Byte.SIZE - LEAST_PHOTO_BITS;
            return bits.length == PHOTO_BYTES && usual ? Optional.of(bits) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** A hash made by the platform: as it is. */
    public static Optional<String> hashed(String value) {
        return text(value);
    }

    private static Optional<String> text(String value) {
        if (value.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        String form = Normalizer.normalize(value, Normalizer.Form.NFKC).strip();
        boolean empty = form.isEmpty()
                || isOneCharacter(form.replace("-", "").replace(":", ""))
                || PLACEHOLDERS.contains(form.toLowerCase(Locale.ROOT));
        return empty ? Optional.empty() : Optional.of(form);
    }

    /** Such as a device id of zeros. A user name may have one letter. */
    private static boolean isOneCharacter(String text) {
        return text.isEmpty() || (text.length() > 2 && text.chars().allMatch(character -> character == text.charAt(0)));
    }
}
