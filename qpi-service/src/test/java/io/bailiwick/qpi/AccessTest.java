package io.bailiwick.qpi;

import static org.hamcrest.Matchers.containsString;

import io.bailiwick.common.security.Role;
import io.bailiwick.common.testing.As;
import io.bailiwick.common.testing.SuiteResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@WithTestResource(SuiteResource.class)
class AccessTest {
  private static final String SOME = "0197a6c0-0000-7000-8000-000000000000";

  /** Each endpoint, and a role that has no business there. */
  @ParameterizedTest
  @CsvSource({
    "POST, /v1/evaluations, FINANCE",
    "GET, /v1/evaluations, COMPLIANCE_OFFICER",
    "GET, /v1/evaluations/{id}, COMPLIANCE_OFFICER",
    "GET, /v1/evaluations/{id}/inputs, ABUSE_ANALYST",
    "GET, /v1/evaluations/{id}/results, ABUSE_ANALYST",
    "GET, /v1/results, DECIDER",
    "GET, /v1/evaluations/{id}/differences, DECIDER",
    "GET, /v1/evaluations/{id}/results/90001/explanation, REGISTRAR_ABUSE",
    "POST, /v1/evaluations/{id}/results/90001/what-if, REGISTRAR_ABUSE",
    "GET, /v1/evaluations/{id}/results/90001/nearest-ways, REGISTRAR_ABUSE",
    "GET, /v1/series, DECIDER",
    "GET, /v1/series/{id}, DECIDER",
    "GET, /v1/series/{id}/points, DECIDER",
    "GET, /v1/series/{id}/rejections, DECIDER",
    "GET, /v1/reseller-portfolios, DECIDER",
    "GET, /v1/reseller-portfolios/{id}, DECIDER",
    "GET, /v1/reseller-portfolios/{id}/results, DECIDER",
    "GET, /v1/reseller-portfolios/{id}/rejections, DECIDER",
    "POST, /v1/promotions, FINANCE",
    "GET, /v1/promotions, DECIDER",
    "GET, /v1/promotions/{id}, DECIDER",
    "POST, /v1/promotions/{id}/publication, ACCOUNT_MANAGER",
    "POST, /v1/promotions/{id}/withdrawal, FINANCE",
    "POST, /v1/promotions/{id}/qualifications, FINANCE",
    "GET, /v1/promotions/{id}/qualifications, SRS",
    "POST, /v1/promotions/{id}/enrolments, REGISTRAR_ADMIN",
    "GET, /v1/promotions/{id}/enrolments, SRS",
    "GET, /v1/promotions/{id}/participations, SRS",
    "GET, /v1/promotions/{id}/participations/90001, DECIDER",
    "GET, /v1/promotions/{id}/participations/90001/changes, COMPLIANCE_OFFICER",
    "POST, /v1/promotions/{id}/terms-acceptances, FINANCE",
    "POST, /v1/promotions/{id}/participations/90001/suspension, FINANCE",
    "POST, /v1/promotions/{id}/participations/90001/resumption, REGISTRAR_ADMIN",
    "POST, /v1/promotions/{id}/participations/90001/end, REGISTRAR_ADMIN",
    "GET, /v1/promotions/{id}/offers, ABUSE_ANALYST",
    "GET, /v1/promotions/{id}/fair-access, RESELLER_VIEW",
    "POST, /v1/promotions/{id}/outcome, REGISTRAR_ADMIN",
    "GET, /v1/promotions/{id}/outcome, REGISTRAR_FINANCE",
    "GET, /v1/promotions/{id}/outcome/runs, REGISTRAR_FINANCE",
    "GET, /v1/exposures, ACCOUNT_MANAGER",
    "GET, /v1/coaching-notes, DECIDER",
    "GET, /v1/coaching-notes/{id}, SRS",
    "PUT, /v1/coaching-notes/{id}, FINANCE",
    "GET, /v1/coaching-notes/{id}/comments, REGISTRAR_ABUSE",
    "POST, /v1/coaching-notes/{id}/comments, REGISTRAR_ADMIN",
    "POST, /v1/promotions/{id}/accruals, ACCOUNT_MANAGER",
    "GET, /v1/ledger/entries, ACCOUNT_MANAGER",
    "GET, /v1/ledger/balances, REGISTRAR_ABUSE",
    "GET, /v1/ledger/trial-balance, ACCOUNT_MANAGER",
    "GET, /v1/ledger/runs, ACCOUNT_MANAGER",
    "GET, /v1/promotions/{id}/add-grace, ACCOUNT_MANAGER",
    "POST, /v1/promotions/{id}/maturity-runs, ACCOUNT_MANAGER",
    "POST, /v1/promotions/{id}/clawback-runs, REGISTRAR_ADMIN",
    "GET, /v1/ledger/transactions/{id}, ACCOUNT_MANAGER",
    "POST, /v1/statements, ACCOUNT_MANAGER",
    "GET, /v1/statements, ACCOUNT_MANAGER",
    "GET, /v1/statements/{id}, ACCOUNT_MANAGER",
    "GET, /v1/statements/{id}/document.json, ACCOUNT_MANAGER",
    "GET, /v1/statements/{id}/document.csv, ACCOUNT_MANAGER",
    "GET, /v1/statements/{id}/document.html, ACCOUNT_MANAGER",
    "POST, /v1/statements/{id}/disputes, FINANCE",
    "GET, /v1/disputes, ACCOUNT_MANAGER",
    "GET, /v1/disputes/{id}, ACCOUNT_MANAGER",
    "POST, /v1/disputes/{id}/decision, REGISTRAR_ADMIN",
    "POST, /v1/disputes/{id}/withdrawal, FINANCE",
    "POST, /v1/adjustments, ACCOUNT_MANAGER",
    "GET, /v1/adjustments, ACCOUNT_MANAGER",
    "GET, /v1/adjustments/{id}, ACCOUNT_MANAGER",
    "POST, /v1/adjustments/{id}/decision, REGISTRAR_ADMIN",
    "POST, /v1/settlements, REGISTRAR_FINANCE",
    "GET, /v1/settlements, REGISTRAR_FINANCE",
    "GET, /v1/settlements/{id}, REGISTRAR_FINANCE",
    "GET, /v1/settlements/{id}/parts, REGISTRAR_FINANCE",
    "POST, /v1/settlements/{id}/decision, REGISTRAR_FINANCE",
    "GET, /v1/settlements/{id}/export.json, REGISTRAR_FINANCE",
    "GET, /v1/settlements/{id}/export.csv, REGISTRAR_FINANCE",
    "POST, /v1/settlements/{id}/export-mark, REGISTRAR_FINANCE",
  })
  void refusesWhoHasNoTokenAndWhoLacksThePermission(String method, String path, Role stranger) {
    call(As.nobody(), method, path)
        .statusCode(401)
        .contentType("application/problem+json")
        .header("WWW-Authenticate", containsString("Bearer"));
    RequestSpecification request =
        stranger.isOfRegistrar() ? As.registrar(90001, stranger) : As.role(stranger);
    call(request, method, path).statusCode(403).contentType("application/problem+json");
  }

