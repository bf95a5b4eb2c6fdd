package io.bailiwick.qpi.ingest;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of a registrar's signed names, by name.
 *
 * @param next cursor of the next page; null on the last one
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record SignedNames(List<SignedName> items, @Nullable String next) {

  /**
   * A name that had a DS record at the end of the day that was asked for.
   *
   * @param roid repository object identifier
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record SignedName(String name, String roid) {}
}
