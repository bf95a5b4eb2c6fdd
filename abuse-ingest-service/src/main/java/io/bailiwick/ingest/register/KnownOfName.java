package io.bailiwick.ingest.register;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What was known of a name at an instant. UNKNOWN is not no. */
@Schema(name = "KnownOfName")
public record KnownOfName(
    @Schema(examples = "example.org") String name,
    Measurement.Usage usage,
    Measurement.Tls tls,
    Measurement.Dnssec dnssec,
    Measurement.Mx mx) {

  static final int MOST_NAMES = 50;
}
