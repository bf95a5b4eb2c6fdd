package io.bailiwick.aip.casefile;

import java.util.UUID;

/** Told within the transaction that closes a case without a ground. */
public record CaseUnfounded(UUID caseId) {}
