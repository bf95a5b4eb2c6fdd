package io.bailiwick.common.attachment;

import org.jboss.resteasy.reactive.RestResponse;

/** What somebody sent, on its way back. */
public final class Download {

  private Download() {}

  /**
   * Bytes to be saved, which no browser shows or runs.
   *
   * @param name of the file; nothing in it that would end a quoted string
   */
  public static <T> RestResponse<T> of(T bytes, String name) {
    return RestResponse.ResponseBuilder.ok(bytes)
        .header("Content-Disposition", "attachment; filename=\"" + name + "\"")
        .header("Content-Security-Policy", "sandbox; default-src 'none'")
        .build();
  }
}
