package io.bailiwick.common.page;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A page of a list of a peer. */
public interface PeerPage<T> {

  List<T> items();

  /** Cursor of the next page; null on the last one. */
  @Nullable String next();

  /**
   * Reads a list to its end, page after page.
   *
   * @param read asks for the page behind a cursor; null for the first one
   */
  static <T> void each(
      Function<@Nullable String, ? extends PeerPage<T>> read, Consumer<List<T>> take) {
    String after = null;
    do {
      PeerPage<T> page = read.apply(after);
      take.accept(page.items());
      after = page.next();
    } while (after != null);
  }

  /** A whole list, for one that is known to be short. */
  static <T> List<T> all(Function<@Nullable String, ? extends PeerPage<T>> read) {
    return all(Integer.MAX_VALUE, read);
  }

  /**
   * A list as far as it is wanted.
   *
   * @param enough items after which no further page is asked for
   */
  static <T> List<T> all(int enough, Function<@Nullable String, ? extends PeerPage<T>> read) {
    List<T> all = new ArrayList<>();
    String after = null;
    do {
      PeerPage<T> page = read.apply(after);
      all.addAll(page.items());
      after = page.next();
    } while (after != null && all.size() < enough);
    return all;
  }
}
