// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.account;

import io.wardline.topology.event.CompactSerializer;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Flink's view of {@link AccountForms}. */
public final class AccountSerializer<T> extends CompactSerializer<T> {
    private static final long serialVersionUID = 1L;

    private final Class<T> type;

    /** @param type one that {@link AccountForms} has a form of */
    AccountSerializer(Class<T> type) {
        this.type = type;
    }

    @Override
    public void serialize(T value, DataOutputView target) throws IOException {
        AccountForms.of(type).writer().write(value, target);
    }

    @Override
    public T deserialize(DataInputView source) throws IOException {
        return AccountForms.of(type).reader().read(source);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AccountSerializer<?> that && type.equals(that.type);
    }

    @Override
    public int hashCode() {
        return type.hashCode();
    }

    @Override
    public TypeSerializerSnapshot<T> snapshotConfiguration() {
        return new TypeOf<>(type);
    }

    /** Which type it was; each stored form begins with its own version. */
    public static final class TypeOf<T> implements TypeSerializerSnapshot<T> {
        private static final int VERSION = 1;

        @SuppressWarnings("NullAway.Init") // Flink reads it next
        private Class<T> type;

        /** For Flink, which reads the rest. */
        public TypeOf() {}

        TypeOf(Class<T> type) {
            this.type = type;
        }

        @Override
        public int getCurrentVersion() {
            return VERSION;
        }

        @Override
        public void writeSnapshot(DataOutputView out) throws IOException {
            out.writeUTF(type.getName());
        }

        @Override
        @SuppressWarnings("unchecked") // as it was written
        public void readSnapshot(int readVersion, DataInputView in, ClassLoader classLoader) throws IOException {
            String name = in.readUTF();
            try {
                type = (Class<T>) Class.forName(name, false, classLoader);
            } catch (ClassNotFoundException e) {
                throw new IOException("state has records of " + name + ", which this build does not know", e);
            }
        }

        @Override
        public AccountSerializer<T> restoreSerializer() {
            return new AccountSerializer<>(type);
        }

        @Override
        public TypeSerializerSchemaCompatibility<T> resolveSchemaCompatibility(TypeSerializerSnapshot<T> old) {
            return old instanceof TypeOf<T> that && type.equals(that.type)
                    ? TypeSerializerSchemaCompatibility.compatibleAsIs()
                    : TypeSerializerSchemaCompatibility.incompatible();
        }
    }
}
