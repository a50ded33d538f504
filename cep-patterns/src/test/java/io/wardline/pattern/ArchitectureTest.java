// SPDX-License-Identifier: Apache-2.0
package io.wardline.pattern;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Who may see whom. Nothing is excused. */
class ArchitectureTest {
    private static final JavaClasses CLASSES =
            new ClassFileImporter().withImportOption(new DoNotIncludeTests()).importPackages("io.wardline");

    @Test
    void onlyOnePackageSeesFlink() {
        noClasses()
                .that()
                .resideOutsideOfPackage("..pattern.flink..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.flink..")
                .because("a pattern must be readable, checkable and testable without an engine")
                .check(CLASSES);
    }

    @Test
    void knowsNoTransport() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.kafka..", "org.apache.avro..", "io.confluent..")
                .because("patterns know events, not how they travel")
                .check(CLASSES);
    }

    @Test
    void onlyTheConditionsSeeCel() {
        noClasses()
                .that()
                .resideOutsideOfPackage("..pattern.condition..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.cel..")
                .because("the expression language is behind Condition")
                .check(CLASSES);
    }

    @Test
    void onlyTheReaderSeesYaml() {
        noClasses()
                .that()
                .resideOutsideOfPackage("..pattern.parse..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.snakeyaml..")
                .because("limits and positions are decided in one place")
                .check(CLASSES);
    }

    @Test
    void readsNoWallClock() {
        noClasses()
                .should()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(Instant.class, "now")
                .because("a replay gives the same answer every time")
                .check(CLASSES);
    }

    @Test
    void classesAreClosed() {
        classes()
                .that()
                .areTopLevelClasses()
                .and()
                .areNotInterfaces()
                .should()
                .haveModifier(JavaModifier.FINAL)
                .because("inheritance is a decision")
                .check(CLASSES);
    }
}
