package io.bailiwick.qpi.kpi;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * What an indicator may be made of. Each is of one registrar and one calendar month in UTC; over a
 * window of months it is summed. Names that were seized, sinkholed or held by the registry are in
 * none of them: the services above leave them out.
 */
public enum Quantity {
  /** From the score: x, the distinct names that entered the abuse rate of the month. */
  ABUSIVE_DOMAINS("abusive names"),
  /** From the score: sum of the end-of-day domains under management over the days. */
  MEAN_DOMAINS("mean daily names under management"),
  /** From the measures: of {@link #COHORT_CREATES}, those that were malicious soon after. */
  ABUSIVE_CREATES("malicious names among new ones"),
  /** From the measures: names created in the month, those deleted again included. */
  COHORT_CREATES("new names"),
  /** From the measures: malicious incidents that opened in the month, on the clock of listing. */
  ABUSE_INCIDENTS("malicious incidents"),
  /** Those of them that were still up after a day, by Kaplan and Meier: the share times them. */
  INCIDENTS_UP_AFTER_24_HOURS("incidents still up after 24 hours"),
  INCIDENTS_UP_AFTER_96_HOURS("incidents still up after 96 hours"),
  INCIDENTS_UP_AFTER_30_DAYS("incidents still up after 30 days"),
  /** Hours until half of the month's incidents had ended; on {@link #MONTHS}. */
  HOURS_TO_HALF_ENDED("hours until half of the incidents had ended"),
  /** Hours until nine of ten of the month's incidents had ended; on {@link #MONTHS}. */
  HOURS_TO_NINE_TENTHS_ENDED("hours until nine of ten incidents had ended"),
  /** Of the month and the twelve before it, those whose abuse rate was above scoring's line. */
  MONTHS_ABOVE_LINE("months above the line"),
  /** Of the month and the twelve before it, those that had a rate at all. */
  MONTHS_WITH_RATE("months with a rate"),
  /** Always 1: for the mean over the months of a window. */
  MONTHS("months"),
  /** Names whose period ended in the month and that were renewed. */
  RENEWALS_DONE("renewals"),
  /** Names whose period ended in the month. */
  RENEWALS_DUE("names due for renewal"),
  /** Those of {@link #RENEWALS_DONE} whose first period ended. */
  FIRST_RENEWALS_DONE("first renewals"),
  /** Those of {@link #RENEWALS_DUE} whose first period ended. */
  FIRST_RENEWALS_DUE("names due for their first renewal"),
  /** Names found in use, among {@link #NAMES_PROBED_FOR_USE}; "unknown" is in neither. */
  NAMES_IN_USE("names in use"),
  NAMES_PROBED_FOR_USE("names with a known usage"),
  /** Names that answer with a valid certificate, among {@link #NAMES_PROBED_FOR_TLS}. */
  NAMES_WITH_TLS("names with a valid certificate"),
  NAMES_PROBED_FOR_TLS("names with a known certificate state"),
  /** Names with a DS record at the end of the month. */
  SIGNED_NAMES("signed names"),
  /** Domains under management at the end of the month. */
  CLOSING_DOMAINS("names at the end of the month"),
  /** Sum of the years over the creates of the month. */
  TERM_YEARS("years registered"),
  /** Sum of the years over the creates that were deleted in the add grace period. */
  ADD_GRACE_TERM_YEARS("years of add-grace deletes"),
  /** Creates of the month, those deleted in the add grace period included. */
  CREATES("creates"),
  /** Those of {@link #CREATES} that were deleted in the add grace period. */
  ADD_GRACE_DELETES("add-grace deletes");

  private static final Set<Quantity> OF_MEASURES =
      Collections.unmodifiableSet(EnumSet.range(ABUSIVE_CREATES, MONTHS_WITH_RATE));

  private final String words;

  Quantity(String words) {
    this.words = words;
  }

  /** What the measures of the scoring service tell, and the scores do not. */
  public static Set<Quantity> ofMeasures() {
    return OF_MEASURES;
  }

  /** The quantity inside a sentence. */
  public String words() {
    return words;
  }
}
