// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.examples;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Compares commands of the pages with the project: profiles, modules, goals, properties, tests and
 * main classes must exist.
 */
final class DocumentedCommands {

  private static final Set<String> PHASES =
      Set.of("clean", "compile", "test-compile", "test", "package", "verify", "install", "deploy");

  /** Options of mvn that take no value here. */
  private static final Set<String> FLAGS = Set.of("-o", "-q", "-am", "-N", "-B", "-U");

  /** Properties of Maven's plugins. */
  private static final Set<String> MAVEN_PROPERTIES =
      Set.of(
          "targetClasses",
          "targetTests",
          "skipTests",
          "test",
          "it.test",
          "gpg.skip",
          "newVersion",
          "processAllModules",
          "surefire.failIfNoSpecifiedTests",
          "failsafe.failIfNoSpecifiedTests");

  /** Programs that are not ours, with arguments that nothing here can judge. */
  private static final Set<String> OTHER_PROGRAMS = Set.of("cd", "unzip", "zip", "javap", "git");

  private static final Pattern PROFILE =
      Pattern.compile("<profile>\\s*(?:<!--.*?-->\\s*)?<id>([^<]+)</id>", Pattern.DOTALL);
  private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");
  private static final Pattern PLUGIN =
      Pattern.compile("<artifactId>(?:maven-)?([a-z-]+?)(?:-maven)?-plugin</artifactId>");
  private static final Pattern LITERAL = Pattern.compile("\"([a-z][\\w.-]*)\"");
  private static final Pattern COMMAND = Pattern.compile("name = \"([a-z-]+)\"");
  private static final Pattern CLI_OPTION = Pattern.compile("\"(--?[a-zA-Z][a-z-]*)\"");
  private static final Pattern ELEMENT =
      Pattern.compile("<([a-z][\\w.-]*)>|\\$\\{([a-z][\\w.-]*)}");

  private final Set<String> profiles = new TreeSet<>();
  private final Set<String> modules = new TreeSet<>();
  private final Set<String> plugins = new TreeSet<>(Set.of("versions"));
  private final Set<String> properties = new HashSet<>(MAVEN_PROPERTIES);
  private final Set<String> classes = new HashSet<>();
  private final Set<String> cliCommands = new TreeSet<>();
  private final Set<String> cliOptions = new TreeSet<>(Set.of("--help", "--version"));

  /** Reads the project. */
  DocumentedCommands() throws IOException {
    try (Stream<Path> files = Files.walk(CodeBlock.ROOT)) {
      for (Path file : files.filter(DocumentedCommands::isSource).toList()) {
        String text = Files.readString(file, UTF_8);
        if (file.endsWith("pom.xml")) {
          addAll(PROFILE, text, profiles);
          addAll(PLUGIN, text, plugins);
          addAll(ELEMENT, text, properties);
          addAll(MODULE, text, modules);
        } else {
          classes.add(className(file));
          addAll(LITERAL, text, properties);
          if (file.startsWith(CodeBlock.ROOT.resolve("cli/src/main"))) {
            addAll(COMMAND, text, cliCommands);
            addAll(CLI_OPTION, text, cliOptions);
          }
        }
      }
    }
  }

  private static boolean isSource(Path file) {
    String name = file.toString();
    return !name.contains("/target/") && (name.endsWith(".java") || name.endsWith("/pom.xml"));
  }

  private static String className(Path file) {
    String path = file.toString().replaceAll(".*/src/(?:main|test|app)/java/", "");
    return path.substring(0, path.length() - ".java".length()).replace('/', '.');
  }

  private static void addAll(Pattern pattern, String text, Set<String> found) {
    Matcher matcher = pattern.matcher(text);
    while (matcher.find()) {
      found.add(matcher.group(1) != null ? matcher.group(1) : matcher.group(2));
    }
  }

  /** What is wrong with the commands of a shell block; empty for none. */
  List<String> faults(String block) {
    List<String> faults = new ArrayList<>();
    for (String line : block.replace("\\\n", " ").split("\n")) {
      String command = line.replaceAll("(^|\\s)#.*", "").strip();
      if (!command.isEmpty()) {
        check(List.of(command.split("\\s+")), faults);
      }
    }
    return faults;
  }

