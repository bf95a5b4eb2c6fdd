package io.bailiwick.ingest.notification;

import io.bailiwick.common.delivery.OutgoingMail;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Contacts to be set. */
@Schema(name = "NewAbuseContacts")
public record NewContacts(
    @NotNull
        @Size(max = 10)
        @Schema(
            description = "Each gets a message of its own",
            examples = "[\"abuse@registrar.example\"]")
        List<
                @NotNull @Size(max = 254)
                @Pattern(regexp = OutgoingMail.ADDRESS, message = "is an e-mail address in ASCII")
                String>
            emails,
    @Schema(
            description =
                "Called over https, on a host that the operator allows; a new address gets a new key",
            nullable = true,
            examples = "https://registrar.example/hooks/abuse")
        @Nullable URI webhookUrl,
    @NotNull @Schema(examples = "EN") Language language,
    @Min(1)
        @Max(10080)
        @Schema(
            description = "Least minutes between two notifications; left out: as the policy says",
            nullable = true,
            examples = "60")
        @Nullable Integer digestMinutes) {}
