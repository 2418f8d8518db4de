// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.binding;

import io.velostream.schema.SchemaResolver;
import io.velostream.schema.model.Incompatibility;
import io.velostream.schema.model.IncompatibleSchemaException;
import io.velostream.schema.model.RegisteredSchema;
import io.velostream.schema.model.SchemaCodec;
import io.velostream.schema.model.SchemaDefinition;
import io.velostream.schema.model.SchemaException;
import io.velostream.schema.model.SchemaFormat;
import io.velostream.schema.model.SchemaId;
import io.velostream.schema.model.SchemaNotFoundException;
import io.velostream.schema.model.SchemaReference;
import io.velostream.schema.model.Subject;
import io.velostream.schema.model.SubjectVersion;
import io.velostream.schema.serde.config.AccessKeys;
import io.velostream.schema.serde.config.SchemaSelectionKeys;
import io.velostream.schema.serde.config.SerdeConfig;
import io.velostream.schema.serde.config.SerdeKeys;
import io.velostream.schema.serde.subject.LazyValueSchema;
import io.velostream.schema.settings.Normalization;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the schema that a value is written in. The first that applies: register the value's own
 * ({@code auto.register.schemas}), the one with a given id ({@code use.schema.id}) or GUID ({@code
 * use.schema.guid}), the newest version with given metadata ({@code use.latest.with.metadata}), the
 * newest version ({@code use.latest.version}), else look the value's own up.
 *
 * @param <S> the format's parsed schema
 */
final class SchemaChooser<S> {

  private static final int MAX_REASONS = 3;

  /** The code of answers without one of the registry's own. */
  private static final int NOT_FOUND = 404;

  private final SchemaCodec<S> codec;
  private final SchemaParser<S> parser;
  private final SchemaResolver resolver;
  private final SerdeConfig config;
  private final BindingExpiry bindingExpiry;
  private final Map<String, String> metadata;
  private final @Nullable UUID guid;

  SchemaChooser(
      SerdeConfig config,
      SchemaCodec<S> codec,
      SchemaParser<S> parser,
      BindingExpiry bindingExpiry) {
    this.codec = codec;
    this.bindingExpiry = bindingExpiry;
    this.parser = parser;
    this.resolver = parser.resolver();
    this.config = config;
    this.metadata = SchemaSelectionKeys.metadata(config);
    this.guid = config.guid();
  }

  /**
   * Chooses the schema to write a value with.
   *
   * @param start the expiry that was started before this call
   * @param accessCheck checks whether schemas that the value's own refers to may be registered
   * @throws IncompatibleSchemaException if the configured schema cannot read data of the value's
   *     own schema, and the check is enabled
   */
  WriteSchema<S> choose(
      Subject subject,
      LazyValueSchema<S> valueSchema,
      Expiry start,
      Consumer<Subject> accessCheck) {
    if (registers()) {
      SchemaDefinition definition = definition(subject, valueSchema.schema(), accessCheck);
      RegisteredSchema registered = resolver.register(subject, definition, normalization());
      return own(subject, registered, valueSchema, start);
    }
    int id = config.number(SerdeKeys.USE_SCHEMA_ID);
    if (id >= 0) {
      return given(
          subject, resolver.byIdToWrite(new SchemaId(subject.context(), id)), valueSchema, start);
    }
    if (guid != null) {
      return given(subject, byGuid(subject, guid), valueSchema, start);
    }
    if (!metadata.isEmpty()) {
      RegisteredSchema latest = resolver.latest(subject, metadata);
      return chosen(subject, latest, parser.parseToWrite(latest), bindingExpiry.following(start));
    }
    if (config.flag(SerdeKeys.USE_LATEST)) {
      return latest(subject, valueSchema, start);
    }
    return own(subject, lookUp(subject, valueSchema), valueSchema, start);
  }

  /** Whether values' own schemas are registered. */
  boolean registers() {
    return config.flag(SerdeKeys.AUTO_REGISTER) && config.flag(AccessKeys.AUTO_REGISTER);
  }

  /** Finds the schema of a GUID with its id, which the answer by GUID may lack. */
  private RegisteredSchema byGuid(Subject subject, UUID guid) {
    RegisteredSchema found = resolver.byGuid(subject.context(), guid);
    SubjectVersion subjectVersion = found.subjectVersion();
    if (found.id() != null || subjectVersion == null) {
      return found;
    }
    SchemaId id =
        resolver.lookUp(subjectVersion.subject(), found.definition(), Normalization.OFF).id();
    return new RegisteredSchema(found.context(), id, guid, subjectVersion, found.definition());
  }

  private WriteSchema<S> own(
      Subject subject, RegisteredSchema registered, LazyValueSchema<S> valueSchema, Expiry start) {
    return parser.format().isComplete(valueSchema.schema())
        ? chosen(subject, registered, valueSchema.schema(), start)
        : given(subject, registered, start);
  }

  private WriteSchema<S> chosen(
      Subject subject, RegisteredSchema registered, S parsed, Expiry expiry) {
    long bytes = parser.bytes(registered, parsed);
    return new WriteSchema<>(subject, registered, parsed, bytes, expiry);
  }

