package onemap.gis.table.guard;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import onemap.gis.table.Refused;

/** XML read event by event without DTD, entities or endless stretches; counts how deep it stands. */
public final class SafeXml {
    private final XMLStreamReader reader;
    private final Faults faults;
    private int depth;

    private SafeXml(XMLStreamReader reader, Faults faults) {
        this.reader = reader;
        this.faults = faults;
    }

    public static SafeXml open(InputStream bytes, Faults faults) throws XMLStreamException {
        // the JDK's own: others on the class path have other defaults
        var factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, true);
        return new SafeXml(factory.createXMLStreamReader(new Stretches(bytes, faults.limits().mostStretch())), faults);
    }

    /** The next event, or END_DOCUMENT when there is no other. */
    public int next() throws XMLStreamException, Refused {
        if (!reader.hasNext()) return XMLStreamConstants.END_DOCUMENT;
        int event = reader.next();
        switch (event) {
            case XMLStreamConstants.START_ELEMENT -> {
                if (++depth > faults.limits().deepest()) throw faults.tooDeep().refused();
            }
            case XMLStreamConstants.END_ELEMENT -> depth--;
            case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE, XMLStreamConstants.ENTITY_DECLARATION ->
                throw faults.documentType()
                        .refused();
            default -> {
            } // the events are numbers of the JDK
        }
        return event;
    }

    /** The element before, with all in it, has been read: its text, of it and its children. Stands on its end afterwards. */
    public String text(int mostCharacters, Faults tooLong) throws XMLStreamException, Refused {
        int outside = depth - 1;
        var text = new StringBuilder();
        while (depth > outside) {
            int event = next();
            if (event == XMLStreamConstants.CHARACTERS || event == XMLStreamConstants.CDATA) {
                if (text.length() + reader.getTextLength() > mostCharacters) throw tooLong.cellTooLong().refused();
                text.append(reader.getTextCharacters(), reader.getTextStart(), reader.getTextLength());
            }
            if (event == XMLStreamConstants.END_DOCUMENT) break;
        }
        return text.toString();
    }

    public String name() { return reader.getLocalName(); }

    /** Empty when it is not there. */
    public String attribute(String name) {
        String value = reader.getAttributeValue(null, name);
        return value == null ? "" : value;
    }

    public int attributes() { return reader.getAttributeCount(); }

    public String attributeNamed(String localName) {
        for (int i = 0; i < reader.getAttributeCount(); i++)
            if (reader.getAttributeLocalName(i).equals(localName)) return reader.getAttributeValue(i);
        return "";
    }

    public int depth() { return depth; }

    /** Stops what goes on for too long without the beginning of a tag: text, a name or an attribute that would fill the memory. */
    private static final class Stretches extends FilterInputStream {
        private final int most;
        private int stretch;

        Stretches(InputStream in, int most) {
            super(in);
            this.most = most;
        }

        @Override public int read() throws IOException {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override public int read(byte[] into, int from, int length) throws IOException {
            int got = super.read(into, from, length);
            for (int i = 0; i < got; i++)
                if (into[from + i] == '<') stretch = 0;
                else if (++stretch > most) throw new IOException("no tag within " + most + " bytes");
            return got;
        }
    }
}
