package io.bailiwick.common.time;

import io.quarkus.runtime.Startup;
import io.quarkus.runtime.configuration.ConfigUtils;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The one clock of business time: maturity, deadlines, orders, receipts. Microseconds, as
 * PostgreSQL keeps them. In development it may be set, so that months mature within minutes; the
 * time against which tokens are checked is never this one.
 */
@Startup
@ApplicationScoped
public class BusinessClock implements InstantSource {

  private static final Set<String> MAY_ADJUST = Set.of("development", "dev", "test");

  private final DataSource database;
  private final boolean adjustable;
  private volatile Duration offset = Duration.ZERO;

  @Inject
  BusinessClock(
      DataSource database,
      @ConfigProperty(name = "bailiwick.clock.adjustable", defaultValue = "false")
          boolean adjustable) {
    this.database = database;
    this.adjustable = adjustable;
  }

  @PostConstruct
  void load() {
    if (!adjustable) {
      return;
    }
    if (ConfigUtils.getProfiles().stream().noneMatch(MAY_ADJUST::contains)) {
      throw new IllegalStateException(
          "bailiwick.clock.adjustable=true is for development only; the profile is "
              + ConfigUtils.getProfiles());
    }
    try (Connection connection = database.getConnection();
        PreparedStatement query =
            connection.prepareStatement("SELECT offset_microseconds FROM development_clock");
        ResultSet row = query.executeQuery()) {
      if (row.next()) {
        offset = Duration.of(row.getLong(1), ChronoUnit.MICROS);
      }
    } catch (SQLException e) {
      throw new IllegalStateException("the development clock cannot be read", e);
    }
  }

  @Override
  public Instant instant() {
    return Instant.now().plus(offset).truncatedTo(ChronoUnit.MICROS);
  }

  /** The date in UTC. */
  public LocalDate today() {
    return LocalDate.ofInstant(instant(), ZoneOffset.UTC);
  }

  /** Whether {@link #set} may be called: in development only. */
  public boolean isAdjustable() {
    return adjustable;
  }

  /** From now on the clock runs from this instant. Kept, so that a restart does not fall back. */
  public void set(Instant now) {
    if (!adjustable) {
      throw new IllegalStateException("the clock is not adjustable");
    }
    Duration wanted = Duration.between(Instant.now(), now);
    try (Connection connection = database.getConnection();
        PreparedStatement update =
            connection.prepareStatement(
                """
                INSERT INTO development_clock (only_row, offset_microseconds) VALUES (true, ?)
                ON CONFLICT (only_row) DO UPDATE SET offset_microseconds = excluded.offset_microseconds
                """)) {
      update.setLong(1, ChronoUnit.MICROS.between(Instant.EPOCH, Instant.EPOCH.plus(wanted)));
      update.executeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException("the development clock cannot be kept", e);
    }
    offset = wanted;
  }
}