  /** Reports to the resolver that a chosen schema is in use. */
  void reportUse(WriteSchema<S> chosen) {
    boolean isGiven = registers() || config.number(SerdeKeys.USE_SCHEMA_ID) >= 0 || guid != null;
    boolean isNewest = !metadata.isEmpty() || config.flag(SerdeKeys.USE_LATEST);
    if (isNewest && !isGiven) {
      resolver.reportUse(chosen.subject(), metadata);
    } else {
      resolver.reportUse(chosen.registered());
    }
  }

  private RegisteredSchema lookUp(Subject subject, LazyValueSchema<S> valueSchema) {
    try {
      return resolver.lookUp(subject, definition(subject, valueSchema.schema()), normalization());
    } catch (SchemaNotFoundException e) {
      SchemaFormat.OtherForm<S> other = parser.format().otherForm(valueSchema.schema());
      if (other == null || !isRegistered(subject, other.schema())) {
        throw isRegistrationForbidden() ? withHint(e) : e;
      }
      throw new SchemaNotFoundException(
          e.getMessage() + "; it is registered in another form: set " + other.key() + "=true",
          e.errorCode(),
          e);
    }
  }

  private boolean isRegistrationForbidden() {
    return config.flag(SerdeKeys.AUTO_REGISTER) && !config.flag(AccessKeys.AUTO_REGISTER);
  }

  private static SchemaNotFoundException withHint(SchemaNotFoundException e) {
    return new SchemaNotFoundException(
        e.getMessage()
            + "; it is not registered from here, because of "
            + AccessKeys.AUTO_REGISTER
            + "=false",
        e.errorCode(),
        e);
  }

  private boolean isRegistered(Subject subject, S schema) {
    try {
      var unused = resolver.lookUp(subject, definition(subject, schema), normalization());
      return true;
    } catch (SchemaException e) {
      return false; // report the failure of the first lookup
    }
  }

  private Normalization normalization() {
    return Normalization.of(config.flag(SerdeKeys.NORMALIZE));
  }

  /** The definition of a schema, with references to schemas that are registered first. */
  private SchemaDefinition definition(Subject subject, S schema, Consumer<Subject> accessCheck) {
    return codec.definition(
        schema,
        (name, referenced, definition) -> {
          Subject target = Subject.parse(referenced, subject.context());
          accessCheck.accept(target);
          RegisteredSchema registered = resolver.register(target, definition, normalization());
          return reference(name, referenced, target, registered);
        });
  }

  /** The definition of a schema, with references to schemas that are looked up. */
  private SchemaDefinition definition(Subject subject, S schema) {
    return codec.definition(
        schema,
        (name, referenced, definition) -> {
          Subject target = Subject.parse(referenced, subject.context());
          RegisteredSchema found = resolver.lookUp(target, definition, normalization());
          return reference(name, referenced, target, found);
        });
  }

  /** A reference to a schema, whose version older registries tell only if it is looked up. */
  private SchemaReference reference(
      String name, String subject, Subject target, RegisteredSchema registered) {
    SubjectVersion version = registered.subjectVersion();
    if (version == null || !version.subject().equals(target)) {
      version = resolver.lookUp(target, registered.definition(), normalization()).subjectVersion();
    }
    if (version == null) {
      throw new SchemaNotFoundException(
          "the registry gives no version of subject " + target + " for a reference",
          NOT_FOUND,
          null);
    }
    return new SchemaReference(name, subject, version.version());
  }

  private WriteSchema<S> given(
      Subject subject, RegisteredSchema configured, LazyValueSchema<S> valueSchema, Expiry start) {
    S parsed = parser.parseToWrite(configured);
    if (valueSchema.exists() && config.flag(SerdeKeys.ID_STRICT)) {
      requireReadable(configured, parsed, valueSchema, SerdeKeys.ID_STRICT);
    }
    return chosen(subject, configured, parsed, parser.expiry(configured, bindingExpiry, start));
  }

  private WriteSchema<S> given(Subject subject, RegisteredSchema configured, Expiry start) {
    return chosen(
        subject,
        configured,
        parser.parseToWrite(configured),
        parser.expiry(configured, bindingExpiry, start));
  }

  private WriteSchema<S> latest(Subject subject, LazyValueSchema<S> valueSchema, Expiry start) {
    RegisteredSchema latest = resolver.latest(subject);
    S parsed = parser.parseToWrite(latest);
    if (valueSchema.exists() && config.flag(SerdeKeys.LATEST_STRICT)) {
      requireReadable(latest, parsed, valueSchema, SerdeKeys.LATEST_STRICT);
    }
    return chosen(subject, latest, parsed, bindingExpiry.following(start));
  }

  private void requireReadable(
      RegisteredSchema registered, S reader, LazyValueSchema<S> valueSchema, String strictKey) {
    List<Incompatibility> reasons = parser.format().incompatibilities(reader, valueSchema.schema());
    if (!reasons.isEmpty()) {
      throw new IncompatibleSchemaException(
          "the schema "
              + registered.name()
              + " cannot read what the value's own schema describes: "
              + reasons.stream().limit(MAX_REASONS).toList()
              + (reasons.size() > MAX_REASONS ? " and more" : "")
              + "; use a value of that schema, or set "
              + strictKey
              + "=false",
          null);
    }
  }
}
