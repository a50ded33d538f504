// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.account;

import static io.wardline.topology.event.CompactForm.code;
import static io.wardline.topology.event.CompactForm.readAll;
import static io.wardline.topology.event.CompactForm.readOptional;
import static io.wardline.topology.event.CompactForm.readText;
import static io.wardline.topology.event.CompactForm.readTime;
import static io.wardline.topology.event.CompactForm.readVarLong;
import static io.wardline.topology.event.CompactForm.unzigzag;
import static io.wardline.topology.event.CompactForm.writeAll;
import static io.wardline.topology.event.CompactForm.writeOptional;
import static io.wardline.topology.event.CompactForm.writeText;
import static io.wardline.topology.event.CompactForm.writeTime;
import static io.wardline.topology.event.CompactForm.writeVarLong;
import static io.wardline.topology.event.CompactForm.zigzag;

import io.wardline.topology.account.AccountState.Change;
import io.wardline.topology.account.AccountState.Naming;
import io.wardline.topology.account.AccountState.Told;
import io.wardline.topology.event.CompactForm;
import io.wardline.topology.event.CompactForm.Reader;
import io.wardline.topology.event.CompactForm.Writer;
import io.wardline.topology.event.CompactTypeInfo;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.lang.reflect.Type;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.flink.api.common.typeinfo.TypeInfoFactory;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.jspecify.annotations.Nullable;

/**
 * The compact forms of what is kept and told of accounts. A platform keeps ten identifiers of each of a hundred million accounts, twice, so
 * what one costs at rest decides what the job costs. What is kept begins with a version: raise it when the layout changes, and keep reading
 * the old ones. Enums are written by their place, so constants are only ever added at the end.
 */
public final class AccountForms extends TypeInfoFactory<Object> {
    private static final int VERSION = 1;

    private static final Map<Class<?>, Form<?>> FORMS = Map.of(
            AccountEvent.class,
            new Form<>(AccountForms::writeEvent, AccountForms::readEvent),
            AccountState.class,
            new Form<>(AccountForms::writeState, AccountForms::readState),
            Link.class,
            new Form<>(AccountForms::writeLink, AccountForms::readLink),
            MembershipUpdate.class,
            new Form<>(AccountForms::writeUpdate, AccountForms::readUpdate),
            Standing.class,
            new Form<>(AccountForms::writeStanding, AccountForms::readStanding),
            PhotoUse.class,
            new Form<>(AccountForms::writePhotoUse, AccountForms::readPhotoUse),
            Use.class,
            new Form<>(AccountForms::writeStoredUse, AccountForms::readStoredUse),
            ValueEntry.class,
            new Form<>(AccountForms::writeEntry, AccountForms::readEntry));

    private static final int MEMBER = 0;
    private static final int ROSTER = 1;
    private static final int ALONE = 2;

    private static final int HAS_CREATED = 1;
    private static final int HAS_DISABLED = 1 << 1;
    private static final int COMPROMISED = 1 << 2;
    private static final int HAS_CLEARED = 1 << 3;
    private static final int HAS_NAMED = 1 << 4;
    private static final int BLOCKED = 1 << 5;
    private static final int HAS_CASES = 1 << 6;
    private static final int HAS_RINGS = 1 << 7;

    private static final IdentifierType[] TYPES = IdentifierType.values();
    private static final AccountEvent.Kind[] KINDS = AccountEvent.Kind.values();

    /** A record's form. */
    record Form<T>(Writer<T> writer, Reader<T> reader) {}

    /** The form of a type; it must have one. */
    @SuppressWarnings("unchecked") // by the map
    static <T> Form<T> of(Class<T> type) {
        return (Form<T>) Objects.requireNonNull(FORMS.get(type), () -> type + " has no compact form");
    }

    /** Called by Flink through the annotation on the types. */
    @Override
    @SuppressWarnings("unchecked") // whoever asks knows which type it asked for
    public TypeInformation<Object> createTypeInfo(Type type, Map<String, TypeInformation<?>> parameters) {
        Class<Object> asked = (Class<Object>) type;
        return new CompactTypeInfo<>(asked, new AccountSerializer<>(asked));
    }

    private static void writeVersion(DataOutput out) throws IOException {
        out.writeByte(VERSION);
    }

    private static void readVersion(DataInput in) throws IOException {
        int version = in.readUnsignedByte();
        if (version != VERSION) {
            throw new IOException("a stored record of an account has format " + version + ", this build reads "
                    + VERSION + ": restore with the release that wrote it, or a later one");
        }
    }

    private static <T> void writeIfThere(@Nullable T value, Writer<T> writer, DataOutput out) throws IOException {
        out.writeBoolean(value != null);
        if (value != null) {
            writer.write(value, out);
        }
    }

