package dev.twt.report.picture;

import java.awt.Graphics2D;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.apache.batik.svggen.SVGGeneratorContext;
import org.apache.batik.svggen.SVGGraphics2D;
import org.apache.batik.svggen.SVGIDGenerator;
import org.w3c.dom.Comment;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** One picture: what Java paints, with texts and lines of ours below and above it, as an SVG element for a page. */
final class Canvas {
    private static final String SVG = "http://www.w3.org/2000/svg";
    private static final int PRECISION = 2;
    /** How much larger than drawn a picture may be shown, or its texts would outgrow those of the page. */
    private static final double LARGEST = 1.15;

    private final String id;
    private final int width;
    private final int height;
    private final Document document;
    private final SVGGraphics2D graphics;
    private final Element below;
    private final Element above;

    /**
     * @param id what all ids in the picture begin with
     * @param width in units of the picture; the page scales it
     */
    Canvas(String id, int width, int height) {
        this.id = id;
        this.width = width;
        this.height = height;
        this.document = document();
        SVGGeneratorContext context = SVGGeneratorContext.createDefault(document);
        context.setPrecision(PRECISION);
        context.setIDGenerator(new SVGIDGenerator() {
            @Override
            public String generateID(String prefix) {
                return id + "-" + super.generateID(prefix);
            }
        });
        this.graphics = new SVGGraphics2D(context, false);
        this.below = document.createElementNS(SVG, "g");
        this.above = document.createElementNS(SVG, "g");
    }

    private static Document document() {
        try {
            return DocumentBuilderFactory.newDefaultInstance()
                    .newDocumentBuilder()
                    .getDOMImplementation()
                    .createDocument(SVG, "svg", null);
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("the JDK builds documents", e);
        }
    }

    Graphics2D graphics() {
        return graphics;
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    /** A text; the anchor is start, middle or end. */
    void text(double x, double y, String anchor, Ink ink, String text) {
        Element element = shape(above, "text", x, y, "x", "y");
        element.setAttribute("class", ink.name("f-"));
        element.setAttribute("text-anchor", anchor);
        element.setTextContent(text);
    }

    /** A line below all that is painted. */
    void lineBelow(double x1, double y1, double x2, double y2, Ink ink) {
        line(below, x1, y1, x2, y2, ink);
    }

    Element lineAbove(double x1, double y1, double x2, double y2, Ink ink) {
        return line(above, x1, y1, x2, y2, ink);
    }

    private Element line(Element group, double x1, double y1, double x2, double y2, Ink ink) {
        Element element = shape(group, "line", x1, y1, "x1", "y1");
        element.setAttribute("x2", number(x2));
        element.setAttribute("y2", number(y2));
        element.setAttribute("class", "rule " + ink.name("s-"));
        return element;
    }

    private Element shape(Element group, String name, double x, double y, String xName, String yName) {
        Element element = document.createElementNS(SVG, name);
        element.setAttribute(xName, number(x));
        element.setAttribute(yName, number(y));
        group.appendChild(element);
        return element;
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    /**
     * The finished picture.
     *
     * @param title its name, for those who do not see it
     * @param description what it shows
     */
    String svg(String title, String description) {
        Element root = graphics.getRoot();
        root.removeAttribute("width");
        root.removeAttribute("height");
        root.setAttribute("viewBox", "0 0 " + width + " " + height);
        root.setAttribute("style", "max-width:" + Math.round(width * LARGEST) + "px");
        root.setAttribute("role", "img");
        root.setAttribute("aria-labelledby", id + "-title " + id + "-desc");
        inClasses(root);
        root.insertBefore(below, root.getFirstChild());
        root.insertBefore(named("desc", description), root.getFirstChild());
        root.insertBefore(named("title", title), root.getFirstChild());
        root.appendChild(above);
        return written(root);
    }

    private Element named(String name, String text) {
        Element element = document.createElementNS(SVG, name);
        element.setAttribute("id", id + "-" + name);
        element.setTextContent(text);
        return element;
    }

    /** Placeholder colours become classes; fonts and hints of the library go: the page has its own. */
    private static void inClasses(Element element) {
        List<String> classes = new ArrayList<>();
        inClass(element, "fill", "f-", classes);
        inClass(element, "stroke", "s-", classes);
        if (element.getAttribute("id").equals("genericDefs")) {
            element.removeAttribute("id"); // the same in every picture, and nobody refers to it
        }
        if (!classes.isEmpty()) {
            element.setAttribute("class", String.join(" ", classes));
        }
        for (String other : List.of(
                "font-family",
                "font-size",
                "font-weight",
                "font-style",
                "color-interpolation",
                "color-rendering",
                "image-rendering",
                "shape-rendering",
                "text-rendering")) {
            element.removeAttribute(other);
        }
        Node next;
        for (Node child = element.getFirstChild(); child != null; child = next) {
            next = child.getNextSibling();
            if (child instanceof Element inner) {
                inClasses(inner);
            } else if (child instanceof Comment) {
                element.removeChild(child);
            }
        }
    }

    private static void inClass(Element element, String attribute, String prefix, List<String> classes) {
        Ink.of(element.getAttribute(attribute)).ifPresent(ink -> {
            element.removeAttribute(attribute);
            classes.add(ink.name(prefix));
        });
    }

    private static String written(Element root) {
        StringWriter out = new StringWriter();
        try {
            Transformer writer = TransformerFactory.newDefaultInstance().newTransformer();
            writer.setOutputProperty(OutputKeys.OMIT_XML_DECLARATION, "yes");
            writer.setOutputProperty(OutputKeys.METHOD, "xml");
            writer.transform(new DOMSource(root), new StreamResult(out));
        } catch (TransformerException e) {
            throw new IllegalStateException("the JDK writes documents", e);
        }
        return out.toString();
    }
}
