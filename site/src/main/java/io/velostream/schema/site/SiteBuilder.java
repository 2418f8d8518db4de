// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.site;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Builds the site: {@code mvn -q -Pdocs}. The last line says whether all links lead somewhere. */
public final class SiteBuilder {

  /** The pages by what their readers want to do; a page that is not named here fails the build. */
  private static final Map<String, List<String>> SECTIONS = new LinkedHashMap<>();

  static {
    SECTIONS.put(
        "Start", List.of("index", "demos", "usage", "configuration", "config-files", "migration"));
    SECTIONS.put("Formats", List.of("json-schema", "protobuf", "sql", "connect", "compatibility"));
    SECTIONS.put("Frameworks", List.of("spring", "quarkus-micronaut"));
    SECTIONS.put(
        "Operate",
        List.of(
            "operations",
            "metrics",
            "monitoring",
            "alerts",
            "dead-letters",
            "audit",
            "failure-model",
            "SECURITY"));
    SECTIONS.put("Change schemas", List.of("evolution", "rollouts", "cli", "maven-plugin"));
    SECTIONS.put(
        "Inside",
        List.of(
            "architecture",
            "packages",
            "rationale",
            "performance",
            "performance-appendix",
            "mutation",
            "release",
            "CONTRIBUTING",
            "CHANGELOG"));
  }

  /** Lists, histories and figures; the first page has a picture of its own. */
  private static final List<String> UNDRAWN =
      List.of(
          "index",
          "packages",
          "performance-appendix",
          "mutation",
          "rationale",
          "CONTRIBUTING",
          "CHANGELOG",
          "SECURITY");

  private static final String LUNR = "/META-INF/resources/webjars/lunr/2.3.9/lunr.min.js";
  private static final int SEARCHED_CHARACTERS = 60_000;

  private SiteBuilder() {}

  /**
   * Builds the site.
   *
   * @param args the folder of the repository, and the folder to write the site to
   */
  public static void main(String[] args) {
    String line;
    try {
      line = build(Path.of(args[0]).toAbsolutePath().normalize(), Path.of(args[1]));
    } catch (IOException | IllegalArgumentException e) {
      line = "FAILED " + e.getMessage();
    }
    System.out.println(line);
    if (!line.startsWith("OK ")) {
      System.exit(1);
    }
  }

  /**
   * Builds the site.
   *
   * @param root folder of the repository
   * @param target folder that the site is written to
   * @return a line that starts with OK or FAILED
   * @throws IOException if a file cannot be read or written
   * @throws IllegalArgumentException if a page has no heading, no section or a drawing that cannot
   *     be drawn
   */
  static String build(Path root, Path target) throws IOException {
    Map<String, Page> pages = read(root);
    SiteLinks links = new SiteLinks(root, pages.values());
    PageWriter writer = new PageWriter(sections(pages), links);
    Files.createDirectories(target);
    int drawings = 0;
    for (Page page : pages.values()) {
      drawings += page.charts().size();
      Files.writeString(target.resolve(page.name() + ".html"), writer.html(page));
    }
    for (Map.Entry<String, Path> copy : links.copies().entrySet()) {
      Path file = target.resolve(copy.getKey());
      Files.createDirectories(file.resolveSibling("."));
      Files.copy(copy.getValue(), file, StandardCopyOption.REPLACE_EXISTING);
    }
    Files.writeString(target.resolve("pages.js"), searchIndex(pages));
    copy(LUNR, target.resolve("lunr.js"));
    copy("style.css", target.resolve("style.css"));
    copy("search.js", target.resolve("search.js"));
    links.dead().stream().sorted().forEach(dead -> System.out.println("dead link in " + dead));
    String figures =
        "pages=%d links=%d drawings=%d dead=%d"
            .formatted(pages.size(), links.checked(), drawings, links.dead().size());
    return links.dead().isEmpty() ? "OK " + figures : "FAILED " + figures;
  }

  /** The pages that show their data flow: all but lists, histories and figures. */
  static List<String> pagesWithDrawing() {
    List<String> names = new ArrayList<>();
    SECTIONS.values().forEach(names::addAll);
    names.removeAll(UNDRAWN);
    return names;
  }

  private static Map<String, Page> read(Path root) throws IOException {
    Map<String, Page> pages = new LinkedHashMap<>();
    pages.put("index", Page.read(root.resolve("README.md"), "index"));
    try (Stream<Path> files = Files.walk(root.resolve("docs"))) {
      for (Path file : files.filter(each -> each.toString().endsWith(".md")).sorted().toList()) {
        String name = file.getFileName().toString().replaceFirst("\\.md$", "");
        String unique =
            name.equals("README") ? file.getName(file.getNameCount() - 2).toString() : name;
        pages.put(unique, Page.read(file, unique));
      }
    }
    for (String name : List.of("CONTRIBUTING", "CHANGELOG", "SECURITY")) {
      Path file = root.resolve(name + ".md");
      if (Files.exists(file)) {
        pages.put(name, Page.read(file, name));
      }
    }
    return pages;
  }

  private static List<PageWriter.Section> sections(Map<String, Page> pages) {
    Map<String, Page> remaining = new LinkedHashMap<>(pages);
    List<PageWriter.Section> sections = new ArrayList<>();
    SECTIONS.forEach(
        (title, names) -> {
          List<Page> members = new ArrayList<>();
          for (String name : names) {
            Page page = remaining.remove(name);
            if (page == null) {
              throw new IllegalArgumentException(
                  "no page " + name + "; correct the list of sections in SiteBuilder");
            }
            members.add(page);
          }
          sections.add(new PageWriter.Section(title, List.copyOf(members)));
        });
    if (!remaining.isEmpty()) {
      throw new IllegalArgumentException(
          "no section has the pages " + remaining.keySet() + "; add them to those in SiteBuilder");
    }
    return sections;
  }

  private static String searchIndex(Map<String, Page> pages) throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    ArrayNode index = mapper.createArrayNode();
    for (Page page : pages.values()) {
      String text = page.text();
      index
          .addObject()
          .put("name", page.name())
          .put("title", page.title())
          .put("text", text.substring(0, Math.min(text.length(), SEARCHED_CHARACTERS)));
    }
    return "const PAGES = " + mapper.writeValueAsString(index) + ";\n";
  }

  private static void copy(String resource, Path file) throws IOException {
    try (InputStream in = SiteBuilder.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IOException("no resource " + resource);
      }
      Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
