package io.bailiwick.scoring.picture;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** A picture or page as a reader's program takes it apart: it must be well-formed XML. */
record Drawn(Element root) {

  static Drawn of(String xml) {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      return new Drawn(
          factory
              .newDocumentBuilder()
              .parse(new InputSource(new StringReader(xml)))
              .getDocumentElement());
    } catch (ParserConfigurationException | SAXException | IOException e) {
      throw new AssertionError(e);
    }
  }

  List<Element> all(String name) {
    NodeList nodes = root.getElementsByTagName(name);
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      elements.add((Element) nodes.item(i));
    }
    return elements;
  }

  /** Elements that say what they are. */
  List<Element> ofKind(String kind) {
    return all("*").stream().filter(each -> kind.equals(each.getAttribute("data-kind"))).toList();
  }

  /** Marks of a kind that show a text where they are pointed at. */
  List<Element> points(String kind) {
    return ofKind(kind).stream().filter(each -> !hover(each).isEmpty()).toList();
  }

  /** The one point whose text begins so. */
  Element point(String beginning) {
    return all("*").stream()
        .filter(each -> !each.getTagName().equals("svg"))
        .filter(each -> hover(each).startsWith(beginning))
        .findFirst()
        .orElseThrow();
  }

  static String hover(Element element) {
    return element.getFirstChild() instanceof Element first && first.getTagName().equals("title")
        ? first.getTextContent()
        : "";
  }

  String description() {
    return all("desc").getFirst().getTextContent();
  }

  List<String> texts() {
    return all("text").stream().map(Element::getTextContent).map(Objects::toString).toList();
  }

  static double number(Element element, String attribute) {
    return Double.parseDouble(element.getAttribute(attribute));
  }
}
