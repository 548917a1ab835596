package onemap.feed.cap;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** One element as read, by local name; {@code text} is its own text without that of its children, stripped. */
record XmlElement(String namespace, String name, String text, List<XmlElement> children) {
    XmlElement { children = List.copyOf(children); }

    Optional<XmlElement> child(String childName) { return children.stream().filter(child -> child.name.equals(childName)).findFirst(); }

    List<XmlElement> children(String childName) { return children.stream().filter(child -> child.name.equals(childName)).toList(); }

    /** Text of the first child of that name that has any; an empty element says as little as an absent one. */
    Optional<String> textOf(String childName) {
        return children.stream().filter(child -> child.name.equals(childName) && !child.text.isEmpty()).map(XmlElement::text).findFirst();
    }

    /** Text of all children of that name that have any. */
    List<String> textsOf(String childName) {
        return children.stream().filter(child -> child.name.equals(childName) && !child.text.isEmpty()).map(XmlElement::text).toList();
    }

    /** The outermost elements of that name, in document order, itself included. */
    Stream<XmlElement> outermost(String wanted) {
        return name.equals(wanted) ? Stream.of(this) : children.stream().flatMap(child -> child.outermost(wanted));
    }
}
