package io.bailiwick.common.registrar;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A registrar, identified by its IANA ID (the GURID of RFC 9022). Names change and are dated; the
 * number does not.
 *
 * @param ianaId 1 to 99,999,999
 */
@Schema(
    type = SchemaType.INTEGER,
    format = "int32",
    minimum = "1",
    maximum = "99999999",
    description = "IANA ID of a registrar",
    examples = "90001")
public record RegistrarId(@JsonValue int ianaId) implements Comparable<RegistrarId> {

  private static final int MAXIMUM = 99_999_999;

  public RegistrarId {
    if (ianaId < 1 || ianaId > MAXIMUM) {
      throw new IllegalArgumentException("an IANA ID is a whole number from 1 to " + MAXIMUM);
    }
  }

  @JsonCreator
  public static RegistrarId of(int ianaId) {
    return new RegistrarId(ianaId);
  }

  /**
   * Reads the decimal form, as in a path, a query or a token's claim.
   *
   * @throws IllegalArgumentException if the text is not a whole number in range
   */
  public static RegistrarId fromString(String text) {
    try {
      return new RegistrarId(Integer.parseInt(text));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("an IANA ID is a whole number from 1 to " + MAXIMUM, e);
    }
  }

  /** Whether this is the registry acting as registrar: 9998 (billable) and 9999 (not billable). */
  public boolean isRegistry() {
    return ianaId == 9998 || ianaId == 9999;
  }

  @Override
  public int compareTo(RegistrarId other) {
    return Integer.compare(ianaId, other.ianaId);
  }

  @Override
  public String toString() {
    return Integer.toString(ianaId);
  }
}
