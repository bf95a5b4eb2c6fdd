package io.bailiwick.ingest.registration;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A name that was signed with DNSSEC at the end of a day. */
@Schema(name = "SignedName")
record SignedName(
    @Schema(description = "A-label", examples = "example.org") String name,
    @Schema(
            description =
                "Repository object identifier: a name that is registered again has another one",
            examples = "D1234567-ORG")
        String roid) {}
