package io.bailiwick.qpi.series;

import io.bailiwick.common.time.Month;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Set;

/** Imported series for the other features of this service. */
@ApplicationScoped
public class SeriesStore {

  private final SeriesRepository series;

  @Inject
  SeriesStore(SeriesRepository series) {
    this.series = series;
  }

  /** The points of these series in a month, each of the newest import that has the month. */
  public List<SeriesPoint> points(Set<String> names, Month month) {
    return series.standing(names, month);
  }
}
