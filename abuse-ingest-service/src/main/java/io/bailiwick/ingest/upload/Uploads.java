package io.bailiwick.ingest.upload;

import io.bailiwick.common.problem.ProblemException;
import io.bailiwick.ingest.content.Bounds;
import io.bailiwick.ingest.content.Content;
import io.bailiwick.ingest.rejection.Refusal;
import io.bailiwick.ingest.spool.Spool;
import io.bailiwick.ingest.spool.SpoolException;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** What every upload goes through, and the settings that go with it. */
@ApplicationScoped
public class Uploads {
  private static final Logger LOG = Logger.getLogger(Uploads.class);

  private final Path directory;
  private final Set<String> zones;
  private final long maxBytes;
  private final Bounds bounds;

  @Inject
  Uploads(
      @ConfigProperty(name = "bailiwick.upload.directory") Path directory,
      @ConfigProperty(name = "bailiwick.zones") Set<String> zones,
      @ConfigProperty(name = "bailiwick.upload.max-bytes") long maxBytes,
      @ConfigProperty(name = "bailiwick.upload.max-expanded-bytes") long maxExpandedBytes,
      @ConfigProperty(name = "bailiwick.upload.max-ratio") int maxRatio) {
    this.directory = directory;
    this.zones = new TreeSet<>();
    zones.forEach(zone -> this.zones.add(zone.strip().toLowerCase(Locale.ROOT)));
    this.maxBytes = maxBytes;
    this.bounds = new Bounds(maxExpandedBytes, maxRatio);
  }

  /** What a process that was killed had received, no upload waits for any more. */
  void begin(@Observes StartupEvent start) {
    try {
      int left = Spool.ofThisProcess().begin(directory);
      if (left > 0) {
        LOG.infof("Removed the temporary files of %d processes that are no more", left);
      }
    } catch (IOException e) {
      LOG.warnf("Temporary files left in %s cannot be looked for: %s", directory, e);
    }
  }

  @PreDestroy
  void end() {
    Spool.ofThisProcess().end();
  }

  /** Work on received content. */
  @FunctionalInterface
  public interface Work<T> {
    T on(Content content) throws IOException;
  }

  /** The registry's zones, lower case. */
  public Set<String> zones() {
    return zones;
  }

  /** How far content may expand. */
  public Bounds bounds() {
    return bounds;
  }

  /**
   * Receives a body into a temporary file, works on it and removes it; a refusal becomes a problem,
   * and so does a lack of room for temporary files.
   */
  public <T> T receive(@Nullable InputStream body, Work<T> work) {
    try (InputStream in = body == null ? InputStream.nullInputStream() : body;
        Content content = Content.receive(in, maxBytes)) {
      return work.on(content);
    } catch (Refusal refusal) {
      throw switch (refusal.kind()) {
        case UNUSABLE -> ProblemException.invalid(refusal.detail());
        case TOO_LARGE -> ProblemException.tooLarge(refusal.detail());
        case WRONG_TYPE -> ProblemException.unsupportedMedia(refusal.detail());
      };
    } catch (UncheckedIOException e) {
      throw unwritable(e.getCause()) ? noRoom(e) : e;
    } catch (IOException e) {
      throw unwritable(e) ? noRoom(e) : new UncheckedIOException(e);
    }
  }

  private static boolean unwritable(@Nullable Throwable failure) {
    return failure instanceof SpoolException || failure != null && unwritable(failure.getCause());
  }

  private static ProblemException noRoom(Exception failure) {
    LOG.warnf("A temporary file cannot be written: %s", failure.getMessage());
    return ProblemException.noRoom("There is no room for temporary files.");
  }
}
