// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.examples;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A fenced code block of a Markdown page.
 *
 * @param page the path of the page, seen from the root of the project
 * @param line the line on which the block begins, from 1
 * @param language what stands after the fence; empty where nothing does
 * @param text the lines of the block, without the indentation of its fence
 */
record CodeBlock(String page, int line, String language, String text) {

  /** The root of the project, seen from this module. */
  static final Path ROOT = Path.of("..");

  private static final Pattern FENCE = Pattern.compile("^( *)```(.*)$");

  /** The pages of the project: those of its root folder and of docs. */
  static List<Path> pages() throws IOException {
    List<Path> pages = new ArrayList<>();
    for (Path folder : List.of(ROOT, ROOT.resolve("docs"))) {
      try (Stream<Path> files = Files.list(folder)) {
        files.filter(file -> file.toString().endsWith(".md")).sorted().forEach(pages::add);
      }
    }
    return pages;
  }

  /** The blocks of all pages, in order. */
  static List<CodeBlock> all() throws IOException {
    List<CodeBlock> blocks = new ArrayList<>();
    for (Path page : pages()) {
      addBlocks(ROOT.relativize(page).toString(), Files.readAllLines(page, UTF_8), blocks);
    }
    return blocks;
  }

  private static void addBlocks(String page, List<String> lines, List<CodeBlock> blocks) {
    for (int i = 0; i < lines.size(); i++) {
      Matcher fence = FENCE.matcher(lines.get(i));
      if (!fence.matches()) {
        continue;
      }
      int start = i + 1;
      int indentation = fence.group(1).length();
      StringBuilder text = new StringBuilder();
      for (i++; i < lines.size() && !FENCE.matcher(lines.get(i)).matches(); i++) {
        String line = lines.get(i);
        text.append(line.substring(Math.min(indentation, line.length()))).append('\n');
      }
      if (i == lines.size()) {
        throw new IllegalArgumentException(page + ":" + start + ": the block has no end");
      }
      blocks.add(new CodeBlock(page, start, fence.group(2).strip(), text.toString()));
    }
  }

  @Override
  public String toString() {
    return page + ":" + line + " " + language;
  }
}
