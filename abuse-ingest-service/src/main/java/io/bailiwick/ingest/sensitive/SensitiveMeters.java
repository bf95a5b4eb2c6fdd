package io.bailiwick.ingest.sensitive;

import io.micrometer.core.instrument.config.MeterFilter;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/**
 * Keeps the store's connections out of the metrics: who watches them would see when somebody looks
 * a name up.
 */
@Singleton
class SensitiveMeters {

  @Produces
  @Singleton
  MeterFilter unseen() {
    return MeterFilter.deny(id -> "sensitive".equals(id.getTag("datasource")));
  }
}
