package io.bailiwick.aip.restriction;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.bailiwick.common.registrar.RegistrarId;
import io.bailiwick.enforcement.CommandRequest;
import io.bailiwick.enforcement.EppCommand;
import io.bailiwick.enforcement.SpecialCase;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a question that is well formed, valid and spelled as every JSON library spells it, in
 * little time. It understands less than the resource does and nothing otherwise: what it leaves
 * alone, be it wrong or only unusual, is read and judged there.
 */
final class PlainQuestion {
  private static final JsonFactory JSON = new JsonFactory();

  private int seen;
  private int registrar;
  private @Nullable EppCommand command;
  private @Nullable String name;
  private @Nullable Long createsToday;
  private @Nullable Long createsInWindow;
  private @Nullable Boolean customerVerified;
  private Set<SpecialCase> specialCases = Set.of();

  private PlainQuestion() {}

  /** Thrown to the one place that catches it, thousands of times a second if somebody wants to. */
  private static final class NotPlain extends RuntimeException {
    private static final long serialVersionUID = 1L;
    static final NotPlain INSTANCE = new NotPlain();

    private NotPlain() {
      super(null, null, false, false);
    }
  }

  /** Empty for everything that the resource has to look at. */
  static Optional<CommandRequest> read(byte[] body) {
    try (JsonParser json = JSON.createParser(body)) {
      return Optional.of(new PlainQuestion().read(json));
    } catch (IOException | IllegalArgumentException | NotPlain e) {
      return Optional.empty();
    }
  }

  private CommandRequest read(JsonParser json) throws IOException {
    demand(json.nextToken() == JsonToken.START_OBJECT);
    for (String member = json.nextFieldName(); member != null; member = json.nextFieldName()) {
      json.nextToken();
      switch (member) {
        case "registrar" -> {
          once(1);
          demand(json.currentToken() == JsonToken.VALUE_NUMBER_INT);
          registrar = RegistrarId.of(json.getIntValue()).ianaId();
        }
        case "command" -> {
          once(2);
          command = EppCommand.ofCode(text(json)).orElseThrow(() -> NotPlain.INSTANCE);
        }
        case "name" -> {
          once(4);
          name = isNull(json) ? null : text(json);
          demand(name == null || isPlain(name));
        }
        case "createsToday" -> {
          once(8);
          createsToday = count(json);
        }
        case "createsInWindow" -> {
          once(16);
          createsInWindow = count(json);
        }
        case "customerVerified" -> {
          once(32);
          customerVerified =
              isNull(json) ? null : Boolean.valueOf(json.currentToken() == JsonToken.VALUE_TRUE);
          demand(json.currentToken().isBoolean() || customerVerified == null);
        }
        case "specialCases" -> {
          once(64);
          specialCases = isNull(json) ? Set.of() : cases(json);
        }
        default -> throw NotPlain.INSTANCE;
      }
    }
    demand(json.currentToken() == JsonToken.END_OBJECT && json.nextToken() == null);
    EppCommand asked = command;
    if (asked == null || registrar == 0) {
      throw NotPlain.INSTANCE;
    }
    return new CommandRequest(
        registrar, asked, name, createsToday, createsInWindow, customerVerified, specialCases);
  }

  /** A member that comes twice is read as the last one elsewhere, and not at all here. */
  private void once(int bit) {
    demand((seen & bit) == 0);
    seen |= bit;
  }

  private static @Nullable Long count(JsonParser json) throws IOException {
    if (isNull(json)) {
      return null;
    }
    demand(json.currentToken() == JsonToken.VALUE_NUMBER_INT);
    long count = json.getLongValue();
    demand(count >= 0);
    return count;
  }

  private static Set<SpecialCase> cases(JsonParser json) throws IOException {
    demand(json.currentToken() == JsonToken.START_ARRAY);
    EnumSet<SpecialCase> cases = EnumSet.noneOf(SpecialCase.class);
    while (json.nextToken() != JsonToken.END_ARRAY) {
      cases.add(SpecialCase.valueOf(text(json)));
    }
    return cases;
  }

  private static String text(JsonParser json) throws IOException {
    demand(json.currentToken() == JsonToken.VALUE_STRING);
    return json.getText();
  }

  /** What has NUL or surrogates may be no text that can be kept. */
  private static boolean isPlain(String name) {
    for (int i = 0; i < name.length(); i++) {
      if (name.charAt(i) == 0 || Character.isSurrogate(name.charAt(i))) {
        return false;
      }
    }
    return name.length() <= CommandDecisionResource.LONGEST_NAME;
  }

  private static boolean isNull(JsonParser json) {
    return json.currentToken() == JsonToken.VALUE_NULL;
  }

  private static void demand(boolean plain) {
    if (!plain) {
      throw NotPlain.INSTANCE;
    }
  }
}
