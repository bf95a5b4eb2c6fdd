package io.bailiwick.qpi.series;

import io.bailiwick.common.time.Month;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;

/** Imported series for the other features of this service. */
@ApplicationScoped
public class SeriesStore {

  /** The points of these series in a month, of the newest import that has the month. */
  public List<SeriesPoint> points(Set<String> series, Month month) {
    return List.of();
  }
}
