package io.bailiwick.ingest.reconciliation;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The counts of a registrar transactions report, in the order of Specification 3 of the Registry
 * Agreement; before them stand the registrar's name and IANA ID.
 */
enum TransactionColumn {
  /** Names under management, whatever their status but pendingCreate, until they are purged. */
  TOTAL_DOMAINS,
  TOTAL_NAMESERVERS,
  /** Creates for one year that outlived their add grace period, in the month in which it ended. */
  NET_ADDS_1_YR,
  NET_ADDS_2_YR,
  NET_ADDS_3_YR,
  NET_ADDS_4_YR,
  NET_ADDS_5_YR,
  NET_ADDS_6_YR,
  NET_ADDS_7_YR,
  NET_ADDS_8_YR,
  NET_ADDS_9_YR,
  NET_ADDS_10_YR,
  NET_RENEWS_1_YR,
  NET_RENEWS_2_YR,
  NET_RENEWS_3_YR,
  NET_RENEWS_4_YR,
  NET_RENEWS_5_YR,
  NET_RENEWS_6_YR,
  NET_RENEWS_7_YR,
  NET_RENEWS_8_YR,
  NET_RENEWS_9_YR,
  NET_RENEWS_10_YR,
  /** In the month in which the transfer grace period ended. */
  TRANSFER_GAINING_SUCCESSFUL,
  TRANSFER_GAINING_NACKED,
  TRANSFER_LOSING_SUCCESSFUL,
  TRANSFER_LOSING_NACKED,
  TRANSFER_DISPUTED_WON,
  TRANSFER_DISPUTED_LOST,
  TRANSFER_DISPUTED_NODECISION("transfer-disputed-nondecision"),
  /** Deleted within the add grace period. */
  DELETED_DOMAINS_GRACE,
  /** Deleted outside it, in the month of the purge. */
  DELETED_DOMAINS_NOGRACE,
  RESTORED_DOMAINS,
  RESTORED_NOREPORT,
  AGP_EXEMPTION_REQUESTS,
  AGP_EXEMPTIONS_GRANTED,
  AGP_EXEMPTED_DOMAINS("agp-exempted-names"),
  ATTEMPTED_ADDS;

  private static final Map<String, TransactionColumn> BY_HEADER =
      Arrays.stream(values())
          .collect(Collectors.toMap(TransactionColumn::header, Function.identity()));

  private final @Nullable String formerHeader;

  TransactionColumn() {
    this.formerHeader = null;
  }

  TransactionColumn(String formerHeader) {
    this.formerHeader = formerHeader;
  }

  /** As Specification 3 spells it: {@code net-adds-1-yr}. */
  String header() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * The column with this heading. Case, underscores for hyphens and a spelling of an earlier
   * edition make no difference.
   */
  static Optional<TransactionColumn> ofHeader(String heading) {
    String header = heading.strip().toLowerCase(Locale.ROOT).replace('_', '-');
    TransactionColumn column = BY_HEADER.get(header);
    return column != null
        ? Optional.of(column)
        : Arrays.stream(values()).filter(c -> header.equals(c.formerHeader)).findFirst();
  }
}
