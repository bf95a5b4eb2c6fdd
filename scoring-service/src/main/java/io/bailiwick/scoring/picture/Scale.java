package io.bailiwick.scoring.picture;

import java.util.ArrayList;
import java.util.List;

/**
 * Where a value lies on an axis. Values beyond an end lie on it.
 *
 * @param from the value at the beginning
 * @param to the value at the end, above {@code from}
 * @param start the beginning in user units of the picture
 * @param end the end in user units of the picture
 */
record Scale(Kind kind, double from, double to, double start, double end) {

  /** How values become lengths. */
  enum Kind {
    LINEAR {
      @Override
      double length(double value) {
        return value;
      }
    },
    /** For rates and times from 0 on: what is small keeps room, and 0 has a place. */
    ROOT {
      @Override
      double length(double value) {
        return Math.sqrt(value);
      }
    },
    /** For sizes, which are above 0. */
    LOGARITHM {
      @Override
      double length(double value) {
        return Math.log10(value);
      }
    };

    abstract double length(double value);
  }

  double at(double value) {
    double drawn = Math.clamp(value, from, to);
    double share = (kind.length(drawn) - kind.length(from)) / (kind.length(to) - kind.length(from));
    return start + share * (end - start);
  }

  boolean isBeyond(double value) {
    return value > to;
  }

  /** The least of 1, 2, 2.5 and 5 times a power of ten that is not below a value above 0. */
  static double niceCeiling(double value) {
    double power = Math.pow(10, Math.floor(Math.log10(value)));
    for (double step : new double[] {1, 2, 2.5, 5}) {
      if (value <= step * power * (1 + 1e-12)) {
        return step * power;
      }
    }
    return 10 * power;
  }

  /** Four to eight evenly spaced values from 0 to the end of a linear axis. */
  static List<Double> evenTicks(double to) {
    double step = niceCeiling(to / 6);
    List<Double> ticks = new ArrayList<>();
    for (int i = 0; i * step <= to * (1 + 1e-9); i++) {
      ticks.add(i * step);
    }
    return ticks;
  }
}
