package io.bailiwick.common.trace;

import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientRequestFilter;
import jakarta.ws.rs.ext.Provider;
import org.jboss.logging.MDC;

/**
 * Tells a peer which trace a call belongs to. What the schedule does by itself belongs to none, and
 * the peer begins its own.
 */
@Provider
public class TraceClientFilter implements ClientRequestFilter {

  @Override
  public void filter(ClientRequestContext request) {
    Object trace = MDC.get(TraceFilter.TRACE);
    Object span = MDC.get(TraceFilter.SPAN);
    Object flags = MDC.get(TraceFilter.FLAGS);
    if (trace != null && span != null && flags != null) {
      request
          .getHeaders()
          .putSingle(
              TraceContext.HEADER,
              new TraceContext(trace.toString(), span.toString(), flags.toString()).header());
    }
  }
}
