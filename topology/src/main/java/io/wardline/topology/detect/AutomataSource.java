// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology.detect;

import io.wardline.pattern.catalog.PatternCatalog;
import io.wardline.pattern.catalog.PatternTexts;
import io.wardline.pattern.flink.Automaton;
import java.io.Serializable;
import java.util.List;

/** Where a subtask gets its automata from when it opens: they can't be serialised, so their source travels. */
@FunctionalInterface
public interface AutomataSource extends Serializable {
    /** Of the patterns that are live or in shadow. */
    List<Automaton> automata();

    /** Compiles texts that checked before. */
    static AutomataSource of(PatternTexts texts) {
        return () -> PatternCatalog.of(texts).automata();
    }
}
