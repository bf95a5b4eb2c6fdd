package io.bailiwick.common.attachment;

import io.bailiwick.common.problem.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** What somebody sends, on its way in. */
public final class Upload {

  private Upload() {}

  /**
   * A body in memory, and nowhere else.
   *
   * @param longest bytes
   * @param refusal a sentence for the sender of a longer one
   * @throws ProblemException TOO_LARGE beyond the longest, MALFORMED where it breaks off
   */
  public static byte[] bytes(@Nullable InputStream body, int longest, String refusal) {
    try (InputStream in = body == null ? InputStream.nullInputStream() : body) {
      byte[] bytes = in.readNBytes(longest + 1);
      if (bytes.length > longest) {
        throw ProblemException.tooLarge(refusal);
      }
      return bytes;
    } catch (IOException e) {
      throw ProblemException.malformed("The body could not be read to its end.");
    }
  }
}
