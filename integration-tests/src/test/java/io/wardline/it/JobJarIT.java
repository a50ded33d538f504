// SPDX-License-Identifier: Apache-2.0
package io.wardline.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;

/**
 * Goal: the jar that a Flink cluster is given holds what the distribution lacks and nothing that it has. Method: its list of entries;
 * a second copy of Flink's runtime or of a logging binding would show on a cluster only.
 */
class JobJarIT {
    /** From the build of the module before; when it is missing, run {@code mvn verify} from the top. */
    private static final Path JAR = Path.of("../topology/target/wardline-job.jar");

    @Test
    void holdsTheJobAndWhatTheDistributionLacks() throws IOException {
        assertThat(entries())
                .contains(
                        "io/wardline/topology/WardlineJob.class",
                        "io/wardline/pattern/catalog/PatternCatalog.class",
                        "io/wardline/v1/Alert.class",
                        "io/confluent/kafka/schemaregistry/client/SchemaRegistryClient.class",
                        "org/apache/avro/Schema.class",
                        "org/apache/flink/connector/kafka/source/KafkaSource.class",
                        "org/apache/flink/formats/avro/SchemaCoder.class",
                        "org/apache/kafka/clients/consumer/KafkaConsumer.class",
                        "dev/cel/runtime/CelRuntime.class",
                        "META-INF/LICENSE",
                        "META-INF/NOTICE");
    }

    @Test
    void holdsNothingOfTheDistribution() throws IOException {
        List<String> foreign = Stream.of(
                        "org/apache/flink/api/",
                        "org/apache/flink/client/",
                        "org/apache/flink/core/",
                        "org/apache/flink/runtime/",
                        "org/apache/flink/shaded/",
                        "org/apache/flink/state/",
                        "org/apache/flink/streaming/api/",
                        "org/apache/logging/",
                        "org/rocksdb/",
                        "org/slf4j/",
                        "com/esotericsoftware/",
                        "javassist/",
                        "scala/")
                .toList();

        assertThat(entries()).noneMatch(entry -> foreign.stream().anyMatch(entry::startsWith));
    }

    @Test
    void carriesNoSignatureOfAnotherJar() throws IOException {
        assertThat(entries()).noneMatch(entry -> entry.matches("META-INF/[^/]*\\.(SF|DSA|RSA)"));
    }

    @Test
    void namesItsMainClass() throws IOException {
        try (JarFile jar = new JarFile(JAR.toFile())) {
            assertThat(jar.getManifest().getMainAttributes())
                    .containsEntry(Attributes.Name.MAIN_CLASS, "io.wardline.topology.WardlineJob");
        }
    }

    private static List<String> entries() throws IOException {
        try (JarFile jar = new JarFile(JAR.toFile())) {
            return jar.stream().map(ZipEntry::getName).toList();
        }
    }
}
