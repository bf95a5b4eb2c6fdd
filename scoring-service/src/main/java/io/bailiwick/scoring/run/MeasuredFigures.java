package io.bailiwick.scoring.run;

import io.bailiwick.scoring.measure.Measurement;
import io.bailiwick.scoring.measure.Persisting;
import io.bailiwick.scoring.picture.Scorecard;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** What is measured beside a score, in a scorecard's words. What is not known is left out. */
final class MeasuredFigures {

  private MeasuredFigures() {}

  static List<Scorecard.Figure> of(Measurement measured) {
    List<Scorecard.Figure> figures = new ArrayList<>();
    Measurement.Stock stock = measured.stock();
    if (stock != null) {
      figures.add(
          new Scorecard.Figure(
              "Malicious domains listed and in the zone, median of the days",
              stock.rate().numerator()));
      figures.add(figure("Different ones in the month", stock.names()));
    }
    Measurement.Cohort cohort = measured.cohort();
    if (cohort != null) {
      figures.add(new Scorecard.Figure("Names created in the month", cohort.gross().denominator()));
      figures.add(
          new Scorecard.Figure(
              Boolean.FALSE.equals(cohort.mature())
                  ? "of these, malicious within the cohort's days, so far"
                  : "of these, malicious within the cohort's days",
              cohort.gross().numerator()));
    }
    List<Persisting> clocks = measured.persistence();
    if (clocks != null) {
      for (Persisting clock : clocks) {
        BigDecimal median = clock.medianHours();
        if (median != null) {
          figures.add(
              new Scorecard.Figure(
                  switch (clock.clock()) {
                    case LISTING -> "Median hours from the first listing to the end";
                    case NOTIFICATION -> "Median hours from the notification to the end";
                  },
                  median));
        }
      }
    }
    figures.add(
        figure(
            "Months above the intervention threshold, of the %d with a rate"
                .formatted(measured.recurrence().months()),
            measured.recurrence().above()));
    return figures;
  }

  private static Scorecard.Figure figure(String label, long value) {
    return new Scorecard.Figure(label, BigDecimal.valueOf(value));
  }
}
