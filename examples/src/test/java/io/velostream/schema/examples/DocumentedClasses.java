// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.examples;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Compiles the Java of the pages, as classes of {@code com.example}. */
final class DocumentedClasses {

  /** What a page names without showing it. */
  private static final String ORDER =
      "package com.example; public record Order(String id, long cents) {}";

  /** What the page on migration takes from Amazon's SDK, of which only this much is needed. */
  private static final List<String> GLUE =
      List.of(
          """
          package com.example;
          interface GlueClient {
            static GlueClient create() { return request -> { throw new EntityNotFoundException(); }; }
            GetSchemaVersionResponse getSchemaVersion(java.util.function.Consumer<Request> request);
            interface Request { Request schemaVersionId(String id); }
          }
          """,
          """
          package com.example;
          interface GetSchemaVersionResponse { String dataFormatAsString(); String schemaDefinition(); }
          """,
          """
          package com.example;
          class EntityNotFoundException extends RuntimeException {}
          """);

  private static final Pattern NAME =
      Pattern.compile("(?m)^(?:public )?(?:final )?(?:class|record|interface) (\\w+)");

  private DocumentedClasses() {}

  /** Compiles what pages rely on. */
  static void compileWhatIsNotShown(Path folder) throws IOException {
    List<String> sources = new ArrayList<>(GLUE);
    sources.add(ORDER);
    List<String> faults = compile(sources, folder);
    if (!faults.isEmpty()) {
      throw new IllegalStateException(faults.toString());
    }
  }

  /** The errors and warnings of a block; empty for none. */
  static List<String> faults(CodeBlock block, Path folder) throws IOException {
    return compile(List.of("package com.example;" + imports(block) + block.text()), folder);
  }

  /** On the block's first line, so that errors have the lines of the page. */
  private static String imports(CodeBlock block) {
    return block.text().contains("import ")
        ? ""
        : "import io.velostream.schema.model.*; import io.velostream.schema.serde.*;"
            + " import java.util.*; ";
  }

  /** The name of the class that a block declares. */
  static String className(CodeBlock block) {
    Matcher name = NAME.matcher(block.text());
    if (!name.find()) {
      throw new IllegalArgumentException(block + " declares no class");
    }
    return "com.example." + name.group(1);
  }

  private static List<String> compile(List<String> sources, Path folder) throws IOException {
    Files.createDirectories(folder);
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
    String classPath =
        folder + System.getProperty("path.separator") + System.getProperty("java.class.path");
    List<Source> files = sources.stream().map(Source::new).toList();
    boolean isDone;
    try (var manager = compiler.getStandardFileManager(found, Locale.ROOT, UTF_8)) {
      isDone =
          compiler
              .getTask(
                  null,
                  manager,
                  found,
                  List.of(
                      "-proc:none",
                      "-parameters",
                      "-Xlint:deprecation,removal,unchecked",
                      "-cp",
                      classPath,
                      "-d",
                      folder.toString()),
                  null,
                  files)
              .call();
    }
    List<String> faults = new ArrayList<>();
    for (Diagnostic<?> each : found.getDiagnostics()) {
      faults.add("line " + each.getLineNumber() + ": " + each.getMessage(Locale.ROOT));
    }
    if (!isDone && faults.isEmpty()) {
      faults.add("cannot be compiled");
    }
    return faults;
  }

  /** A source file in memory, named after its class. */
  private static final class Source extends SimpleJavaFileObject {

    private static final Pattern TYPE = Pattern.compile("(?:class|record|interface) (\\w+)");

    private final String text;

    Source(String text) {
      super(URI.create("string:///" + typeName(text) + ".java"), Kind.SOURCE);
      this.text = text;
    }

    private static String typeName(String text) {
      Matcher name = TYPE.matcher(text);
      if (!name.find()) {
        throw new IllegalArgumentException("no class in: " + text);
      }
      return name.group(1);
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
