// SPDX-License-Identifier: Apache-2.0
package io.wardline.pattern.condition;

import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelCall;
import dev.cel.common.ast.CelExpr.ExprKind;
import io.wardline.pattern.condition.Predicate.Comparison;
import io.wardline.pattern.condition.Predicate.TextField;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BinaryOperator;

/** Walks checked CEL and says it in predicates, or not at all: half a condition in two evaluators would be hard to reason about. */
final class PredicateBuilder {
    private final ConditionLibrary library;

    PredicateBuilder(ConditionLibrary library) {
        this.library = library;
    }

    Optional<Predicate> build(CelExpr expression) {
        return switch (expression.getKind()) {
            case CONSTANT -> bool(expression.constant()).map(Predicate.Always::new);
            case IDENT ->
                library.find(expression.ident().name())
                        .map(shared -> new Predicate.Shared(shared.name(), shared.condition()));
            case SELECT -> select(expression);
            case CALL -> call(expression.call());
            case NOT_SET, LIST, STRUCT, MAP, COMPREHENSION -> Optional.empty();
        };
    }

    private static Optional<Predicate> select(CelExpr expression) {
        if (expression.select().testOnly()) {
            return Fields.signal(expression).map(Predicate.SignalPresent::new);
        }
        return Fields.isField(expression, "media", "hash_matched")
                ? Optional.of(new Predicate.HashMatched())
                : Optional.empty();
    }

    private Optional<Predicate> call(CelCall call) {
        List<CelExpr> args = call.args();
        return switch (call.function()) {
            case "_&&_" -> both(args, Predicate.And::new);
            case "_||_" -> both(args, Predicate.Or::new);
            case "!_" -> build(args.get(0)).map(Predicate.Not::new);
            case "_==_" -> equality(args);
            case "_!=_" -> equality(args).map(Predicate.Not::new);
            case "@in" -> membership(args);
            case "_<_" -> comparison(args, Comparison.LESS);
            case "_<=_" -> comparison(args, Comparison.LESS_OR_EQUAL);
            case "_>_" -> comparison(args, Comparison.GREATER);
            case "_>=_" -> comparison(args, Comparison.GREATER_OR_EQUAL);
            default -> Optional.empty();
        };
    }

    private Optional<Predicate> both(List<CelExpr> args, BinaryOperator<Predicate> join) {
        return build(args.get(0)).flatMap(left -> build(args.get(1)).map(right -> join.apply(left, right)));
    }

    private static Optional<Predicate> equality(List<CelExpr> args) {
        Optional<Predicate> text = textEquality(args.get(0), args.get(1));
        if (text.isPresent()) {
            return text;
        }
        Optional<Predicate> mirrored = textEquality(args.get(1), args.get(0));
        return mirrored.isPresent() ? mirrored : comparison(args, Comparison.EQUAL);
    }

    private static Optional<Predicate> textEquality(CelExpr field, CelExpr constant) {
        return Fields.text(field)
                .flatMap(name -> Fields.string(constant).map(value -> new Predicate.TextIn(name, List.of(value))));
    }

    private static Optional<Predicate> membership(List<CelExpr> args) {
        Optional<TextField> field = Fields.text(args.get(0));
        if (field.isEmpty() || args.get(1).getKind() != ExprKind.Kind.LIST) {
            return Optional.empty();
        }
        List<String> values = new ArrayList<>();
        for (CelExpr element : args.get(1).list().elements()) {
            Optional<String> value = Fields.string(element);
            if (value.isEmpty()) {
                return Optional.empty();
            }
            values.add(value.get());
        }
        return Optional.of(new Predicate.TextIn(field.get(), values));
    }

    private static Optional<Predicate> comparison(List<CelExpr> args, Comparison comparison) {
        Optional<Predicate> straight = numeric(args.get(0), comparison, args.get(1));
        return straight.isPresent() ? straight : numeric(args.get(1), comparison.mirrored(), args.get(0));
    }

    private static Optional<Predicate> numeric(CelExpr field, Comparison comparison, CelExpr constant) {
        if (constant.getKind() != ExprKind.Kind.CONSTANT) {
            return Optional.empty();
        }
        CelConstant value = constant.constant();
        if (value.getKind() == CelConstant.Kind.DOUBLE_VALUE) {
            return Fields.signal(field)
                    .map(signal -> new Predicate.SignalScore(signal, comparison, value.doubleValue()));
        }
        if (value.getKind() == CelConstant.Kind.INT64_VALUE && Fields.isField(field, "media", "count")) {
            return Optional.of(new Predicate.MediaCount(comparison, value.int64Value()));
        }
        return Optional.empty();
    }

    private static Optional<Boolean> bool(CelConstant constant) {
        return constant.getKind() == CelConstant.Kind.BOOLEAN_VALUE
                ? Optional.of(constant.booleanValue())
                : Optional.empty();
    }

    /** What an expression names, when it names a field. */
    static final class Fields {
        private Fields() {}

        /** {@code signals.x} and {@code has(signals.x)} alike. */
        static Optional<String> signal(CelExpr expression) {
            return isSelectOf(expression, "signals")
                    ? Optional.of(expression.select().field())
                    : Optional.empty();
        }

        static boolean isField(CelExpr expression, String variable, String field) {
            return isSelectOf(expression, variable)
                    && !expression.select().testOnly()
                    && expression.select().field().equals(field);
        }

        static Optional<TextField> text(CelExpr expression) {
            if (expression.getKind() == ExprKind.Kind.IDENT
                    && expression.ident().name().equals("kind")) {
                return Optional.of(TextField.KIND);
            }
            if (isField(expression, "payment", "direction")) {
                return Optional.of(TextField.PAYMENT_DIRECTION);
            }
            return isField(expression, "payment", "method") ? Optional.of(TextField.PAYMENT_METHOD) : Optional.empty();
        }

        static Optional<String> string(CelExpr expression) {
            return expression.getKind() == ExprKind.Kind.CONSTANT
                            && expression.constant().getKind() == CelConstant.Kind.STRING_VALUE
                    ? Optional.of(expression.constant().stringValue())
                    : Optional.empty();
        }

        private static boolean isSelectOf(CelExpr expression, String variable) {
            return expression.getKind() == ExprKind.Kind.SELECT
                    && expression.select().operand().getKind() == ExprKind.Kind.IDENT
                    && expression.select().operand().ident().name().equals(variable);
        }
    }
}
