// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.maven;

import io.velostream.schema.maven.element.ElementNames;
import io.velostream.schema.model.IncompatibleSchemaException;
import io.velostream.schema.model.SchemaException;
import java.io.File;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigException;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** What all goals share: {@code skip}, and how errors end a build. */
abstract class SchemaMojo extends AbstractMojo {

  /** Whether to do nothing. */
  @Parameter(property = "velostream-schema.skip", defaultValue = "false")
  boolean skip;

  /** The folder from which relative paths start. */
  @Parameter(defaultValue = "${basedir}", readonly = true)
  @Nullable File basedir;

  @Override
  public final void execute() throws MojoExecutionException, MojoFailureException {
    if (skip) {
      getLog().info("Skipped, because <skip> is true");
      return;
    }
    try {
      run();
    } catch (IncompatibleSchemaException e) {
      throw new MojoFailureException(e.getMessage(), e);
    } catch (SchemaException
        | ConfigException
        | IllegalArgumentException
        | UncheckedIOException e) {
      throw new MojoExecutionException(e.getMessage(), e);
    }
  }

  /**
   * Does the work of the goal.
   *
   * @throws MojoFailureException when schemas are not as they should be
   * @throws RuntimeException of the kinds that {@link #execute} converts, for all other errors
   */
  abstract void run() throws MojoFailureException;

  /** The folder of the project, or the current one. */
  final Path base() {
    return basedir == null ? Path.of("").toAbsolutePath() : basedir.toPath();
  }

  /** Prints a text of several lines as an error. */
  final void error(String text) {
    text.lines().forEach(getLog()::error);
  }

  /**
   * Warns of elements that no schema file has, which may be for another execution.
   *
   * @param element the element that contains them
   * @param names the names in it
   * @param files the elements of the schema files
   */
  final void warnOfUnknown(String element, Collection<String> names, Collection<String> files) {
    Set<String> known = files.stream().map(ElementNames::decoded).collect(Collectors.toSet());
    for (String name : names) {
      if (!known.contains(ElementNames.decoded(name))) {
        getLog()
            .warn("<" + element + "> has '" + name + "', and there is no schema file of that name");
      }
    }
  }
}
