package io.bailiwick.aip.restriction;

import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.enforcement.Limit;
import io.bailiwick.enforcement.RestrictionMode;
import io.bailiwick.enforcement.SpecialCase;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A limit and whom it holds for, as a row keeps them; they never change once written. */
@Embeddable
public class LimitColumns {
  @Column(updatable = false)
  List<Integer> registrars;

  @Enumerated(EnumType.STRING)
  @Column(updatable = false)
  RestrictionMode mode;

  @Column(updatable = false)
  List<String> tlds;

  @Column(updatable = false)
  @Nullable Integer creates;

  @Column(name = "window_minutes", updatable = false)
  @Nullable Integer windowMinutes;

  @Column(updatable = false)
  List<String> includes;

  /**
   * @param registrars whom it holds for, the case's registrar first
   */
  public static LimitColumns of(Limit limit, List<RegistrarId> registrars) {
    LimitColumns columns = new LimitColumns();
    columns.registrars = registrars.stream().map(RegistrarId::ianaId).toList();
    columns.mode = limit.mode();
    columns.tlds = limit.tlds();
    columns.creates = limit.creates();
    columns.windowMinutes = limit.windowMinutes();
    columns.includes = limit.includes().stream().sorted().map(SpecialCase::name).toList();
    return columns;
  }

  public Limit limit() {
    return new Limit(
        mode,
        tlds,
        creates,
        windowMinutes,
        includes.stream().map(SpecialCase::valueOf).collect(Collectors.toUnmodifiableSet()));
  }

  /** Whom it holds for, the case's registrar first. */
  public List<RegistrarId> registrars() {
    return registrars.stream().map(RegistrarId::of).toList();
  }
}
