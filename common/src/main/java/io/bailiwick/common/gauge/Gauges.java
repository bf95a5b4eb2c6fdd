package io.bailiwick.common.gauge;

import java.util.List;

/** A feature's numbers; every bean of this type is asked. */
public interface Gauges {
  List<DatabaseGauge> gauges();
}
