package io.bailiwick.scoring.ingest;

import io.bailiwick.common.time.Month;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/**
 * Answers to one question that need not be sent again while nothing has changed: a run looks at
 * thirteen months, of which most are as they were. Each is asked for with the ETag of the one that
 * is kept, so that none is ever taken for newer than it is; of one that has changed, ingest sends
 * the registrars that may differ, where it knows them.
 */
final class KnownAnswers<T extends Partial<T>> {

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

  /** How it is put to ingest. */
  interface Question<T> {

    /**
     * @param since version of the answer that is known; null: none
     * @param etag its ETag
     */
    RestResponse<T> put(Month month, @Nullable String since, @Nullable String etag);
  }

  /** The question as one that is put with the ETag of what is known. */
  Function<Month, T> through(Question<T> question) {
    return month -> {
      Known<T> known = find(month);
      RestResponse<T> response =
          known == null
              ? question.put(month, null, null)
              : question.put(month, known.etag.replace("\"", ""), known.etag);
      if (response.getStatus() == RestResponse.StatusCode.NOT_MODIFIED && known != null) {
        return known.answer;
      }
      T told = response.getEntity();
      String etag = response.getHeaderString(HttpHeaders.ETAG);
      if (told == null || (known == null && told.changed() != null)) {
        throw new IllegalStateException("an answer of " + month + " without content, or a part");
      }
      T answer = known == null ? told : told.over(known.answer);
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
