package io.bailiwick.aip.notice;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.Map;

/**
 * The words in which registrars are told about their cases.
 *
 * @param origin where the words come from
 * @param templates one for every occasion
 */
public record TemplatePolicy(
    @NotBlank @Size(max = 2000) String origin,
    @NotNull Map<Occasion, @NotNull @Valid Template> templates) {}
