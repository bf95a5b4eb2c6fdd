package io.bailiwick.common.page;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.time.DateTimeException;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A page of a list sorted by a key (keyset paging: cost does not grow with the depth). Written as
 * JSON it is this page; as CSV or NDJSON it is the whole list from here on, fetched page by page,
 * so that memory does not grow with it.
 */
@JsonPropertyOrder({"items", "next"})
public final class Page<T> {

  /** Reads rows after a key (exclusive; null = from the start) in the order of the key. */
  @FunctionalInterface
  public interface Query<T> {
    List<T> rows(@Nullable String afterKey, int limit);
  }

  private final List<T> items;

  @Schema(hidden = true)
  private final @Nullable String nextKey;

  @Schema(hidden = true)
  private final Class<T> rowType;

  @Schema(hidden = true)
  private final Query<T> query;

  @Schema(hidden = true)
  private final Function<T, String> key;

  private Page(
      int limit,
      @Nullable String afterKey,
      Class<T> rowType,
      Query<T> query,
      Function<T, String> key) {
    this.rowType = rowType;
    this.query = query;
    this.key = key;
    // One row more than asked tells whether there is a next page.
    List<T> rows = query.rows(afterKey, limit + 1);
    boolean more = rows.size() > limit;
    this.items = List.copyOf(more ? rows.subList(0, limit) : rows);
    this.nextKey = more ? key.apply(items.getLast()) : null;
  }

  /**
   * Reads the page that is asked for.
   *
   * @param key the sort key of a row, as {@link Cursor#key} makes it; unique in the list
   */
  public static <T> Page<T> of(
      PageRequest request, Class<T> rowType, Query<T> query, Function<T, String> key) {
    String after = request.after == null ? null : Cursor.decode(request.after);
    try {
      return new Page<>(request.limit, after, rowType, query, key);
    } catch (DateTimeException | IllegalArgumentException e) {
      if (after == null) {
        throw e;
      }
      // A part of the key is no time, number or identifier: it was not this list that gave it.
      throw Cursor.malformed();
    }
  }

  @JsonProperty
  @Schema(description = "The rows")
  public List<T> getItems() {
    return items;
  }

  @JsonProperty
  @Schema(description = "Cursor of the next page; absent on the last one", nullable = true)
  public @Nullable String getNext() {
    return nextKey == null ? null : Cursor.encode(nextKey);
  }

  @JsonIgnore
  Class<T> rowType() {
    return rowType;
  }

  /** These rows and all that follow. */
  void forEachToTheEnd(Consumer<T> action) {
    Page<T> page = this;
    while (true) {
      page.items.forEach(action);
      if (page.nextKey == null) {
        return;
      }
      page = new Page<>(PageRequest.MAXIMUM, page.nextKey, rowType, query, key);
    }
  }
}
