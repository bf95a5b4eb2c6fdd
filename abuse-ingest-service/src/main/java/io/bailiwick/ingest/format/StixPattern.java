package io.bailiwick.ingest.format;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A pattern of the STIX 2.1 patterning language (section 9): observations in brackets, joined with
 * AND, OR and FOLLOWEDBY and qualified with WITHIN, REPEATS and START … STOP; in them comparisons
 * of a path with a constant or a set, joined with AND and OR.
 */
final class StixPattern {

  /** How a value stands in its pattern. */
  enum Standing {
    /** The value alone fulfils the pattern, or a pattern of network values only. */
    ALONE,
    /** It does so only together with something that a registry cannot see. */
    TOGETHER,
    /** The pattern is fulfilled by anything else. */
    NEGATED,
    /** A pattern of values rather than a value. */
    MANY
  }

  /**
   * One value that the pattern compares with.
   *
   * @param path {@code domain-name:value}
   */
  record Comparison(String path, String value, Standing standing) {}

  private static final int DEPTH_LIMIT = 32;
  private static final int VALUE_LIMIT = 2000;
  private static final Set<String> NETWORK =
      Set.of("domain-name", "url", "ipv4-addr", "ipv6-addr", "network-traffic", "hostname");

  private final List<Token> tokens;
  private int position;
  private int depth;
  private int values;

  private StixPattern(List<Token> tokens) {
    this.tokens = tokens;
  }

  /** The values of a pattern in their order; null where the text is none, or too large a one. */
  static @Nullable List<Comparison> parse(String text) {
    try {
      StixPattern pattern = new StixPattern(new Scanner(text).tokens());
      Node node = pattern.observations();
      pattern.expect(Kind.END);
      List<Comparison> found = new ArrayList<>();
      pattern.collect(node, true, found);
      return found;
    } catch (NotAPattern e) {
      return null;
    }
  }

  private sealed interface Node {
    record Leaf(String path, List<String> constants, boolean negated, boolean many)
        implements Node {}

    record Any(List<Node> nodes) implements Node {}

    record All(List<Node> nodes) implements Node {}
  }

  private void collect(Node node, boolean alone, List<Comparison> found) {
    switch (node) {
      case Node.Leaf leaf -> {
        Standing standing =
            leaf.negated()
                ? Standing.NEGATED
                : leaf.many() ? Standing.MANY : alone ? Standing.ALONE : Standing.TOGETHER;
        leaf.constants().forEach(value -> found.add(new Comparison(leaf.path(), value, standing)));
      }
      case Node.Any any -> any.nodes().forEach(inner -> collect(inner, alone, found));
      case Node.All all -> {
        boolean network = alone && all.nodes().stream().allMatch(StixPattern::isNetwork);
        all.nodes().forEach(inner -> collect(inner, network, found));
      }
    }
  }

  private static boolean isNetwork(Node node) {
    return switch (node) {
      case Node.Leaf leaf ->
          !leaf.negated() && NETWORK.contains(leaf.path().substring(0, leaf.path().indexOf(':')));
      case Node.Any any -> any.nodes().stream().allMatch(StixPattern::isNetwork);
      case Node.All all -> all.nodes().stream().allMatch(StixPattern::isNetwork);
    };
  }

  // FOLLOWEDBY binds least, then OR, then AND.

  private Node observations() {
    List<Node> nodes = new ArrayList<>(List.of(anyObservation()));
    while (word("FOLLOWEDBY")) {
      nodes.add(anyObservation());
    }
    return nodes.size() == 1 ? nodes.getFirst() : new Node.All(nodes);
  }

  private Node anyObservation() {
    List<Node> nodes = new ArrayList<>(List.of(allObservations()));
    while (word("OR")) {
      nodes.add(allObservations());
    }
    return nodes.size() == 1 ? nodes.getFirst() : new Node.Any(nodes);
  }

  private Node allObservations() {
    List<Node> nodes = new ArrayList<>(List.of(observation()));
    while (word("AND")) {
      nodes.add(observation());
    }
    return nodes.size() == 1 ? nodes.getFirst() : new Node.All(nodes);
  }