    private static <T> @Nullable T readIfThere(Reader<T> reader, DataInput in) throws IOException {
        return in.readBoolean() ? reader.read(in) : null;
    }

    private static void writeBytes(byte[] bytes, DataOutput out) throws IOException {
        writeVarLong(bytes.length, out);
        out.write(bytes);
    }

    private static byte[] readBytes(DataInput in) throws IOException {
        byte[] bytes = new byte[(int) readVarLong(in)];
        in.readFully(bytes);
        return bytes;
    }

    private static void writeType(IdentifierType type, DataOutput out) throws IOException {
        out.writeByte(code(TYPES, type));
    }

    private static IdentifierType readType(DataInput in) throws IOException {
        return TYPES[in.readUnsignedByte()];
    }

    private static void writeRing(Ring ring, DataOutput out) throws IOException {
        writeText(ring.id(), out);
        writeTime(ring.sinceMillis(), out);
        out.writeByte(ring.hops());
    }

    private static Ring readRing(DataInput in) throws IOException {
        return new Ring(readText(in), readTime(in), in.readUnsignedByte());
    }

    private static void writeUse(Use use, DataOutput out) throws IOException {
        writeTime(use.firstMillis(), out);
        // Most often the first day's or soon after.
        writeVarLong(zigzag(use.lastDay() - Use.dayOf(use.firstMillis())), out);
        out.writeBoolean(use.own());
    }

    private static Use readUse(DataInput in) throws IOException {
        long first = readTime(in);
        int lastDay = (int) (Use.dayOf(first) + unzigzag(readVarLong(in)));
        return new Use(first, lastDay, in.readBoolean());
    }

    private static int flags(Status status) {
        return (status.createdAtMillis() == null ? 0 : HAS_CREATED)
                | (status.disabledAtMillis() == null ? 0 : HAS_DISABLED)
                | (status.compromised() ? COMPROMISED : 0)
                | (status.clearedAtMillis() == null ? 0 : HAS_CLEARED)
                | (status.namedAtMillis() == null ? 0 : HAS_NAMED)
                | (status.blocked() ? BLOCKED : 0)
                | (status.caseIds().isEmpty() ? 0 : HAS_CASES)
                | (status.origin() == null && status.ring() == null ? 0 : HAS_RINGS);
    }

    private static void writeStatus(Status status, DataOutput out) throws IOException {
        out.writeByte(flags(status));
        if (status.createdAtMillis() != null) {
            writeTime(status.createdAtMillis(), out);
        }
        if (status.disabledAtMillis() != null) {
            writeTime(status.disabledAtMillis(), out);
        }
        if (status.clearedAtMillis() != null) {
            writeTime(status.clearedAtMillis(), out);
        }
        if (status.namedAtMillis() != null) {
            writeTime(status.namedAtMillis(), out);
        }
        if (!status.caseIds().isEmpty()) {
            writeAll(status.caseIds(), (caseId, to) -> writeText(caseId, to), out);
        }
        if (status.origin() != null || status.ring() != null) {
            writeIfThere(status.origin(), AccountForms::writeRing, out);
            writeIfThere(status.ring(), AccountForms::writeRing, out);
        }
    }

    private static Status readStatus(DataInput in) throws IOException {
        int flags = in.readUnsignedByte();
        Long created = has(flags, HAS_CREATED) ? readTime(in) : null;
        Long disabled = has(flags, HAS_DISABLED) ? readTime(in) : null;
        Long cleared = has(flags, HAS_CLEARED) ? readTime(in) : null;
        Long named = has(flags, HAS_NAMED) ? readTime(in) : null;
        List<String> caseIds = has(flags, HAS_CASES) ? readAll(from -> readText(from), in) : List.of();
        Ring origin = has(flags, HAS_RINGS) ? readIfThere(AccountForms::readRing, in) : null;
        Ring ring = has(flags, HAS_RINGS) ? readIfThere(AccountForms::readRing, in) : null;
        return new Status(
                created, disabled, has(flags, COMPROMISED), cleared, named, caseIds, has(flags, BLOCKED), origin, ring);
    }

    private static boolean has(int flags, int flag) {
        return (flags & flag) != 0;
    }

    private static void writeEvent(AccountEvent event, DataOutput out) throws IOException {
        writeText(event.eventId(), out);
        writeText(event.accountId(), out);
        writeTime(event.occurredAtMillis(), out);
        writeTime(event.knownAtMillis(), out);
        out.writeByte(code(KINDS, event.kind()));
        out.writeBoolean(event.compromised());
        writeOptional(event.caseId(), out);
        writeAll(event.identifiers(), AccountForms::writeIdentifier, out);
        writeAll(event.photos(), AccountForms::writePhoto, out);
    }

