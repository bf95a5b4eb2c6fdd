package io.bailiwick.scoring.simulation;

import io.bailiwick.scoring.statistics.Interval;
import io.bailiwick.scoring.statistics.Rate;
import io.bailiwick.scoring.statistics.RateInterval;

/** How many of so many, 1 or more; with Wilson's interval of 95 %. */
record Share(long events, long of) {

  private static final double CONFIDENCE = 0.95;

  double value() {
    return (double) events / of;
  }

  Interval interval() {
    return RateInterval.WILSON.twoSided(Rate.of(events, of), CONFIDENCE);
  }
}
