package io.bailiwick.ingest.pull;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Gets documents over HTTP, held to what {@link Destinations} allows. A name is resolved once, all
 * its addresses are checked, and the connection goes to a checked address: nobody resolves a second
 * time. The name stays what the certificate is checked against. Redirects are followed by hand, at
 * most five, each checked as if it were the first; a secret goes to the first origin only.
 */
final class Fetcher implements AutoCloseable {
  static final int REDIRECTS = 5;

  /** Addresses of one host that are tried. */
  private static final int TRIES = 3;

  /** How a host's addresses are found. */
  @FunctionalInterface
  interface Resolver {
    List<InetAddress> addresses(String host) throws UnknownHostException;
  }

  /** How long one answer may take. */
  record Limits(Duration connect, Duration firstByte, Duration idle, Duration whole) {}

  /** A header that carries a secret. */
  record Secret(String header, String value) {
    @Override
    public String toString() {
      return "Secret[" + header + "]";
    }
  }

  private final HttpClient http;
  private final Destinations destinations;
  private final Resolver resolver;
  private final Limits limits;
  private final Executor threads;

  Fetcher(
      Vertx vertx,
      HttpClientOptions base,
      Destinations destinations,
      Resolver resolver,
      Limits limits,
      Executor threads) {
    this.http =
        vertx.createHttpClient(
            new HttpClientOptions(base)
                .setProtocolVersion(HttpVersion.HTTP_1_1)
                .setUseAlpn(false)
                .setKeepAlive(false)
                .setDecompressionSupported(false)
                .setVerifyHost(true)
                .setMaxPoolSize(64));
    this.destinations = destinations;
    this.resolver = resolver;
    this.limits = limits;
    this.threads = threads;
  }

  /**
   * Asks for a document.
   *
   * @param headers sent to every host on the way
   * @param secret sent to the first origin only
   * @param maxBytes a larger answer fails, at its head where that tells its size
   */
  Answer get(URI first, Map<String, String> headers, @Nullable Secret secret, long maxBytes)
      throws FetchException {
    long deadline = System.nanoTime() + limits.whole().toNanos();
    URI uri = destinations.allowed(first);
    for (int redirects = 0; ; redirects++) {
      Answer answer =
          ask(
              uri,
              headers,
              Destinations.sameOrigin(first, uri) ? secret : null,
              deadline,
              maxBytes);
      String location = answer.header("location");
      if (!isRedirect(answer.status()) || location == null) {
        return answer;
      }
      answer.close();
      if (redirects == REDIRECTS) {
        throw new FetchException(
            FetchFailure.REDIRECTS,
            "The source redirects more than %d times.".formatted(REDIRECTS));
      }
      uri = target(uri, location);
    }
  }

  private URI target(URI from, String location) throws FetchException {
    URI to;
    try {
      to = from.resolve(location);
    } catch (IllegalArgumentException e) {
      throw new FetchException(
          FetchFailure.REDIRECTS, "The source redirects to something that is no address.");
    }
    if ("https".equalsIgnoreCase(from.getScheme()) && !"https".equalsIgnoreCase(to.getScheme())) {
      throw new FetchException(
          FetchFailure.DESTINATION_NOT_ALLOWED,
          "The source redirects from https to something less.");
    }
    return destinations.allowed(to);
  }

  private static boolean isRedirect(int status) {
    return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
  }

  private Answer ask(
      URI uri, Map<String, String> headers, @Nullable Secret secret, long deadline, long maxBytes)
      throws FetchException {
    List<InetAddress> addresses = addresses(uri.getHost());
    List<InetAddress> tries = addresses.subList(0, Math.min(TRIES, addresses.size()));
    FetchException last = null;
    for (InetAddress address : tries) {
      try {
        return ask(uri, address, headers, secret, deadline, maxBytes);
      } catch (FetchException e) {
        last = e;
        if (e.failure() != FetchFailure.UNREACHABLE) {
          break;
        }
      }
    }
    throw last == null
        ? new FetchException(FetchFailure.UNKNOWN_HOST, unknown(uri.getHost()))
        : last;
  }

