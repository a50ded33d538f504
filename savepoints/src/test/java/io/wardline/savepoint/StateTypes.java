// SPDX-License-Identifier: Apache-2.0
package io.wardline.savepoint;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.typeutils.EnumTypeInfo;
import org.apache.flink.api.java.typeutils.ListTypeInfo;
import org.apache.flink.api.java.typeutils.MapTypeInfo;
import org.apache.flink.api.java.typeutils.PojoField;
import org.apache.flink.api.java.typeutils.PojoTypeInfo;
import org.apache.flink.api.java.typeutils.SetTypeInfo;

/** The fields of a type in state and of the types within, as Flink sees them. */
final class StateTypes {
    private final Map<String, String> lines = new TreeMap<>();

    private StateTypes() {}

    /** A line for each record and enum, in the order of their names. */
    static List<String> within(TypeInformation<?> type) {
        StateTypes types = new StateTypes();
        types.describe(type);
        return new ArrayList<>(types.lines.values());
    }

    private String describe(TypeInformation<?> type) {
        if (type instanceof ListTypeInfo<?> list) {
            return "list of " + describe(list.getElementTypeInfo());
        }
        if (type instanceof SetTypeInfo<?> set) {
            return "set of " + describe(set.getElementTypeInfo());
        }
        if (type instanceof MapTypeInfo<?, ?> map) {
            return "map of " + describe(map.getKeyTypeInfo()) + " to " + describe(map.getValueTypeInfo());
        }
        String name = type.getTypeClass().getSimpleName();
        if (type instanceof EnumTypeInfo<?> symbols) {
            // Stored by number: their order counts.
            lines.put(name, name + ": " + Arrays.toString(symbols.getTypeClass().getEnumConstants()));
        } else if (type instanceof PojoTypeInfo<?> pojo && !lines.containsKey(name)) {
            lines.put(name, "");
            List<String> fields = new ArrayList<>();
            for (int i = 0; i < pojo.getArity(); i++) {
                PojoField field = pojo.getPojoFieldAt(i);
                fields.add(field.getField().getName() + " " + describe(field.getTypeInformation()));
            }
            lines.put(name, name + ": " + String.join(", ", fields));
        }
        return name;
    }
}