  private Node observation() {
    deeper();
    Node node;
    if (symbol("[")) {
      node = anyComparison();
      expect("]");
    } else {
      expect("(");
      node = observations();
      expect(")");
    }
    depth--;
    while (qualifier()) {
      // Times and repetitions do not change which values are meant.
    }
    return node;
  }

  private boolean qualifier() {
    if (word("WITHIN")) {
      expect(Kind.NUMBER);
      expectWord("SECONDS");
      return true;
    }
    if (word("REPEATS")) {
      expect(Kind.NUMBER);
      expectWord("TIMES");
      return true;
    }
    if (word("START")) {
      expect(Kind.TEXT);
      expectWord("STOP");
      expect(Kind.TEXT);
      return true;
    }
    return false;
  }

  private Node anyComparison() {
    List<Node> nodes = new ArrayList<>(List.of(allComparisons()));
    while (word("OR")) {
      nodes.add(allComparisons());
    }
    return nodes.size() == 1 ? nodes.getFirst() : new Node.Any(nodes);
  }

  private Node allComparisons() {
    List<Node> nodes = new ArrayList<>(List.of(comparison()));
    while (word("AND")) {
      nodes.add(comparison());
    }
    return nodes.size() == 1 ? nodes.getFirst() : new Node.All(nodes);
  }

  private Node comparison() {
    if (symbol("(")) {
      deeper();
      Node node = anyComparison();
      expect(")");
      depth--;
      return node;
    }
    if (word("EXISTS")) {
      return new Node.Leaf(path(), List.of(""), false, true);
    }
    String path = path();
    boolean negated = word("NOT");
    Token operator = next();
    String name = operator.text().toUpperCase(Locale.ROOT);
    if (operator.kind() == Kind.SYMBOL) {
      return switch (name) {
        case "=", "==" -> new Node.Leaf(path, List.of(constant()), negated, false);
        case "!=", "<>" -> new Node.Leaf(path, List.of(constant()), !negated, false);
        case "<", ">", "<=", ">=" -> new Node.Leaf(path, List.of(constant()), negated, true);
        default -> throw new NotAPattern();
      };
    }
    if (operator.kind() != Kind.WORD) {
      throw new NotAPattern();
    }
    return switch (name) {
      case "IN" -> new Node.Leaf(path, set(), negated, false);
      case "LIKE", "MATCHES", "ISSUBSET", "ISSUPERSET" ->
          new Node.Leaf(path, List.of(constant()), negated, true);
      default -> throw new NotAPattern();
    };
  }

  /** An object type, a colon, and what follows it: {@code file:hashes.'SHA-256'}. */
  private String path() {
    StringBuilder path = new StringBuilder(expect(Kind.WORD).text().toLowerCase(Locale.ROOT));
    expect(":");
    path.append(':').append(step());
    while (true) {
      if (symbol(".")) {
        path.append('.').append(step());
      } else if (symbol("[")) {
        Token index = next();
        if (index.kind() != Kind.NUMBER && !index.text().equals("*")) {
          throw new NotAPattern();
        }
        expect("]");
        path.append("[*]");
      } else {
        return path.toString();
      }
    }
  }

  private String step() {
    Token step = next();
    if (step.kind() != Kind.WORD && step.kind() != Kind.TEXT) {
      throw new NotAPattern();
    }
    return step.text();
  }

  private List<String> set() {
    expect("(");
    List<String> constants = new ArrayList<>(List.of(constant()));
    while (symbol(",")) {
      constants.add(constant());
    }
    expect(")");
    return constants;
  }

  private String constant() {
    if (++values > VALUE_LIMIT) {
      throw new NotAPattern();
    }
    Token token = next();
    boolean truth =
        token.kind() == Kind.WORD
            && (token.text().equalsIgnoreCase("true") || token.text().equalsIgnoreCase("false"));
    if (token.kind() != Kind.TEXT && token.kind() != Kind.NUMBER && !truth) {
      throw new NotAPattern();
    }
    return token.text();
  }

  private void deeper() {
    if (++depth > DEPTH_LIMIT) {
      throw new NotAPattern();
    }
  }

  private boolean word(String word) {
    Token token = tokens.get(position);
    boolean is = token.kind() == Kind.WORD && token.text().equalsIgnoreCase(word);
    position += is ? 1 : 0;
    return is;
  }

