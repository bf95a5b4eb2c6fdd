package io.bailiwick.qpi.reseller;

import io.bailiwick.common.json.CanonicalJson;
import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.security.RegistrarScope;
import io.bailiwick.common.sql.Columns;
import io.bailiwick.common.sql.Sql;
import io.bailiwick.common.time.Month;
import io.bailiwick.qpi.index.IndexState;
import io.bailiwick.qpi.upload.Rejection;
import io.bailiwick.qpi.upload.Rejections;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Uploaded portfolios and their results: written once, never changed. */
@ApplicationScoped
class ResellerRepository {

  private static final String PORTFOLIO =
      """
      SELECT id, registrar, month, version, supersedes, sha256, accepted, rejected, resellers, policy_id, policy_version,
             uploaded_at, uploaded_by
      FROM reseller_portfolio
      """;

  private final Sql sql;
  private final Rejections rejected;

  @Inject
  ResellerRepository(Sql sql) {
    this.sql = sql;
    this.rejected = new Rejections(sql, "reseller_rejection", "portfolio_id");
  }

  /** Holds back other uploads of the same registrar, until the transaction ends. */
  void lock(RegistrarId registrar) {
    sql.lock("resellers/" + registrar);
  }

  Optional<ResellerPortfolioView> latest(RegistrarId registrar, Month month) {
    return sql.first(
        PORTFOLIO + "WHERE registrar = ? AND month = ? ORDER BY version DESC LIMIT 1",
        ResellerRepository::view,
        registrar,
        month.toString());
  }

  Optional<ResellerPortfolioView> find(UUID id) {
    return sql.first(PORTFOLIO + "WHERE id = ?", ResellerRepository::view, id);
  }

  List<ResellerPortfolioView> page(
      RegistrarScope scope, long afterRegistrar, String afterMonth, long afterVersion, int limit) {
    return sql.list(
        PORTFOLIO
            + """
            WHERE (?::boolean OR registrar = ANY (?)) AND (registrar, month, version) > (?, ?, ?)
            ORDER BY registrar, month, version LIMIT ?
            """,
        ResellerRepository::view,
        scope.isAll(),
        scope.sqlIds(),
        afterRegistrar,
        afterMonth,
        afterVersion,
        limit);
  }

  void add(
      ResellerPortfolioView made,
      List<ResellerRow> rows,
      List<ResellerResultView> results,
      List<Rejection> rejections)
      throws IOException {
    sql.update(
        """
        INSERT INTO reseller_portfolio (id, registrar, month, version, supersedes, sha256, accepted, rejected, resellers,
                                        policy_id, policy_version, uploaded_at, uploaded_by)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        made.id(),
        made.registrar(),
        made.month().toString(),
        made.version(),
        made.supersedes(),
        made.sha256(),
        made.accepted(),
        made.rejected(),
        made.resellers(),
        made.policyId(),
        made.policyVersion(),
        made.uploadedAt(),
        made.uploadedBy());
    sql.copy(
        "reseller_quantity (portfolio_id, reseller, quantity, value)",
        copy -> {
          for (ResellerRow row : rows) {
            BigDecimal value = row.value();
            copy.id(made.id())
                .text(row.reseller())
                .text(row.quantity())
                .text(
                    value != null
                        ? value.toPlainString()
                        : Boolean.TRUE.equals(row.abuse()) ? "1" : "0")
                .end();
          }
        });
    sql.copy(
        "reseller_result (portfolio_id, reseller, state, index_value, index_exact, gates, kpis, sentence)",
        copy -> {
          for (ResellerResultView result : results) {
            BigDecimal index = result.index();
            copy.id(made.id())
                .text(result.reseller())
                .text(result.state().name())
                .text(index == null ? null : index.toPlainString())
                .text(result.exactIndex())
                .text(CanonicalJson.text(result.gates()))
                .text(CanonicalJson.text(result.kpis()))
                .text(result.sentence())
                .end();
          }
        });
    rejected.add(made.id(), rejections);
  }

  /** What the newest upload of a month says of every reseller. */
  List<ResellerRow> standing(RegistrarId registrar, Month month) {
    return sql.list(
        """
        SELECT q.reseller, q.quantity, q.value FROM reseller_quantity q
        WHERE q.portfolio_id = (SELECT id FROM reseller_portfolio WHERE registrar = ? AND month = ? ORDER BY version DESC LIMIT 1)
          AND q.quantity <> 'ABUSE_GATE'
        """,
        row ->
            new ResellerRow(row.text("reseller"), row.text("quantity"), row.decimal("value"), null),
        registrar,
        month.toString());
  }

  List<ResellerResultView> results(UUID portfolio, String afterReseller, int limit) {
    return sql.list(
        """
        SELECT reseller, state, index_value, index_exact, gates, kpis, sentence FROM reseller_result
        WHERE portfolio_id = ? AND reseller > ? ORDER BY reseller LIMIT ?
        """,
        row ->
            new ResellerResultView(
                row.text("reseller"),
                row.decimalOrNull("index_value"),
                row.textOrNull("index_exact"),
                row.constant("state", IndexState.class),
                ResellerResultView.gates(row.text("gates")),
                ResellerResultView.kpis(row.text("kpis")),
                row.text("sentence")),
        portfolio,
        afterReseller,
        limit);
  }

  List<Rejection> rejections(UUID portfolio, long afterLine, int limit) {
    return rejected.page(portfolio, afterLine, limit);
  }

  private static ResellerPortfolioView view(Columns row) throws SQLException {
    int accepted = (int) row.number("accepted");
    int rejected = (int) row.number("rejected");
    return new ResellerPortfolioView(
        row.id("id"),
        row.registrar("registrar"),
        Month.fromString(row.text("month")),
        (int) row.number("version"),
        row.idOrNull("supersedes"),
        row.text("sha256"),
        accepted + rejected,
        accepted,
        rejected,
        (int) row.number("resellers"),
        row.id("policy_id"),
        (int) row.number("policy_version"),
        row.time("uploaded_at"),
        row.text("uploaded_by"));
  }
}
