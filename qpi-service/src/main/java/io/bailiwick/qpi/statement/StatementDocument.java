package io.bailiwick.qpi.statement;

import io.bailiwick.common.json.CanonicalJson;
import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.qpi.ledger.Ground;
import io.bailiwick.qpi.ledger.TransactionKind;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.joda.money.CurrencyUnit;
import org.jspecify.annotations.Nullable;

/**
 * A statement, whole: the content whose digest is kept. Amounts are seen from the registrar, above
 * zero where it gains.
 */
@Schema(name = "StatementDocument")
public record StatementDocument(
    UUID id,
    @Schema(description = "Counts over all registrars", examples = "S-000017") String number,
    @Schema(description = "Absent on a first statement", nullable = true)
        @Nullable Correction correction,
    RegistrarId registrar,
    @Schema(description = "ISO 4217 code", examples = "USD") String currency,
    @Schema(description = "A month, or two days with the second exclusive", examples = "2026-04")
        String period,
    @Schema(description = "First instant of the period", examples = "2026-04-01T00:00:00Z")
        Instant from,
    @Schema(description = "First instant after it", examples = "2026-05-01T00:00:00Z")
        Instant until,
    Instant issuedAt,
    @Schema(description = "Lines may be disputed before this instant") Instant disputableUntil,
    @Schema(description = "Owed at the start; corrections of earlier periods included")
        Balances opening,
    @Schema(description = "Sums by promotion and kind") List<Sum> sums,
    @Schema(description = "Owed at the end: opening and lines") Balances closing,
    @Schema(description = "Of a month whose creates and deletes are known", nullable = true)
        @Nullable AddGraceRefund addGraceRefund,
    @Schema(description = "In the order of booking") List<Line> lines) {

  public StatementDocument {
    sums = List.copyOf(sums);
    lines = List.copyOf(lines);
  }

  /** What a corrected statement takes the place of. */
  @Schema(name = "StatementCorrection")
  public record Correction(
      @Schema(description = "The statement before") UUID statementId,
      @Schema(examples = "S-000012") String number,
      @Schema(examples = "Dispute upheld: the name was not malicious.") String reason) {}

  /** All lines of a promotion and kind. */
  @Schema(name = "StatementSum")
  public record Sum(
      UUID promotionId,
      @Schema(examples = "spring-2026") String promotion,
      TransactionKind kind,
      @Schema(examples = "3") int lines,
      @Schema(description = "What they change together") Balances change) {}

  /** A transaction of the ledger. */
  @Schema(name = "StatementLine")
  public record Line(
      @Schema(description = "From 1", examples = "1") int position,
      UUID transactionId,
      TransactionKind kind,
      UUID promotionId,
      @Schema(examples = "spring-2026") String promotion,
      @Schema(description = "As an A-label", examples = "example.org", nullable = true)
          @Nullable String name,
      @Schema(examples = "D10293-ORG", nullable = true) @Nullable String roid,
      @Schema(description = "Names", examples = "1") long quantity,
      @Schema(description = "Stated ground", nullable = true) @Nullable Ground ground,
      @Schema(
              description = "The ground in words",
              examples = "Deleted in the add grace period.",
              nullable = true)
          @Nullable String reason,
      @Schema(description = "Identifier elsewhere", nullable = true) @Nullable String reference,
      @Schema(description = "The accrual that it concerns", nullable = true)
          @Nullable UUID accrualId,
      @Schema(description = "The transaction that it takes or gives back", nullable = true)
          @Nullable UUID reverses,
      @Schema(description = "When what it is about happened") Instant occurredAt,
      @Schema(description = "Business time of the booking") Instant recordedAt,
      @Schema(description = "What it changes") Balances change) {

    Line at(int newPosition) {
      return new Line(
          newPosition,
          transactionId,
          kind,
          promotionId,
          promotion,
          name,
          roid,
          quantity,
          ground,
          reason,
          reference,
          accrualId,
          reverses,
          occurredAt,
          recordedAt,
          change);
    }
  }

  /**
   * What a statement says beside its lines.
   *
   * @param opening in any scale
   */
  record Head(
      UUID id,
      long number,
      @Nullable Correction correction,
      RegistrarId registrar,
      String currency,
      StatementPeriod period,
      Instant issuedAt,
      Instant disputableUntil,
      Balances opening,
      @Nullable AddGraceRefund addGraceRefund) {}

  /** Puts lines, in the order of booking, under a head and adds them up. */
  static StatementDocument of(Head head, List<Line> unnumbered) {
    int places = CurrencyUnit.of(head.currency()).getDecimalPlaces();
    List<Line> lines = new ArrayList<>(unnumbered.size());
    Map<List<Object>, Sum> sums = new LinkedHashMap<>();
    Balances opening = head.opening().withPlaces(places);
    Balances closing = opening;
    for (Line each : unnumbered) {
      Line line = placed(each.at(lines.size() + 1), places);
      lines.add(line);
      closing = closing.plus(line.change());
      sums.merge(
          List.of(line.promotionId(), line.kind()),
          new Sum(line.promotionId(), line.promotion(), line.kind(), 1, line.change()),
          (a, b) ->
              new Sum(
                  a.promotionId(),
                  a.promotion(),
                  a.kind(),
                  a.lines() + b.lines(),
                  a.change().plus(b.change())));
    }
    return new StatementDocument(
        head.id(),
        number(head.number()),
        head.correction(),
        head.registrar(),
        head.currency(),
        head.period().text(),
        head.period().from(),
        head.period().until(),
        head.issuedAt(),
        head.disputableUntil(),
        opening,
        sums.values().stream()
            .sorted(
                Comparator.comparing(Sum::promotion)
                    .thenComparing(Sum::promotionId)
                    .thenComparing(Sum::kind))
            .toList(),
        closing,
        head.addGraceRefund(),
        lines);
  }

  private static Line placed(Line line, int places) {
    return new Line(
        line.position,
        line.transactionId,
        line.kind,
        line.promotionId,
        line.promotion,
        line.name,
        line.roid,
        line.quantity,
        line.ground,
        line.reason,
        line.reference,
        line.accrualId,
        line.reverses,
        line.occurredAt,
        line.recordedAt,
        line.change.withPlaces(places));
  }

  /** As it is shown: {@code S-000017}. */
  static String number(long number) {
    return "S-%06d".formatted(number);
  }

  /** Its one spelling, whose digest in UTF-8 is kept. */
  String json() {
    return CanonicalJson.textOfRecords(this);
  }

  /** Reads a statement as it was issued. */
  static StatementDocument read(String json) {
    try {
      return CanonicalJson.read(json, StatementDocument.class);
    } catch (IOException e) {
      throw new IllegalStateException("a statement cannot be read", e);
    }
  }
}
