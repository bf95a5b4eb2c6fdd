package io.bailiwick.common.problem;

/**
 * One fault of one field.
 *
 * @param field path of the field in the request, for example {@code document.weights[2]}; empty for
 *     the whole
 * @param message what is wrong and what would be right
 */
public record Violation(String field, String message) {}
