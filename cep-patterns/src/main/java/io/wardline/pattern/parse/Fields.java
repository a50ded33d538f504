// SPDX-License-Identifier: Apache-2.0
package io.wardline.pattern.parse;

import io.wardline.pattern.Diagnostic.Code;
import io.wardline.pattern.parse.YamlValue.YamlList;
import io.wardline.pattern.parse.YamlValue.YamlMap;
import io.wardline.pattern.parse.YamlValue.YamlText;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads one map of a file key by key; {@link #finish()} tells of the keys that nobody asked for. */
public final class Fields {
    private final YamlMap map;
    private final Problems problems;
    private final Map<String, YamlValue> byName = new LinkedHashMap<>();
    private final Set<String> asked = new LinkedHashSet<>();

    private Fields(YamlMap map, Problems problems) {
        this.map = map;
        this.problems = problems;
        map.entries().forEach((key, value) -> byName.put(key.value(), value));
    }

    /** The fields of a value that must be a map. */
    public static Optional<Fields> of(YamlValue value, String what, Problems problems) {
        if (value instanceof YamlMap map) {
            return Optional.of(new Fields(map, problems));
        }
        problems.error(
                value.index(), Code.P006, "%s must be a map of keys, but this is %s".formatted(what, value.shape()));
        return Optional.empty();
    }

    public int index() {
        return map.index();
    }

    /** The keys, in the order of the file. */
    public Set<String> names() {
        return Collections.unmodifiableSet(byName.keySet());
    }

    public Optional<YamlValue> value(String key) {
        asked.add(key);
        return Optional.ofNullable(byName.get(key));
    }

    public Optional<YamlText> text(String key) {
        Optional<YamlValue> value = value(key);
        if (value.isPresent()
                && value.get() instanceof YamlText text
                && !text.value().isBlank()) {
            return Optional.of(text);
        }
        value.ifPresent(other -> problems.error(
                other.index(),
                Code.P006,
                other instanceof YamlText
                        ? "'%s' is empty".formatted(key)
                        : "'%s' must be text, but this is %s".formatted(key, other.shape())));
        return Optional.empty();
    }

    public Optional<YamlText> requiredText(String key) {
        requirePresent(key);
        return text(key);
    }

    /** The items of a list; none when the key is absent. */
    public List<YamlValue> list(String key) {
        Optional<YamlValue> value = value(key);
        if (value.isPresent() && value.get() instanceof YamlList list) {
            return list.items();
        }
        value.ifPresent(other -> problems.error(
                other.index(), Code.P006, "'%s' must be a list, but this is %s".formatted(key, other.shape())));
        return List.of();
    }

    public List<YamlValue> requiredList(String key) {
        requirePresent(key);
        return list(key);
    }

    /** A list of which every item is text. */
    public List<YamlText> texts(String key) {
        List<YamlText> texts = new ArrayList<>();
        for (YamlValue item : list(key)) {
            if (item instanceof YamlText text) {
                texts.add(text);
            } else {
                problems.error(item.index(), Code.P006, "'%s' lists text, but this is %s".formatted(key, item.shape()));
            }
        }
        return texts;
    }

    public Optional<Boolean> flag(String key) {
        return text(key).flatMap(text -> switch (text.value()) {
            case "true" -> Optional.of(true);
            case "false" -> Optional.of(false);
            default -> {
                problems.error(text.index(), Code.P007, "'%s' is true or false, not '%s'".formatted(key, text.value()));
                yield Optional.<Boolean>empty();
            }
        });
    }

    /** A whole number within bounds. */
    public Optional<Integer> number(String key, int least, int most) {
        return text(key).flatMap(text -> {
            Optional<Integer> number = text.value().matches("\\d{1,9}")
                    ? Optional.of(Integer.parseInt(text.value())).filter(n -> n >= least && n <= most)
                    : Optional.empty();
            if (number.isEmpty()) {
                problems.error(
                        text.index(),
                        Code.P007,
                        "'%s' is a whole number from %d to %d, not '%s'".formatted(key, least, most, text.value()));
            }
            return number;
        });
    }

    /** A share, from 0 to 1. */
    public Optional<Double> share(String key) {
        return text(key).flatMap(text -> {
            Optional<Double> share = text.value().matches("0(\\.\\d{1,9})?|1(\\.0{1,9})?")
                    ? Optional.of(Double.parseDouble(text.value()))
                    : Optional.empty();
            if (share.isEmpty()) {
                problems.error(
                        text.index(),
                        Code.P007,
                        "'%s' is a number from 0 to 1 such as 0.75, not '%s'".formatted(key, text.value()));
            }
            return share;
        });
    }

    public Optional<Duration> duration(String key) {
        return text(key).flatMap(text -> {
            Optional<Duration> duration = Durations.read(text.value());
            if (duration.isEmpty()) {
                problems.error(
                        text.index(),
                        Code.P008,
                        "'%s' is not a duration; %s".formatted(text.value(), Durations.EXAMPLES));
            }
            return duration;
        });
    }

    /** A moment, ISO-8601 in UTC. */
    public Optional<Instant> instant(String key) {
        return text(key).flatMap(text -> {
            try {
                return Optional.of(Instant.parse(text.value()));
            } catch (DateTimeParseException e) {
                problems.error(
                        text.index(),
                        Code.P007,
                        "'%s' is a moment in UTC such as 2026-11-24T00:00:00Z, not '%s'".formatted(key, text.value()));
                return Optional.empty();
            }
        });
    }

    /** One of an enum's constants, written in lower or upper case. */
    public <E extends Enum<E>> Optional<E> oneOf(String key, Class<E> type, boolean upper) {
        List<String> names = new ArrayList<>();
        for (E constant : type.getEnumConstants()) {
            names.add(upper ? constant.name() : constant.name().toLowerCase(Locale.ROOT));
        }
        return text(key).flatMap(text -> {
            int position = names.indexOf(text.value());
            if (position < 0) {
                problems.error(
                        text.index(),
                        Code.P007,
                        "'%s' is one of %s, not '%s'%s"
                                .formatted(
                                        key,
                                        String.join(", ", names),
                                        text.value(),
                                        Suggestion.of(text.value(), names)));
                return Optional.empty();
            }
            return Optional.of(type.getEnumConstants()[position]);
        });
    }

    /** Tells of a key that is missing; reading it afterwards says nothing more. */
    public void requirePresent(String key) {
        asked.add(key);
        if (!byName.containsKey(key)) {
            problems.error(map.index(), Code.P004, "key '%s' is missing".formatted(key));
        }
    }

    /** Call when every known key was asked for. */
    public void finish() {
        for (YamlText key : map.entries().keySet()) {
            if (!asked.contains(key.value())) {
                problems.error(
                        key.index(),
                        Code.P003,
                        "unknown key '%s'%s".formatted(key.value(), Suggestion.of(key.value(), asked)));
            }
        }
    }
}
