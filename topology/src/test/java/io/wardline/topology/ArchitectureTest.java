// SPDX-License-Identifier: Apache-2.0
package io.wardline.topology;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import org.junit.jupiter.api.Test;

/** Who may see whom. Nothing is excused. */
class ArchitectureTest {
    private static final JavaClasses CLASSES =
            new ClassFileImporter().withImportOption(new DoNotIncludeTests()).importPackages("io.wardline.topology");

    @Test
    void theWireIsSeenAtTheEndsOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackages("..topology.ingest..", "..topology.emit..", "..topology.kafka..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.wardline.v1..", "org.apache.avro..")
                .because("a new field on the wire must not reach state, and a new Avro must not either")
                .check(CLASSES);
    }

    @Test
    void kafkaIsSeenByTheLiveJobsEndsOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackage("..topology.kafka..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.kafka..", "org.apache.flink.connector.kafka..")
                .because("demo, replay, run and the tests differ only in the ends")
                .check(CLASSES);
    }

    @Test
    void theRegistrysClientIsBehindTheSchemas() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.confluent..")
                .check(CLASSES);
    }

    @Test
    void eventsKnowNobodyAndDetectionKnowsNoCases() {
        noClasses()
                .that()
                .resideInAPackage("..topology.event..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "..topology.ingest..",
                        "..topology.detect..",
                        "..topology.cases..",
                        "..topology.emit..",
                        "..topology.kafka..")
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAPackage("..topology.detect..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("..topology.cases..", "..topology.emit..", "..topology.kafka..")
                .check(CLASSES);
    }

    @Test
    void onlyOperatorSetsUids() {
        noClasses()
                .that()
                .areNotAssignableTo(Operator.class)
                .should()
                .callMethodWhere(describe(
                        "uid of a Flink stream",
                        (JavaMethodCall call) -> call.getTarget().getName().matches("uid|setUid|setUidHash")
                                && call.getTargetOwner().getPackageName().startsWith("org.apache.flink")))
                .because("uids outlive code, and one place must hold them all")
                .check(CLASSES);
    }

    /** The live clock gets the time from Flink's timer service. */
    @Test
    void noClockIsReadButFlinks() {
        noClasses()
                .should()
                .callMethodWhere(describe("a clock of Java's", ArchitectureTest::readsAClock))
                .because("a replay gives the same answer every time, and tests set the time")
                .check(CLASSES);
    }

    private static boolean readsAClock(JavaMethodCall call) {
        String owner = call.getTargetOwner().getFullName();
        String method = call.getTarget().getName();
        return (owner.equals("java.lang.System") && method.matches("currentTimeMillis|nanoTime"))
                || (owner.startsWith("java.time.") && method.matches("now|system.*|tick.*"));
    }

    @Test
    void nothingSleeps() {
        noClasses().should().callMethod(Thread.class, "sleep", long.class).check(CLASSES);
    }

    @Test
    void logsThroughOneDoor() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.util.logging..", "org.apache.logging..", "org.apache.commons.logging..")
                .check(CLASSES);
        noClasses()
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .check(CLASSES);
    }

    @Test
    void classesAreClosed() {
        classes()
                .that()
                .areNotInterfaces()
                .and()
                .areNotAnonymousClasses()
                .and()
                .areNotEnums()
                .and(areNotConstantsOfEnums())
                .should()
                .haveModifier(JavaModifier.FINAL)
                .orShould()
                .haveModifier(JavaModifier.ABSTRACT)
                .because("inheritance is a decision, and the abstract ones are sealed")
                .check(CLASSES);
    }

    @Test
    void packagesAreNouns() {
        noClasses()
                .should()
                .resideInAnyPackage("..utils..", "..util..", "..common..", "..impl..", "..helper..")
                .check(CLASSES);
        noClasses().should().haveNameMatching(".*(Utils?|Helper|Manager|Impl)").check(CLASSES);
    }

    private static DescribedPredicate<JavaClass> areNotConstantsOfEnums() {
        return describe("are not constants of enums", javaClass -> !javaClass.isAssignableTo(Enum.class));
    }
}
