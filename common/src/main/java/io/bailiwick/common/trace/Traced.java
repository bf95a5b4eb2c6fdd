package io.bailiwick.common.trace;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jboss.logging.MDC;
import org.jspecify.annotations.Nullable;

/** Work of a request that goes on in a thread of its own. */
public final class Traced {
  private static final List<String> KEYS =
      List.of(TraceFilter.TRACE, TraceFilter.SPAN, TraceFilter.FLAGS);

  private Traced() {}

  /** The work, with the trace that is this thread's now, whichever thread does it. */
  public static <T> Callable<T> here(Callable<T> work) {
    Map<String, Object> trace = new HashMap<>();
    for (String key : KEYS) {
      @Nullable Object value = MDC.get(key);
      if (value != null) {
        trace.put(key, value);
      }
    }
    return () -> {
      trace.forEach(MDC::put);
      try {
        return work.call();
      } finally {
        trace.keySet().forEach(MDC::remove);
      }
    };
  }
}
