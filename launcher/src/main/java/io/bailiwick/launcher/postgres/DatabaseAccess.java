package io.bailiwick.launcher.postgres;

/**
 * What a service needs to know about its database.
 *
 * @param name of the database
 * @param url JDBC URL
 * @param owner role that owns the database and migrates it
 * @param application role that reads and writes; owns nothing and creates nothing but temporary
 *     tables
 */
public record DatabaseAccess(String name, String url, Login owner, Login application) {

  /** A role that may log in. */
  public record Login(String role, String password) {
    /** Without the password, for logs. */
    @Override
    public String toString() {
      return role;
    }
  }
}
