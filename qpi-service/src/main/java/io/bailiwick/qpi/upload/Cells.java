package io.bailiwick.qpi.upload;

import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.time.Month;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the cells of uploaded rows. */
public final class Cells {

  /** Up to fifteen digits and six decimals: plain, so that no exponent can hide a huge number. */
  private static final Pattern NUMBER = Pattern.compile("\\d{1,15}(?:\\.\\d{1,6})?");

  /** An IANA ID has eight digits at most. */
  private static final Pattern WHOLE = Pattern.compile("\\d{1,8}");

  private Cells() {}

  /** A number of 0 or more; empty where it is none. */
  public static Optional<BigDecimal> number(@Nullable String cell) {
    return cell != null && NUMBER.matcher(cell).matches()
        ? Optional.of(new BigDecimal(cell))
        : Optional.empty();
  }

  public static Optional<Month> month(@Nullable String cell) {
    try {
      return cell == null ? Optional.empty() : Optional.of(Month.fromString(cell));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  public static Optional<RegistrarId> registrar(@Nullable String cell) {
    return cell != null && WHOLE.matcher(cell).matches() && Integer.parseInt(cell) > 0
        ? Optional.of(RegistrarId.of(Integer.parseInt(cell)))
        : Optional.empty();
  }
}
