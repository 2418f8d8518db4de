// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.maven;

import io.velostream.schema.evolution.derivation.ClassSchemas;
import io.velostream.schema.maven.element.ElementNames;
import io.velostream.schema.model.InvalidSchemaException;
import io.velostream.schema.model.SchemaDefinition;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;
import org.jspecify.annotations.Nullable;

/** Writes the schemas with which the serializers write values of classes of the project. */
@Mojo(
    name = "derive-schema",
    defaultPhase = LifecyclePhase.PROCESS_CLASSES,
    requiresDependencyResolution = ResolutionScope.COMPILE_PLUS_RUNTIME,
    threadSafe = true)
public final class DeriveSchemaMojo extends SchemaMojo {

  /** The class of each subject, by subject: the name as {@code Class.forName} takes it. */
  @Parameter Map<String, String> classes = Map.of();

  /** The schema language of each subject: {@code AVRO}, which is the default, or {@code JSON}. */
  @Parameter Map<String, String> schemaTypes = Map.of();

  /** The folder of the files. It is created if it does not exist. */
  @Parameter(defaultValue = "${project.build.directory}/schemas")
  @Nullable File outputDirectory;

  /** The end of all file names. The default is {@code .avsc} or {@code .schema.json}. */
  @Parameter @Nullable String schemaExtension;

  /** Keys of the serializers, such as {@code json.schema.spec.version}. */
  @Parameter Map<String, String> configs = Map.of();

  @Parameter(defaultValue = "${project.runtimeClasspathElements}", readonly = true)
  List<String> classPath = List.of();

  @Override
  void run() {
    if (classes.isEmpty()) {
      throw new IllegalArgumentException(
          "no class is given; add <classes><orders-value>com.acme.Order</orders-value></classes> to"
              + " the <configuration> of the plugin");
    }
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try (URLClassLoader loader =
        new URLClassLoader(urls(), DeriveSchemaMojo.class.getClassLoader())) {
      thread.setContextClassLoader(loader);
      classes.forEach((name, type) -> derive(ElementNames.decoded(name), name, type, loader));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot close the classes of the project", e);
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private URL[] urls() throws MalformedURLException {
    List<URL> urls = new ArrayList<>();
    for (String element : classPath) {
      urls.add(new File(element).toURI().toURL());
    }
    return urls.toArray(URL[]::new);
  }

  private void derive(
      String subject, String element, @Nullable String className, ClassLoader loader) {
    String schemaType = schemaTypes.get(element);
    String type = schemaType == null ? "AVRO" : SchemaTypes.checked(schemaType, subject);
    SchemaDefinition schema = ClassSchemas.derive(load(element, className, loader), type, configs);
    Path file =
        SchemaFiles.write(
            base().resolve(String.valueOf(outputDirectory)),
            subject,
            schemaExtension,
            type,
            SchemaTypes.indented(schema.text()));
    getLog().info("Wrote the schema of " + className + " to " + file);
  }

  private Class<?> load(String element, @Nullable String className, ClassLoader loader) {
    if (className == null || className.isBlank()) {
      throw new IllegalArgumentException(
          "the element <" + element + "> of <classes> is empty; it must be the name of a class");
    }
    try {
      return Class.forName(className.strip(), false, loader);
    } catch (ClassNotFoundException | LinkageError e) {
      throw new InvalidSchemaException(
          "the class "
              + className.strip()
              + " of <"
              + element
              + "> is not on the class path of the"
              + " project, or cannot be loaded ("
              + e
              + "); run this goal after compile, and write"
              + " nested classes as com.acme.Outer$Inner",
          e);
    }
  }
}
