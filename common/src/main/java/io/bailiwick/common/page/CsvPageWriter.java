package io.bailiwick.common.page;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.siegmar.fastcsv.writer.CsvWriter;
import jakarta.inject.Inject;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyWriter;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.lang.annotation.Annotation;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.time.temporal.TemporalAccessor;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Writes a whole list as CSV (RFC 4180, UTF-8, header line): a column a component of the row's
 * record; lists and nested records as JSON in their cell. Text that a spreadsheet would run as a
 * formula is led by an apostrophe.
 */
@Provider
@Produces(PageFormats.CSV)
public class CsvPageWriter implements MessageBodyWriter<Page<?>> {

  private final ObjectMapper mapper;

  @Inject
  CsvPageWriter(ObjectMapper mapper) {
    this.mapper = mapper;
  }

  @Override
  public boolean isWriteable(
      Class<?> type, Type generic, Annotation[] annotations, MediaType mediaType) {
    return Page.class.isAssignableFrom(type);
  }

  @Override
  public void writeTo(
      Page<?> page,
      Class<?> type,
      Type generic,
      Annotation[] annotations,
      MediaType mediaType,
      MultivaluedMap<String, Object> headers,
      OutputStream out)
      throws IOException {
    RecordComponent[] columns = page.rowType().getRecordComponents();
    if (columns == null) {
      throw new IllegalStateException(page.rowType() + " is not a record, so it has no columns");
    }
    Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
    CsvWriter csv = CsvWriter.builder().build(writer);
    csv.writeRecord(Arrays.stream(columns).map(RecordComponent::getName).toList());
    page.forEachToTheEnd(
        row -> csv.writeRecord(Arrays.stream(columns).map(c -> cell(c, row)).toList()));
    csv.flush();
  }

  private String cell(RecordComponent column, Object row) {
    try {
      return cell(column.getAccessor().invoke(row));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(
          "row types of exports are public records: " + row.getClass(), e);
    }
  }

  private String cell(@Nullable Object value) {
    return switch (value) {
      case null -> "";
      case Number number -> number.toString();
      case Boolean truth -> truth.toString();
      case UUID id -> id.toString();
      case TemporalAccessor time -> time.toString();
      case Enum<?> constant -> constant.name();
      case CharSequence text -> neutral(text.toString());
      default -> neutral(json(value));
    };
  }

  private String json(Object value) {
    try {
      String json = mapper.writeValueAsString(value);
      // A value type is written as JSON text or number; in a cell it needs no quotes.
      return json.length() > 1 && json.startsWith("\"")
          ? mapper.readValue(json, String.class)
          : json;
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("not representable as JSON: " + value.getClass(), e);
    }
  }

  /** The text, led by an apostrophe where a spreadsheet would run it as a formula. */
  public static String neutral(String text) {
    return !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
  }
}
