package io.bailiwick.qpi.ingest;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.bailiwick.common.page.PeerPage;
import io.bailiwick.common.registrar.RegistrarId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of the registry's registrars by IANA ID.
 *
 * @param next cursor of the next page; null on the last one
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record Registrars(List<Accreditation> items, @Nullable String next)
    implements PeerPage<Registrars.Accreditation> {

  /** A registrar as the deposits name it. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Accreditation(
      RegistrarId registrar,
      String name,
      @JsonFormat(with = JsonFormat.Feature.READ_UNKNOWN_ENUM_VALUES_USING_DEFAULT_VALUE)
          Kind kind) {}

  /** Whether it takes part in the programmes. */
  enum Kind {
    ACCREDITED,
    /** The registry itself, exempt, terminated: not judged and not rewarded. */
    @JsonEnumDefaultValue
    OTHER
  }
}