  private boolean symbol(String symbol) {
    Token token = tokens.get(position);
    boolean is = token.kind() == Kind.SYMBOL && token.text().equals(symbol);
    position += is ? 1 : 0;
    return is;
  }

  private void expectWord(String word) {
    if (!word(word)) {
      throw new NotAPattern();
    }
  }

  private void expect(String symbol) {
    if (!symbol(symbol)) {
      throw new NotAPattern();
    }
  }

  private Token expect(Kind kind) {
    Token token = next();
    if (token.kind() != kind) {
      throw new NotAPattern();
    }
    return token;
  }

  private Token next() {
    Token token = tokens.get(position);
    if (token.kind() != Kind.END) {
      position++;
    }
    return token;
  }

  private enum Kind {
    WORD,
    TEXT,
    NUMBER,
    SYMBOL,
    END
  }

  private record Token(Kind kind, String text) {}

  private static final class NotAPattern extends RuntimeException {
    NotAPattern() {
      super(null, null, false, false);
    }
  }

  /** Words, constants and signs; white space and remarks are read over. */
  private static final class Scanner {
    private static final Set<String> PAIRS = new HashSet<>(Set.of("!=", "<>", "<=", ">=", "=="));
    private static final String SIGNS = "[]():.,=<>!*";

    private final String text;
    private int at;

    Scanner(String text) {
      this.text = text;
    }

    List<Token> tokens() {
      List<Token> tokens = new ArrayList<>();
      for (Token token = next(); token.kind() != Kind.END; token = next()) {
        tokens.add(token);
      }
      tokens.add(new Token(Kind.END, ""));
      return tokens;
    }

    private Token next() {
      overSpace();
      if (at >= text.length()) {
        return new Token(Kind.END, "");
      }
      char c = text.charAt(at);
      if (c == '\'') {
        return quoted(at);
      }
      boolean prefixed =
          "tbh".indexOf(c) >= 0 && at + 1 < text.length() && text.charAt(at + 1) == '\'';
      if (prefixed) {
        return quoted(at + 1);
      }
      if (isDigit(c)
          || ((c == '-' || c == '+') && at + 1 < text.length() && isDigit(text.charAt(at + 1)))) {
        return number();
      }
      if (isLetter(c)) {
        int start = at;
        while (at < text.length()
            && (isLetter(text.charAt(at)) || isDigit(text.charAt(at)) || text.charAt(at) == '-')) {
          at++;
        }
        return new Token(Kind.WORD, text.substring(start, at));
      }
      if (at + 1 < text.length() && PAIRS.contains(text.substring(at, at + 2))) {
        at += 2;
        return new Token(Kind.SYMBOL, text.substring(at - 2, at));
      }
      if (SIGNS.indexOf(c) < 0) {
        throw new NotAPattern();
      }
      at++;
      return new Token(Kind.SYMBOL, String.valueOf(c));
    }

    private Token number() {
      int start = at++;
      while (at < text.length() && (isDigit(text.charAt(at)) || text.charAt(at) == '.')) {
        at++;
      }
      return new Token(Kind.NUMBER, text.substring(start, at));
    }

    /** A string in single quotes, in which a backslash takes the next character as it is. */
    private Token quoted(int quote) {
      StringBuilder content = new StringBuilder();
      for (at = quote + 1; at < text.length(); at++) {
        char c = text.charAt(at);
        if (c == '\'') {
          at++;
          return new Token(Kind.TEXT, content.toString());
        }
        if (c == '\\') {
          at++;
          if (at >= text.length()) {
            break;
          }
          c = text.charAt(at);
        }
        content.append(c);
      }
      throw new NotAPattern();
    }

    private void overSpace() {
      while (at < text.length()) {
        if (Character.isWhitespace(text.charAt(at)) || text.charAt(at) == '\u00a0') {
          at++;
        } else if (text.startsWith("//", at)) {
          int end = text.indexOf('\n', at);
          at = end < 0 ? text.length() : end;
        } else if (text.startsWith("/*", at)) {
          int end = text.indexOf("*/", at + 2);
          if (end < 0) {
            throw new NotAPattern();
          }
          at = end + 2;
        } else {
          return;
        }
      }
    }

    private static boolean isLetter(char c) {
      return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_';
    }

    private static boolean isDigit(char c) {
      return c >= '0' && c <= '9';
    }
  }
}
