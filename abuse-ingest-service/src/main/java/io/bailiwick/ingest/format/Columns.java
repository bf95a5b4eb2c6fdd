package io.bailiwick.ingest.format;

import org.jspecify.annotations.Nullable;

/**
 * Which columns of a CSV mean what, by header name, and likewise which members of JSON lines, where
 * a path with dots leads into nested objects.
 *
 * @param value URL, name or other indicator
 * @param time the source's time
 * @param type the kind of indicator: url, domain, ip, sha256 …
 * @param threat one word for the threat
 * @param tags several words, separated by spaces, commas, semicolons or bars
 * @param compromised true where the site is a victim's
 */
public record Columns(
    String value,
    @Nullable String time,
    @Nullable String type,
    @Nullable String threat,
    @Nullable String tags,
    @Nullable String compromised) {}
