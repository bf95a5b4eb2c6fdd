package io.bailiwick.qpi.reseller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.is;

import io.bailiwick.common.security.Role;
import io.bailiwick.common.testing.As;
import io.bailiwick.common.testing.SuiteResource;
import io.bailiwick.common.testing.TestClock;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(SuiteResource.class)
class ResellerTest {
  private static final String TABLE =
      """
      reseller,quantity,value
      shop-7,ABUSE_GATE,CLEAR
      shop-7,ABUSIVE_DOMAINS,0
      shop-7,MEAN_DOMAINS,1000
      shop-7,RENEWALS_DONE,82
      shop-7,RENEWALS_DUE,100
      shop-7,SIGNED_NAMES,350
      shop-7,CLOSING_DOMAINS,1000
      shop-7,TERM_YEARS,150
      shop-7,CREATES,100
      bad-shop,ABUSE_GATE,VETOED
      quiet,RENEWALS_DONE,1
      """;

  @BeforeEach
  void inApril() {
    TestClock.set(Instant.parse("2026-04-10T00:00:00Z"));
  }

  /** The numbers of a registrar whose index is 650/7: the same code and policy, the same index. */
  @Test
  void computesTheSameIndexForEachReseller() {
    String id =
        upload(As.registrar(90011, Role.REGISTRAR_ADMIN), 90011, "2026-01", TABLE)
            .statusCode(201)
            .body("resellers", is(3))
            .body("rows", is(11))
            .body("accepted", is(11))
            .body("policyVersion", is(1))
            .extract()
            .path("id");
    As.registrar(90011, Role.REGISTRAR_ADMIN)
        .get("/v1/reseller-portfolios/" + id + "/results")
        .then()
        .statusCode(200)
        .body("items.reseller", is(List.of("bad-shop", "quiet", "shop-7")))
        .body("items.state", is(List.of("VETOED", "NOT_ASSESSABLE", "ASSESSED")))
        .body("items[0].sentence", containsString("as the registrar states"))
        .body("items[1].sentence", containsString("does not state whether abuse is clear"))
        .body("items[2].index.toString()", is("92.86"))
        .body("items[2].exactIndex", is("650/7"));
  }

  @Test
  void accountsForEveryRowAndKeepsVersions() {
    String table =
        """
        reseller,quantity,value
        a,CREATES,10
        a,CREATES,11
        a,RENEWED,1
        a,ABUSE_GATE,MAYBE
        a,TERM_YEARS,1e3
        no name,CREATES,1
        a,CREATES
        """;
    RequestSpecification manager = As.role(Role.ACCOUNT_MANAGER);
    String first =
        upload(manager, 90012, "2026-01", table)
            .statusCode(201)
            .body("rows", is(7))
            .body("accepted", is(1))
            .body("rejected", is(6))
            .extract()
            .path("id");
    As.role(Role.AUDITOR)
        .get("/v1/reseller-portfolios/" + first + "/rejections")
        .then()
        .body(
            "items.reason",
            is(List.of("DUPLICATE", "INVALID", "INVALID", "INVALID", "INVALID", "MALFORMED")));
    upload(As.role(Role.ACCOUNT_MANAGER), 90012, "2026-01", table)
        .statusCode(200)
        .body("id", is(first));
    upload(As.role(Role.ACCOUNT_MANAGER), 90012, "2026-01", TABLE)
        .statusCode(201)
        .body("version", is(2))
        .body("supersedes", is(first));
    assertThat(
            As.role(Role.AUDITOR)
                .accept("application/x-ndjson")
                .get("/v1/audit-entries")
                .asString())
        .contains("reseller-portfolio/" + first);
  }

  @Test
  void isReadByItsRegistrarAndTheRegistryOnly() {
    String id =
        upload(As.registrar(90013, Role.REGISTRAR_ADMIN), 90013, "2026-01", TABLE)
            .extract()
            .path("id");
    upload(As.registrar(90014, Role.REGISTRAR_ADMIN), 90013, "2026-01", TABLE).statusCode(404);
    As.registrar(90014, Role.REGISTRAR_ADMIN)
        .contentType("text/csv")
        .body("{}")
        .post("/v1/reseller-portfolios?registrar=90013")
        .then()
        .statusCode(404);
    upload(As.registrar(90013, Role.RESELLER_VIEW), 90013, "2026-01", TABLE).statusCode(403);
    for (String path : new String[] {"", "/results", "/rejections"}) {
      As.registrar(90014, Role.REGISTRAR_ADMIN)
          .get("/v1/reseller-portfolios/" + id + path)
          .then()
          .statusCode(404);
      As.registrar(90013, Role.RESELLER_VIEW)
          .get("/v1/reseller-portfolios/" + id + path)
          .then()
          .statusCode(200);
    }
    As.registrar(90013, Role.REGISTRAR_FINANCE)
        .get("/v1/reseller-portfolios")
        .then()
        .body("items.registrar", everyItem(is(90013)));
  }

  @Test
  void refusesAMonthThatIsNotOverAndARequestWithoutOne() {
    upload(As.role(Role.ACCOUNT_MANAGER), 90015, "2026-04", TABLE).statusCode(409);
    As.role(Role.ACCOUNT_MANAGER)
        .contentType("text/csv")
        .body(TABLE)
        .post("/v1/reseller-portfolios")
        .then()
        .statusCode(422);
    upload(As.role(Role.ACCOUNT_MANAGER), 90015, "2026-01", "reseller\nx\n").statusCode(422);
  }

  private static ValidatableResponse upload(
      RequestSpecification as, int registrar, String month, String table) {
    return as.contentType("text/csv")
        .body(table)
        .post("/v1/reseller-portfolios?registrar=" + registrar + "&month=" + month)
        .then();
  }
}
