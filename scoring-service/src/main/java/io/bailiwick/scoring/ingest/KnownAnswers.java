package io.bailiwick.scoring.ingest;

import io.bailiwick.common.time.Month;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/**
 * Answers to one question that need not be sent again while nothing has changed: a run looks at
 * thirteen months, of which most are as they were. Each is asked for with the ETag of the one that
 * is kept, so that none is ever taken for newer than it is.
 */
final class KnownAnswers<T> {

  /** Two years, so that the runs of neighbouring months find theirs. */
  private static final int MOST = 24;

  private record Known<T>(String etag, T answer) {}

  private final Map<Month, Known<T>> kept =
      new LinkedHashMap<>(MOST, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Month, Known<T>> eldest) {
          return size() > MOST;
        }
      };

  /**
   * The question as one that is put with the ETag of what is known.
   *
   * @param ask with a month and an ETag, null where nothing is known
   */
  Function<Month, T> through(BiFunction<Month, @Nullable String, RestResponse<T>> ask) {
    return month -> {
      Known<T> known = find(month);
      RestResponse<T> response = ask.apply(month, known == null ? null : known.etag);
      if (response.getStatus() == RestResponse.StatusCode.NOT_MODIFIED && known != null) {
        return known.answer;
      }
      T answer = response.getEntity();
      String etag = response.getHeaderString(HttpHeaders.ETAG);
      if (answer == null) {
        throw new IllegalStateException("an answer of " + month + " without content");
      }
      if (etag != null) {
        keep(month, new Known<>(etag, answer));
      }
      return answer;
    };
  }

  private synchronized @Nullable Known<T> find(Month month) {
    return kept.get(month);
  }

  private synchronized void keep(Month month, Known<T> known) {
    kept.put(month, known);
  }
}