    private static AccountEvent readEvent(DataInput in) throws IOException {
        return new AccountEvent(
                readText(in),
                readText(in),
                readTime(in),
                readTime(in),
                KINDS[in.readUnsignedByte()],
                in.readBoolean(),
                readOptional(in),
                readAll(AccountForms::readIdentifier, in),
                readAll(AccountForms::readPhoto, in));
    }

    private static void writeIdentifier(Identifier identifier, DataOutput out) throws IOException {
        writeType(identifier.type(), out);
        writeText(identifier.key(), out);
    }

    private static Identifier readIdentifier(DataInput in) throws IOException {
        return new Identifier(readType(in), readText(in));
    }

    private static void writePhoto(Photo photo, DataOutput out) throws IOException {
        writeText(photo.key(), out);
        writeBytes(photo.sealed(), out);
        writeAll(photo.bands(), (band, to) -> writeText(band, to), out);
    }

    private static Photo readPhoto(DataInput in) throws IOException {
        return new Photo(readText(in), readBytes(in), readAll(from -> readText(from), in));
    }

    private static void writeState(AccountState state, DataOutput out) throws IOException {
        writeVersion(out);
        writeIfThere(state.createdAtMillis(), CompactForm::writeTime, out);
        writeAll(state.changes(), AccountForms::writeChange, out);
        writeAll(state.caseIds(), (caseId, to) -> writeText(caseId, to), out);
        writeAll(state.named(), AccountForms::writeNaming, out);
        writeIfThere(state.told(), AccountForms::writeTold, out);
        writeAll(state.seen(), (hash, to) -> to.writeLong(hash), out);
        writeAll(state.used().entrySet(), AccountForms::writeCount, out);
        out.writeBoolean(state.eraseRequested());
    }

    private static AccountState readState(DataInput in) throws IOException {
        readVersion(in);
        return new AccountState(
                readIfThere(CompactForm::readTime, in),
                readAll(AccountForms::readChange, in),
                readAll(from -> readText(from), in),
                readAll(AccountForms::readNaming, in),
                readIfThere(AccountForms::readTold, in),
                readAll(DataInput::readLong, in),
                readCounts(in),
                in.readBoolean());
    }

    private static void writeChange(Change change, DataOutput out) throws IOException {
        writeText(change.eventId(), out);
        writeTime(change.occurredAtMillis(), out);
        out.writeBoolean(change.disabled());
        out.writeBoolean(change.compromised());
    }

    private static Change readChange(DataInput in) throws IOException {
        return new Change(readText(in), readTime(in), in.readBoolean(), in.readBoolean());
    }

    private static void writeNaming(Naming naming, DataOutput out) throws IOException {
        writeText(naming.caseId(), out);
        writeTime(naming.sinceMillis(), out);
    }

    private static Naming readNaming(DataInput in) throws IOException {
        return new Naming(readText(in), readTime(in));
    }

    private static void writeTold(Told told, DataOutput out) throws IOException {
        writeTime(told.knownAtMillis(), out);
        out.writeBoolean(told.blocked());
        writeIfThere(told.origin(), AccountForms::writeRing, out);
        writeIfThere(told.ring(), AccountForms::writeRing, out);
    }

    private static Told readTold(DataInput in) throws IOException {
        return new Told(
                readTime(in),
                in.readBoolean(),
                readIfThere(AccountForms::readRing, in),
                readIfThere(AccountForms::readRing, in));
    }

    private static void writeCount(Map.Entry<IdentifierType, Integer> count, DataOutput out) throws IOException {
        writeType(count.getKey(), out);
        writeVarLong(count.getValue(), out);
    }

    private static Map<IdentifierType, Integer> readCounts(DataInput in) throws IOException {
        Map<IdentifierType, Integer> counts = new EnumMap<>(IdentifierType.class);
        for (long left = readVarLong(in); left > 0; left--) {
            counts.put(readType(in), (int) readVarLong(in));
        }
        return counts;
    }

    private static void writeLink(Link link, DataOutput out) throws IOException {
        writeVersion(out);
        writeText(link.accountId(), out);
        writeType(link.type(), out);
        writeText(link.key(), out);
        out.writeDouble(link.weight());
        writeAll(link.sources(), AccountForms::writeSource, out);
        writeIfThere(link.met(), AccountForms::writeRing, out);
        writeTime(link.knownAtMillis(), out);
    }

    private static Link readLink(DataInput in) throws IOException {
        readVersion(in);
        return new Link(
                readText(in),
                readType(in),
                readText(in),
                in.readDouble(),
                readAll(AccountForms::readSource, in),
                readIfThere(AccountForms::readRing, in),
                readTime(in));
    }

