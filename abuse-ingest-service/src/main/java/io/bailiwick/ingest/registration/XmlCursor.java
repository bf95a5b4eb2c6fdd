package io.bailiwick.ingest.registration;

import io.bailiwick.ingest.rejection.Refusal;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * Reads XML from beginning to end, in bounded memory. A document type declaration, and with it
 * every entity, is refused; so are elements deeper than {@value #DEPTH_LIMIT} and what goes on for
 * more than {@value #STRETCH_LIMIT} bytes without the end of a tag.
 */
final class XmlCursor implements AutoCloseable {
  static final int DEPTH_LIMIT = 32;
  static final int TEXT_LIMIT = 8 << 10;
  static final int STRETCH_LIMIT = 1 << 20;

  private final XMLStreamReader reader;
  private final InputStream in;
  private int depth;

  XmlCursor(InputStream xml) {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, false);
    factory.setXMLResolver(
        (publicId, systemId, baseUri, namespace) -> {
          throw new XMLStreamException("external entities are not read");
        });
    this.in = new ShortStretches(xml);
    try {
      this.reader = factory.createXMLStreamReader(in, "UTF-8");
    } catch (XMLStreamException notXml) {
      throw refused(notXml);
    }
  }

  /** Goes to the next start or end of an element; false at the end of the document. */
  boolean next() {
    try {
      while (reader.hasNext()) {
        switch (reader.next()) {
          case XMLStreamConstants.START_ELEMENT -> {
            down();
            return true;
          }
          case XMLStreamConstants.END_ELEMENT -> {
            depth--;
            return true;
          }
          case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE -> throw entity();
          default -> {}
        }
      }
      return false;
    } catch (XMLStreamException notXml) {
      throw refused(notXml);
    }
  }

  boolean isStart() {
    return reader.getEventType() == XMLStreamConstants.START_ELEMENT;
  }

  boolean isStart(String namespace, String name) {
    return isStart() && is(namespace, name);
  }

  boolean isEnd(String namespace, String name) {
    return !isStart() && is(namespace, name);
  }

  private boolean is(String namespace, String name) {
    return name.equals(reader.getLocalName()) && namespace.equals(reader.getNamespaceURI());
  }

  String name() {
    return reader.getLocalName();
  }

  String namespace() {
    String uri = reader.getNamespaceURI();
    return uri == null ? "" : uri;
  }

  /** Elements that are open, this one included. */
  int depth() {
    return depth;
  }

  /** Line of the document, from 1. */
  long line() {
    return Math.max(1, reader.getLocation().getLineNumber());
  }

  /** Without white space around it; null where it is absent or empty. */
  @Nullable String attribute(String name) {
    String value = attributeAsItIs(name);
    return value == null || value.isBlank() ? null : value.strip();
  }

  /** Null where it is absent; white space may be what it says. */
  @Nullable String attributeAsItIs(String name) {
    String value = reader.getAttributeValue(null, name);
    if (value != null && value.length() > TEXT_LIMIT) {
      throw tooLong();
    }
    return value;
  }

  /**
   * The text of the element that has just started, without white space around it and with what lies
   * in elements within it left out; null where there is none. The cursor is at its end then.
   */
  @Nullable String text() {
    int outer = depth;
    StringBuilder text = new StringBuilder();
    try {
      while (depth >= outer) {
        switch (reader.next()) {
          case XMLStreamConstants.START_ELEMENT -> down();
          case XMLStreamConstants.END_ELEMENT -> depth--;
          case XMLStreamConstants.CHARACTERS,
              XMLStreamConstants.CDATA,
              XMLStreamConstants.SPACE -> {
            if (depth == outer) {
              if (text.length() + reader.getTextLength() > TEXT_LIMIT) {
                throw tooLong();
              }
              text.append(
                  reader.getTextCharacters(), reader.getTextStart(), reader.getTextLength());
            }
          }
          case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE -> throw entity();
          default -> {}
        }
      }
    } catch (XMLStreamException notXml) {
      throw refused(notXml);
    }
    String stripped = text.toString().strip();
    return stripped.isEmpty() ? null : stripped;
  }

  /** Goes to the end of the element that has just started. */
  void skip() {
    int outer = depth;
    while (depth >= outer && next()) {
      // on
    }
  }

  private void down() {
    depth++;
    if (depth > DEPTH_LIMIT) {
      throw Refusal.unusable(
          "The deposit's XML has more than %d elements within one another.".formatted(DEPTH_LIMIT));
    }
  }

  private static Refusal entity() {
    return Refusal.unusable("The deposit's XML has a document type declaration, or entities.");
  }

  private static Refusal tooLong() {
    return Refusal.unusable(
        "A text in the deposit's XML has more than %,d characters.".formatted(TEXT_LIMIT));
  }

  private static RuntimeException refused(XMLStreamException notXml) {
    for (Throwable cause = notXml; cause != null; cause = cause.getCause()) {
      if (cause instanceof Refusal refusal) {
        return refusal;
      }
      if (cause instanceof IOException io && !(cause instanceof java.io.CharConversionException)) {
        return new UncheckedIOException(io);
      }
    }
    return Refusal.unusable("The deposit's XML is not well-formed, or uses entities.");
  }

  @Override
  public void close() throws IOException {
    try {
      reader.close();
    } catch (XMLStreamException e) {
      throw new IOException(e);
    } finally {
      in.close();
    }
  }

  /** A parser holds a tag in memory until it ends: none may be endless. */
  private static final class ShortStretches extends FilterInputStream {
    private int stretch;

    ShortStretches(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int read = in.read(buffer, offset, length);
      int last = -1;
      for (int i = read - 1; i >= 0; i--) {
        if (buffer[offset + i] == '>') {
          last = i;
          break;
        }
      }
      stretch = last < 0 ? stretch + Math.max(0, read) : read - 1 - last;
      if (stretch > STRETCH_LIMIT) {
        throw Refusal.unusable(
            "The deposit's XML goes on for more than %,d bytes without the end of a tag."
                .formatted(STRETCH_LIMIT));
      }
      return read;
    }
  }
}
