package io.bailiwick.ingest.registration;

import io.bailiwick.ingest.registration.DepositObjects.Line;
import io.bailiwick.ingest.rejection.RejectionReason;
import io.bailiwick.ingest.rejection.Unfit;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A table beside that of the domains, read along with it. Registries write all their tables in one
 * order, so what belongs to a domain lies close ahead: a bounded stretch is looked at, and whatever
 * was not asked for in the end comes late. Memory does not grow with the table.
 *
 * @param <T> what the rows of one name come to
 */
final class ExtrasTable<T> implements AutoCloseable {
  private static final int AHEAD = 10_000;

  /** What one row says; null where it says nothing of account. */
  interface RowReader<T> {
    @Nullable T of(TableRows row) throws Unfit;
  }

  /** Takes what came late. */
  interface Late<T> {
    void of(String name, T value) throws IOException;
  }

  private final @Nullable TableRows rows;
  private final int nameColumn;
  private final DepositFields fields;
  private final RowReader<T> reader;
  private final BinaryOperator<T> merge;
  private final DepositObjects objects;
  private final Map<String, T> ahead = new LinkedHashMap<>();
  private @Nullable String openName;
  private @Nullable T open;
  private boolean ended;

  /**
   * @param rows null where the deposit has no such table
   */
  ExtrasTable(
      @Nullable TableRows rows,
      DepositFields fields,
      DepositObjects objects,
      RowReader<T> reader,
      BinaryOperator<T> merge) {
    this.rows = rows;
    this.nameColumn = rows == null ? -1 : rows.column("fName");
    this.fields = fields;
    this.objects = objects;
    this.reader = reader;
    this.merge = merge;
    this.ended = rows == null;
  }

  /** What the table says of a name, as far as it can be seen from here. */
  @Nullable T take(String name) throws IOException {
    if (rows == null) {
      return null;
    }
    while (true) {
      if (name.equals(openName)) {
        while (!ended && name.equals(openName) && ahead.size() < AHEAD) {
          readRow();
        }
        if (name.equals(openName)) {
          putAhead();
        }
        return ahead.remove(name);
      }
      T found = ahead.remove(name);
      if (found != null || ended || ahead.size() >= AHEAD) {
        return found;
      }
      readRow();
    }
  }

  /** Everything that nobody took. */
  void rest(Late<T> late) throws IOException {
    while (!ended || !ahead.isEmpty()) {
      if (!ended) {
        readRow();
      }
      if (ended || ahead.size() >= AHEAD) {
        for (Map.Entry<String, T> entry : ahead.entrySet()) {
          late.of(entry.getKey(), entry.getValue());
        }
        ahead.clear();
      }
    }
  }

  /** Reads one row; a name whose rows end with it goes among those ahead. */
  private void readRow() throws IOException {
    TableRows row = java.util.Objects.requireNonNull(rows);
    if (!row.next()) {
      ended = true;
      putAhead();
      row.close();
      return;
    }
    String fault = row.fault();
    try {
      if (fault != null) {
        throw new Unfit(RejectionReason.MALFORMED_ROW, fault);
      }
      String name = fields.name(row.get(nameColumn));
      T value = reader.of(row);
      objects.part();
      if (value == null) {
        return;
      }
      if (!name.equals(openName)) {
        putAhead();
        openName = name;
        open = value;
      } else {
        open = open == null ? value : merge.apply(open, value);
      }
    } catch (Unfit unfit) {
      objects.rejected(
          new Line(row.table().name(), row.line()),
          unfit.reason(),
          unfit.detail(),
          row.raw(),
          null);
    }
  }

  private void putAhead() {
    if (openName != null && open != null) {
      ahead.merge(openName, open, merge);
    }
    openName = null;
    open = null;
  }

  @Override
  public void close() throws IOException {
    if (rows != null) {
      rows.close();
    }
  }
}
