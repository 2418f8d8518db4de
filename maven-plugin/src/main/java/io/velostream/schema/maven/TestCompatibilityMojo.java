// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.maven;

import io.velostream.schema.model.InvalidReferenceException;
import io.velostream.schema.model.InvalidSchemaException;
import io.velostream.schema.registry.RegistryClient;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;

/**
 * Checks schema files against the versions that a registry has, at the level of each subject there.
 * Files may refer to files that are not registered yet. All reasons of all subjects are printed,
 * and nothing is changed.
 */
@Mojo(name = "test-compatibility", defaultPhase = LifecyclePhase.VERIFY, threadSafe = true)
public final class TestCompatibilityMojo extends SubjectsMojo {

  @Override
  void run() throws MojoFailureException {
    LocalSchemas schemas = schemas();
    Failures failures = new Failures(getLog());
    try (RegistryClient client = connect()) {
      SubjectCheck check = new SubjectCheck(client, new RegistrySchemas(client), schemas);
      for (LocalSchema schema : schemas.inOrder()) {
        try {
          failures.add(check.of(schema));
        } catch (InvalidSchemaException | InvalidReferenceException e) {
          failures.add(schema, e);
        }
      }
    }
    failures.failIfAny("not compatible, or could not be checked");
  }
}
