// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.ext.heading.anchor.HeadingAnchorExtension;
import org.commonmark.ext.heading.anchor.IdGenerator;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;

/**
 * A page in Markdown, as it is in the repository.
 *
 * @param file the file
 * @param name name of the page in the site, without its ending
 * @param title text of its first heading
 * @param document its content
 * @param links destinations of its links and pictures, as written
 * @param anchors ids of its headings
 * @param charts its drawings
 * @param text its words, for the search
 */
record Page(
    Path file,
    String name,
    String title,
    Node document,
    List<String> links,
    Set<String> anchors,
    List<String> charts,
    String text) {

  static final List<Extension> EXTENSIONS =
      List.of(TablesExtension.create(), HeadingAnchorExtension.create());

  private static final Parser PARSER = Parser.builder().extensions(EXTENSIONS).build();

  /**
   * Reads a page.
   *
   * @throws IOException if the file cannot be read
   * @throws IllegalArgumentException if it has no heading
   */
  static Page read(Path file, String name) throws IOException {
    Node document = PARSER.parse(Files.readString(file));
    Collector collector = new Collector();
    document.accept(collector);
    if (collector.title.isEmpty()) {
      throw new IllegalArgumentException(file + " has no heading");
    }
    return new Page(
        file,
        name,
        collector.title,
        document,
        List.copyOf(collector.links),
        collector.anchors,
        List.copyOf(collector.charts),
        collector.text.toString());
  }

  private static final class Collector extends AbstractVisitor {

    private final List<String> links = new ArrayList<>();
    private final Set<String> anchors = new TreeSet<>();
    private final List<String> charts = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private final IdGenerator ids = IdGenerator.builder().build();
    private String title = "";

    @Override
    public void visit(Heading heading) {
      int start = text.length();
      visitChildren(heading);
      String words = text.substring(start).strip();
      text.append('\n');
      if (title.isEmpty()) {
        title = words;
      }
      anchors.add(ids.generateId(words));
    }

    @Override
    public void visit(Link link) {
      links.add(link.getDestination());
      visitChildren(link);
    }

    @Override
    public void visit(Image image) {
      links.add(image.getDestination());
      visitChildren(image);
    }

    @Override
    public void visit(FencedCodeBlock block) {
      if ("mermaid".equals(block.getInfo())) {
        charts.add(block.getLiteral());
      } else {
        text.append(block.getLiteral()).append('\n');
      }
    }

    @Override
    public void visit(Code code) {
      text.append(code.getLiteral());
    }

    @Override
    public void visit(Text node) {
      text.append(node.getLiteral()).append(' ');
    }
  }
}
