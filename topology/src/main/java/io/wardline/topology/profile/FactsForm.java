// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.profile;

import static io.wardline.topology.event.CompactForm.code;
import static io.wardline.topology.event.CompactForm.readAll;
import static io.wardline.topology.event.CompactForm.readOptional;
import static io.wardline.topology.event.CompactForm.readText;
import static io.wardline.topology.event.CompactForm.readTime;
import static io.wardline.topology.event.CompactForm.readVarLong;
import static io.wardline.topology.event.CompactForm.writeAll;
import static io.wardline.topology.event.CompactForm.writeOptional;
import static io.wardline.topology.event.CompactForm.writeText;
import static io.wardline.topology.event.CompactForm.writeTime;
import static io.wardline.topology.event.CompactForm.writeVarLong;

import io.wardline.topology.account.IdentifierKeys;
import io.wardline.topology.event.AgeBand;
import io.wardline.topology.event.Network;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Facts of an account as they rest: sealed with the job's secret, since most accounts never have a case, and a savepoint must not be a
 * directory of people. The form begins with a version: raise it when the layout changes, and keep reading the old ones. Not for several
 * threads at once.
 */
public final class FactsForm implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final int VERSION = 1;
    private static final AgeBand[] BANDS = AgeBand.values();

    private final IdentifierKeys keys;

    /** @param keys with the secret, the same for as long as the state lives */
    public FactsForm(IdentifierKeys keys) {
        this.keys = keys;
    }

    /** Writes facts so that only who has the secret can read them. Equal facts give equal bytes. */
    public byte[] seal(AccountFacts facts) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            write(facts, new DataOutputStream(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException("bytes in memory can always be written", e);
        }
        return keys.seal(bytes.toByteArray());
    }

    /** Reads what {@link #seal} wrote. */
    public AccountFacts open(byte[] sealed) {
        try {
            return read(new DataInputStream(new ByteArrayInputStream(keys.open(sealed))));
        } catch (IOException e) {
            throw new UncheckedIOException("stored facts of an account can't be read", e);
        }
    }

    private static void write(AccountFacts facts, DataOutput out) throws IOException {
        out.writeByte(VERSION);
        writeTime(facts.erasedMillis(), out);
        writeTime(facts.sinceMillis(), out);
        Profile profile = facts.profile();
        out.writeBoolean(profile != null);
        if (profile != null) {
            write(profile, out);
        }
        writeAll(facts.captures(), FactsForm::write, out);
        writeAll(facts.disablings(), FactsForm::write, out);
        writeTexts(facts.emails(), out);
        writeTexts(facts.phones(), out);
    }

    private static AccountFacts read(DataInput in) throws IOException {
        int version = in.readUnsignedByte();
        if (version != VERSION) {
            throw new IOException("stored facts of an account have format " + version + ", this build reads " + VERSION
                    + ": restore with the release that wrote them, or a later one");
        }
        return new AccountFacts(
                readTime(in),
                readTime(in),
                in.readBoolean() ? readProfile(in) : null,
                readAll(FactsForm::readCapture, in),
                readAll(FactsForm::readDisabling, in),
                readTexts(in),
                readTexts(in));
    }

    private static void write(Disabling disabling, DataOutput out) throws IOException {
        writeText(disabling.eventId(), out);
        writeTime(disabling.occurredAtMillis(), out);
        out.writeBoolean(disabling.disabled());
        out.writeBoolean(disabling.compromised());
        writeOptional(disabling.reason(), out);
    }

    private static Disabling readDisabling(DataInput in) throws IOException {
        return new Disabling(readText(in), readTime(in), in.readBoolean(), in.readBoolean(), readOptional(in));
    }

    private static void write(Profile profile, DataOutput out) throws IOException {
        writeText(profile.eventId(), out);
        writeTime(profile.occurredAtMillis(), out);
        writeOptional(profile.screenName(), out);
        writeOptional(profile.displayName(), out);
        writeOptional(profile.profileUrl(), out);
        writeOptional(profile.bio(), out);
        writeTexts(profile.emails(), out);
        writeTexts(profile.phones(), out);
        writeOptional(profile.dateOfBirth(), out);
        out.writeByte(code(BANDS, profile.ageBand()));
        writeOptional(profile.country(), out);
    }

    private static Profile readProfile(DataInput in) throws IOException {
        return new Profile(
                readText(in),
                readTime(in),
                readOptional(in),
                readOptional(in),
                readOptional(in),
                readOptional(in),
                readTexts(in),
                readTexts(in),
                readOptional(in),
                BANDS[in.readUnsignedByte()],
                readOptional(in));
    }

    private static void write(Capture capture, DataOutput out) throws IOException {
        writeText(capture.eventId(), out);
        writeText(capture.eventKind(), out);
        writeTime(capture.occurredAtMillis(), out);
        Network network = capture.network();
        writeOptional(network.ip(), out);
        writeVarLong(network.port() == null ? 0 : network.port() + 1L, out);
        writeOptional(network.deviceId(), out);
        Boolean proxy = network.proxy();
        out.writeByte(proxy == null ? 0 : proxy ? 1 : 2);
    }

    private static Capture readCapture(DataInput in) throws IOException {
        String eventId = readText(in);
        String kind = readText(in);
        long occurredAt = readTime(in);
        String ip = readOptional(in);
        long port = readVarLong(in);
        String deviceId = readOptional(in);
        return new Capture(
                eventId,
                kind,
                occurredAt,
                new Network(ip, port == 0 ? null : Integer.valueOf((int) port - 1), deviceId, readFlag(in)));
    }

    private static @Nullable Boolean readFlag(DataInput in) throws IOException {
        int flag = in.readUnsignedByte();
        return flag == 0 ? null : Boolean.valueOf(flag == 1);
    }

    private static void writeTexts(List<String> texts, DataOutput out) throws IOException {
        writeAll(texts, (text, to) -> writeText(text, to), out);
    }

    private static List<String> readTexts(DataInput in) throws IOException {
        return readAll(from -> readText(from), in);
    }
}
