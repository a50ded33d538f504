// SPDX-License-Identifier: Apache-2.0
package io.wardline.pattern.detect;

import io.wardline.pattern.Role;
import io.wardline.pattern.detect.Drawn.All;
import io.wardline.pattern.detect.Drawn.Any;
import io.wardline.pattern.detect.Drawn.Means;
import io.wardline.pattern.detect.Drawn.Not;
import io.wardline.pattern.detect.Drawn.One;
import io.wardline.pattern.detect.Drawn.Part;
import io.wardline.pattern.testing.ScenarioEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Draws patterns of the whole language that the checker has no reason to refuse. Conditions are broad, so that most patterns match something. */
final class LanguageDraw {
    private static final List<Role> ROLES = List.of(Role.values());
    /** The only name that may tell in several alternatives. */
    private static final String TOLD = "told";

    private final Random random;
    private final int window;
    private final boolean endsInAbsence;
    private int names;

    private LanguageDraw(Random random) {
        this.random = random;
        this.window = 2 + random.nextInt(9);
        this.endsInAbsence = random.nextInt(3) == 0;
    }

    static Drawn pattern(String id, Random random) {
        LanguageDraw draw = new LanguageDraw(random);
        List<List<Part>> alternatives = new ArrayList<>();
        for (int i = random.nextInt(3) == 0 ? 2 : 1; i > 0; i--) {
            alternatives.add(draw.sequence());
        }
        return new Drawn(id, draw.window, draw.endsInAbsence ? 1 + random.nextInt(draw.window - 1) : 0, alternatives);
    }

    private List<Part> sequence() {
        List<Part> parts = new ArrayList<>();
        int length = random.nextInt(4);
        int branches = 8;
        int ways = 12;
        for (int i = 0; i < length; i++) {
            boolean first = parts.isEmpty();
            switch (random.nextInt(first ? 8 : 11)) {
                case 0, 1 -> {
                    parts.add(new Any(List.of(one(first, random.nextInt(4) == 0), one(first, false))));
                    ways /= 2;
                }
                case 2 -> {
                    List<One> ones = new ArrayList<>();
                    for (int j = ways >= 12 && random.nextInt(3) == 0 ? 3 : 2; j > 0; j--) {
                        ones.add(one(true, false));
                    }
                    ways /= ones.size() == 3 ? 6 : 2;
                    parts.add(new All(ones));
                }
                case 3, 4 -> {
                    int min = 1 + random.nextInt(2);
                    int max = min + random.nextInt(2);
                    boolean optional = !first && branches >= 8 && random.nextInt(3) == 0;
                    branches /= (max - min + 1) * (optional ? 2 : 1);
                    parts.add(repeated(one(first, !optional && random.nextInt(5) == 0), min, max, optional));
                }
                case 8, 9 -> {
                    if (branches >= 2 && ways >= 2) {
                        branches /= 2;
                        ways /= 2;
                        parts.add(repeated(one(first, false), 1, 1, true));
                    }
                }
                case 10 -> {
                    if (mayBeFollowedByAbsence(parts)) {
                        parts.add(new Not(name("no"), role(), means(), false));
                    }
                }
                default -> parts.add(one(first, random.nextInt(4) == 0));
            }
            if (ways < 2 || branches < 2) {
                break;
            }
        }
        end(parts);
        return parts;
    }

    /** What every sequence ends with: a step that tells, or one and the absence of another. */
    private void end(List<Part> parts) {
        boolean first = parts.isEmpty();
        if (endsInAbsence) {
            parts.add(one(first, random.nextInt(4) == 0));
            parts.add(new Not(TOLD, role(), means(), true));
        } else if (random.nextInt(5) == 0) {
            parts.add(new Any(List.of(named(TOLD, first), one(first, random.nextBoolean()))));
        } else {
            int min = random.nextInt(4) == 0 && !(last(parts) instanceof Not) ? 2 : 1;
            parts.add(repeated(named(TOLD, first), min, min, false));
        }
    }

    /** Flink would hold an absence between repetitions too, so the checker refuses it there; and past an optional step as well. */
    private static boolean mayBeFollowedByAbsence(List<Part> parts) {
        for (int i = parts.size() - 1; i >= 0; i--) {
            Part part = parts.get(i);
            if (part instanceof One one && one.max() > 1) {
                return false;
            }
            if (!(part instanceof One one && one.optional())) {
                return true;
            }
        }
        return false;
    }

    private static Part last(List<Part> parts) {
        return parts.isEmpty() ? new All(List.of()) : parts.get(parts.size() - 1);
    }

    private One one(boolean first, boolean emits) {
        return step(name("s"), first, emits);
    }

    private One named(String name, boolean first) {
        return step(name, first, true);
    }

    private One step(String name, boolean first, boolean emits) {
        int within = !first && random.nextInt(3) == 0 ? 1 + random.nextInt(window - 1) : 0;
        return new One(name, role(), means(), within, false, 1, 1, emits);
    }

    private static One repeated(One one, int min, int max, boolean optional) {
        return new One(one.name(), one.by(), one.means(), one.within(), optional, min, max, one.emits());
    }

    private String name(String kind) {
        names++;
        return kind + names;
    }

    private Role role() {
        return ROLES.get(random.nextInt(ROLES.size()));
    }

    private Means means() {
        String kind = LanguageCase.KINDS.get(random.nextInt(LanguageCase.KINDS.size()));
        String signal = LanguageCase.SIGNALS.get(random.nextInt(LanguageCase.SIGNALS.size()));
        return switch (random.nextInt(6)) {
            case 0, 1 ->
                new Means("kind == '%s'".formatted(kind), event -> event.kind().equals(kind));
            case 2 -> new Means("signals.%s >= 0.5".formatted(signal), event -> score(event, signal) >= 0.5);
            case 3 ->
                new Means(
                        "signals.%s >= 0.5 || kind == '%s'".formatted(signal, kind),
                        event -> score(event, signal) >= 0.5 || event.kind().equals(kind));
            case 4 ->
                new Means(
                        "asked_or_threatened",
                        event -> score(event, "image_request") >= 0.5 || score(event, "threat_exposure") >= 0.5);
            default ->
                new Means(
                        "payment.direction == 'REQUESTED' || signals.%s >= 0.5".formatted(signal),
                        event -> event.paymentDirection().equals("REQUESTED") || score(event, signal) >= 0.5);
        };
    }

    private static double score(ScenarioEvent event, String signal) {
        return event.signals().getOrDefault(signal, 0.0);
    }
}
