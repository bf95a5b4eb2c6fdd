package io.bailiwick.aip;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.bailiwick.common.testing.ArchitectureRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  @Test
  void keepsTheRulesOfTheHouse() {
    ArchitectureRules.check("io.bailiwick.aip", "deadline");
  }

  @Test
  void decidesInPlainJava() {
    JavaClasses imported =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.bailiwick.aip");
    noClasses()
        .that()
        .haveNameMatching(
            ".*\\.(CaseState|CaseEvent|CaseMachine|CaseFacts|Guard|DueProcess|Requirement|Suppression|Figures|Item)(\\$.*)?")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "jakarta..",
            "io.quarkus..",
            "com.fasterxml..",
            "org.eclipse.microprofile..",
            "java.sql..")
        .because(
            "the state machine is plain Java; the answer to a command is in a library of its own")
        .check(imported);
  }
}
