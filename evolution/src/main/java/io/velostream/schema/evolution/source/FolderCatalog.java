// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.source;

import io.velostream.schema.evolution.source.FolderContent.Fault;
import io.velostream.schema.model.InvalidReferenceException;
import io.velostream.schema.model.InvalidReferenceException.Reason;
import io.velostream.schema.model.InvalidSchemaException;
import io.velostream.schema.model.RegisteredSchema;
import io.velostream.schema.model.SchemaDefinition;
import io.velostream.schema.model.SchemaReference;
import io.velostream.schema.model.Subject;
import io.velostream.schema.model.SubjectVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Reads a folder of schema files. No registry is needed; the schemas have no ids.
 *
 * <ul>
 *   <li>Files that end in {@code .avsc} are Avro schemas; those that end in {@code .schema.json} or
 *       {@code .json} are JSON Schemas. Others, and files and folders whose names start with a dot,
 *       are skipped, as are {@code package.json} and the like, and {@code node_modules}.
 *       Sub-folders are read too.
 *   <li>The subject is the name of the file without its ending, and the version is 1. Several
 *       versions of a subject are in a folder of its name: {@code orders-value/1.avsc}, {@code
 *       orders-value/2.avsc}, or {@code v1.avsc}. If the folder itself holds versions, its own name
 *       is the subject. Characters that a file name cannot have are percent-encoded: {@code %2F}.
 *   <li>References are found in the texts: an Avro type by its full name, wherever it is defined; a
 *       JSON Schema by its {@code $id}, by the path from the file that refers to it, or by its file
 *       name or subject. They are pinned to the newest version that defines the target; a relative
 *       path to a version ({@code ../address/1.json}) is pinned to that version.
 *   <li>A file {@code NAME.references.json} next to the schema file {@code NAME} replaces what
 *       would be found for it. It holds the references as the registry's REST interface does:
 *       {@code [{"name": "shop.Address", "subject": "address", "version": 1}]}.
 *   <li>A file {@code NAME.data-contract.json} holds metadata and rules: see {@link DataContracts}.
 * </ul>
 *
 * <p>Safe for use by many threads.
 */
public final class FolderCatalog {

  private final Path folder;
  private final Map<SubjectVersion, SchemaFile> files = new LinkedHashMap<>();
  private final Map<SubjectVersion, Path> paths = new LinkedHashMap<>();
  private final Map<SubjectVersion, Fault> faults = new LinkedHashMap<>();

  private FolderCatalog(Path folder) {
    this.folder = folder;
  }

  /**
   * Reads all schema files of a folder.
   *
   * @return a catalog whose references are complete and free of cycles, so that {@link
   *     DependencyGraph#dependenciesFirst()} gives an order of registration
   * @throws InvalidSchemaException when a file is not UTF-8 or not JSON, or two files are the same
   *     version of a subject
   * @throws InvalidReferenceException when a referenced type is missing or defined twice, or
   *     references form a cycle; the message names files, places and what to do
   * @throws UncheckedIOException when the folder cannot be read
   */
  public static SchemaCatalog read(Path folder) {
    FolderContent content = readAll(folder);
    if (!content.faults().isEmpty()) {
      throw content.faults().get(0).cause();
    }
    DependencyGraph graph = content.catalog().graph();
    requireTargets(folder, graph);
    var unused = graph.dependenciesFirst();
    return content.catalog();
  }

  /**
   * Reads all schema files of a folder, and goes on if one cannot be read.
   *
   * @return the schemas, whose references may form cycles, and the faults of files that are not
   *     UTF-8 or not JSON, are the same version as another file, or use a type that is missing or
   *     defined twice
   * @throws UncheckedIOException when the folder cannot be read
   */
  public static FolderContent readAll(Path folder) {
    FolderCatalog reader = new FolderCatalog(folder);
    try {
      reader.readFiles();
      return new FolderContent(reader.catalog(), reader.paths, reader.faults);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the schema files of " + folder, e);
    }
  }

  /**
   * The subject and version that the name of a schema file says. The file is not read.
   *
   * @param file the path of the file below the folder
   * @throws IllegalArgumentException if the name does not end as those of schema files
   */
  public static SubjectVersion subjectVersion(Path file) {
    var unused = schemaType(file);
    return FolderLayout.subjectVersion(file);
  }

  /**
   * The schema language that the name of a file says: {@code AVRO} or {@code JSON}.
   *
   * @throws IllegalArgumentException if the name does not end as those of schema files
   */
  public static String schemaType(Path file) {
    String type = FolderLayout.type(file);
    if (type == null) {
      throw new IllegalArgumentException(
          file + " is no schema file: its name ends in neither .avsc nor .json");
    }
    return type;
  }

