import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Compares what Quarkus generated in two builds: {@code java GeneratedBytecode.java ONE.jar
 * ANOTHER.jar}. Members are to be the same, but for kinds that are named here with the reason; of
 * those the classes are to have the same declarations and instructions when the names that are
 * drawn by lot, the places of constants and variables, and the order are left out. Says what
 * differs; ends with 1 if anything else does.
 */
class GeneratedBytecode {
  /** Members of which Quarkus 3.34 makes others each time; docs/supply-chain.md says why. */
  enum Kind {
    RECORDED("io/quarkus/runner/recorded/[A-Za-z]+\\$[A-Za-z]+[0-9]+\\.class"),
    CONFIGURATION(
        "io/quarkus/runtime/generated/(SharedConfig|RunTimeConfigCustomizer|StaticInitConfigCustomizer)\\.class"),
    HIBERNATE_PROXY(".*\\$HibernateProxy\\.class"),
    SYNTHETIC_BEAN("io/agroal/api/AgroalDataSource_[A-Za-z0-9_-]+_Synthetic_Bean\\.class"),
    TEMPLATE_EXTENSION(
        "io/quarkus/qute/runtime/extensions/StringTemplateExtensions_Namespace_Extension_ValueResolver_[0-9a-f]+_[0-9]+\\.class");

    private final Pattern names;

    Kind(String names) {
      this.names = Pattern.compile(names);
    }
  }

  private static final Map<Pattern, String> DRAWN = new LinkedHashMap<>();

  static {
    DRAWN.put(Pattern.compile("proxykey[0-9]+"), "proxykey");
    DRAWN.put(Pattern.compile("cachedValue\\$[A-Za-z0-9]{8}\\$"), "cachedValue\\$");
    DRAWN.put(Pattern.compile("configClass\\$[0-9]+"), "configClass");
    DRAWN.put(Pattern.compile("(_ValueResolver_[0-9a-f]+)_[0-9]+"), "$1");
    DRAWN.put(Pattern.compile("^ +[0-9]+: "), "");
    DRAWN.put(Pattern.compile("^ +[0-9]+ +[0-9]+ +[0-9]+ +"), "handler ");
    DRAWN.put(Pattern.compile("#[0-9]+(, +[0-9]+)?"), "#");
    DRAWN.put(Pattern.compile("^ldc(2)?_w "), "ldc$1 ");
    DRAWN.put(Pattern.compile("^([ailfd](load|store))(_w)?(_| +)[0-9]+$"), "$1");
    DRAWN.put(Pattern.compile("^(goto|if[a-z_]*) +[0-9]+$"), "$1");
    DRAWN.put(Pattern.compile(" +"), " ");
  }

  /**
   * Recorded values that are used in another part of a long method travel through an array; where
   * the parts end depends on the order. These are the instructions of that way.
   */
  private static final Pattern CARRYING =
      Pattern.compile(
          "(aload|astore|aaload|aastore|checkcast .*|iconst_.*|[bs]ipush .*|ldc # // int .*)");

  public static void main(String[] jars) throws IOException {
    Map<String, byte[]> one = members(jars[0]);
    Map<String, byte[]> another = members(jars[1]);
    List<String> wrong = new ArrayList<>();
    Map<Kind, List<String>> differing = new TreeMap<>();
    if (!List.copyOf(one.keySet()).equals(List.copyOf(another.keySet()))) {
      wrong.add("the members or their order");
    }
    one.forEach(
        (name, bytes) -> {
          byte[] others = another.get(name);
          if (others != null && !Arrays.equals(bytes, others)) {
            Arrays.stream(Kind.values())
                .filter(kind -> kind.names.matcher(name).matches())
                .findFirst()
                .ifPresentOrElse(
                    kind -> differing.computeIfAbsent(kind, k -> new ArrayList<>()).add(name),
                    () -> wrong.add(name));
          }
        });
    // Classes that are numbered as they come are compared together.
    Map<String, List<String>> together =
        differing.values().stream()
            .flatMap(List::stream)
            .collect(
                Collectors.groupingBy(GeneratedBytecode::plain, TreeMap::new, Collectors.toList()));
    for (Map.Entry<String, List<String>> names : together.entrySet()) {
      Map<String, Integer> here = instructions(one, names.getValue());
      Map<String, Integer> there = instructions(another, names.getValue());
      if (!here.equals(there)) {
        here.entrySet().removeAll(Map.copyOf(there).entrySet());
        wrong.add("%s: %s".formatted(names.getKey(), here));
      }
    }
    System.out.printf(
        "%d members; in other words or another order, as known: %s%n",
        one.size(),
        differing.entrySet().stream()
            .map(kind -> kind.getValue().size() + " " + kind.getKey())
            .collect(Collectors.joining(", ")));
    differing.values().stream().flatMap(List::stream).forEach(n -> System.out.println("  " + n));
    wrong.forEach(what -> System.out.println("  DIFFERS: " + what));
    System.exit(wrong.isEmpty() ? 0 : 1);
  }

  private static Map<String, byte[]> members(String jar) throws IOException {
    Map<String, byte[]> members = new LinkedHashMap<>();
    try (ZipFile zip = new ZipFile(jar)) {
      for (ZipEntry entry : zip.stream().toList()) {
        try (InputStream in = zip.getInputStream(entry)) {
          members.put(entry.getName(), in.readAllBytes());
        }
      }
    }
    return members;
  }

  /** How often each line of the disassembled classes is there. */
  private static Map<String, Integer> instructions(Map<String, byte[]> members, List<String> classes)
      throws IOException {
    Path place = Files.createTempDirectory("classes");
    List<String> arguments = new ArrayList<>(List.of("-c", "-p", "-constants"));
    List<Path> files = new ArrayList<>();
    for (String name : classes) {
      Path file = place.resolve(files.size() + ".class");
      Files.write(file, members.get(name));
      files.add(file);
      arguments.add(file.toString());
    }
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    ToolProvider.findFirst("javap")
        .orElseThrow()
        .run(
            new PrintStream(text),
            System.err,
            arguments.toArray(String[]::new));
    for (Path file : files) {
      Files.delete(file);
    }
    Files.delete(place);
    Map<String, Integer> lines = new HashMap<>();
    text.toString()
        .lines()
        .map(GeneratedBytecode::plain)
        .filter(line -> !CARRYING.matcher(line).matches())
        .forEach(line -> lines.merge(line, 1, Integer::sum));
    return lines;
  }

  private static String plain(String line) {
    String plain = line;
    for (Map.Entry<Pattern, String> part : DRAWN.entrySet()) {
      plain = part.getKey().matcher(plain).replaceAll(part.getValue());
    }
    return plain.strip();
  }
}
