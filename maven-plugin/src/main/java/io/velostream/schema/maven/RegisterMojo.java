// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.maven;

import io.velostream.schema.maven.element.DataContract;
import io.velostream.schema.model.IncompatibleSchemaException;
import io.velostream.schema.model.RegisteredSchema;
import io.velostream.schema.model.SchemaDefinition;
import io.velostream.schema.model.SchemaReference;
import io.velostream.schema.model.Subject;
import io.velostream.schema.model.SubjectVersion;
import io.velostream.schema.registry.RegistryClient;
import io.velostream.schema.registry.protocol.SchemaRequests;
import io.velostream.schema.registry.protocol.SubjectRequests;
import io.velostream.schema.settings.Normalization;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Registers schema files, each after those that it refers to. Nothing is registered if a file does
 * not parse. A schema that is registered already keeps its version.
 */
@Mojo(name = "register", defaultPhase = LifecyclePhase.DEPLOY, threadSafe = true)
public final class RegisterMojo extends SubjectsMojo {

  /** Whether the registry compares and stores the normalized form of the schemas. */
  @Parameter(property = "velostream-schema.normalizeSchemas", defaultValue = "false")
  boolean normalizeSchemas;

  private final Map<Subject, Integer> versions = new HashMap<>();
  private Map<Subject, DataContract> contracts = Map.of();

  @Override
  void run() throws MojoFailureException {
    LocalSchemas schemas = schemas();
    contracts = contracts();
    try (RegistryClient client = connect()) {
      RegistrySchemas registry = new RegistrySchemas(client);
      for (LocalSchema schema : schemas.inOrder()) {
        SchemaParser.validate(schema, schemas.resolve(schema, registry));
      }
      for (LocalSchema schema : schemas.inOrder()) {
        register(client, registry, schemas, schema);
      }
    }
  }

  private void register(
      RegistryClient client, RegistrySchemas registry, LocalSchemas schemas, LocalSchema schema)
      throws MojoFailureException {
    Normalization normalization = Normalization.of(normalizeSchemas);
    SchemaDefinition definition =
        contracts
            .getOrDefault(schema.subject(), DataContract.NONE)
            .addedTo(schema.definition(subject -> version(client, subject)));
    RegisteredSchema registered;
    try {
      registered =
          client.call(SchemaRequests.register(schema.subject(), definition, normalization));
    } catch (IncompatibleSchemaException e) {
      error(schema.file() + " is refused for subject " + schema.subject() + ":");
      new SubjectCheck(client, registry, schemas).of(schema).reasons().forEach(this::error);
      throw new MojoFailureException(e.getMessage(), e);
    }
    if (registered.subjectVersion() == null) {
      registered = client.call(SchemaRequests.lookUp(schema.subject(), definition, normalization));
    }
    SubjectVersion at = Objects.requireNonNull(registered.subjectVersion());
    versions.put(schema.subject(), at.version());
    getLog()
        .info(
            "Registered %s as version %d of %s, id %s"
                .formatted(
                    schema.file(),
                    at.version(),
                    schema.subject(),
                    registered.id() == null ? "unknown" : registered.id().value()));
  }

  /** The version that was registered just now, or else the newest one. */
  private int version(RegistryClient client, Subject subject) {
    return versions.computeIfAbsent(
        subject,
        key -> {
          SubjectVersion newest = client.call(SubjectRequests.latest(key)).subjectVersion();
          return newest == null ? SchemaReference.LATEST : newest.version();
        });
  }
}
