// SPDX-License-Identifier: Apache-2.0
package io.wardline.pattern.condition;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelSourceLocation;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.common.navigation.CelNavigableExpr;
import dev.cel.compiler.CelCompiler;
import io.wardline.pattern.Condition;
import io.wardline.pattern.Diagnostic.Code;
import io.wardline.pattern.Vocabulary;
import io.wardline.pattern.parse.Suggestion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** CEL text to a {@link Condition}, or to everything that is wrong with it. */
public final class ConditionCompiler {
    public static final int MAX_LENGTH = CelEnvironment.MAX_LENGTH;

    /** Names that a shared condition may not take, since they mean something already. */
    public static final List<String> RESERVED = CelEnvironment.VARIABLES;

    private final ConditionLibrary library;
    private final CelCompiler compiler;

    public ConditionCompiler(ConditionLibrary library) {
        this.library = library;
        this.compiler = CelEnvironment.compiler(library.names());
    }

    /** A mistake at a character of the condition's text. */
    public record Mistake(int offset, Code code, String message) {}

    /** Either a condition and no mistake, or mistakes. */
    public sealed interface Outcome {
        /** The text is right. */
        record Right(Condition condition) implements Outcome {}

        /** The text is wrong. */
        record Wrong(List<Mistake> mistakes) implements Outcome {
            public Wrong {
                mistakes = List.copyOf(mistakes);
            }
        }
    }

    /**
     * Checks and compiles.
     *
     * @param label names the condition when it fails at match time: {@code pattern-id/step}, or a shared condition's name
     */
    public Outcome compile(String label, String source) {
        if (source.length() > MAX_LENGTH) {
            String message =
                    "a condition has at most %d characters, this one has %d; name parts of it in conditions.yaml"
                            .formatted(MAX_LENGTH, source.length());
            return new Outcome.Wrong(List.of(new Mistake(0, Code.P021, message)));
        }
        CelValidationResult parsed = compiler.parse(source);
        if (parsed.hasError()) {
            return new Outcome.Wrong(parsed.getErrors().stream()
                    .map(issue -> new Mistake(offset(source, issue), Code.P015, sentence(issue.getMessage())))
                    .toList());
        }
        CelAbstractSyntaxTree syntax = tree(parsed);
        CelValidationResult checked = compiler.check(syntax);
        if (checked.hasError()) {
            return new Outcome.Wrong(checked.getErrors().stream()
                    .map(issue -> typeMistake(source, syntax, issue))
                    .toList());
        }
        CelAbstractSyntaxTree ast = tree(checked);
        List<Mistake> pointless = new ConditionLinter(source, ast).mistakes();
        return pointless.isEmpty() ? new Outcome.Right(condition(label, source, ast)) : new Outcome.Wrong(pointless);
    }

    private Condition condition(String label, String source, CelAbstractSyntaxTree ast) {
        Optional<Predicate> predicate = new PredicateBuilder(library).build(ast.getExpr());
        return predicate.isPresent() ? predicate.get() : interpreted(label, source, ast);
    }

    /** The same condition without the shortcut: what the differential test compares with. */
    Condition interpreted(String label, String source) {
        return interpreted(label, source, tree(compiler.compile(source)));
    }

    private Condition interpreted(String label, String source, CelAbstractSyntaxTree ast) {
        Map<String, Condition> shared = new LinkedHashMap<>();
        library.all().forEach(named -> shared.put(named.name(), named.condition()));
        return CelCondition.of(label, source, shared, ast);
    }

    private Mistake typeMistake(String source, CelAbstractSyntaxTree syntax, CelIssue issue) {
        int offset = offset(source, issue);
        Optional<CelExpr> place = CelNavigableAst.fromAst(syntax)
                .getRoot()
                .allNodes()
                .filter(node -> node.id() == issue.getExprId())
                .map(CelNavigableExpr::expr)
                .findFirst();
        if (issue.getMessage().startsWith("undefined field") && place.isPresent()) {
            String field = place.get().select().field();
            int at = Math.max(offset, source.indexOf(field, offset));
            return new Mistake(at, Code.P014, unknownField(place.get().select().operand(), field));
        }
        if (issue.getMessage().startsWith("undeclared reference") && place.isPresent()) {
            return new Mistake(nameStart(source, offset, place.get()), Code.P014, unknownName(place.get()));
        }
        return new Mistake(offset, Code.P016, sentence(issue.getMessage()));
    }

    /** CEL points at a call's parenthesis; the name stands before it. */
    private static int nameStart(String source, int offset, CelExpr place) {
        return place.getKind() == ExprKind.Kind.CALL
                ? Math.max(0, source.lastIndexOf(place.call().function(), offset))
                : offset;
    }

    private static String unknownField(CelExpr operand, String field) {
        String variable =
                operand.getKind() == ExprKind.Kind.IDENT ? operand.ident().name() : "";
        return switch (variable) {
            case "signals" -> "unknown signal '%s'%s".formatted(field, Suggestion.of(field, Vocabulary.SIGNALS));
            case "payment" ->
                "unknown field 'payment.%s'%s".formatted(field, Suggestion.of(field, CelEnvironment.PAYMENT_FIELDS));
            case "media" ->
                "unknown field 'media.%s'%s".formatted(field, Suggestion.of(field, CelEnvironment.MEDIA_FIELDS));
            default -> "unknown field '%s'".formatted(field);
        };
    }

    private String unknownName(CelExpr place) {
        if (place.getKind() == ExprKind.Kind.CALL) {
            return "unknown function '%s'".formatted(place.call().function());
        }
        String name = place.getKind() == ExprKind.Kind.IDENT ? place.ident().name() : "?";
        if (Vocabulary.SIGNALS.contains(name)) {
            return "unknown name '%s' (did you mean 'signals.%s'?)".formatted(name, name);
        }
        List<String> known = new ArrayList<>(CelEnvironment.VARIABLES);
        known.addAll(library.names());
        return "unknown name '%s'%s".formatted(name, Suggestion.of(name, known));
    }

    private static CelAbstractSyntaxTree tree(CelValidationResult result) {
        try {
            return result.getAst();
        } catch (CelValidationException impossible) {
            throw new IllegalStateException("a tree was asked of a result with errors", impossible);
        }
    }

    private static int offset(String source, CelIssue issue) {
        CelSourceLocation location = issue.getSourceLocation();
        int lineStart = 0;
        for (int line = 1; line < location.getLine(); line++) {
            lineStart = source.indexOf('\n', lineStart) + 1;
        }
        return Math.min(source.length(), lineStart + Math.max(0, location.getColumn()));
    }

    /** CEL names operators by their internal names and wraps lines; authors know neither. */
    private static String sentence(String message) {
        String plain = message.replaceAll("\\s+", " ")
                .replaceAll(" \\(candidates: .*\\)$", "")
                .replaceAll("'_([<>=!&|+*/%-]{1,2})_'", "'$1'")
                .strip();
        boolean wholeNumber = plain.contains("(double, int)") || plain.contains("(int, double)");
        return wholeNumber ? plain + "; scores are compared with decimals, such as 1.0" : plain;
    }
}