  private List<InetAddress> addresses(String host) throws FetchException {
    String name = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    CompletableFuture<List<InetAddress>> found = new CompletableFuture<>();
    threads.execute(
        () -> {
          try {
            found.complete(resolver.addresses(name));
          } catch (UnknownHostException | RuntimeException e) {
            found.completeExceptionally(e);
          }
        });
    List<InetAddress> addresses;
    try {
      addresses = found.get(limits.connect().toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new FetchException(FetchFailure.UNKNOWN_HOST, unknown(host));
    } catch (TimeoutException e) {
      throw new FetchException(
          FetchFailure.TIMEOUT, "The name %s was not resolved in time.".formatted(host));
    } catch (InterruptedException e) {
      throw interrupted();
    }
    destinations.checkAddresses(host, addresses);
    return addresses;
  }

  private Answer ask(
      URI uri,
      InetAddress address,
      Map<String, String> headers,
      @Nullable Secret secret,
      long deadline,
      long maxBytes)
      throws FetchException {
    String host = uri.getHost();
    String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    RequestOptions options =
        new RequestOptions()
            .setMethod(HttpMethod.GET)
            .setHost(host.startsWith("[") ? host.substring(1, host.length() - 1) : host)
            .setPort(Destinations.port(uri))
            .setServer(
                SocketAddress.inetSocketAddress(
                    new InetSocketAddress(address, Destinations.port(uri))))
            .setSsl("https".equalsIgnoreCase(uri.getScheme()))
            .setURI(uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery())
            .setFollowRedirects(false)
            .setConnectTimeout(limits.connect().toMillis())
            .putHeader("User-Agent", "Bailiwick")
            // The bytes are kept as they come; compression is told by the first of them.
            .putHeader("Accept-Encoding", "identity");
    headers.forEach(options::putHeader);
    if (secret != null) {
      options.putHeader(secret.header(), secret.value());
    }
    // The body has to listen before anything of it can come, so that neither a failure nor the end
    // goes unheard: within the answer's own callback, since one behind the outer future may run on
    // another event loop and come too late.
    Future<Answer> sent =
        http.request(options)
            .compose(
                request ->
                    request
                        .send()
                        .map(
                            response ->
                                new Answer(
                                    response.pause(),
                                    new Body(response, deadline, limits.idle(), maxBytes))));
    try {
      long patience =
          Math.min(limits.firstByte().toNanos(), Math.max(1, deadline - System.nanoTime()));
      return sent.toCompletionStage().toCompletableFuture().get(patience, TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      throw failure(host, e.getCause());
    } catch (TimeoutException e) {
      // Whatever still comes is let go.
      sent.onSuccess(Answer::close);
      throw new FetchException(
          FetchFailure.TIMEOUT, "The host %s did not answer in time.".formatted(host));
    } catch (InterruptedException e) {
      throw interrupted();
    }
  }

  private static FetchException failure(String host, @Nullable Throwable cause) {
    for (Throwable at = cause; at != null; at = at.getCause()) {
      if (at instanceof FetchException known) {
        return known;
      }
      if (at instanceof SSLException) {
        return new FetchException(
            FetchFailure.TLS, "No trustworthy TLS connection to %s.".formatted(host));
      }
      if (at instanceof io.netty.channel.ConnectTimeoutException
          || at instanceof TimeoutException) {
        return new FetchException(
            FetchFailure.TIMEOUT, "The host %s could not be reached in time.".formatted(host));
      }
    }
    return new FetchException(
        FetchFailure.UNREACHABLE, "No answer from %s: the connection failed.".formatted(host));
  }

  private static FetchException interrupted() {
    Thread.currentThread().interrupt();
    return new FetchException(FetchFailure.ABANDONED, "The service is stopping.");
  }

  private static String unknown(String host) {
    return "The name %s does not resolve.".formatted(host);
  }

  @Override
  public void close() {
    var unused = http.close();
  }

  /** The head of an answer, and its body to be read once. */
  static final class Answer implements AutoCloseable {
    private final HttpClientResponse response;
    private final Body body;

    Answer(HttpClientResponse response, Body body) {
      this.response = response;
      this.body = body;
    }

    int status() {
      return response.statusCode();
    }

    @Nullable String header(String name) {
      return response.getHeader(name);
    }

    /** Its reads throw {@link FetchException}. */
    InputStream body() {
      return body;
    }

    /** Received so far. */
    long bytes() {
      return body.received;
    }

    @Override
    public void close() {
      body.close();
    }
  }

  /** An answer's bytes, asked for as they are read, so that memory holds a few buffers at most. */
  private static final class Body extends InputStream {
    /** What comes from the connection: bytes, the end, or a failure. */
    private sealed interface Part {
      record Bytes(byte[] bytes) implements Part {}

      record End() implements Part {}

      record Failed(FetchException failure) implements Part {}
    }

    private final HttpClientResponse response;
    private final BlockingQueue<Part> parts = new LinkedBlockingQueue<>();
    private final long deadline;
    private final long idle;
    private final long maxBytes;
    private byte[] current = new byte[0];
    private int position;
    private boolean ended;
    private long received;

    Body(HttpClientResponse response, long deadline, Duration idle, long maxBytes) {
      this.response = response;
      this.deadline = deadline;
      this.idle = idle.toNanos();
      this.maxBytes = maxBytes;
      response
          .handler((Buffer buffer) -> parts.add(new Part.Bytes(buffer.getBytes())))
          .endHandler(end -> parts.add(new Part.End()))
          .exceptionHandler(
              e ->
                  parts.add(
                      new Part.Failed(
                          new FetchException(
                              FetchFailure.TRUNCATED,
                              "The connection ended before the answer did."))));
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      if (length == 0) {
        return 0;
      }
      while (position == current.length) {
        if (ended) {
          return -1;
        }
        next();
      }
      int count = Math.min(length, current.length - position);
      System.arraycopy(current, position, buffer, offset, count);
      position += count;
      return count;
    }

    private void next() throws FetchException {
      if (received == 0) {
        checkDeclaredSize();
      }
      if (parts.isEmpty()) {
        response.fetch(1);
      }
      long patience = Math.min(idle, deadline - System.nanoTime());
      Part part;
      try {
        part = patience <= 0 ? null : parts.poll(patience, TimeUnit.NANOSECONDS);
      } catch (InterruptedException e) {
        throw interrupted();
      }
      switch (part) {
        case null ->
            throw new FetchException(FetchFailure.TIMEOUT, "The answer did not end in time.");
        case Part.End end -> ended = true;
        case Part.Failed failed -> throw failed.failure();
        case Part.Bytes bytes -> {
          current = bytes.bytes();
          position = 0;
          received += current.length;
          if (received > maxBytes) {
            throw tooLarge();
          }
        }
      }
    }

    private void checkDeclaredSize() throws FetchException {
      String declared = response.getHeader("content-length");
      if (declared != null
          && declared.length() < 19
          && declared.matches("\\d+")
          && Long.parseLong(declared) > maxBytes) {
        throw tooLarge();
      }
    }

    private FetchException tooLarge() {
      return new FetchException(
          FetchFailure.TOO_LARGE, "The answer is larger than %,d bytes.".formatted(maxBytes));
    }

    @Override
    public void close() {
      if (!ended) {
        response.request().reset();
      }
    }
  }
}