    private static void writeSource(LinkSource source, DataOutput out) throws IOException {
        writeText(source.accountId(), out);
        writeTime(source.sinceMillis(), out);
        out.writeBoolean(source.disabled());
        out.writeBoolean(source.back());
        writeAll(source.caseIds(), (caseId, to) -> writeText(caseId, to), out);
        writeIfThere(source.origin(), AccountForms::writeRing, out);
        writeIfThere(source.ring(), AccountForms::writeRing, out);
    }

    private static LinkSource readSource(DataInput in) throws IOException {
        return new LinkSource(
                readText(in),
                readTime(in),
                in.readBoolean(),
                in.readBoolean(),
                readAll(from -> readText(from), in),
                readIfThere(AccountForms::readRing, in),
                readIfThere(AccountForms::readRing, in));
    }

    private static void writeStanding(Standing standing, DataOutput out) throws IOException {
        writeVersion(out);
        writeText(standing.decisionId(), out);
        writeText(standing.content(), out);
        writeTime(standing.knownAtMillis(), out);
        out.writeBoolean(standing.pending());
        writeAll(standing.strongest().entrySet(), AccountForms::writeWeight, out);
    }

    private static Standing readStanding(DataInput in) throws IOException {
        readVersion(in);
        String decisionId = readText(in);
        String content = readText(in);
        long knownAt = readTime(in);
        boolean pending = in.readBoolean();
        Map<IdentifierType, Double> strongest = new EnumMap<>(IdentifierType.class);
        for (long left = readVarLong(in); left > 0; left--) {
            strongest.put(readType(in), in.readDouble());
        }
        return new Standing(decisionId, content, knownAt, pending, strongest);
    }

    private static void writeWeight(Map.Entry<IdentifierType, Double> weight, DataOutput out) throws IOException {
        writeType(weight.getKey(), out);
        out.writeDouble(weight.getValue());
    }

    private static void writeUpdate(MembershipUpdate update, DataOutput out) throws IOException {
        writeType(update.type(), out);
        writeText(update.key(), out);
        writeMembership(update.member(), out);
        out.writeBoolean(update.left());
        writeTime(update.knownAtMillis(), out);
    }

    private static MembershipUpdate readUpdate(DataInput in) throws IOException {
        return new MembershipUpdate(readType(in), readText(in), readMembership(in), in.readBoolean(), readTime(in));
    }

    private static void writeMembership(Membership member, DataOutput out) throws IOException {
        writeText(member.accountId(), out);
        writeStatus(member.status(), out);
        writeUse(member.use(), out);
    }

    private static Membership readMembership(DataInput in) throws IOException {
        return new Membership(readText(in), readStatus(in), readUse(in));
    }

    private static void writePhotoUse(PhotoUse use, DataOutput out) throws IOException {
        writeVersion(out);
        out.writeByte(use.place());
        writeText(use.band(), out);
        writeText(use.key(), out);
        writeBytes(use.sealed(), out);
        writeText(use.accountId(), out);
        writeTime(use.firstMillis(), out);
        writeVarLong(zigzag(use.lastDay()), out);
        writeTime(use.knownAtMillis(), out);
    }

    private static PhotoUse readPhotoUse(DataInput in) throws IOException {
        readVersion(in);
        return new PhotoUse(
                in.readUnsignedByte(),
                readText(in),
                readText(in),
                readBytes(in),
                readText(in),
                readTime(in),
                (int) unzigzag(readVarLong(in)),
                readTime(in));
    }

    private static void writeStoredUse(Use use, DataOutput out) throws IOException {
        writeVersion(out);
        writeUse(use, out);
    }

    private static Use readStoredUse(DataInput in) throws IOException {
        readVersion(in);
        return readUse(in);
    }

    private static void writeEntry(ValueEntry entry, DataOutput out) throws IOException {
        writeVersion(out);
        if (entry instanceof ValueEntry.Member member) {
            out.writeByte(MEMBER);
            writeStatus(member.status(), out);
            writeUse(member.use(), out);
        } else if (entry instanceof ValueEntry.Roster roster) {
            out.writeByte(ROSTER);
            writeVarLong(roster.count(), out);
            out.writeBoolean(roster.sources());
        } else if (entry instanceof ValueEntry.Alone alone) {
            out.writeByte(ALONE);
            writeMembership(alone.member(), out);
        }
    }

    private static ValueEntry readEntry(DataInput in) throws IOException {
        readVersion(in);
        int kind = in.readUnsignedByte();
        return switch (kind) {
            case MEMBER -> new ValueEntry.Member(readStatus(in), readUse(in));
            case ROSTER -> new ValueEntry.Roster((int) readVarLong(in), in.readBoolean());
            case ALONE -> new ValueEntry.Alone(readMembership(in));
            default ->
                throw new IOException(
                        "a stored entry of a value is of kind " + kind + ", which this build does not know");
        };
    }
}
