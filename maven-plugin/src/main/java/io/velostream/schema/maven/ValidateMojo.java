// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.maven;

import io.velostream.schema.evolution.source.SchemaCatalog;
import io.velostream.schema.model.InvalidReferenceException;
import io.velostream.schema.model.InvalidSchemaException;
import io.velostream.schema.registry.RegistryClient;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;

/**
 * Validates schema files with their references. A registry is asked only for schemas that none of
 * the files has, and only if its URL is given.
 */
@Mojo(name = "validate", defaultPhase = LifecyclePhase.VALIDATE, threadSafe = true)
public final class ValidateMojo extends SubjectsMojo {

  @Override
  void run() throws MojoFailureException {
    LocalSchemas schemas = schemas();
    if (!RegistryConfigs.hasUrl(registryConfigs())) {
      validate(
          schemas,
          (subject, version) -> null,
          "; to find schemas of a registry, give <schemaRegistryUrls>");
      return;
    }
    try (RegistryClient client = connect()) {
      validate(schemas, new RegistrySchemas(client), "");
    }
  }

  private void validate(LocalSchemas schemas, SchemaCatalog.Lookup registry, String advice)
      throws MojoFailureException {
    Failures failures = new Failures(getLog());
    for (LocalSchema schema : schemas.inOrder()) {
      try {
        SchemaParser.validate(schema, schemas.resolve(schema, registry));
        getLog().info(schema.file() + " is valid");
      } catch (InvalidReferenceException e) {
        failures.add(
            schema,
            new InvalidReferenceException(e.reason(), e.path(), e.getMessage() + advice, e));
      } catch (InvalidSchemaException e) {
        failures.add(schema, e);
      }
    }
    failures.failIfAny("not valid");
  }
}
