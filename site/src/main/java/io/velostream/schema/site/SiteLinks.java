// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.site;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Leads the links of pages to their places in the site, and finds dead ones. Links to pages lead to
 * pages, links to other files of {@code docs} to copies of them, links to other files of the
 * repository to its host. Links with a scheme are left alone and not tried. For use by one thread.
 */
final class SiteLinks {

  private static final String REPOSITORY =
      "https://github.com/velostream/velostream-schema/blob/main/";

  private final Path root;
  private final Map<Path, Page> pages;
  private final Set<String> dead = new TreeSet<>();
  private final Map<String, Path> copies = new TreeMap<>();
  private int checked;

  SiteLinks(Path root, Collection<Page> pages) {
    this.root = root;
    this.pages = pages.stream().collect(Collectors.toMap(Page::file, page -> page));
  }

  /** The place that a link of a page leads to. */
  String resolve(Page page, String link) {
    if (link.matches("[a-z]+:.*")) {
      return link;
    }
    checked++;
    int hash = link.indexOf('#');
    String path = hash < 0 ? link : link.substring(0, hash);
    String anchor = hash < 0 ? null : link.substring(hash + 1);
    Path target = path.isEmpty() ? page.file() : page.file().resolveSibling(path).normalize();
    Page other = pages.get(target);
    if (other != null) {
      requireAnchor(page, link, other, anchor);
      return other.name() + ".html" + (anchor == null ? "" : "#" + anchor);
    }
    if (!target.startsWith(root) || !Files.exists(target)) {
      dead.add(root.relativize(page.file()) + ": " + link);
      return link;
    }
    String relative = root.relativize(target).toString().replace('\\', '/');
    if (target.startsWith(root.resolve("docs")) && Files.isRegularFile(target)) {
      String copy = relative.substring("docs/".length());
      copies.put(copy, target);
      return copy;
    }
    return REPOSITORY + relative;
  }

  private void requireAnchor(Page page, String link, Page other, @Nullable String anchor) {
    if (anchor != null && !other.anchors().contains(anchor)) {
      dead.add(root.relativize(page.file()) + ": " + link);
    }
  }

  /** Links that lead nowhere, each with its page. */
  Set<String> dead() {
    return Set.copyOf(dead);
  }

  /** Files that the site must hold, by their places in it. */
  Map<String, Path> copies() {
    return Map.copyOf(copies);
  }

  /** How many links were checked. */
  int checked() {
    return checked;
  }
}
