// SPDX-License-Identifier: Apache-2.0
package io.wardline.pattern.condition;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelCall;
import dev.cel.common.ast.CelExpr.ExprKind;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.common.navigation.CelNavigableExpr;
import io.wardline.pattern.Diagnostic.Code;
import io.wardline.pattern.Evidence;
import io.wardline.pattern.Vocabulary;
import io.wardline.pattern.condition.ConditionCompiler.Mistake;
import io.wardline.pattern.condition.Predicate.Comparison;
import io.wardline.pattern.condition.Predicate.TextField;
import io.wardline.pattern.condition.PredicateBuilder.Fields;
import io.wardline.pattern.parse.Suggestion;
import java.util.ArrayList;
import java.util.List;

/** Finds what CEL's types can't: values a field never has, and thresholds that no admitted event is decided by. */
final class ConditionLinter {
    private final String source;
    private final CelAbstractSyntaxTree ast;
    private final List<Mistake> mistakes = new ArrayList<>();

    ConditionLinter(String source, CelAbstractSyntaxTree ast) {
        this.source = source;
        this.ast = ast;
    }

    List<Mistake> mistakes() {
        regularExpressions();
        visit(ast.getExpr(), true);
        return mistakes;
    }

    /** CEL has them, and in linear time; but no field is free text, so all they could do here is hide a misspelt value. */
    private void regularExpressions() {
        CelNavigableAst.fromAst(ast)
                .getRoot()
                .allNodes()
                .map(CelNavigableExpr::expr)
                .filter(expression -> expression.getKind() == ExprKind.Kind.CALL
                        && expression.call().function().equals("matches"))
                .forEach(expression -> mistakes.add(new Mistake(
                        Math.max(0, source.lastIndexOf("matches", offset(expression))),
                        Code.P014,
                        "there are no regular expressions: a field has few values, so compare it with '==' or 'in'")));
    }

    /** @param wanted whether the condition holds when this part does: a negation turns "at least" into "below" */
    private void visit(CelExpr expression, boolean wanted) {
        if (expression.getKind() != ExprKind.Kind.CALL) {
            return;
        }
        CelCall call = expression.call();
        boolean inner = call.function().equals("!_") != wanted;
        call.target().ifPresent(target -> visit(target, wanted));
        call.args().forEach(argument -> visit(argument, inner));
        switch (call.function()) {
            case "_==_", "_!=_" -> {
                value(call.args().get(0), call.args().get(1));
                value(call.args().get(1), call.args().get(0));
            }
            case "@in" -> values(call);
            case "_<_" -> threshold(call, Comparison.LESS, wanted);
            case "_<=_" -> threshold(call, Comparison.LESS_OR_EQUAL, wanted);
            case "_>_" -> threshold(call, Comparison.GREATER, wanted);
            case "_>=_" -> threshold(call, Comparison.GREATER_OR_EQUAL, wanted);
            default -> {}
        }
    }

    private void values(CelCall call) {
        if (call.args().get(1).getKind() == ExprKind.Kind.LIST) {
            call.args()
                    .get(1)
                    .list()
                    .elements()
                    .forEach(element -> value(call.args().get(0), element));
        }
    }

    private void value(CelExpr field, CelExpr constant) {
        Fields.text(field).ifPresent(name -> Fields.string(constant).ifPresent(value -> {
            List<String> known = known(name);
            if (!known.contains(value)) {
                String message = "%s is never '%s'%s".formatted(written(name), value, Suggestion.of(value, known));
                mistakes.add(new Mistake(offset(constant), Code.P018, message));
            }
        }));
    }

    private void threshold(CelCall call, Comparison comparison, boolean wanted) {
        threshold(call.args().get(0), comparison, call.args().get(1), wanted);
        threshold(call.args().get(1), comparison.mirrored(), call.args().get(0), wanted);
    }

    private void threshold(CelExpr field, Comparison comparison, CelExpr constant, boolean wanted) {
        boolean score = Fields.signal(field).isPresent()
                && constant.getKind() == ExprKind.Kind.CONSTANT
                && constant.constant().getKind() == CelConstant.Kind.DOUBLE_VALUE;
        if (!score) {
            return;
        }
        double value = constant.constant().doubleValue();
        if (value < 0 || value > 1) {
            mistakes.add(new Mistake(
                    offset(constant), Code.P017, "scores are from 0.0 to 1.0, so %s decides nothing".formatted(value)));
        } else if (asksForMore(comparison) == wanted && value < Evidence.FLOOR) {
            String message =
                    "a threshold of %s is below the admission floor of %s: an event that scores between them is dropped before any pattern sees it"
                            .formatted(value, Evidence.FLOOR);
            mistakes.add(new Mistake(offset(constant), Code.P017, message));
        }
    }

    private static boolean asksForMore(Comparison comparison) {
        return switch (comparison) {
            case GREATER, GREATER_OR_EQUAL -> true;
            case LESS, LESS_OR_EQUAL, EQUAL -> false;
        };
    }

    private static List<String> known(TextField field) {
        return switch (field) {
            case KIND -> Vocabulary.KINDS;
            case PAYMENT_DIRECTION -> Vocabulary.PAYMENT_DIRECTIONS;
            case PAYMENT_METHOD -> Vocabulary.PAYMENT_METHODS;
        };
    }

    private static String written(TextField field) {
        return switch (field) {
            case KIND -> "kind";
            case PAYMENT_DIRECTION -> "payment.direction";
            case PAYMENT_METHOD -> "payment.method";
        };
    }

    /** Positions count code points. */
    private int offset(CelExpr expression) {
        int codePoints = ast.getSource().getPositionsMap().getOrDefault(expression.id(), 0);
        return source.offsetByCodePoints(0, Math.min(codePoints, source.codePointCount(0, source.length())));
    }
}
