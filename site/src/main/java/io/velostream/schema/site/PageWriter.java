// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.site;

import java.util.List;
import java.util.Set;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.renderer.NodeRenderer;
import org.commonmark.renderer.html.HtmlNodeRendererContext;
import org.commonmark.renderer.html.HtmlRenderer;

/** Writes a page as HTML, with the list of all pages beside it, and its drawings as SVG. */
final class PageWriter {

  private final List<Section> sections;
  private final SiteLinks links;

  /**
   * Pages under one heading of the list.
   *
   * @param title the heading
   * @param pages the pages
   */
  record Section(String title, List<Page> pages) {}

  PageWriter(List<Section> sections, SiteLinks links) {
    this.sections = sections;
    this.links = links;
  }

  /** The page as HTML. */
  String html(Page page) {
    page.document()
        .accept(
            new AbstractVisitor() {
              @Override
              public void visit(Link link) {
                link.setDestination(links.resolve(page, link.getDestination()));
                visitChildren(link);
              }

              @Override
              public void visit(Image image) {
                image.setDestination(links.resolve(page, image.getDestination()));
                visitChildren(image);
              }
            });
    HtmlRenderer renderer =
        HtmlRenderer.builder()
            .extensions(Page.EXTENSIONS)
            .nodeRendererFactory(context -> new DrawingRenderer(context, page.title()))
            .build();
    return """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>%s</title>
        <link rel="stylesheet" href="style.css">
        <script src="lunr.js" defer></script>
        <script src="pages.js" defer></script>
        <script src="search.js" defer></script>
        </head>
        <body>
        <nav>
        <a class="home" href="index.html">VeloStream Schema</a>
        <input id="search" type="search" placeholder="Search" aria-label="Search all pages">
        <ol id="found" hidden></ol>
        %s</nav>
        <main>
        %s</main>
        </body>
        </html>
        """
        .formatted(
            Html.escaped(
                page.name().equals("index") ? page.title() : page.title() + " | VeloStream Schema"),
            list(page),
            renderer.render(page.document()));
  }

  private String list(Page current) {
    StringBuilder list = new StringBuilder();
    for (Section section : sections) {
      list.append("<h2>").append(Html.escaped(section.title())).append("</h2>\n<ul>\n");
      for (Page each : section.pages()) {
        list.append("<li><a href=\"")
            .append(each.name())
            .append(each.equals(current) ? ".html\" aria-current=\"page\">" : ".html\">")
            .append(Html.escaped(each.name().equals("index") ? "Overview" : each.title()))
            .append("</a></li>\n");
      }
      list.append("</ul>\n");
    }
    return list.toString();
  }

  /** Renders blocks of code, and draws those in Mermaid's language. */
  private static final class DrawingRenderer implements NodeRenderer {

    private final HtmlNodeRendererContext context;
    private final String title;

    DrawingRenderer(HtmlNodeRendererContext context, String title) {
      this.context = context;
      this.title = title;
    }

    @Override
    public Set<Class<? extends Node>> getNodeTypes() {
      return Set.of(FencedCodeBlock.class);
    }

    @Override
    public void render(Node node) {
      FencedCodeBlock block = (FencedCodeBlock) node;
      String language = block.getInfo() == null ? "" : block.getInfo();
      var writer = context.getWriter();
      writer.line();
      if (language.equals("mermaid")) {
        writer.raw("<figure>" + drawing(block.getLiteral()) + "</figure>");
      } else {
        writer.raw("<pre><code class=\"" + Html.escaped(language) + "\">");
        writer.text(block.getLiteral());
        writer.raw("</code></pre>");
      }
      writer.line();
    }

    private String drawing(String text) {
      return text.startsWith("sequenceDiagram")
          ? SequenceSvg.of(text, title)
          : FlowChartSvg.of(FlowChart.parse(text), title);
    }
  }
}
