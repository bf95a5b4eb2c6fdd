package io.bailiwick.common.sql;

import io.bailiwick.common.registrar.RegistrarId;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The columns of the current row, by name or by position from 1. */
public final class Columns {
  private final ResultSet row;

  Columns(ResultSet row) {
    this.row = row;
  }

  public String text(String column) throws SQLException {
    return row.getString(column);
  }

  public @Nullable String textOrNull(String column) throws SQLException {
    return row.getString(column);
  }

  public <E extends Enum<E>> E constant(String column, Class<E> type) throws SQLException {
    return Enum.valueOf(type, row.getString(column));
  }

  public byte[] bytes(String column) throws SQLException {
    return row.getBytes(column);
  }

  public UUID id(String column) throws SQLException {
    return row.getObject(column, UUID.class);
  }

  public @Nullable UUID idOrNull(String column) throws SQLException {
    return row.getObject(column, UUID.class);
  }

  public long number(String column) throws SQLException {
    return row.getLong(column);
  }

  public long number(int position) throws SQLException {
    return row.getLong(position);
  }

  public @Nullable Long numberOrNull(String column) throws SQLException {
    long number = row.getLong(column);
    return row.wasNull() ? null : number;
  }

  public BigDecimal decimal(String column) throws SQLException {
    return row.getBigDecimal(column);
  }

  public @Nullable BigDecimal decimalOrNull(String column) throws SQLException {
    return row.getBigDecimal(column);
  }

  public boolean flag(String column) throws SQLException {
    return row.getBoolean(column);
  }

  public @Nullable Boolean flagOrNull(String column) throws SQLException {
    boolean flag = row.getBoolean(column);
    return row.wasNull() ? null : flag;
  }

  public RegistrarId registrar(String column) throws SQLException {
    return RegistrarId.of(row.getInt(column));
  }

  public @Nullable RegistrarId registrarOrNull(String column) throws SQLException {
    int id = row.getInt(column);
    return row.wasNull() ? null : RegistrarId.of(id);
  }

  public Instant time(String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  public @Nullable Instant timeOrNull(String column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }

  public LocalDate day(String column) throws SQLException {
    return row.getObject(column, LocalDate.class);
  }

  public @Nullable LocalDate dayOrNull(String column) throws SQLException {
    return row.getObject(column, LocalDate.class);
  }

  public List<Long> numbers(String column) throws SQLException {
    return List.of((Long[]) row.getArray(column).getArray());
  }

  public List<String> texts(String column) throws SQLException {
    return List.of((String[]) row.getArray(column).getArray());
  }
}
