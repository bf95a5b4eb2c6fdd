package io.bailiwick.common.input;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.BeanProperty;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.deser.ContextualDeserializer;
import com.fasterxml.jackson.databind.deser.std.NumberDeserializers;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.deser.std.StringDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.datatype.jsr310.deser.InstantDeserializer;
import com.fasterxml.jackson.datatype.jsr310.deser.LocalDateDeserializer;
import io.quarkus.jackson.ObjectMapperCustomizer;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.function.Predicate;

/**
 * Refuses values that are JSON but that nothing here can keep: text with NUL or half a surrogate
 * pair, times outside the years 1 to 9999, numbers whose plain spelling would fill the memory. The
 * answer names the member, as for any other value that is wrong.
 */
@Singleton
public class JsonBounds implements ObjectMapperCustomizer {
  private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant END = Instant.parse("+10000-01-01T00:00:00Z");
  private static final int MOST_DIGITS = 60;

  @Override
  public void customize(ObjectMapper mapper) {
    mapper.registerModule(
        new SimpleModule("bailiwick-bounds")
            .addDeserializer(
                String.class,
                new Bounded<>(
                    String.class,
                    StringDeserializer.instance,
                    JsonBounds::canBeKept,
                    "holds a character that cannot be kept: NUL, or half a surrogate pair"))
            .addDeserializer(
                Instant.class,
                new Bounded<>(
                    Instant.class,
                    InstantDeserializer.INSTANT,
                    time -> !time.isBefore(FIRST) && time.isBefore(END),
                    "is a time of the years 1 to 9999"))
            .addDeserializer(
                LocalDate.class,
                new Bounded<>(
                    LocalDate.class,
                    LocalDateDeserializer.INSTANCE,
                    day -> day.getYear() >= 1 && day.getYear() <= 9999,
                    "is a day of the years 1 to 9999"))
            .addDeserializer(
                BigDecimal.class,
                new Bounded<>(
                    BigDecimal.class,
                    NumberDeserializers.BigDecimalDeserializer.instance,
                    JsonBounds::canBeSpelled,
                    "has at most " + MOST_DIGITS + " digits before and after the point")));
  }

  /** Whether PostgreSQL keeps it, and every encoding of Unicode can spell it. */
  static boolean canBeKept(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0) {
        return false;
      }
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
      } else if (Character.isSurrogate(c)) {
        return false;
      }
    }
    return true;
  }

  static boolean canBeSpelled(BigDecimal number) {
    return Math.abs((long) number.scale()) <= MOST_DIGITS && number.precision() <= 2 * MOST_DIGITS;
  }

  /** Another deserializer, and a bound on what it reads. */
  private static final class Bounded<T> extends StdScalarDeserializer<T>
      implements ContextualDeserializer {
    private static final long serialVersionUID = 1L;

    private final transient JsonDeserializer<? extends T> inner;
    private final transient Predicate<T> bound;
    private final String otherwise;

    Bounded(
        Class<T> type, JsonDeserializer<? extends T> inner, Predicate<T> bound, String otherwise) {
      super(type);
      this.inner = inner;
      this.bound = bound;
      this.otherwise = otherwise;
    }

    @Override
    public JsonDeserializer<?> createContextual(
        DeserializationContext context, BeanProperty property) throws JsonMappingException {
      // A format that a member asks for is the inner one's to obey.
      if (inner instanceof ContextualDeserializer contextual) {
        @SuppressWarnings("unchecked")
        JsonDeserializer<? extends T> own =
            (JsonDeserializer<? extends T>) contextual.createContextual(context, property);
        @SuppressWarnings("unchecked")
        Class<T> type = (Class<T>) handledType();
        return new Bounded<>(type, own, bound, otherwise);
      }
      return this;
    }

    @Override
    public T deserialize(JsonParser parser, DeserializationContext context) throws IOException {
      T value = inner.deserialize(parser, context);
      if (value != null && !bound.test(value)) {
        throw JsonMappingException.from(parser, otherwise, new IllegalArgumentException(otherwise));
      }
      return value;
    }
  }
}
