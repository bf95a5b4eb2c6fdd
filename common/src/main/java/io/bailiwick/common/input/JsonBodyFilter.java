package io.bailiwick.common.input;

import io.bailiwick.common.problem.ProblemException;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * A JSON body that becomes objects is read into memory whole, so it is bounded far below what an
 * upload may be; uploads are streams, and bound themselves.
 */
@Provider
public class JsonBodyFilter implements ReaderInterceptor {
  private final long most;

  @Inject
  JsonBodyFilter(
      @ConfigProperty(name = "bailiwick.http.max-json-bytes", defaultValue = "4194304") long most) {
    this.most = most;
  }

  @Override
  public Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
    MediaType type = context.getMediaType();
    boolean json = type != null && type.getSubtype().toLowerCase(Locale.ROOT).endsWith("json");
    if (json && !InputStream.class.isAssignableFrom(context.getType())) {
      context.setInputStream(new Bounded(context.getInputStream(), most));
    }
    return context.proceed();
  }

  private static final class Bounded extends FilterInputStream {
    private final long most;
    private long read;

    Bounded(InputStream in, long most) {
      super(in);
      this.most = most;
    }

    @Override
    public int read() throws IOException {
      int next = super.read();
      count(next < 0 ? 0 : 1);
      return next;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int count = super.read(bytes, offset, length);
      count(Math.max(0, count));
      return count;
    }

    private void count(int more) throws IOException {
      read += more;
      if (read > most) {
        // Within what the reader of JSON lets through as it is.
        throw new IOException(
            ProblemException.tooLarge("A JSON body has at most " + most + " bytes here."));
      }
    }
  }
}
