package io.bailiwick.qpi.settlement;

import de.siegmar.fastcsv.writer.CsvWriter;
import io.bailiwick.common.json.CanonicalJson;
import io.bailiwick.common.page.CsvPageWriter;
import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.time.Day;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What billing gets: a line for each registrar and way of payment. */
@Schema(name = "SettlementExport")
public record SettlementExport(
    UUID id,
    @Schema(examples = "P-000004") String number,
    Day settlementDate,
    @Schema(description = "ISO 4217 code", examples = "USD") String currency,
    Instant approvedAt,
    @Schema(description = "Sum of the lines", examples = "120.00") BigDecimal total,
    @Schema(description = "By IANA ID") List<Line> lines) {

  public SettlementExport {
    lines = List.copyOf(lines);
  }

  /** What one registrar gets in one way. */
  @Schema(name = "SettlementExportLine")
  public record Line(
      RegistrarId registrar,
      PayoutWay way,
      @Schema(examples = "120.00") BigDecimal amount,
      @Schema(description = "Of that, what tax applies to", examples = "0.00") BigDecimal taxable,
      @Schema(description = "What it is made of") List<Of> of) {

    public Line {
      of = List.copyOf(of);
    }
  }

  /** The share of a promotion. */
  @Schema(name = "SettlementExportShare")
  public record Of(
      UUID promotionId,
      @Schema(examples = "spring-2026") String promotion,
      @Schema(examples = "120.00") BigDecimal amount,
      @Schema(description = "Of the ledger") UUID transactionId) {}

  /** A part and what was booked for it. */
  record Booked(SettlementPart part, UUID transaction) {}

  /** Adds up what was booked, by registrar. */
  static SettlementExport of(SettlementView settlement, Instant approvedAt, List<Booked> booked) {
    TreeMap<RegistrarId, List<Booked>> byRegistrar = new TreeMap<>();
    booked.forEach(
        each ->
            byRegistrar
                .computeIfAbsent(each.part().registrar(), registrar -> new ArrayList<>())
                .add(each));
    BigDecimal none = settlement.total().subtract(settlement.total());
    List<Line> lines = new ArrayList<>();
    byRegistrar.forEach(
        (registrar, parts) -> {
          BigDecimal amount = none;
          BigDecimal taxable = none;
          List<Of> of = new ArrayList<>();
          for (Booked each : parts) {
            SettlementPart part = each.part();
            amount = amount.add(part.amount());
            taxable = part.taxable() ? taxable.add(part.amount()) : taxable;
            of.add(new Of(part.promotionId(), part.promotion(), part.amount(), each.transaction()));
          }
          lines.add(new Line(registrar, parts.getFirst().part().way(), amount, taxable, of));
        });
    return new SettlementExport(
        settlement.id(),
        settlement.number(),
        settlement.settlementDate(),
        settlement.currency(),
        approvedAt,
        lines.stream().map(Line::amount).reduce(none, BigDecimal::add),
        lines);
  }

  /** Its one spelling. */
  String json() {
    return CanonicalJson.text(this);
  }

  static SettlementExport read(String json) {
    try {
      return CanonicalJson.read(json, SettlementExport.class);
    } catch (IOException e) {
      throw new IllegalStateException("an export cannot be read", e);
    }
  }

  /** As CSV (RFC 4180): a row for each line, with the transactions that it is made of. */
  String csv() {
    StringWriter out = new StringWriter();
    try (CsvWriter csv = CsvWriter.builder().build(out)) {
      csv.writeRecord(
          "settlement",
          "settlementDate",
          "registrar",
          "way",
          "amount",
          "taxable",
          "currency",
          "promotions",
          "transactions");
      for (Line line : lines) {
        csv.writeRecord(
            number,
            settlementDate.toString(),
            line.registrar().toString(),
            line.way().name(),
            line.amount().toPlainString(),
            line.taxable().toPlainString(),
            currency,
            CsvPageWriter.neutral(String.join(" ", line.of().stream().map(Of::promotion).toList())),
            String.join(" ", line.of().stream().map(of -> of.transactionId().toString()).toList()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString();
  }
}
