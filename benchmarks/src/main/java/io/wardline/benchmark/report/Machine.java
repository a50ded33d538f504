// SPDX-License-Identifier: Apache-2.0
package io.wardline.benchmark.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/** Where figures come from: without it they say little. */
public final class Machine {
    private static final Path CPU = Path.of("/proc/cpuinfo");

    private Machine() {}

    /** For the first line of a run. */
    public static Map<String, Object> describe() {
        Map<String, Object> machine = new LinkedHashMap<>();
        machine.put("machine", processor());
        machine.put("processors", Runtime.getRuntime().availableProcessors());
        machine.put("heap_bytes", Runtime.getRuntime().maxMemory());
        machine.put("java", System.getProperty("java.vm.version", ""));
        machine.put("os", System.getProperty("os.name", "") + " " + System.getProperty("os.version", ""));
        return machine;
    }

    private static String processor() {
        if (!Files.isReadable(CPU)) {
            return System.getProperty("os.arch", "");
        }
        try (Stream<String> lines = Files.lines(CPU)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(System.getProperty("os.arch", ""));
        } catch (IOException e) {
            return System.getProperty("os.arch", "");
        }
    }
}
