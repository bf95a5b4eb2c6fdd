package io.bailiwick.qpi;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.bailiwick.common.testing.ArchitectureRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

  @Test
  void keepsTheRulesOfTheHouse() {
    ArchitectureRules.check("io.bailiwick.qpi", "kpi", "index");
  }

  @Test
  void keepsTheRulesOfMoneyAndStatesPlainJava() {
    noClasses()
        .that()
        .haveSimpleNameStartingWith("PromotionLifecycle")
        .or()
        .haveSimpleNameStartingWith("ParticipationMachine")
        .or()
        .haveSimpleName("Disclosure")
        .or()
        .haveSimpleNameStartingWith("FairAccess")
        .and()
        .haveSimpleNameNotEndingWith("View")
        .or()
        .haveSimpleName("Qualification")
        .or()
        .haveSimpleName("BalancedTransaction")
        .or()
        .haveSimpleName("Posting")
        .or()
        .haveSimpleNameStartingWith("AccrualTerms")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("jakarta..", "io.quarkus..", "com.fasterxml..", "org.eclipse..")
        .check(
            new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("io.bailiwick.qpi"));
  }

  /** What is written about them carries the words of the document. */
  @Test
  void keepsTheModelsOfIncentivesPlainJava() {
    noClasses()
        .that()
        .resideInAPackage("io.bailiwick.qpi.incentive")
        .and()
        .haveSimpleNameNotEndingWith("Terms")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "jakarta..", "io.quarkus..", "com.fasterxml..", "org.eclipse..", "java.sql..")
        .check(
            new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("io.bailiwick.qpi"));
  }
}
