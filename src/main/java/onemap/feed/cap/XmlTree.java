package onemap.feed.cap;

import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import onemap.feed.BodyText;
import onemap.feed.MalformedFrame;

/** Reads an XML body into a tree within limits; no document type, no entities, nothing fetched from anywhere. */
final class XmlTree {
    /** CAP nests 5 deep, EDXL-DE and SOAP wrappers and XML signatures add less than 10. */
    static final int MAX_DEPTH = 32;
    /**
     * A body of 1 MiB that is all {@code <geocode><valueName/><value/></geocode>} holds 45,000 elements; the limit bounds the tree, not
     * the message.
     */
    static final int MAX_ELEMENTS = 50_000;
    /** Characters of one element's text; the longest descriptions known are 10,000. */
    static final int MAX_TEXT = 64 * 1024;

    private static final Pattern DECLARED_ENCODING = Pattern.compile("<\\?xml[^>]{0,200}?encoding\\s*=\\s*[\"']([A-Za-z0-9._:-]+)[\"']");
    private static final Pattern BEFORE_ROOT = Pattern.compile("\\s+|<\\?.*?\\?>|<!--.*?-->", Pattern.DOTALL);
    private static final Pattern DOCTYPE = Pattern.compile("<!DOCTYPE", Pattern.CASE_INSENSITIVE);

    private final XMLStreamReader xml;
    private int elements;

    private XmlTree(XMLStreamReader xml) { this.xml = xml; }

    /** A parser is thrown away after each body: factories of the JDK are not promised to be thread-safe. */
    static XmlElement parse(byte[] body, String contentType) throws MalformedFrame {
        String text = textOf(body, contentType);
        if (text.isEmpty()) throw new MalformedFrame("empty", "the body is empty");
        refuseDoctype(text);
        try {
            var reader = factory().createXMLStreamReader(new StringReader(text));
            return new XmlTree(reader).document();
        } catch (XMLStreamException e) {
            throw new MalformedFrame("xml", "not well-formed XML: " + oneLine(e.getMessage()));
        }
    }

    /** Blanks and zero bytes around the document are not the sender's meaning. */
    private static String textOf(byte[] body, String contentType) throws MalformedFrame {
        var declared = new ArrayList<String>();
        String head = new String(body, 0, Math.min(body.length, 300), StandardCharsets.ISO_8859_1);
        var declaration = DECLARED_ENCODING.matcher(head);
        if (declaration.find()) declared.add(declaration.group(1));
        BodyText.charsetOf(contentType).ifPresent(declared::add);
        return BodyText.read(body, declared).strip();
    }

    private static XMLInputFactory factory() {
        var factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        return factory;
    }

    /** Before the parser sees it: the parser would skip a document type, an attack should be named. */
    private static void refuseDoctype(String text) throws MalformedFrame {
        int at = 0;
        var before = BEFORE_ROOT.matcher(text);
        while (before.region(at, text.length()).lookingAt())
            at = before.end();
        if (DOCTYPE.matcher(text).region(at, text.length()).lookingAt()) throw dtd();
    }

    private XmlElement document() throws XMLStreamException, MalformedFrame {
        while (xml.next() != XMLStreamConstants.START_ELEMENT)
            if (xml.getEventType() == XMLStreamConstants.DTD) throw dtd();
        XmlElement root = element(1);
        while (xml.hasNext())
            xml.next();
        return root;
    }

    private XmlElement element(int depth) throws XMLStreamException, MalformedFrame {
        if (depth > MAX_DEPTH) throw new MalformedFrame("too_deep", "elements nested more than " + MAX_DEPTH + " deep");
        if (++elements > MAX_ELEMENTS) throw new MalformedFrame("too_many_elements", "more than " + MAX_ELEMENTS + " elements");
        String namespace = xml.getNamespaceURI() == null ? "" : xml.getNamespaceURI().strip();
        String name = xml.getLocalName();
        var text = new StringBuilder();
        var children = new ArrayList<XmlElement>();
        while (xml.next() != XMLStreamConstants.END_ELEMENT)
            switch (xml.getEventType()) {
                case XMLStreamConstants.START_ELEMENT -> children.add(element(depth + 1));
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE -> append(text, name);
                case XMLStreamConstants.ENTITY_REFERENCE ->
                    throw new MalformedFrame("entity", "the entity &" + xml.getLocalName() + "; is not one of XML's own");
                default -> {
                } // comments and processing instructions
            }
        return new XmlElement(namespace, name, text.toString().strip(), List.copyOf(children));
    }

    /** A polygon's text is bounded by its number of vertices instead, see {@link AreaReader}. */
    private void append(StringBuilder text, String name) throws MalformedFrame {
        text.append(xml.getTextCharacters(), xml.getTextStart(), xml.getTextLength());
        if (text.length() > MAX_TEXT && !name.equals("polygon"))
            throw new MalformedFrame("text_too_long", "the text of " + name + " is longer than " + MAX_TEXT + " characters");
    }

    private static MalformedFrame dtd() { return new MalformedFrame("dtd", "a document type is not taken"); }

    private static String oneLine(String message) {
        String line = String.valueOf(message).replaceAll("\\s+", " ");
        return line.length() <= 200 ? line : line.substring(0, 200);
    }
}
