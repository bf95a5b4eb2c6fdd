package io.bailiwick.launcher.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * One request.
 *
 * @param target path and query as they stand in the request line, a byte for each character
 * @param headers beside Host and Authorization
 * @param extra names of members that no body of this operation has, put in to see whether they are
 *     taken
 */
record Attack(
    int number,
    Operation operation,
    Trick trick,
    Person person,
    String method,
    String target,
    List<RawHttp.Header> headers,
    byte[] body,
    List<String> extra) {

  byte[] bytes(int port) {
    StringBuilder head = new StringBuilder();
    head.append(method).append(' ').append(target).append(" HTTP/1.1\r\n");
    for (RawHttp.Header header : allHeaders(port)) {
      head.append(header.name()).append(": ").append(header.value()).append("\r\n");
    }
    head.append("\r\n");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(head.toString().getBytes(StandardCharsets.ISO_8859_1));
    bytes.writeBytes(body);
    return bytes.toByteArray();
  }

  private List<RawHttp.Header> allHeaders(int port) {
    List<RawHttp.Header> all = new ArrayList<>();
    if (!has("Host")) {
      all.add(new RawHttp.Header("Host", "127.0.0.1:" + port));
    }
    if (person.token() != null) {
      all.add(new RawHttp.Header("Authorization", "Bearer " + person.token()));
    }
    all.addAll(headers);
    if (!has("Content-Length") && !has("Transfer-Encoding") && !method.equals("GET")) {
      all.add(new RawHttp.Header("Content-Length", Integer.toString(body.length)));
    }
    all.add(new RawHttp.Header("Connection", "close"));
    return all;
  }

  private boolean has(String name) {
    return headers.stream().anyMatch(each -> each.name().equalsIgnoreCase(name));
  }

  /**
   * The same for a shell.
   *
   * @param bodyFile where the body was written, if it is none for a command line; else empty
   */
  String curl(int port, String bodyFile) {
    StringBuilder curl = new StringBuilder("curl -sS -i --path-as-is -X " + method);
    if (person.token() != null) {
      curl.append(" -H \"Authorization: Bearer ").append(person.command()).append('"');
    }
    for (RawHttp.Header header : headers) {
      curl.append(" -H ").append(quoted(header.name() + ": " + header.value()));
    }
    if (!bodyFile.isEmpty()) {
      curl.append(" --data-binary @").append(bodyFile);
    } else if (body.length > 0) {
      curl.append(" --data-binary ").append(quoted(new String(body, StandardCharsets.UTF_8)));
    }
    return curl.append(' ').append(quoted("http://127.0.0.1:" + port + target)).toString();
  }

  /** Whether the body can stand on a command line as it is. */
  boolean isPlain() {
    if (body.length > 2000) {
      return false;
    }
    for (byte each : body) {
      if (each < 0x20 && each != '\n') {
        return false;
      }
    }
    return true;
  }

  private static String quoted(String text) {
    String shown = text.length() > 500 ? text.substring(0, 500) + "…" : text;
    return "'" + shown.replace("'", "'\\''") + "'";
  }
}
