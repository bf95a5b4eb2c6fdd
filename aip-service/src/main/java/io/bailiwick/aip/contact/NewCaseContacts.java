package io.bailiwick.aip.contact;

import io.bailiwick.common.delivery.OutgoingMail;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Contacts to be set. */
@Schema(name = "NewCaseContacts")
public record NewCaseContacts(
    @NotNull
        @Size(max = 10)
        @Schema(
            description = "Each gets a message of its own",
            examples = "[\"legal@registrar.example\"]")
        List<
                @NotNull @Size(max = 254)
                @Pattern(regexp = OutgoingMail.ADDRESS, message = "is an e-mail address in ASCII")
                String>
            emails,
    @Schema(
            description =
                "Called over https, on a host that the operator allows; a new address gets a new key",
            nullable = true,
            examples = "https://registrar.example/hooks/cases")
        @Nullable URI webhookUrl) {}