  /** Uploads, which are no JSON, and a role that has no business there. */
  @ParameterizedTest
  @CsvSource({
    "/v1/series?series=mail, REGISTRAR_ADMIN",
    "/v1/reseller-portfolios?registrar=90001&month=2025-01, FINANCE",
  })
  void refusesUploadsOfStrangers(String path, Role stranger) {
    As.nobody().contentType("text/csv").body("a\n1\n").post(path).then().statusCode(401);
    RequestSpecification request =
        stranger.isOfRegistrar() ? As.registrar(90001, stranger) : As.role(stranger);
    request.contentType("text/csv").body("a\n1\n").post(path).then().statusCode(403);
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /v1/evaluations/{id}",
    "GET, /v1/evaluations/{id}/inputs",
    "GET, /v1/evaluations/{id}/results",
    "GET, /v1/evaluations/{id}/differences",
    "GET, /v1/evaluations/{id}/results/90001/explanation",
    "GET, /v1/series/{id}",
    "GET, /v1/series/{id}/points",
    "GET, /v1/reseller-portfolios/{id}",
    "GET, /v1/reseller-portfolios/{id}/results",
    "GET, /v1/promotions/{id}",
    "GET, /v1/promotions/{id}/qualifications",
    "GET, /v1/promotions/{id}/enrolments",
    "GET, /v1/promotions/{id}/participations",
    "GET, /v1/promotions/{id}/participations/90001",
    "GET, /v1/promotions/{id}/participations/90001/changes",
    "GET, /v1/promotions/{id}/offers",
    "GET, /v1/promotions/{id}/fair-access",
    "GET, /v1/promotions/{id}/outcome",
    "GET, /v1/promotions/{id}/outcome/runs",
    "GET, /v1/coaching-notes/{id}",
    "GET, /v1/coaching-notes/{id}/comments",
    "GET, /v1/ledger/transactions/{id}",
    "GET, /v1/statements/{id}",
    "GET, /v1/statements/{id}/document.json",
    "GET, /v1/statements/{id}/document.csv",
    "GET, /v1/statements/{id}/document.html",
    "GET, /v1/disputes/{id}",
    "GET, /v1/adjustments/{id}",
    "GET, /v1/settlements/{id}",
    "GET, /v1/settlements/{id}/parts",
    "GET, /v1/settlements/{id}/export.json",
    "GET, /v1/settlements/{id}/export.csv",
    "GET, /v1/promotions/{id}/add-grace",
  })
  void doesNotFindWhatIsNotThere(String method, String path) {
    call(As.role(Role.AUDITOR), method, path).statusCode(404);
  }

  @ParameterizedTest
  @CsvSource({
    "/v1/evaluations/not-an-id",
    "/v1/results?registrar=many",
    "/v1/results?month=2026-13",
    "/v1/evaluations?after=%25",
    "/v1/promotions/not-an-id",
  })
  void refusesParametersThatCannotBeRead(String path) {
    As.role(Role.AUDITOR).urlEncodingEnabled(false).get(path).then().statusCode(400);
  }

  private static io.restassured.response.ValidatableResponse call(
      RequestSpecification as, String method, String path) {
    return as.contentType("application/json")
        .body(method.equals("GET") ? "" : "{}")
        .request(method, path.replace("{id}", SOME))
        .then();
  }
}
