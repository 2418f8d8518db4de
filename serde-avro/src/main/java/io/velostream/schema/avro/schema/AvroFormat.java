// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.avro.schema;

import io.velostream.schema.avro.config.AvroKeys;
import io.velostream.schema.avro.resolution.ClosureParser;
import io.velostream.schema.avro.resolution.JavaStringProperty;
import io.velostream.schema.avro.resolution.NameValidation;
import io.velostream.schema.avro.resolution.SchemaDifferences;
import io.velostream.schema.avro.resolution.SchemaMemoryEstimate;
import io.velostream.schema.avro.resolution.SchemaSizeLimit;
import io.velostream.schema.model.Incompatibility;
import io.velostream.schema.model.InvalidSchemaException;
import io.velostream.schema.model.ResolvedSchema;
import io.velostream.schema.model.SchemaDefinition;
import io.velostream.schema.model.SchemaFormat;
import java.util.List;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.jspecify.annotations.Nullable;

/**
 * The Avro schema language, as in the specification of Avro 1.12.
 *
 * <p>Parsing is as lenient as registries are: names are not validated, because registries hold
 * schemas of every Avro version and some never checked namespaces, and a default that does not fit
 * its field is an error only where it is needed.
 */
public final class AvroFormat implements SchemaFormat<Schema> {

  /** The one instance; it has no state. */
  public static final AvroFormat INSTANCE = new AvroFormat();

  /** The schema type of Avro in registries. */
  public static final String TYPE = "AVRO";

  private AvroFormat() {}

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public Schema parse(ResolvedSchema resolved) {
    try {
      return new ClosureParser().parse(resolved);
    } catch (StackOverflowError e) {
      throw new InvalidSchemaException(
          "the " + resolved.definition() + " is nested too deeply to be parsed");
    }
  }

  @Override
  public long estimatedBytes(Schema schema, ResolvedSchema resolved) {
    return SchemaMemoryEstimate.bytesOf(schema);
  }

  @Override
  public SchemaDefinition definition(Schema schema) {
    SchemaSizeLimit.check(schema);
    return SchemaDefinition.of(TYPE, text(schema));
  }

  @Override
  public boolean hasFingerprints() {
    return true;
  }

  /**
   * The CRC-64-AVRO fingerprint of the Parsing Canonical Form, as the specification defines both.
   */
  @Override
  public long fingerprint(Schema schema) {
    return SchemaNormalization.parsingFingerprint64(schema);
  }

  @Override
  public @Nullable OtherForm<Schema> otherForm(Schema schema) {
    Schema plain = JavaStringProperty.removedFrom(schema);
    return plain.equals(schema) ? null : new OtherForm<>(plain, AvroKeys.REMOVE_JAVA_PROPERTIES);
  }

  @Override
  public @Nullable String recordName(Schema schema) {
    return switch (schema.getType()) {
      case RECORD, ENUM, FIXED -> schema.getFullName();
      default -> null;
    };
  }

  @Override
  public String flatten(ResolvedSchema resolved) {
    Schema composed = parse(resolved);
    String text = text(composed);
    if (!isText(composed, text)) {
      throw new InvalidSchemaException(
          "the "
              + resolved.definition()
              + " cannot be one Avro text: within a namespace that has a type of the same name, no"
              + " text can refer to a type without namespace; give that type a namespace");
    }
    return text;
  }

  private static boolean isText(Schema schema, String text) {
    Schema.Parser parser = NameValidation.lenientParser();
    try {
      return schema.equals(parser.parse(text));
    } catch (AvroRuntimeException e) {
      return false;
    }
  }

  @Override
  public List<Incompatibility> incompatibilities(Schema reader, Schema writer) {
    return SchemaDifferences.of(reader, writer);
  }

  private static String text(Schema schema) {
    try {
      return schema.toString();
    } catch (StackOverflowError e) {
      throw new InvalidSchemaException("an Avro schema is nested too deeply to be written as text");
    }
  }
}
