package io.bailiwick.launcher.demo;

import io.bailiwick.launcher.suite.Suite;
import io.bailiwick.launcher.suite.SuiteService;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The people of the demo, each with a role of their own, and their ways into the services. */
final class People {
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Suite suite;

  People(Suite suite) {
    this.suite = suite;
  }

  Api dataOperator() {
    return as(SuiteService.INGEST, "data-operator", "dana");
  }

  Api analyst() {
    return as(SuiteService.INGEST, "abuse-analyst", "anna");
  }

  Api scorer() {
    return as(SuiteService.SCORING, "scoring-operator", "sven");
  }

  /** Publishes what the scorer has opened a preview of. */
  Api publisher() {
    return as(SuiteService.SCORING, "scoring-operator", "paula");
  }

  Api accountManager() {
    return as(SuiteService.QPI, "account-manager", "mara");
  }

  Api finance() {
    return as(SuiteService.QPI, "finance", "finn");
  }

  Api officer() {
    return as(SuiteService.AIP, "compliance-officer", "olga");
  }

  /** Publishes what the officer has drafted. */
  Api secondOfficer() {
    return as(SuiteService.AIP, "compliance-officer", "omar");
  }

  Api decider() {
    return as(SuiteService.AIP, "decider", "dora");
  }

  /** Anybody, without a token. */
  Api everybody(SuiteService service) {
    return new Api(http, suite.url(service), null);
  }

  /** Hears appeals; had no part in the limit. */
  Api reviewer() {
    return as(SuiteService.AIP, "appeal-reviewer", "rita");
  }

  Api epp() {
    return as(SuiteService.AIP, "srs", "epp-1");
  }

  Api auditor(SuiteService service) {
    return as(service, "auditor", "audra");
  }

  Api policyEditor(SuiteService service) {
    return as(service, "policy-editor", "edda");
  }

  Api policyApprover(SuiteService service) {
    return as(service, "policy-approver", "april");
  }

  Api registrar(SuiteService service, int ianaId) {
    String token =
        suite.token("registrar-admin", "admin-" + ianaId, List.of(Integer.toString(ianaId)));
    return new Api(http, suite.url(service), token);
  }

  /** Sets the business time of all four services. */
  void setClocks(Instant now) throws InterruptedException {
    for (SuiteService service : SuiteService.values()) {
      setClock(service, now);
    }
  }

  /** Each process has a clock of its own. */
  void setClock(SuiteService service, Instant now) throws InterruptedException {
    for (int replica = 1; replica <= suite.options().replicas(); replica++) {
      as(suite.url(service, replica), "operator", "otto")
          .put("/v1/development-clock", Map.of("now", now));
    }
  }

  private final Map<String, String> tokens = new java.util.HashMap<>();

  private Api as(SuiteService service, String role, String user) {
    return as(suite.url(service), role, user);
  }

  private Api as(URI address, String role, String user) {
    String token = tokens.computeIfAbsent(role + " " + user, key -> suite.token(role, user));
    return new Api(http, address, token);
  }
}