  private void check(List<String> words, List<String> faults) {
    switch (words.get(0)) {
      case "mvn" -> checkMaven(words.subList(1, words.size()), faults);
      case "java" -> checkJava(words, faults);
      case "kafka-console-consumer" -> checkConsole(words, faults);
      case "velostream-schema" -> checkCommandLine(words.subList(1, words.size()), faults);
      default -> {
        if (!OTHER_PROGRAMS.contains(words.get(0))) {
          faults.add("unknown program " + words.get(0));
        }
      }
    }
  }

  private void checkMaven(List<String> words, List<String> faults) {
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      if (word.startsWith("-P")) {
        require("profile", List.of(word.substring(2).split(",")), profiles, faults);
      } else if (word.equals("-pl")) {
        i++;
        require("module", List.of(words.get(i).split(",")), modules, faults);
      } else if (word.startsWith("-D")) {
        checkProperty(word.substring(2), faults);
      } else if (word.startsWith("-")) {
        require("option", List.of(word), FLAGS, faults);
      } else if (word.contains(":")) {
        require("plugin", List.of(word.substring(0, word.indexOf(':'))), plugins, faults);
      } else {
        require("phase", List.of(word), PHASES, faults);
      }
    }
  }

  private void checkProperty(String property, List<String> faults) {
    String[] parts = property.split("=", 2);
    require("property", List.of(parts[0]), properties, faults);
    if (parts[0].equals("test") || parts[0].equals("it.test")) {
      for (String test : parts[1].split(",")) {
        String name = test.replaceAll("#.*", "");
        if (classes.stream().noneMatch(each -> each.endsWith("." + name))) {
          faults.add("unknown test " + test);
        }
      }
    }
  }

  private static void require(
      String kind, List<String> words, Set<String> known, List<String> faults) {
    for (String word : words) {
      if (!known.contains(word)) {
        faults.add("unknown " + kind + " " + word);
      }
    }
  }

  /** A class of ours that is named after the class path must exist, and so must a benchmark. */
  private void checkJava(List<String> words, List<String> faults) {
    for (int i = 1; i < words.size(); i++) {
      String word = words.get(i);
      if (word.startsWith("io.velostream.")) {
        require("class", List.of(word), classes, faults);
      } else if (words.get(i - 1).equals("-jar")
          && i + 1 < words.size()
          && words.get(i + 1).matches("'?[A-Z].*")) {
        String benchmark = words.get(i + 1).replaceAll("^'|\\..*$|'$", "");
        if (classes.stream().noneMatch(each -> each.endsWith("." + benchmark))) {
          faults.add("unknown benchmark " + benchmark);
        }
      }
    }
  }

  /**
   * The command and the options of our program; what follows {@code |} or {@code >} is not ours.
   */
  private void checkCommandLine(List<String> words, List<String> faults) {
    if (words.isEmpty() || !words.get(0).startsWith("-")) {
      require("command", words.subList(0, Math.min(1, words.size())), cliCommands, faults);
    }
    for (String word : words) {
      if (Set.of("|", ">").contains(word)) {
        return;
      }
      if (word.matches("--?[a-zA-Z].*")) {
        require("option", List.of(word.replaceAll("=.*", "")), cliOptions, faults);
      }
    }
  }

  /** Keys below {@code value.deserializer.} and {@code key.deserializer.} are a deserializer's. */
  private static void checkConsole(List<String> words, List<String> faults) {
    for (int i = 1; i < words.size(); i++) {
      if (words.get(i - 1).equals("--formatter-property")) {
        String[] parts = words.get(i).split("=", 2);
        String key = parts[0].replaceAll("^(?:key|value)\\.deserializer\\.?", "");
        if (key.isEmpty()) {
          faults.addAll(DocumentedSettings.faultsOfClass(parts[1]));
        } else if (!DocumentedSettings.ourKeys().contains(key)) {
          faults.add("unknown key " + key);
        }
      }
    }
  }
}
