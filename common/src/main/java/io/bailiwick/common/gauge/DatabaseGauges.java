package io.bailiwick.common.gauge;

import io.bailiwick.common.sql.Sql;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * Reads the numbers twice a minute, so that a scrape waits for nothing. Every replica does: whoever
 * is scraped knows, and none has to be the one that may not die. A number that cannot be read is
 * not a number, rather than an old one.
 */
@ApplicationScoped
@Startup
class DatabaseGauges {
  private static final Logger LOG = Logger.getLogger(DatabaseGauges.class);

  private final Sql sql;
  private final List<DatabaseGauge> gauges;
  private final Map<String, Double> values = new ConcurrentHashMap<>();

  @Inject
  DatabaseGauges(Sql sql, MeterRegistry meters, @Any Instance<Gauges> features) {
    this.sql = sql;
    this.gauges = features.stream().flatMap(feature -> feature.gauges().stream()).toList();
    for (DatabaseGauge gauge : gauges) {
      Gauge.builder(gauge.name(), () -> values.getOrDefault(gauge.name(), Double.NaN))
          .description(gauge.description())
          .baseUnit(gauge.unit().isEmpty() ? null : gauge.unit())
          .register(meters);
    }
  }

  @Scheduled(
      identity = "gauges",
      every = "{bailiwick.gauges.every}",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  void read() {
    for (DatabaseGauge gauge : gauges) {
      try {
        values.put(
            gauge.name(),
            sql.first(gauge.sql(), row -> row.decimal("value").doubleValue()).orElse(Double.NaN));
      } catch (RuntimeException e) {
        values.remove(gauge.name());
        LOG.debugf(e, "%s cannot be read", gauge.name());
      }
    }
  }
}
