package io.bailiwick.qpi.reseller;

import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.common.time.Month;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** One upload of a registrar's resellers. Rows in are accepted and rejected rows together. */
@Schema(name = "ResellerPortfolio")
public record ResellerPortfolioView(
    UUID id,
    RegistrarId registrar,
    Month month,
    @Schema(description = "From 1 within registrar and month; the newest holds", examples = "1")
        int version,
    @Schema(description = "The version before, absent for the first") @Nullable UUID supersedes,
    @Schema(description = "SHA-256 of the bytes as they were sent, hexadecimal") String sha256,
    @Schema(examples = "25") int rows,
    @Schema(examples = "24") int accepted,
    @Schema(examples = "1") int rejected,
    @Schema(examples = "2") int resellers,
    @Schema(description = "Version of the policy of kind qpi-index that the results were made by")
        UUID policyId,
    @Schema(examples = "1") int policyVersion,
    Instant uploadedAt,
    @Schema(examples = "registrar-90001") String uploadedBy) {}