  /**
   * The path below a folder at which a version of a subject is stored, and is read from again.
   *
   * @param type the schema language
   * @throws IllegalArgumentException if files of this language are not read
   */
  public static Path path(SubjectVersion at, String type) {
    return FolderLayout.path(at, type);
  }

  /**
   * The same as {@link #path}, with capital letters encoded, for a subject that differs from
   * another one by these only. Some file systems do not tell such names apart.
   */
  public static Path pathWithoutCapitals(SubjectVersion at, String type) {
    return FolderLayout.pathWithoutCapitals(at, type);
  }

  /** The file with the references of the schema in {@code file}, which may not exist. */
  public static Path referencesFile(Path file) {
    return file.resolveSibling(FolderLayout.stem(file) + FolderLayout.REFERENCES);
  }

  private void readFiles() throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new NotDirectoryException(folder.toString());
    }
    Collection<Path> found = new TreeSet<>();
    Files.walkFileTree(
        folder,
        EnumSet.of(FileVisitOption.FOLLOW_LINKS),
        Integer.MAX_VALUE,
        new SimpleFileVisitor<Path>() {
          @Override
          public FileVisitResult preVisitDirectory(Path at, BasicFileAttributes attributes) {
            return !at.equals(folder) && (isHidden(at) || at.endsWith("node_modules"))
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (!isHidden(file) && FolderLayout.type(file) != null) {
              found.add(file);
            }
            return FileVisitResult.CONTINUE;
          }
        });
    for (Path file : found) {
      add(file);
    }
  }

  private static boolean isHidden(Path path) {
    Path name = path.getFileName();
    return name != null && name.toString().startsWith(".");
  }

  private void add(Path file) throws IOException {
    Path path = folder.relativize(file);
    SubjectVersion at;
    try {
      at = FolderLayout.subjectVersion(withSubject(path));
    } catch (IllegalArgumentException e) {
      SubjectVersion none = new SubjectVersion(Subject.of(path.toString().replace('\\', '/')), 1);
      faults.put(
          none, new Fault(none, file, new InvalidSchemaException(file + ": " + e.getMessage(), e)));
      return;
    }
    try {
      String text = SchemaText.read(file);
      SchemaFile schema =
          new SchemaFile(
              at,
              String.valueOf(FolderLayout.type(file)),
              path,
              file,
              text,
              SchemaText.parse(file, text));
      SchemaFile before = files.putIfAbsent(at, schema);
      paths.putIfAbsent(at, file);
      if (before != null) {
        throw new InvalidSchemaException(
            "both "
                + before.name()
                + " and "
                + schema.name()
                + " of "
                + folder
                + " are "
                + at
                + "; rename one of them");
      }
    } catch (InvalidSchemaException e) {
      paths.putIfAbsent(at, file);
      faults.putIfAbsent(at, new Fault(at, file, e));
    }
  }

  /** A folder of versions only, such as {@code schemas/orders}, is named as their subject. */
  private Path withSubject(Path path) {
    Path name = folder.toAbsolutePath().normalize().getFileName();
    return path.getParent() == null && name != null && FolderLayout.isVersion(path)
        ? name.resolve(path)
        : path;
  }

  private SchemaCatalog catalog() throws IOException {
    FolderReferences references =
        new FolderReferences(
            "no schema file of " + folder + " defines it",
            file ->
                "name the target in " + FolderLayout.stem(file.path()) + FolderLayout.REFERENCES,
            files.values());
    List<RegisteredSchema> schemas = new ArrayList<>(files.size());
    for (SchemaFile file : files.values()) {
      Path declared =
          file.file().resolveSibling(FolderLayout.stem(file.path()) + FolderLayout.REFERENCES);
      try {
        List<SchemaReference> fileReferences =
            Files.exists(declared) ? SchemaText.references(declared) : references.of(file);
        if (!faults.containsKey(file.at())) {
          schemas.add(
              new RegisteredSchema(
                  file.at().subject().context(),
                  null,
                  null,
                  file.at(),
                  DataContracts.addedTo(
                      new SchemaDefinition(file.type(), file.text(), fileReferences, null, null),
                      file.file())));
        }
      } catch (InvalidSchemaException | InvalidReferenceException e) {
        faults.putIfAbsent(file.at(), new Fault(file.at(), file.file(), e));
      }
    }
    return SchemaCatalog.of(schemas);
  }

  private static void requireTargets(Path folder, DependencyGraph graph) {
    if (!graph.missing().isEmpty()) {
      DependencyGraph.MissingTarget missing = graph.missing().get(0);
      throw new InvalidReferenceException(
          Reason.MISSING,
          List.of(missing.from().toString(), missing.target()),
          missing.from()
              + " refers to "
              + missing.target()
              + ", and "
              + folder
              + " has no such schema; add it, or correct the file "
              + FolderLayout.REFERENCES.substring(1)
              + " of "
              + missing.from(),
          null);
    }
  }
}
