package io.bailiwick.ingest.payload;

import io.bailiwick.ingest.feed.Feed;
import io.bailiwick.ingest.upload.Taken;
import io.bailiwick.ingest.upload.Uploads;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Taking in what the schedule fetched: the same as an upload, with nobody calling. */
@ApplicationScoped
public class FetchedPayloads {

  /** The receiver of what nobody sent. */
  static final String RECEIVER = "schedule";

  private final Uploads uploads;
  private final PayloadIntake intake;

  @Inject
  FetchedPayloads(Uploads uploads, PayloadIntake intake) {
    this.uploads = uploads;
    this.intake = intake;
  }

  /**
   * Takes in the bytes of one answer, all or nothing.
   *
   * @param mediaType null where the source's word on the type is not to be relied on
   * @throws io.bailiwick.common.problem.ProblemException TOO_LARGE, INVALID or UNSUPPORTED_MEDIA
   */
  public Taken<Payload> receive(Feed feed, @Nullable String mediaType, InputStream body) {
    return uploads.receive(body, content -> intake.take(feed, content, mediaType, null, RECEIVER));
  }

  /**
   * The source says that nothing has changed. Of a feed that is a whole list this is one more fetch
   * without what was missing.
   */
  public void unchanged(Feed feed) {
    intake.unchanged(feed);
  }
}
