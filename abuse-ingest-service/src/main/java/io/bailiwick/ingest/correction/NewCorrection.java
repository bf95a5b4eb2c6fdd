package io.bailiwick.ingest.correction;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What is filed. */
@Schema(name = "NewCorrection")
public record NewCorrection(
    @NotNull @Schema(examples = "019a9d2c-1111-7abc-8def-0123456789ab") UUID incidentId,
    @NotNull @Schema(examples = "FALSE_POSITIVE") CorrectionKind kind,
    @NotBlank @Size(max = 2000) @Schema(examples = "The page is the bank's own campaign")
        String reason,
    @NotBlank
        @Size(max = 20_000)
        @Schema(
            description = "What shows it, in words; files are attached afterwards",
            examples = "Letter of the bank of 2 March, attached; ticket BANK-1234 at the source")
        String evidence,
    @Size(max = 20)
        @Schema(
            description = "Tickets, addresses of pages",
            nullable = true,
            examples = "[\"BANK-1234\"]")
        @Nullable List<@NotBlank @Size(max = 500) String> references,
    @Schema(
            description =
                "An accepted correction of the same incident and kind that was wrong: accepting this one takes back what "
                    + "that one did",
            nullable = true)
        @Nullable UUID reverses) {}
