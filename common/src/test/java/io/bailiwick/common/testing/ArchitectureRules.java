package io.bailiwick.common.testing;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.notBePublic;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.bailiwick.common.security.Published;
import io.bailiwick.common.security.RequiresPermission;
import jakarta.persistence.Entity;
import jakarta.ws.rs.HttpMethod;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZonedDateTime;
import java.util.Arrays;

/** The house's rules of structure, for every module. */
public final class ArchitectureRules {

  private ArchitectureRules() {}

  /**
   * Checks the classes below a package.
   *
   * @param root {@code io.bailiwick.scoring}
   * @param core the features below the root that are plain Java through and through: {@code
   *     statistics}
   */
  public static void check(String root, String... core) {
    JavaClasses imported =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(root);

    slices()
        .matching(root + ".(*)..")
        .should()
        .beFreeOfCycles()
        .because("arrows run one way")
        .allowEmptyShould(true)
        .check(imported);

    methods()
        .that(describe("answer HTTP requests", ArchitectureRules::answersHttp))
        .and()
        .areDeclaredInClassesThat(
            describe("are resources, not clients of a peer", type -> !type.isInterface()))
        .should()
        .beAnnotatedWith(RequiresPermission.class)
        .orShould()
        .beAnnotatedWith(Published.class)
        .because("what states no permission is denied")
        .allowEmptyShould(true)
        .check(imported);

    noClasses()
        .that()
        .haveSimpleNameNotEndingWith("Resource")
        .and()
        .haveSimpleNameNotEndingWith("Filter")
        .and()
        .haveSimpleNameNotEndingWith("Writer")
        .and()
        .haveSimpleNameNotEndingWith("Client")
        .and()
        .haveSimpleNameNotEndingWith("Gateway")
        .and()
        .resideOutsideOfPackages(
            "io.bailiwick.common.page",
            "io.bailiwick.common.problem",
            "io.bailiwick.common.openapi")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("jakarta.ws.rs..")
        .because("HTTP stays in resources, and in clients and gateways of peers")
        .check(imported);

    classes()
        .that()
        .areAnnotatedWith(Entity.class)
        .should(notBePublic())
        .because("entities never leave their feature")
        .allowEmptyShould(true)
        .check(imported);

    noClasses()
        .should()
        .haveNameMatching(".*(Manager|Helper|Util|Utils|Impl)")
        .because("a name says what the thing is")
        .check(imported);

    noClasses()
        .that()
        .doNotHaveFullyQualifiedName("io.bailiwick.common.time.BusinessClock")
        .and()
        .doNotHaveFullyQualifiedName("io.bailiwick.common.outbox.Webhooks")
        .should()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(LocalDate.class, "now")
        .orShould()
        .callMethod(LocalDateTime.class, "now")
        .orShould()
        .callMethod(OffsetDateTime.class, "now")
        .orShould()
        .callMethod(ZonedDateTime.class, "now")
        .orShould()
        .callMethod(YearMonth.class, "now")
        .orShould()
        .callMethod(Clock.class, "systemUTC")
        .because("time comes from BusinessClock")
        .check(imported);

    noClasses()
        .that()
        .doNotHaveFullyQualifiedName("io.bailiwick.ingest.registration.XmlCursor")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("javax.xml.parsers..", "javax.xml.stream..", "javax.xml.transform..")
        .because("XML is read in one place, which knows no document types and no entities")
        .check(imported);

    noClasses()
        .should()
        .dependOnClassesThat()
        .haveNameMatching(
            "java\\.io\\.ObjectInputStream|java\\.lang\\.ProcessBuilder"
                + "|javax\\.script\\..*|javax\\.naming\\..*")
        .because("what comes in is never a program, nor the way to one")
        .check(imported);

    if (core.length > 0) {
      String[] packages =
          Arrays.stream(core).map(name -> root + "." + name + "..").toArray(String[]::new);
      noClasses()
          .that(resideInAnyPackage(packages))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "jakarta..",
              "io.quarkus..",
              // Jackson's streaming parser is a tokenizer and may be used; what binds to objects
              // not.
              "com.fasterxml.jackson.databind..",
              "com.fasterxml.jackson.annotation..",
              "com.fasterxml.jackson.dataformat..",
              "com.fasterxml.jackson.datatype..",
              "org.eclipse.microprofile..",
              "java.sql..")
          .because("the core is plain Java")
          .check(imported);
    }
  }

  private static boolean answersHttp(JavaMethod method) {
    return method.getAnnotations().stream()
        .anyMatch(annotation -> annotation.getRawType().isAnnotatedWith(HttpMethod.class));
  }
}
