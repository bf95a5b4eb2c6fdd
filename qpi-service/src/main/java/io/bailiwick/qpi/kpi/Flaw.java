package io.bailiwick.qpi.kpi;

/**
 * What is wrong with a definition.
 *
 * @param field where, as a path in the definition
 * @param message what, for the person who proposed it
 */
public record Flaw(String field, String message) {

  public Flaw under(String prefix) {
    return new Flaw(prefix + "." + field, message);
  }
}
