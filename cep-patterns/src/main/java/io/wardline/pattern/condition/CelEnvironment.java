// SPDX-License-Identifier: Apache-2.0
package io.wardline.pattern.condition;

import static com.google.common.collect.ImmutableMap.toImmutableMap;

import com.google.common.collect.ImmutableCollection;
import com.google.common.collect.ImmutableMap;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelOptions;
import dev.cel.common.types.CelType;
import dev.cel.common.types.CelTypeProvider;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import io.wardline.pattern.Vocabulary;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** CEL as conditions see it: which names there are, of which types, and how much work one may be. */
final class CelEnvironment {
    static final List<String> VARIABLES = List.of("kind", "signals", "payment", "media");
    static final List<String> PAYMENT_FIELDS = List.of("direction", "method");
    static final List<String> MEDIA_FIELDS = List.of("count", "hash_matched");

    /** The limit of an author's text. */
    static final int MAX_LENGTH = 2_000;

    private static final StructType SIGNALS = struct(
            "signals", Vocabulary.SIGNALS.stream().collect(toImmutableMap(name -> name, name -> SimpleType.DOUBLE)));
    private static final StructType PAYMENT =
            struct("payment", ImmutableMap.of("direction", SimpleType.STRING, "method", SimpleType.STRING));
    private static final StructType MEDIA =
            struct("media", ImmutableMap.of("count", SimpleType.INT, "hash_matched", SimpleType.BOOL));

    private static final CelOptions LIMITS = CelOptions.current()
            .maxExpressionCodePointSize(MAX_LENGTH)
            // Bounds the stack of parser, checker and interpreter alike; the deepest bundled condition nests 5 levels.
            .maxParseRecursionDepth(32)
            .maxParseExpressionNodeCount(1_000)
            .maxParseErrorRecoveryLimit(10)
            .maxRegexProgramSize(1_000)
            // No comprehension can be written (only the macro "has" is there); this bounds any that came another way.
            .comprehensionMaxIterations(0)
            .build();

    /** Apart, since it loads hundreds of classes, and most sets of patterns interpret nothing. */
    private static final class Interpreter {
        static final CelRuntime RUNTIME = CelRuntimeFactory.plannerRuntimeBuilder()
                .setOptions(LIMITS.toBuilder()
                        .enableHeterogeneousNumericComparisons(true)
                        .build())
                .build();
    }

    private CelEnvironment() {}

    static CelCompiler compiler(Collection<String> sharedConditions) {
        CelCompilerBuilder builder = CelCompilerFactory.standardCelCompilerBuilder()
                .setOptions(LIMITS)
                .setStandardMacros(CelStandardMacro.HAS)
                .setTypeProvider(new Types())
                .addVar("kind", SimpleType.STRING)
                .addVar("signals", SIGNALS)
                .addVar("payment", PAYMENT)
                .addVar("media", MEDIA)
                .setResultType(SimpleType.BOOL);
        sharedConditions.forEach(name -> builder.addVar(name, SimpleType.BOOL));
        return builder.build();
    }

    static CelRuntime.Program program(CelAbstractSyntaxTree checked) throws CelEvaluationException {
        return Interpreter.RUNTIME.createProgram(checked);
    }

    private static StructType struct(String name, ImmutableMap<String, CelType> fields) {
        return StructType.create("wardline." + name, fields.keySet(), field -> Optional.ofNullable(fields.get(field)));
    }

    /** Finds the three structured variables' types by name. */
    private static final class Types implements CelTypeProvider {
        private static final ImmutableMap<String, CelType> ALL =
                ImmutableMap.of(SIGNALS.name(), SIGNALS, PAYMENT.name(), PAYMENT, MEDIA.name(), MEDIA);

        @Override
        public ImmutableCollection<CelType> types() {
            return ALL.values();
        }

        @Override
        public Optional<CelType> findType(String typeName) {
            return Optional.ofNullable(ALL.get(typeName));
        }
    }
}
