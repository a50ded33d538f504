// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardline.pattern.parse.Problems;
import io.wardline.pattern.parse.SourceFile;
import io.wardline.pattern.parse.YamlReader;
import io.wardline.pattern.parse.YamlValue;
import io.wardline.pattern.parse.YamlValue.YamlMap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Goal: the configuration that people start from says what the job does without it. Method: it is read as the job reads it, and
 * compared with what the job takes when only what has no default is told.
 */
class DeployedConfigTest {
    private static final Path DEPLOYED = Path.of("../deploy/wardline.yaml");
    private static final Path REFERENCE = Path.of("../docs/configuration.md");
    /** Maps whose keys are the user's. */
    private static final Set<String> OPEN = Set.of("kafka.properties", "registry.properties", "signal_aliases");

    @Test
    void saysTheDefaults() throws ConfigException {
        JobConfig withoutIt = JobConfig.parse(
                new SourceFile(
                        "required-only.yaml",
                        """
                kafka:
                  bootstrap_servers: localhost:9092
                registry:
                  url: http://localhost:8081
                accounts:
                  secret_file: /etc/wardline/identifiers.secret
                """));

        assertThat(JobConfig.load(DEPLOYED)).isEqualTo(withoutIt);
    }

    @Test
    void opensTheBundledPatterns() throws ConfigException, IOException {
        String text = Files.readString(DEPLOYED)
                .replace("/etc/wardline/identifiers.secret", "src/test/resources/identifiers.secret");

        JobConfig config = JobConfig.parse(new SourceFile(DEPLOYED.toString(), text));

        assertThat(config.policy().patterns().load().revisions()).isNotEmpty();
    }

    @Test
    void itsKeysAreThoseOfTheReference() throws IOException {
        Problems problems = new Problems(new SourceFile(DEPLOYED.toString(), Files.readString(DEPLOYED)));
        List<String> keys = keys("", YamlReader.read(problems).orElseThrow());

        List<String> documented = Files.readAllLines(REFERENCE).stream()
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.substring(3, line.indexOf('`', 3)))
                .toList();

        keys.add("patterns.dir"); // has no default, so it stands there as a comment
        assertThat(documented).containsExactlyInAnyOrderElementsOf(keys);
    }

    private static List<String> keys(String prefix, YamlValue value) {
        List<String> keys = new ArrayList<>();
        if (value instanceof YamlMap map && !OPEN.contains(prefix)) {
            map.entries()
                    .forEach((key, inner) ->
                            keys.addAll(keys(prefix.isEmpty() ? key.value() : prefix + "." + key.value(), inner)));
        } else {
            keys.add(prefix);
        }
        return keys;
    }
}
